"""Uploads are found by their bytes, and by what they are duplicates of: of each it is asked whether it stands in two invoices."""

from payables.app.migrations.sql import run

revision = "0029"
down_revision = "0028"


def upgrade() -> None:
    run("""
    CREATE INDEX uploads_of_bytes ON uploads (account_id, company_id, sha256);
    CREATE INDEX uploads_duplicates ON uploads (account_id, duplicate_of) WHERE duplicate_of IS NOT NULL;
    -- a merged file is rarely asked for by itself: only plans of several files are kept here
    CREATE INDEX upload_plan_files_of ON upload_plan_files (account_id, file) WHERE position > 0;
    """)
