"""Batches of asynchronous work, and files that are fetched from an address."""

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Filled by the tables of this part."""
