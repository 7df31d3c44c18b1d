"""Export jobs with their files, which invoices each of them claims, and saved column mappings."""

from payables.app.migrations.sql import run, tenant_table

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    _mappings()
    _jobs()
    _claims()
    tenant_table("export_mappings")
    tenant_table("export_jobs", rights="SELECT, INSERT, UPDATE", operator_may="SELECT")
    tenant_table("export_claims", rights="SELECT, INSERT, UPDATE")


def _mappings() -> None:
    run("""
    CREATE TABLE export_mappings (
      account_id uuid NOT NULL, id uuid NOT NULL, company_id int NOT NULL, name text NOT NULL, name_key text NOT NULL,
      content jsonb NOT NULL, version int NOT NULL DEFAULT 1,
      created_at timestamptz NOT NULL, updated_at timestamptz NOT NULL,
      PRIMARY KEY (account_id, id),
      UNIQUE (account_id, company_id, name_key),
      FOREIGN KEY (account_id, company_id) REFERENCES companies (account_id, id)
    );
    """)


def _jobs() -> None:
    """A job keeps a copy of the mapping it uses: its file must not change when somebody edits the saved one."""
    run("""
    CREATE TABLE export_jobs (
      account_id uuid NOT NULL, id uuid NOT NULL, company_id int NOT NULL, location_ids int[] NOT NULL,
      channel text NOT NULL, format text CHECK (format IN ('csv', 'xlsx', 'iif')),
      mapping_id uuid, mapping_version int, mapping jsonb, transaction_prefix text NOT NULL,
      state text NOT NULL CHECK (state IN ('created', 'sent', 'acknowledged', 'failed', 'uncertain')),
      failure_code text, failure_message text,
      file_sha256 bytea, file_name text, file_size bigint,
      created_at timestamptz NOT NULL, created_by int, sent_at timestamptz, answer_due_at timestamptz,
      uncertain_at timestamptz, finished_at timestamptz, updated_at timestamptz NOT NULL,
      PRIMARY KEY (account_id, id),
      FOREIGN KEY (account_id, company_id) REFERENCES companies (account_id, id),
      FOREIGN KEY (account_id, file_sha256) REFERENCES files (account_id, sha256),
      CHECK ((state IN ('acknowledged', 'failed')) = (finished_at IS NOT NULL)),
      CHECK ((state = 'failed') = (failure_code IS NOT NULL))
    );
    CREATE INDEX export_jobs_listed ON export_jobs (account_id, created_at DESC, id DESC);
    CREATE INDEX export_jobs_unanswered ON export_jobs (answer_due_at) WHERE state = 'sent';
    CREATE INDEX export_jobs_unsettled ON export_jobs (account_id, state)
     WHERE state IN ('created', 'sent', 'uncertain');
    """)


def _claims() -> None:
    """An invoice is in at most one live job or exported by one: the unique index says so, and the invoice's row names the
    live one. While it does, the invoice stays approved and not exported, whatever a program forgets to ask."""
    run("""
    CREATE TABLE export_claims (
      account_id uuid NOT NULL, job uuid NOT NULL, invoice uuid NOT NULL, position int NOT NULL,
      outcome text NOT NULL CHECK (outcome IN ('claimed', 'exported', 'rejected', 'released', 'left_out')),
      code text, reason text, transaction_id text,
      claimed_at timestamptz NOT NULL, settled_at timestamptz,
      PRIMARY KEY (account_id, job, invoice),
      FOREIGN KEY (account_id, job) REFERENCES export_jobs (account_id, id),
      FOREIGN KEY (account_id, invoice) REFERENCES invoices (account_id, id),
      CHECK ((outcome = 'claimed') = (settled_at IS NULL))
    );
    CREATE UNIQUE INDEX export_claims_live ON export_claims (account_id, invoice)
     WHERE outcome IN ('claimed', 'exported');
    CREATE INDEX export_claims_of ON export_claims (account_id, invoice, claimed_at DESC);

    -- approved_as: digests of the ERP ids that the approved coding stood for; NULL where that is not compared
    ALTER TABLE invoices ADD COLUMN export_job uuid, ADD COLUMN approved_as bytea;
    ALTER TABLE invoices ADD FOREIGN KEY (account_id, export_job, id) REFERENCES export_claims (account_id, job, invoice);
    ALTER TABLE invoices ADD CHECK (export_job IS NULL OR (state = 'approved' AND exported_at IS NULL));
    CREATE INDEX invoices_in_export ON invoices (account_id, export_job) WHERE export_job IS NOT NULL;
    CREATE INDEX invoices_exported ON invoices (account_id, location_id, exported_at DESC, id DESC)
     WHERE exported_at IS NOT NULL;
    """)
