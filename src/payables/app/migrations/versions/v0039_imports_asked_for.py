"""When an import was asked for, beside when a worker entered its rows: whoever made the secret of the program that asked is their
author, however long the worker was away. Invoices that are there keep what they have: the instant at which they were entered."""

from payables.app.migrations.sql import run

revision = "0039"
down_revision = "0038"


def upgrade() -> None:
    run("ALTER TABLE invoices ADD COLUMN sent_at timestamptz")
