"""Payments, imports of CSV files, search."""

from payables.app.migrations.sql import run, tenant_table

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    _payments()


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
    -- a reference stands once per invoice, whoever records it in the same instant
    CREATE UNIQUE INDEX payments_by_reference ON payments (account_id, invoice, reference) WHERE voided_at IS NULL;
    """)
    tenant_table("payments", rights="SELECT, INSERT, UPDATE")
