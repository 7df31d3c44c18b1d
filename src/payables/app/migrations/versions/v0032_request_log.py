"""What was asked of the API, by key."""

revision = "0032"
down_revision = "0031"


def upgrade() -> None:
    pass
