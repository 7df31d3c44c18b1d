"""What people corrected of what was read, and what is remembered of each vendor's papers."""

from payables.app.migrations.sql import run, tenant_table

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    run("""
    -- one row per invoice that came of an upload and was changed or approved. fields: field -> learning/model.py, Truth;
    -- lessons: field -> Lesson, what its vendor's next papers are read by until somebody forgets it
    CREATE TABLE read_papers (
      account_id uuid NOT NULL, invoice uuid NOT NULL, upload_id uuid NOT NULL,
      company_id int NOT NULL, vendor_id int,
      fields jsonb NOT NULL, lessons jsonb NOT NULL,
      changed_at timestamptz NOT NULL,
      PRIMARY KEY (account_id, invoice),
      FOREIGN KEY (account_id, invoice) REFERENCES invoices (account_id, id),
      FOREIGN KEY (account_id, upload_id) REFERENCES uploads (account_id, id)
    );
    CREATE INDEX read_papers_of_vendor ON read_papers (account_id, company_id, vendor_id, changed_at DESC)
     WHERE lessons <> '{}';
    CREATE INDEX read_papers_newest ON read_papers (account_id, changed_at DESC, invoice);
    """)
    tenant_table("read_papers", operator_may="SELECT")
