"""Matching: settings, tolerances, the ledger of allocations, what was found and decided."""

from payables.app.migrations.sql import run, tenant_table

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    _settings()
    _ledger()
    _findings()


def _settings() -> None:
    run("""
    CREATE TABLE matching_settings (
      account_id uuid NOT NULL, company_id int NOT NULL,
      orders_needed text NOT NULL CHECK (orders_needed IN ('never', 'when_named', 'when_open', 'always')),
      updated_at timestamptz NOT NULL, updated_by int,
      PRIMARY KEY (account_id, company_id),
      FOREIGN KEY (account_id, company_id) REFERENCES companies (account_id, id)
    );

    -- a limit that is null does not limit; the most specific row holds: vendor, then category (a dimension), then company
    CREATE TABLE matching_tolerances (
      account_id uuid NOT NULL, id uuid NOT NULL, company_id int NOT NULL, vendor_id int, category text,
      price_percent numeric CHECK (price_percent >= 0), price_amount numeric CHECK (price_amount >= 0),
      quantity_percent numeric CHECK (quantity_percent >= 0), quantity_amount numeric CHECK (quantity_amount >= 0),
      charge_percent numeric CHECK (charge_percent >= 0), charge_amount numeric CHECK (charge_amount >= 0),
      version int NOT NULL DEFAULT 1,
      created_at timestamptz NOT NULL, created_by int, updated_at timestamptz NOT NULL, updated_by int,
      PRIMARY KEY (account_id, id),
      FOREIGN KEY (account_id, company_id) REFERENCES companies (account_id, id),
      FOREIGN KEY (account_id, company_id, vendor_id) REFERENCES vendors (account_id, company_id, id),
      CHECK (vendor_id IS NULL OR category IS NULL)
    );
    CREATE UNIQUE INDEX matching_tolerances_of ON matching_tolerances
      (account_id, company_id, coalesce(vendor_id, 0), coalesce(category, ''));
    """)
    for table in ("matching_settings", "matching_tolerances"):
        tenant_table(table)


def _ledger() -> None:
    """Which part of an order's line, and of a receipt's, an invoice's line pays for."""
    run("""
    CREATE TABLE match_allocations (
      account_id uuid NOT NULL, id uuid NOT NULL, invoice uuid NOT NULL, item int NOT NULL,
      purchase_order uuid NOT NULL, purchase_order_item uuid NOT NULL, receipt_item uuid,
      -- in the unit of the order's line
      quantity numeric NOT NULL CHECK (quantity > 0),
      created_at timestamptz NOT NULL,
      PRIMARY KEY (account_id, id),
      FOREIGN KEY (account_id, invoice) REFERENCES invoices (account_id, id) DEFERRABLE INITIALLY DEFERRED,
      FOREIGN KEY (account_id, purchase_order) REFERENCES purchase_orders (account_id, id),
      FOREIGN KEY (account_id, purchase_order_item) REFERENCES purchase_order_items (account_id, id),
      FOREIGN KEY (account_id, receipt_item) REFERENCES receipt_items (account_id, id)
    );
    CREATE INDEX match_allocations_of ON match_allocations (account_id, invoice);
    CREATE INDEX match_allocations_of_line ON match_allocations (account_id, purchase_order_item);
    CREATE INDEX match_allocations_of_order ON match_allocations (account_id, purchase_order);
    CREATE INDEX match_allocations_of_receipt ON match_allocations (account_id, receipt_item);

    -- what an invoice bills of an order beside its lines: freight, tax and charges
    CREATE TABLE match_charges (
      account_id uuid NOT NULL, invoice uuid NOT NULL, purchase_order uuid NOT NULL,
      kind text NOT NULL CHECK (kind IN ('freight', 'tax', 'miscellaneous_charges')), amount numeric NOT NULL,
      PRIMARY KEY (account_id, invoice, purchase_order, kind),
      FOREIGN KEY (account_id, invoice) REFERENCES invoices (account_id, id) DEFERRABLE INITIALLY DEFERRED,
      FOREIGN KEY (account_id, purchase_order) REFERENCES purchase_orders (account_id, id)
    );
    CREATE INDEX match_charges_of_order ON match_charges (account_id, purchase_order);
    """)
    for table in ("match_allocations", "match_charges"):
        tenant_table(table)


