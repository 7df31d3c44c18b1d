"""Payments, imports of CSV files, search."""

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Filled by the tables of this part."""
