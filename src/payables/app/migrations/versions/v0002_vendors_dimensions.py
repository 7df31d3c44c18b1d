"""Vendor master and dimensions of companies."""

from payables.app.migrations.sql import run, tenant_table

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    _dimensions()
    _vendors()


def _dimensions() -> None:
    """Lists run along created_at (of one company, or of all an API user sees); invoices look up erp_dimension_id and code."""
    run("""
    CREATE TABLE dimensions (
      account_id uuid NOT NULL, id text NOT NULL, company_id int NOT NULL, erp_type text NOT NULL,
      ottimate_type text NOT NULL CHECK (ottimate_type IN (
        'account', 'location', 'department', 'class', 'project', 'customer', 'entity', 'item', 'warehouse', 'task',
        'costtype', 'employee', 'taxcode', 'property', 'company', 'subsidiary')),
      name text NOT NULL, code text NOT NULL, reference_id text NOT NULL, erp_dimension_id text NOT NULL,
      created_at timestamptz NOT NULL, updated_at timestamptz NOT NULL,
      PRIMARY KEY (account_id, id),
      UNIQUE (account_id, company_id, id),
      UNIQUE (account_id, company_id, reference_id),
      UNIQUE (account_id, company_id, ottimate_type, erp_dimension_id),
      FOREIGN KEY (account_id, company_id) REFERENCES companies (account_id, id)
    );
    CREATE INDEX ON dimensions (account_id, company_id, created_at DESC, id DESC);
    CREATE INDEX ON dimensions (account_id, created_at DESC, id DESC);
    CREATE INDEX ON dimensions (account_id, company_id, erp_type, created_at DESC, id DESC);
    CREATE INDEX ON dimensions (account_id, company_id, ottimate_type, code);
    """)
    tenant_table("dimensions")


def _vendors() -> None:
    """`name_key`, `tax_id` and `iban` are normal forms: papers are matched with vendors by them."""
    run("""
    CREATE TABLE vendors (
      account_id uuid NOT NULL, id int NOT NULL, company_id int NOT NULL,
      erp_vendor_id text, erp_vendor_name text NOT NULL, name_key text NOT NULL,
      email text, phone text, net_terms text,
      payment_method text CHECK (payment_method IN ('credit_card', 'ach', 'check', 'wire_transfer', 'unknown')),
      address_line_1 text, address_line_2 text, city text, state text, zipcode text,
      tax_id text, iban text,
      created_at timestamptz NOT NULL, updated_at timestamptz NOT NULL,
      PRIMARY KEY (account_id, id),
      UNIQUE (account_id, company_id, id),
      UNIQUE (account_id, company_id, erp_vendor_id),
      FOREIGN KEY (account_id, company_id) REFERENCES companies (account_id, id)
    );
    CREATE INDEX ON vendors (account_id, company_id, created_at DESC, id DESC);
    CREATE INDEX ON vendors (account_id, created_at DESC, id DESC);
    CREATE INDEX ON vendors (account_id, company_id, updated_at);
    CREATE INDEX ON vendors (account_id, updated_at);
    CREATE INDEX ON vendors (account_id, company_id, name_key);
    CREATE INDEX ON vendors (account_id, company_id, tax_id) WHERE tax_id IS NOT NULL;
    CREATE INDEX ON vendors (account_id, company_id, iban) WHERE iban IS NOT NULL;
    """)
    tenant_table("vendors")
