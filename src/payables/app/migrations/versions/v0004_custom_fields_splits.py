"""Custom fields as an account or a company specifies them; splits of lines and invoices, and when they are made."""

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Filled by the tables of this part."""