def _findings() -> None:
    run("""
    CREATE TABLE matches (
      account_id uuid NOT NULL, invoice uuid NOT NULL, company_id int NOT NULL, vendor_id int,
      outcome text NOT NULL, found jsonb NOT NULL, matched_at timestamptz NOT NULL,
      -- an order that it was compared with has changed since: until it is matched again nothing goes by what was found
      stale boolean NOT NULL DEFAULT false,
      PRIMARY KEY (account_id, invoice),
      FOREIGN KEY (account_id, invoice) REFERENCES invoices (account_id, id) DEFERRABLE INITIALLY DEFERRED
    );
    CREATE INDEX matches_by_outcome ON matches (account_id, company_id, outcome, matched_at DESC);
    CREATE INDEX matches_without_order ON matches (account_id, company_id, vendor_id)
      WHERE outcome IN ('order_not_found', 'order_unsure', 'no_order');

    -- which orders an invoice was compared with, and which numbers it names: whom a change of an order concerns
    CREATE TABLE match_orders (
      account_id uuid NOT NULL, purchase_order uuid NOT NULL, invoice uuid NOT NULL,
      PRIMARY KEY (account_id, purchase_order, invoice),
      FOREIGN KEY (account_id, invoice) REFERENCES invoices (account_id, id) DEFERRABLE INITIALLY DEFERRED,
      FOREIGN KEY (account_id, purchase_order) REFERENCES purchase_orders (account_id, id)
    );
    CREATE INDEX match_orders_of ON match_orders (account_id, invoice);
    CREATE TABLE match_numbers (
      account_id uuid NOT NULL, company_id int NOT NULL, number_key text NOT NULL, invoice uuid NOT NULL,
      PRIMARY KEY (account_id, company_id, number_key, invoice),
      FOREIGN KEY (account_id, invoice) REFERENCES invoices (account_id, id) DEFERRABLE INITIALLY DEFERRED
    );
    CREATE INDEX match_numbers_of ON match_numbers (account_id, invoice);
    -- items that are billed in another unit than they were ordered in: whom a conversion concerns
    CREATE TABLE match_units (
      account_id uuid NOT NULL, company_id int NOT NULL, vendor_id int NOT NULL, item_key text NOT NULL, invoice uuid NOT NULL,
      PRIMARY KEY (account_id, company_id, vendor_id, item_key, invoice),
      FOREIGN KEY (account_id, invoice) REFERENCES invoices (account_id, id) DEFERRABLE INITIALLY DEFERRED
    );
    CREATE INDEX match_units_of ON match_units (account_id, invoice);

    -- lines that somebody has paired by hand; without an order's line: it belongs to none
    CREATE TABLE match_links (
      account_id uuid NOT NULL, invoice uuid NOT NULL, item int NOT NULL, purchase_order_item uuid,
      created_at timestamptz NOT NULL, created_by int,
      PRIMARY KEY (account_id, invoice, item),
      FOREIGN KEY (account_id, invoice) REFERENCES invoices (account_id, id),
      FOREIGN KEY (account_id, purchase_order_item) REFERENCES purchase_order_items (account_id, id)
    );

    -- a decision holds for exactly the numbers that were seen
    CREATE TABLE match_decisions (
      account_id uuid NOT NULL, invoice uuid NOT NULL, item int NOT NULL, outcome text NOT NULL, numbers bytea NOT NULL,
      decision text NOT NULL CHECK (decision IN ('accepted', 'claimed')), reason text NOT NULL,
      decided_at timestamptz NOT NULL, decided_by int,
      PRIMARY KEY (account_id, invoice, item, outcome, numbers),
      FOREIGN KEY (account_id, invoice) REFERENCES invoices (account_id, id)
    );

    -- how a vendor calls on its invoices what was ordered under another name
    CREATE TABLE match_memory (
      account_id uuid NOT NULL, company_id int NOT NULL, vendor_id int NOT NULL, billed_key text NOT NULL,
      ordered_key text NOT NULL, confirmed_at timestamptz NOT NULL, confirmed_by int,
      PRIMARY KEY (account_id, company_id, vendor_id, billed_key),
      FOREIGN KEY (account_id, company_id, vendor_id) REFERENCES vendors (account_id, company_id, id)
    );
    """)
    for table in ("matches", "match_orders", "match_numbers", "match_units", "match_links"):
        tenant_table(table)
    tenant_table("match_decisions", rights="SELECT, INSERT")
    tenant_table("match_memory")
