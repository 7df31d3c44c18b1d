"""Uploads, whose turn it is and what was read from them; invoices: records, lines, images, approvals."""

from payables.app.migrations.sql import run, tenant_table

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    _uploads()
    _invoices()
    _parts()
    _security()


def _uploads() -> None:
    """Taking the next file must cost the same with 10 and with 100,000 files waiting: one small index per question."""
    run("""
    CREATE TABLE uploads (
      account_id uuid NOT NULL REFERENCES accounts, id uuid NOT NULL, company_id int NOT NULL, location_id int NOT NULL,
      user_id int, source text NOT NULL, filename text NOT NULL, media_type text NOT NULL, sha256 bytea NOT NULL,
      size bigint NOT NULL, metadata jsonb, created_email text,
      status text NOT NULL CHECK (status IN ('queued', 'processing', 'processed', 'failed', 'duplicate')),
      failure_code text, failure_message text, duplicate_of uuid,
      attempts int NOT NULL DEFAULT 0, leased_until timestamptz, pages int NOT NULL DEFAULT 0,
      created_at timestamptz NOT NULL, started_at timestamptz, finished_at timestamptz,
      lane text NOT NULL DEFAULT 'light' CHECK (lane IN ('light', 'heavy')),
      -- set while what a file needs is out of reach on our side: nobody looks at it before that time
      put_off_until timestamptz CHECK (put_off_until IS NULL OR status = 'queued'),
      PRIMARY KEY (account_id, id),
      FOREIGN KEY (account_id, company_id, location_id) REFERENCES locations (account_id, company_id, id)
    );
    CREATE INDEX uploads_listed ON uploads (account_id, created_at DESC, id DESC);
    CREATE INDEX uploads_queued ON uploads (lane, account_id, created_at, id)
     WHERE status = 'queued' AND put_off_until IS NULL;
    CREATE INDEX uploads_put_off ON uploads (put_off_until) WHERE put_off_until IS NOT NULL;
    CREATE INDEX uploads_in_flight ON uploads (lane, account_id, leased_until) WHERE status = 'processing';
    CREATE INDEX uploads_unfinished ON uploads (account_id, created_at DESC, id DESC)
     WHERE status IN ('queued', 'processing', 'failed');

    -- one row per account that ever sent a file; the account that was served longest ago is next
    CREATE TABLE capture_turns (
      account_id uuid NOT NULL REFERENCES accounts, lane text NOT NULL, served_at timestamptz NOT NULL,
      PRIMARY KEY (account_id, lane)
    );

    -- the first upload of a file in a company holds its content; a later one is recorded as its duplicate
    CREATE TABLE upload_contents (
      account_id uuid NOT NULL, company_id int NOT NULL, sha256 bytea NOT NULL, upload_id uuid NOT NULL,
      PRIMARY KEY (account_id, company_id, sha256),
      FOREIGN KEY (account_id, upload_id) REFERENCES uploads (account_id, id)
    );

    CREATE TABLE readings (
      account_id uuid NOT NULL, upload_id uuid NOT NULL, reading jsonb NOT NULL, created_at timestamptz NOT NULL,
      PRIMARY KEY (account_id, upload_id),
      FOREIGN KEY (account_id, upload_id) REFERENCES uploads (account_id, id)
    );
    """)


