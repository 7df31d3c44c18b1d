"""Export jobs, files and column mappings."""

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Filled by the tables of this part."""
