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
    GRANT DELETE ON notices TO payables_app;
    """)
    tenant_table("undoable_steps")
