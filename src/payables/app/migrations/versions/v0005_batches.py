"""Batches of asynchronous work and whose turn it is; ids of imported invoices; files that are fetched from an address."""

from payables.app.migrations.sql import run, tenant_table

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    _turns()
    _batches()
    _imports()
    _fetches()
    _security()


def _turns() -> None:
    run("""
    -- one row per account and line of work; of those with something waiting, the one served longest ago is next
    CREATE TABLE work_turns (
      account_id uuid NOT NULL REFERENCES accounts, line text NOT NULL, served_at timestamptz NOT NULL,
      PRIMARY KEY (account_id, line)
    );
    """)


def _batches() -> None:
    """Who sent a batch is kept with it: its tasks run with that API user's rights at the time."""
    run("""
    CREATE TABLE batches (
      account_id uuid NOT NULL REFERENCES accounts, id uuid NOT NULL, kind text NOT NULL,
      user_id int NOT NULL, client_id text, request_id text, api_version text NOT NULL,
      status text NOT NULL CHECK (status IN ('processing', 'completed')),
      tasks_count int NOT NULL CHECK (tasks_count > 0),
      tasks_completed int NOT NULL DEFAULT 0, tasks_failed int NOT NULL DEFAULT 0,
      created_at timestamptz NOT NULL, modified_at timestamptz NOT NULL, completed_at timestamptz,
      PRIMARY KEY (account_id, id),
      FOREIGN KEY (account_id, user_id) REFERENCES users (account_id, id),
      CHECK ((status = 'completed') = (tasks_completed + tasks_failed = tasks_count)),
      CHECK ((status = 'completed') = (completed_at IS NOT NULL))
    );
    CREATE INDEX batches_of_user ON batches (account_id, user_id, modified_at DESC, id DESC);
    CREATE INDEX batches_completed ON batches (completed_at) WHERE completed_at IS NOT NULL;

    CREATE TABLE batch_tasks (
      account_id uuid NOT NULL, id uuid NOT NULL, batch_id uuid NOT NULL, task int NOT NULL,
      -- payload and result are JSON texts: amounts stay as they were written
      reference text, payload text NOT NULL, result text, message text,
      status text NOT NULL CHECK (status IN ('waiting', 'running', 'succeeded', 'failed')),
      attempts int NOT NULL DEFAULT 0, leased_until timestamptz,
      put_off_until timestamptz CHECK (put_off_until IS NULL OR status = 'waiting'),
      created_at timestamptz NOT NULL, started_at timestamptz, finished_at timestamptz,
      PRIMARY KEY (account_id, id),
      UNIQUE (account_id, batch_id, task),
      FOREIGN KEY (account_id, batch_id) REFERENCES batches (account_id, id)
    );
    CREATE INDEX batch_tasks_waiting ON batch_tasks (account_id, id) WHERE status = 'waiting' AND put_off_until IS NULL;
    CREATE INDEX batch_tasks_put_off ON batch_tasks (put_off_until) WHERE put_off_until IS NOT NULL;
    CREATE INDEX batch_tasks_running ON batch_tasks (account_id, leased_until) WHERE status = 'running';
    """)


def _imports() -> None:
    run("""
    -- what a caller's own id became; whoever sends it again is told so
    CREATE TABLE imported_invoices (
      account_id uuid NOT NULL REFERENCES accounts, upload_id text NOT NULL, body_sha256 bytea NOT NULL,
      invoice uuid, created_at timestamptz NOT NULL,
      PRIMARY KEY (account_id, upload_id),
      FOREIGN KEY (account_id, invoice) REFERENCES invoices (account_id, id)
    );
    """)


def _fetches() -> None:
    """The url is gone as soon as it is no longer needed: it may carry a secret."""
    run("""
    CREATE TABLE image_fetches (
      account_id uuid NOT NULL, id uuid NOT NULL, invoice uuid NOT NULL, position int NOT NULL, user_id int, url text,
      status text NOT NULL CHECK (status IN ('waiting', 'running', 'fetched', 'failed')),
      attempts int NOT NULL DEFAULT 0, leased_until timestamptz,
      put_off_until timestamptz CHECK (put_off_until IS NULL OR status = 'waiting'),
      sha256 bytea, filename text NOT NULL, media_type text, size bigint, error_code text, error text,
      created_at timestamptz NOT NULL, started_at timestamptz, finished_at timestamptz,
      PRIMARY KEY (account_id, id),
      UNIQUE (account_id, invoice, position),
      FOREIGN KEY (account_id, invoice) REFERENCES invoices (account_id, id),
      FOREIGN KEY (account_id, sha256) REFERENCES files (account_id, sha256),
      CHECK ((status IN ('waiting', 'running')) = (url IS NOT NULL)),
      CHECK ((status = 'fetched') = (sha256 IS NOT NULL))
    );
    CREATE INDEX image_fetches_waiting ON image_fetches (account_id, id) WHERE status = 'waiting' AND put_off_until IS NULL;
    CREATE INDEX image_fetches_put_off ON image_fetches (put_off_until) WHERE put_off_until IS NOT NULL;
    CREATE INDEX image_fetches_running ON image_fetches (account_id, leased_until) WHERE status = 'running';
    """)


def _security() -> None:
    tenant_table("work_turns", rights="SELECT, INSERT, UPDATE", operator_may="ALL")
    tenant_table("batches", operator_may="ALL")
    tenant_table("batch_tasks", operator_may="ALL")
    tenant_table("imported_invoices", rights="SELECT, INSERT, UPDATE")
    tenant_table("image_fetches", operator_may="ALL")
