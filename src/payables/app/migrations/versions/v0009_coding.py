"""Mapping rules, required dimensions, what was learned from coded lines."""

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Filled by the tables of this part."""
