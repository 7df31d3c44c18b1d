"""What the overview is counted from: documents by when they were approved and exported."""

from payables.app.migrations.sql import run

revision = "0035"
down_revision = "0034"


def upgrade() -> None:
    run("""
    CREATE INDEX invoices_approved ON invoices (account_id, company_id, approved_at) WHERE approved_at IS NOT NULL;
    CREATE INDEX invoices_exported_at ON invoices (account_id, company_id, exported_at) WHERE exported_at IS NOT NULL;
    """)
