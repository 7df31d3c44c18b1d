"""Conversions of units and packs, learned per vendor item."""

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    pass
