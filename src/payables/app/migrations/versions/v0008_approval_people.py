"""Stand-ins, reminders and escalation; comments and notices."""

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Filled by the tables of this part."""
