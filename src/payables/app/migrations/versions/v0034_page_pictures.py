"""What the dashboard shows of a paper's pages."""

revision = "0034"
down_revision = "0033"


def upgrade() -> None:
    pass
