"""What people corrected of what was read, and what is remembered of each vendor's papers."""

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    pass
