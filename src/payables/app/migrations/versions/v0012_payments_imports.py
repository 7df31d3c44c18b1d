"""Payments, imports of CSV files."""

from payables.app.migrations.sql import run, tenant_table

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    _payments()
    _imports()


def _payments() -> None:
    run("""
    CREATE TABLE payments (
      account_id uuid NOT NULL, id uuid NOT NULL, invoice uuid NOT NULL,
      amount numeric NOT NULL CHECK (amount >= 0), discount numeric NOT NULL CHECK (discount >= 0), currency text NOT NULL,
      paid_on date NOT NULL, method text, reference text, note text, source text NOT NULL,
      created_at timestamptz NOT NULL, created_by int,
      voided_at timestamptz, voided_by int, void_reason text,
      PRIMARY KEY (account_id, id),
      FOREIGN KEY (account_id, invoice) REFERENCES invoices (account_id, id),
      CHECK ((voided_at IS NULL) = (void_reason IS NULL))
    );
    CREATE INDEX payments_of ON payments (account_id, invoice, created_at, id);
    CREATE INDEX payments_listed ON payments (account_id, created_at DESC, id DESC);
    -- what payments settle, apart from what the document itself says was prepaid
    ALTER TABLE invoices ADD COLUMN settled_by_payments numeric NOT NULL DEFAULT 0 CHECK (settled_by_payments >= 0);
    -- a reference stands once per invoice, whoever records it in the same instant
    CREATE UNIQUE INDEX payments_by_reference ON payments (account_id, invoice, reference) WHERE voided_at IS NULL;
    """)
    tenant_table("payments", rights="SELECT, INSERT, UPDATE")


def _imports() -> None:
    run("""
    CREATE TABLE imports (
      account_id uuid NOT NULL, id uuid NOT NULL, kind text NOT NULL, company_id int NOT NULL, filename text NOT NULL,
      status text NOT NULL CHECK (status IN ('imported', 'undone')), ignored text[] NOT NULL,
      created_at timestamptz NOT NULL, created_by int, undone_at timestamptz,
      PRIMARY KEY (account_id, id),
      FOREIGN KEY (account_id, company_id) REFERENCES companies (account_id, id)
    );
    CREATE INDEX imports_listed ON imports (account_id, created_at DESC, id DESC);
    CREATE TABLE import_rows (
      account_id uuid NOT NULL, import uuid NOT NULL, position int NOT NULL, outcome jsonb NOT NULL,
      PRIMARY KEY (account_id, import, position),
      FOREIGN KEY (account_id, import) REFERENCES imports (account_id, id)
    );
    """)
    tenant_table("imports", rights="SELECT, INSERT, UPDATE")
    tenant_table("import_rows", rights="SELECT, INSERT, UPDATE")
