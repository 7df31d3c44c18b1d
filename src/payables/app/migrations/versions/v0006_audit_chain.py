"""The hash chain over the trail, its signed heads."""

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Filled by the tables of this part."""
