"""Purchase orders and receipts."""

from payables.app.migrations.sql import run, tenant_table

revision = "0013"
down_revision = "0012"

STATUSES = "'pending', 'open', 'received', 'closed', 'flagged', 'archived', 'deleted'"
RECEIPT_STATUSES = "'pending', 'open', 'closed', 'flagged', 'archived', 'deleted'"


def upgrade() -> None:
    _orders()
    _receipts()


def _orders() -> None:
    """What is received and billed of a line is counted beside it, so that no two invoices can be allocated the same goods."""
    run(f"""
    CREATE TABLE purchase_orders (
      account_id uuid NOT NULL REFERENCES accounts, id uuid NOT NULL,
      company_id int NOT NULL, location_id int NOT NULL,
      vendor_id int, erp_vendor_id text NOT NULL, erp_vendor_name text,
      external_id text, po_number text NOT NULL, number_key text NOT NULL,
      status text NOT NULL CHECK (status IN ({STATUSES})),
      ordered_on date NOT NULL, total_amount numeric NOT NULL,
      tax numeric, freight numeric, miscellaneous_charges numeric,
      is_2_way boolean NOT NULL DEFAULT false, invoice_number_ref text, custom_fields jsonb,
      -- somebody's decision that it is over: closed short, archived or deleted
      put_away text CHECK (put_away IN ('closed', 'archived', 'deleted')), put_away_reason text,
      -- what has to be looked at: a stable code
      problem text,
      version int NOT NULL DEFAULT 1,
      created_at timestamptz NOT NULL, created_by int, updated_at timestamptz NOT NULL, updated_by int,
      PRIMARY KEY (account_id, id),
      UNIQUE (account_id, company_id, external_id),
      FOREIGN KEY (account_id, company_id, location_id) REFERENCES locations (account_id, company_id, id),
      FOREIGN KEY (account_id, company_id, vendor_id) REFERENCES vendors (account_id, company_id, id)
    );
    -- one order per number, vendor and location, but a deleted one gives its number free
    CREATE UNIQUE INDEX purchase_orders_by_number ON purchase_orders
      (account_id, company_id, location_id, erp_vendor_id, number_key) WHERE status <> 'deleted';
    CREATE INDEX purchase_orders_listed ON purchase_orders (account_id, created_at DESC, id DESC);
    CREATE INDEX purchase_orders_of_company ON purchase_orders (account_id, company_id, created_at DESC, id DESC);
    CREATE INDEX purchase_orders_of_location ON purchase_orders (account_id, location_id, created_at DESC, id DESC);
    CREATE INDEX purchase_orders_by_day ON purchase_orders (account_id, ordered_on);
    CREATE INDEX purchase_orders_unfinished ON purchase_orders (account_id, company_id, ordered_on, po_number, id)
      WHERE status IN ('pending', 'open', 'received', 'flagged');
    CREATE INDEX purchase_orders_by_key ON purchase_orders (account_id, company_id, number_key);
    CREATE INDEX purchase_orders_of_vendor ON purchase_orders (account_id, company_id, vendor_id, ordered_on DESC)
      WHERE status IN ('open', 'received', 'flagged');
    CREATE INDEX purchase_orders_pending ON purchase_orders (account_id, company_id, erp_vendor_id)
      WHERE vendor_id IS NULL;

    CREATE TABLE purchase_order_items (
      account_id uuid NOT NULL, id uuid NOT NULL, purchase_order uuid NOT NULL, position int NOT NULL,
      external_id text, name text NOT NULL, sku text,
      quantity numeric NOT NULL CHECK (quantity >= 0), price numeric NOT NULL, uom text,
      dimensions jsonb NOT NULL DEFAULT '{{}}',
      received numeric NOT NULL DEFAULT 0 CHECK (received >= 0),
      billed numeric NOT NULL DEFAULT 0 CHECK (billed >= 0 AND billed <= quantity),
      created_at timestamptz NOT NULL, updated_at timestamptz NOT NULL,
      PRIMARY KEY (account_id, id),
      UNIQUE (account_id, purchase_order, external_id),
      FOREIGN KEY (account_id, purchase_order) REFERENCES purchase_orders (account_id, id)
    );
    CREATE INDEX purchase_order_items_of ON purchase_order_items (account_id, purchase_order, position, id);
    """)
    tenant_table("purchase_orders", rights="SELECT, INSERT, UPDATE")
    tenant_table("purchase_order_items", rights="SELECT, INSERT, UPDATE")


def _receipts() -> None:
    run(f"""
    CREATE TABLE receipts (
      account_id uuid NOT NULL, id uuid NOT NULL, company_id int NOT NULL, purchase_order uuid NOT NULL,
      external_id text, receipt_number text NOT NULL, number_key text NOT NULL,
      status text NOT NULL CHECK (status IN ({RECEIPT_STATUSES})),
      received_on date NOT NULL, total_amount numeric NOT NULL, invoice_number_ref text, note text,
      put_away text CHECK (put_away IN ('closed', 'archived', 'deleted')), put_away_reason text, problem text,
      version int NOT NULL DEFAULT 1,
      created_at timestamptz NOT NULL, created_by int, updated_at timestamptz NOT NULL, updated_by int,
      PRIMARY KEY (account_id, id),
      UNIQUE (account_id, company_id, external_id),
      FOREIGN KEY (account_id, purchase_order) REFERENCES purchase_orders (account_id, id)
    );
    CREATE UNIQUE INDEX receipts_by_number ON receipts (account_id, purchase_order, number_key) WHERE status <> 'deleted';
    CREATE INDEX receipts_listed ON receipts (account_id, created_at DESC, id DESC);
    CREATE INDEX receipts_of_company ON receipts (account_id, company_id, created_at DESC, id DESC);
    CREATE INDEX receipts_by_day ON receipts (account_id, company_id, received_on) WHERE status NOT IN ('archived', 'deleted');
    CREATE INDEX receipts_of ON receipts (account_id, purchase_order, received_on, id);

    CREATE TABLE receipt_items (
      account_id uuid NOT NULL, id uuid NOT NULL, receipt uuid NOT NULL, position int NOT NULL,
      purchase_order_item uuid NOT NULL, external_id text,
      quantity numeric NOT NULL CHECK (quantity >= 0), price numeric, uom text,
      -- the quantity in the unit of the order's line; null where it cannot be converted
      counted numeric CHECK (counted >= 0),
      billed numeric NOT NULL DEFAULT 0 CHECK (billed >= 0 AND billed <= coalesce(counted, 0)),
      created_at timestamptz NOT NULL, updated_at timestamptz NOT NULL,
      PRIMARY KEY (account_id, id),
      UNIQUE (account_id, receipt, external_id),
      FOREIGN KEY (account_id, receipt) REFERENCES receipts (account_id, id),
      FOREIGN KEY (account_id, purchase_order_item) REFERENCES purchase_order_items (account_id, id)
    );
    CREATE INDEX receipt_items_of ON receipt_items (account_id, receipt, position, id);
    CREATE INDEX receipt_items_of_line ON receipt_items (account_id, purchase_order_item);
    CREATE INDEX receipt_items_uncounted ON receipt_items (account_id, purchase_order_item) WHERE counted IS NULL;
    """)
    tenant_table("receipts", rights="SELECT, INSERT, UPDATE")
    tenant_table("receipt_items", rights="SELECT, INSERT, UPDATE")
