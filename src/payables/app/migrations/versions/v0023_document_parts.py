"""One file may hold several documents, and one invoice pages of several files."""

revision = "0023"
down_revision = "0022"


def upgrade() -> None:
    pass
