"""What invoices are compared by, and the pairs that were found."""

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Filled by the tables of this part."""