def _invoices() -> None:
    run("""
    CREATE TABLE invoices (
      account_id uuid NOT NULL REFERENCES accounts, id uuid NOT NULL, invoice_id int NOT NULL,
      company_id int NOT NULL, location_id int NOT NULL, vendor_id int, vendor_as_read text,
      type text NOT NULL CHECK (type IN ('invoice', 'credit_memo', 'other')),
      number text, invoice_date date, due_date date, posting_date date,
      currency text NOT NULL, total_amount numeric, total_tax numeric, discount_amount numeric,
      purchase_order text, notes text,
      dimensions jsonb NOT NULL DEFAULT '{}', custom_fields jsonb,
      state text NOT NULL CHECK (state IN ('processing', 'incomplete', 'pending_approval', 'approved', 'archived')),
      reasons jsonb NOT NULL DEFAULT '[]', flag_reason text, hold_reason text,
      source text NOT NULL, upload_id uuid, entered_by int,
      approved_at timestamptz, exported_at timestamptz, export_transaction_id text,
      paid_amount numeric NOT NULL DEFAULT 0, payment_method text, payment_reference text,
      version int NOT NULL DEFAULT 1,
      created_at timestamptz NOT NULL, updated_at timestamptz NOT NULL, updated_by int,
      PRIMARY KEY (account_id, id), UNIQUE (account_id, invoice_id),
      FOREIGN KEY (account_id, company_id, location_id) REFERENCES locations (account_id, company_id, id),
      FOREIGN KEY (account_id, company_id, vendor_id) REFERENCES vendors (account_id, company_id, id),
      FOREIGN KEY (account_id, upload_id) REFERENCES uploads (account_id, id),
      CHECK (exported_at IS NULL OR state IN ('approved', 'archived')),
      CHECK (approved_at IS NOT NULL OR state NOT IN ('approved'))
    );
    CREATE INDEX invoices_listed ON invoices (account_id, created_at DESC, id DESC);
    CREATE INDEX invoices_by_state ON invoices (account_id, state, created_at DESC, id DESC);
    CREATE INDEX invoices_by_location ON invoices (account_id, location_id, created_at DESC, id DESC);
    CREATE INDEX invoices_by_vendor ON invoices (account_id, vendor_id, created_at DESC, id DESC);
    CREATE INDEX invoices_by_change ON invoices (account_id, updated_at DESC, id DESC);
    CREATE INDEX invoices_by_upload ON invoices (account_id, upload_id);

    -- who holds a vendor's document number: the first is clean, whoever comes second is told, even in the same instant
    CREATE TABLE invoice_numbers (
      account_id uuid NOT NULL, company_id int NOT NULL, vendor_id int NOT NULL, type text NOT NULL, number_key text NOT NULL,
      invoice uuid NOT NULL,
      PRIMARY KEY (account_id, company_id, vendor_id, type, number_key),
      -- checked at commit: the number is claimed before the invoice is written, since its state depends on the claim
      FOREIGN KEY (account_id, invoice) REFERENCES invoices (account_id, id) DEFERRABLE INITIALLY DEFERRED
    );
    CREATE INDEX invoice_numbers_of ON invoice_numbers (account_id, invoice);
    """)


def _parts() -> None:
    run("""
    CREATE TABLE invoice_items (
      account_id uuid NOT NULL, id int NOT NULL, invoice uuid NOT NULL, position int NOT NULL,
      name text, description text, sku text, quantity numeric, unit text, price numeric, amount numeric, is_taxed boolean,
      dimensions jsonb NOT NULL DEFAULT '{}', custom_fields jsonb,
      created_at timestamptz NOT NULL, updated_at timestamptz NOT NULL,
      PRIMARY KEY (account_id, id),
      FOREIGN KEY (account_id, invoice) REFERENCES invoices (account_id, id)
    );
    CREATE INDEX invoice_items_of ON invoice_items (account_id, invoice, position, id);

    CREATE TABLE invoice_images (
      account_id uuid NOT NULL, id int NOT NULL, invoice uuid NOT NULL, position int NOT NULL,
      sha256 bytea NOT NULL, filename text NOT NULL, media_type text NOT NULL, size bigint NOT NULL,
      created_at timestamptz NOT NULL,
      PRIMARY KEY (account_id, id),
      FOREIGN KEY (account_id, invoice) REFERENCES invoices (account_id, id),
      FOREIGN KEY (account_id, sha256) REFERENCES files (account_id, sha256)
    );
    CREATE INDEX invoice_images_of ON invoice_images (account_id, invoice, position, id);

    -- decisions of people over any subject; a subject's capability calls payables.approvals and never this table
    CREATE TABLE approvals (
      account_id uuid NOT NULL, id text NOT NULL, subject_type text NOT NULL, subject_id uuid NOT NULL, approver_id int NOT NULL,
      policy_id uuid, policy_name text,
      status text NOT NULL CHECK (status IN ('pending', 'approved', 'declined')),
      asked boolean NOT NULL, forced boolean NOT NULL DEFAULT false, comment text, content_sha256 bytea,
      created_at timestamptz NOT NULL, created_by int, decided_at timestamptz, decided_by int,
      PRIMARY KEY (account_id, id),
      UNIQUE (account_id, subject_type, subject_id, approver_id),
      FOREIGN KEY (account_id, approver_id) REFERENCES users (account_id, id),
      CHECK ((status = 'pending') = (decided_at IS NULL))
    );
    """)


def _security() -> None:
    tenant_table("uploads", rights="SELECT, INSERT, UPDATE", operator_may="ALL")
    tenant_table("upload_contents")
    tenant_table("readings")
    tenant_table("capture_turns", rights="SELECT, INSERT, UPDATE", operator_may="ALL")
    tenant_table("invoices", rights="SELECT, INSERT, UPDATE")
    for name in ("invoice_numbers", "invoice_items", "invoice_images", "approvals"):
        tenant_table(name)
