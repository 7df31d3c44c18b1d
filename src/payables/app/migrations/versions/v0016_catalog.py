"""Catalog entries, their prices and allowances."""

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    pass
