"""Stand-ins, reminders and escalation; comments and notices."""

from payables.app.migrations.sql import run, tenant_table

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    _absence()
    _waiting()
    _talk()


def _absence() -> None:
    run("""
    -- who decides for whom, and who is out of office (then without a stand-in); ended ones stay as a record.
    -- told_at: when the stand-in was told of what waits.
    CREATE TABLE stand_ins (
      account_id uuid NOT NULL, id uuid NOT NULL, user_id int NOT NULL, stand_in_id int,
      starts_at timestamptz NOT NULL, ends_at timestamptz, note text,
      created_at timestamptz NOT NULL, created_by int, ended_at timestamptz, ended_by int,
      told_at timestamptz,
      PRIMARY KEY (account_id, id),
      FOREIGN KEY (account_id, user_id) REFERENCES users (account_id, id),
      FOREIGN KEY (account_id, stand_in_id) REFERENCES users (account_id, id),
      CHECK (user_id <> stand_in_id), CHECK (ends_at > starts_at)
    );
    CREATE INDEX stand_ins_of ON stand_ins (account_id, user_id, starts_at DESC);
    CREATE INDEX stand_ins_by ON stand_ins (account_id, stand_in_id) WHERE ended_at IS NULL;
    CREATE INDEX stand_ins_to_tell ON stand_ins (starts_at)
     WHERE told_at IS NULL AND ended_at IS NULL AND stand_in_id IS NOT NULL;
    """)
    tenant_table("stand_ins", rights="SELECT, INSERT, UPDATE", operator_may="SELECT")


def _waiting() -> None:
    run("""
    -- since when it is this approver's turn; when they were reminded; who else may decide because it took too long.
    -- decided_as: NULL where the approver (or an API user for them) decided.
    ALTER TABLE approvals
      ADD COLUMN waiting_since timestamptz, ADD COLUMN reminded_at timestamptz,
      ADD COLUMN escalated_at timestamptz, ADD COLUMN escalated_to int[] NOT NULL DEFAULT '{}',
      ADD COLUMN decided_as text CHECK (decided_as IN ('stand_in', 'escalation'));
    -- who was asked before there were clocks has waited since then, unless the invoice was put away
    ALTER TABLE approvals NO FORCE ROW LEVEL SECURITY;
    ALTER TABLE invoices NO FORCE ROW LEVEL SECURITY;
    UPDATE approvals a SET waiting_since = created_at WHERE status = 'pending' AND NOT EXISTS (
      SELECT FROM invoices i WHERE i.account_id = a.account_id AND i.id = a.subject_id AND i.state = 'archived');
    ALTER TABLE invoices FORCE ROW LEVEL SECURITY;
    ALTER TABLE approvals FORCE ROW LEVEL SECURITY;
    CREATE INDEX approvals_waiting ON approvals (account_id, waiting_since)
     WHERE status = 'pending' AND waiting_since IS NOT NULL;
    CREATE INDEX approvals_turn ON approvals (account_id, approver_id, subject_type, subject_id)
     WHERE status = 'pending' AND NOT superseded AND waiting_since IS NOT NULL;

    CREATE TABLE approval_settings (
      account_id uuid PRIMARY KEY REFERENCES accounts,
      remind_after_hours int CHECK (remind_after_hours > 0), remind_every_hours int CHECK (remind_every_hours > 0),
      escalate_after_hours int CHECK (escalate_after_hours > 0), escalate_to int[] NOT NULL DEFAULT '{}',
      updated_at timestamptz NOT NULL, updated_by int
    );
    """)
    tenant_table("approval_settings", rights="SELECT, INSERT, UPDATE", operator_may="SELECT")


def _talk() -> None:
    run("""
    CREATE TABLE comments (
      account_id uuid NOT NULL, id uuid NOT NULL, subject_type text NOT NULL, subject_id uuid NOT NULL,
      author_id int NOT NULL, text text, mentions int[] NOT NULL,
      created_at timestamptz NOT NULL, deleted_at timestamptz,
      PRIMARY KEY (account_id, id),
      FOREIGN KEY (account_id, author_id) REFERENCES users (account_id, id),
      CHECK ((text IS NULL) = (deleted_at IS NOT NULL))
    );
    CREATE INDEX comments_of ON comments (account_id, subject_type, subject_id, created_at DESC, id DESC);

    -- what a person was told: once per cause
    CREATE TABLE notices (
      account_id uuid NOT NULL, id uuid NOT NULL, user_id int NOT NULL, kind text NOT NULL, cause text NOT NULL,
      subject_type text NOT NULL, subject_id uuid NOT NULL, message text NOT NULL, actor_id int,
      created_at timestamptz NOT NULL, read_at timestamptz,
      PRIMARY KEY (account_id, id), UNIQUE (account_id, user_id, kind, subject_type, subject_id, cause),
      FOREIGN KEY (account_id, user_id) REFERENCES users (account_id, id)
    );
    CREATE INDEX notices_of ON notices (account_id, user_id, created_at DESC, id DESC);
    """)
    tenant_table("comments", rights="SELECT, INSERT, UPDATE")
    tenant_table("notices", rights="SELECT, INSERT, UPDATE")
