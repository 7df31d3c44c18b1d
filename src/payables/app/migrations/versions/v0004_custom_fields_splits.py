"""Custom fields as an account or a company specifies them; splits of lines and invoices, and when they are made."""

from payables.app.migrations.sql import run, tenant_table

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    _custom_fields()
    _splits()
    tenant_table("custom_field_specs", rights="SELECT, INSERT, UPDATE")
    tenant_table("invoice_splits")
    tenant_table("split_rules")


def _custom_fields() -> None:
    """Without a company it holds for the whole account. It is not called company_id: a specification is no record that
    would fix the company's currency."""
    run("""
    CREATE TABLE custom_field_specs (
      account_id uuid NOT NULL REFERENCES accounts, id int NOT NULL, company int,
      subject text NOT NULL CHECK (subject IN ('invoice', 'item', 'gl_split', 'purchase_order')),
      key text NOT NULL,
      type text NOT NULL CHECK (type IN ('text', 'number', 'date', 'boolean', 'choice')),
      label text NOT NULL, required boolean NOT NULL, default_value jsonb, choices text[] NOT NULL,
      active boolean NOT NULL DEFAULT true,
      created_at timestamptz NOT NULL, updated_at timestamptz NOT NULL,
      PRIMARY KEY (account_id, id),
      UNIQUE NULLS NOT DISTINCT (account_id, company, subject, key),
      FOREIGN KEY (account_id, company) REFERENCES companies (account_id, id)
    );
    """)


def _splits() -> None:
    """A split with a rule_id was made by a rule, also after the rule is gone; `item_key` is '' for a vendor's rule."""
    run("""
    CREATE TABLE invoice_splits (
      account_id uuid NOT NULL, id int NOT NULL, invoice uuid NOT NULL, item_id int, position int NOT NULL,
      percent numeric, amount numeric, memo text, dimensions jsonb NOT NULL DEFAULT '{}', custom_fields jsonb,
      rule_id uuid,
      PRIMARY KEY (account_id, id),
      FOREIGN KEY (account_id, invoice) REFERENCES invoices (account_id, id),
      FOREIGN KEY (account_id, item_id) REFERENCES invoice_items (account_id, id),
      CHECK (percent IS NOT NULL OR amount IS NOT NULL)
    );
    CREATE INDEX invoice_splits_of ON invoice_splits (account_id, invoice, position, id);

    CREATE TABLE split_rules (
      account_id uuid NOT NULL, id uuid NOT NULL, company_id int NOT NULL, vendor_id int NOT NULL,
      item_key text NOT NULL DEFAULT '', sku text, name text, parts jsonb NOT NULL,
      created_at timestamptz NOT NULL, updated_at timestamptz NOT NULL,
      PRIMARY KEY (account_id, id),
      UNIQUE (account_id, company_id, vendor_id, item_key),
      FOREIGN KEY (account_id, company_id, vendor_id) REFERENCES vendors (account_id, company_id, id)
    );
    """)
