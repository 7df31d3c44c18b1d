"""Changes of a vendor's bank details wait for a second person."""

from payables.app.migrations.sql import run, tenant_table

revision = "0033"
down_revision = "0032"


def upgrade() -> None:
    run("""
    ALTER TABLE vendors
      ADD COLUMN version int NOT NULL DEFAULT 1,
      -- what keeps the vendor's invoices from export: a change that waits, or the time after one
      ADD COLUMN bank_hold text CHECK (bank_hold IN ('waiting', 'cooling')),
      ADD COLUMN bank_hold_until timestamptz;
    """)
    _changes()
    _settings()


def _changes() -> None:
    """`holds` while it keeps invoices from export. A vendor that nobody named may be withdrawn with its first account; the
    trail keeps both."""
    run("""
    CREATE TABLE vendor_bank_changes (
      account_id uuid NOT NULL, id uuid NOT NULL, company_id int NOT NULL, vendor_id int NOT NULL,
      status text NOT NULL CHECK (status IN (
        'open', 'confirmed', 'declined', 'withdrawn', 'replaced', 'first', 'synced')),
      iban text, iban_before text,
      asked_by int, asked_at timestamptz NOT NULL, comment text,
      settled_by int, settled_at timestamptz, reason text,
      hold_until timestamptz, holds boolean NOT NULL,
      PRIMARY KEY (account_id, id),
      FOREIGN KEY (account_id, company_id, vendor_id) REFERENCES vendors (account_id, company_id, id) ON DELETE CASCADE
    );
    CREATE UNIQUE INDEX vendor_bank_changes_open ON vendor_bank_changes (account_id, vendor_id) WHERE status = 'open';
    CREATE INDEX vendor_bank_changes_of_vendor ON vendor_bank_changes (account_id, vendor_id, asked_at DESC, id DESC);
    CREATE INDEX vendor_bank_changes_by_status ON vendor_bank_changes (account_id, status, asked_at DESC, id DESC);
    CREATE INDEX vendor_bank_changes_listed ON vendor_bank_changes (account_id, asked_at DESC, id DESC);
    CREATE INDEX vendor_bank_changes_cooling ON vendor_bank_changes (account_id, hold_until)
     WHERE holds AND status = 'confirmed';
    """)
    tenant_table("vendor_bank_changes", operator_may="SELECT")


def _settings() -> None:
    run("""
    CREATE TABLE vendor_settings (
      account_id uuid NOT NULL, company_id int NOT NULL, updated_at timestamptz NOT NULL,
      bank_hold_hours int NOT NULL CHECK (bank_hold_hours BETWEEN 0 AND 720),
      PRIMARY KEY (account_id, company_id),
      FOREIGN KEY (account_id, company_id) REFERENCES companies (account_id, id)
    );
    """)
    tenant_table("vendor_settings", rights="SELECT, INSERT, UPDATE")
