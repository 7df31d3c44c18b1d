"""What somebody has just decided over a document can be taken back; notices that nobody has read go with it."""

from payables.app.migrations.sql import run, tenant_table

revision = "0036"
down_revision = "0035"


def upgrade() -> None:
    run("""
    -- The last step over a subject, with where the subject stood before it and its records (rows of approvals) then.
    CREATE TABLE undoable_steps (
      account_id uuid NOT NULL, subject_type text NOT NULL, subject_id uuid NOT NULL,
      step text NOT NULL CHECK (step IN ('approve', 'decline', 'flag')),
      made_at timestamptz NOT NULL, made_by int, person_id int, version int NOT NULL,
      was jsonb NOT NULL, records jsonb NOT NULL,
      PRIMARY KEY (account_id, subject_type, subject_id)
    );
    -- the notices of one subject
    CREATE INDEX notices_about ON notices (account_id, subject_type, subject_id);
    -- what somebody else may decide as well, because it took too long
    CREATE INDEX approvals_escalated ON approvals (account_id) WHERE escalated_to <> '{}' AND status = 'pending';
    -- queues are counted without a look at their rows; what is to leave is found among all that has left
    CREATE INDEX invoices_in_queues ON invoices (account_id, state, company_id, location_id) INCLUDE (exported_at);
    CREATE INDEX invoices_to_leave ON invoices (account_id, company_id, location_id, created_at DESC, id DESC)
     WHERE state = 'approved' AND exported_at IS NULL;
    GRANT DELETE ON notices TO payables_app;
    """)
    tenant_table("undoable_steps")
