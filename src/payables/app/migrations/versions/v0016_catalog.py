"""Catalog entries, their prices and allowances."""

from payables.app.migrations.sql import run, tenant_table

revision = "0016"
down_revision = "0015"

# The codes of a target (catalog/model.py) and the places that belong to each.
PLACED = """CHECK ((target = 10 AND group_id IS NULL AND location_id IS NULL)
        OR (target = 15 AND group_id IS NOT NULL AND location_id IS NULL)
        OR (target = 20 AND group_id IS NULL AND location_id IS NOT NULL))"""
BELONGS = """FOREIGN KEY (account_id, company_id, entry) REFERENCES catalog_entries (account_id, company_id, id),
      FOREIGN KEY (account_id, group_id) REFERENCES location_groups (account_id, id),
      FOREIGN KEY (account_id, company_id, location_id) REFERENCES locations (account_id, company_id, id)"""


def upgrade() -> None:
    _entries()
    _keys()
    _prices()
    _allowances()
    for name in ("catalog_entries", "catalog_prices", "catalog_allowances"):
        tenant_table(name, rights="SELECT, INSERT, UPDATE")
    tenant_table("catalog_entry_keys", rights="SELECT, INSERT, DELETE")


def _entries() -> None:
    """An id is shown as cte_ and its number. `unique_key` was computed from the other fields unless it was given."""
    run("""
    CREATE TABLE catalog_entries (
      account_id uuid NOT NULL, id int NOT NULL, company_id int NOT NULL,
      vendor_id int NOT NULL, erp_vendor_id text NOT NULL, erp_vendor_name text,
      item_name text NOT NULL, original_description text, reference_id text, sku text, upc text, buying_format text,
      size text, uom text,
      price numeric CHECK (price >= 0), unit_price numeric CHECK (unit_price >= 0),
      last_purchased_price numeric CHECK (last_purchased_price >= 0), last_purchased_on date,
      is_split_case boolean NOT NULL DEFAULT false, authorized_vendor boolean,
      unique_key text NOT NULL, key_given boolean NOT NULL,
      -- as they were sent: a list of objects of one type and its name, and maybe a code
      dimensions jsonb NOT NULL DEFAULT '[]', properties jsonb NOT NULL DEFAULT '{}',
      version int NOT NULL DEFAULT 1,
      created_at timestamptz NOT NULL, created_by int, updated_at timestamptz NOT NULL, updated_by int,
      PRIMARY KEY (account_id, id),
      UNIQUE (account_id, company_id, id),
      UNIQUE (account_id, company_id, unique_key),
      FOREIGN KEY (account_id, company_id) REFERENCES companies (account_id, id),
      FOREIGN KEY (account_id, company_id, vendor_id) REFERENCES vendors (account_id, company_id, id)
    );
    CREATE INDEX catalog_entries_listed ON catalog_entries (account_id, company_id, created_at DESC, id DESC);
    CREATE INDEX catalog_entries_of_vendor ON catalog_entries (account_id, company_id, vendor_id);
    CREATE INDEX catalog_entries_of_erp_vendor ON catalog_entries
      (account_id, company_id, erp_vendor_id, created_at DESC, id DESC);
    CREATE INDEX catalog_entries_by_sku ON catalog_entries (account_id, company_id, sku) WHERE sku IS NOT NULL;
    CREATE INDEX catalog_entries_by_upc ON catalog_entries (account_id, company_id, upc) WHERE upc IS NOT NULL;
    """)


def _keys() -> None:
    """By what a line may find an entry: its sku, its upc, its name, each of its words (catalog/rules/entry_keys.py)."""
    run("""
    CREATE TABLE catalog_entry_keys (
      account_id uuid NOT NULL, company_id int NOT NULL, vendor_id int NOT NULL, key text NOT NULL, entry int NOT NULL,
      PRIMARY KEY (account_id, company_id, vendor_id, key, entry),
      FOREIGN KEY (account_id, company_id, entry) REFERENCES catalog_entries (account_id, company_id, id)
    );
    CREATE INDEX catalog_entry_keys_of ON catalog_entry_keys (account_id, entry);
    """)


def _prices() -> None:
    """Who adds a price holds the row of its entry: then no two that are valid on one day come to stand side by side."""
    run(f"""
    CREATE TABLE catalog_prices (
      account_id uuid NOT NULL, id int NOT NULL, company_id int NOT NULL, entry int NOT NULL,
      target smallint NOT NULL, group_id int, location_id int,
      price numeric NOT NULL CHECK (price >= 0), unit_price numeric CHECK (unit_price >= 0),
      -- both days belong to it; without an end it is valid until a later price follows
      start_date date NOT NULL, end_date date,
      reference_id text, data jsonb,
      created_at timestamptz NOT NULL, created_by int, updated_at timestamptz NOT NULL, updated_by int,
      PRIMARY KEY (account_id, id),
      UNIQUE (account_id, company_id, reference_id),
      {BELONGS},
      {PLACED},
      CHECK (end_date >= start_date)
    );
    CREATE UNIQUE INDEX catalog_prices_once ON catalog_prices
      (account_id, entry, target, group_id, location_id, start_date) NULLS NOT DISTINCT;
    CREATE INDEX catalog_prices_listed ON catalog_prices (account_id, company_id, created_at DESC, id DESC);
    """)


def _allowances() -> None:
    run(f"""
    CREATE TABLE catalog_allowances (
      account_id uuid NOT NULL, id int NOT NULL, company_id int NOT NULL, entry int NOT NULL,
      allowance_type text NOT NULL, target smallint NOT NULL, group_id int, location_id int,
      amount numeric NOT NULL CHECK (amount >= 0), unit_allowance numeric NOT NULL CHECK (unit_allowance >= 0),
      start_date date NOT NULL, end_date date,
      reference_id text, data jsonb,
      version int NOT NULL DEFAULT 1,
      created_at timestamptz NOT NULL, created_by int, updated_at timestamptz NOT NULL, updated_by int,
      PRIMARY KEY (account_id, id),
      UNIQUE (account_id, company_id, reference_id),
      {BELONGS},
      {PLACED},
      CHECK (end_date >= start_date)
    );
    CREATE INDEX catalog_allowances_of ON catalog_allowances (account_id, entry);
    CREATE INDEX catalog_allowances_listed ON catalog_allowances (account_id, company_id, created_at DESC, id DESC);
    """)
