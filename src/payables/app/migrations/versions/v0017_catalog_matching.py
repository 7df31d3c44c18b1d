"""Which catalog entry an invoice line is, what is remembered of it, price variances and their batches."""

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    pass
