"""Conversions of units and packs, learned per vendor item."""

from payables.app.migrations.sql import run, tenant_table

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """One `from_unit` of the item is `factor` of `to_unit`; both are in the form of units/rules/units.py, and only one direction
    of a pair is kept."""
    run("""
    CREATE TABLE unit_conversions (
      account_id uuid NOT NULL, id uuid NOT NULL, company_id int NOT NULL, vendor_id int NOT NULL,
      item_key text NOT NULL, sku text, item_name text,
      from_unit text NOT NULL, to_unit text NOT NULL CHECK (to_unit <> from_unit),
      factor numeric NOT NULL CHECK (factor > 0),
      source text NOT NULL CHECK (source IN ('person', 'learned', 'catalog')),
      created_at timestamptz NOT NULL, created_by int,
      PRIMARY KEY (account_id, id),
      UNIQUE (account_id, company_id, vendor_id, item_key, from_unit, to_unit),
      FOREIGN KEY (account_id, company_id, vendor_id) REFERENCES vendors (account_id, company_id, id)
    );
    CREATE INDEX unit_conversions_listed ON unit_conversions (account_id, created_at DESC, id DESC);
    """)
    tenant_table("unit_conversions")
