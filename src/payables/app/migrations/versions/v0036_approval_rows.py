"""Approvals of many invoices at once."""

revision = "0036"
down_revision = "0035"


def upgrade() -> None:
    pass
