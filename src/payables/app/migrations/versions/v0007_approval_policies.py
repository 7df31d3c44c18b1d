"""Approval policies with their versions, chains of approvals."""

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Filled by the tables of this part."""
