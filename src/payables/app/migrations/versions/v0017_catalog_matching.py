"""Which catalog entry an invoice line is, what is remembered of it, price variances and their batches."""

from payables.app.migrations.sql import run, tenant_table

revision = "0017"
down_revision = "0016"

STATES = "'auto', 'suggested', 'none', 'accepted', 'rejected', 'ignored'"


def upgrade() -> None:
    _items()
    _remembered()
    _batches()
    _marks()
    _days()


def _items() -> None:
    """One row per line that was looked at, with all that a list of variances asks for: it reads no invoice."""
    run(f"""
    CREATE TABLE catalog_items (
      account_id uuid NOT NULL, item int NOT NULL, invoice uuid NOT NULL, invoice_id int NOT NULL,
      company_id int NOT NULL, location_id int NOT NULL, vendor_id int NOT NULL, invoice_date date,
      item_key text NOT NULL, name text,
      state text NOT NULL CHECK (state IN ({STATES})), how text, confidence numeric, entry int,
      suggestions jsonb NOT NULL DEFAULT '[]',
      -- as billed
      quantity numeric, unit text, price numeric,
      -- in packs of the catalog: null where that cannot be known, and then `problem` is a stable code of why not
      packs numeric, pack_price numeric, effective_price numeric, price_variance numeric, problem text,
      -- it counts as a purchase: its invoice is no credit memo and not archived
      bought boolean NOT NULL,
      decided_at timestamptz, decided_by int, updated_at timestamptz NOT NULL,
      PRIMARY KEY (account_id, item),
      FOREIGN KEY (account_id, invoice) REFERENCES invoices (account_id, id) DEFERRABLE INITIALLY DEFERRED,
      FOREIGN KEY (account_id, company_id, location_id) REFERENCES locations (account_id, company_id, id),
      FOREIGN KEY (account_id, company_id, vendor_id) REFERENCES vendors (account_id, company_id, id),
      FOREIGN KEY (account_id, company_id, entry) REFERENCES catalog_entries (account_id, company_id, id),
      CHECK ((entry IS NOT NULL) = (state IN ('auto', 'accepted')))
    );
    CREATE INDEX catalog_items_of ON catalog_items (account_id, invoice);
    CREATE INDEX catalog_items_by_key ON catalog_items (account_id, company_id, vendor_id, item_key)
      WHERE decided_at IS NULL;
    CREATE INDEX catalog_items_of_entry ON catalog_items
      (account_id, company_id, entry, invoice_date DESC NULLS LAST, item DESC)
      INCLUDE (location_id, price_variance) WHERE bought AND entry IS NOT NULL;
    CREATE INDEX catalog_items_varying ON catalog_items
      (account_id, company_id, entry, invoice_date DESC NULLS LAST, item DESC)
      INCLUDE (location_id, price_variance) WHERE bought AND entry IS NOT NULL AND price_variance <> 0;
    """)
    tenant_table("catalog_items")


def _remembered() -> None:
    run("""
    -- what people said of an item of a vendor (units/rules/item_key.py): it is this entry, or it is not
    CREATE TABLE catalog_memory (
      account_id uuid NOT NULL, company_id int NOT NULL, vendor_id int NOT NULL, item_key text NOT NULL, entry int NOT NULL,
      is_same boolean NOT NULL, decided_at timestamptz NOT NULL, decided_by int,
      PRIMARY KEY (account_id, company_id, vendor_id, item_key, entry),
      FOREIGN KEY (account_id, company_id, vendor_id) REFERENCES vendors (account_id, company_id, id),
      FOREIGN KEY (account_id, company_id, entry) REFERENCES catalog_entries (account_id, company_id, id)
    );
    CREATE UNIQUE INDEX catalog_memory_same ON catalog_memory (account_id, company_id, vendor_id, item_key) WHERE is_same;

    -- whether lines of a vendor are matched at all; without a row: where the catalog has entries of it
    CREATE TABLE catalog_validation (
      account_id uuid NOT NULL, company_id int NOT NULL, vendor_id int NOT NULL, is_on boolean NOT NULL,
      updated_at timestamptz NOT NULL, updated_by int,
      PRIMARY KEY (account_id, company_id, vendor_id),
      FOREIGN KEY (account_id, company_id, vendor_id) REFERENCES vendors (account_id, company_id, id)
    );

    -- hidden from matching and from what is received (a fringe entry); kept, and so is what was matched to it
    ALTER TABLE catalog_entries ADD COLUMN hidden_at timestamptz, ADD COLUMN hidden_by int;
    """)
    for name in ("catalog_memory", "catalog_validation"):
        tenant_table(name)


def _batches() -> None:
    """Variances as they stood when the batch was made. Exported means that the client has fetched them."""
    run("""
    CREATE TABLE variance_batches (
      account_id uuid NOT NULL, id int NOT NULL, company_id int NOT NULL, batch_number text NOT NULL,
      start_date date, end_date date, payload jsonb NOT NULL,
      created_at timestamptz NOT NULL, created_by int, exported_at timestamptz, exported_by int,
      PRIMARY KEY (account_id, id),
      UNIQUE (account_id, company_id, batch_number),
      FOREIGN KEY (account_id, company_id) REFERENCES companies (account_id, id)
    );
    CREATE INDEX variance_batches_exported ON variance_batches (account_id, company_id, exported_at DESC, id DESC);
    """)
    tenant_table("variance_batches", rights="SELECT, INSERT, UPDATE")


def _marks() -> None:
    """What lists of invoices show, kept beside the invoice."""
    run("""
    ALTER TABLE invoices ADD COLUMN has_price_variance boolean NOT NULL DEFAULT false,
                         ADD COLUMN has_unmatched_items boolean NOT NULL DEFAULT false;
    -- whose lines follow a change of the catalog, read page by page
    CREATE INDEX invoices_open_of_vendor ON invoices (account_id, company_id, vendor_id, id)
      WHERE state <> 'archived' AND exported_at IS NULL;
    """)


def _days() -> None:
    """What was owed on a day is told by the days of documents, and by when those that were archived unexported were that."""
    run("""
    ALTER TABLE invoices ADD COLUMN archived_at timestamptz;
    CREATE INDEX invoices_by_posting ON invoices (account_id, company_id, (coalesce(posting_date, invoice_date)));
    ALTER TABLE invoices NO FORCE ROW LEVEL SECURITY;
    ALTER TABLE audit_log NO FORCE ROW LEVEL SECURITY;
    UPDATE invoices i
       SET archived_at = coalesce((SELECT max(a.at) FROM audit_log a
                                    WHERE a.account_id = i.account_id AND a.subject_type = 'invoice'
                                      AND a.subject_id = i.id::text AND a.action = 'invoice.archived'), i.updated_at)
     WHERE i.state = 'archived';
    ALTER TABLE audit_log FORCE ROW LEVEL SECURITY;
    ALTER TABLE invoices FORCE ROW LEVEL SECURITY;
    """)
