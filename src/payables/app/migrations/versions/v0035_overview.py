"""What the overview is counted from."""

revision = "0035"
down_revision = "0034"


def upgrade() -> None:
    pass
