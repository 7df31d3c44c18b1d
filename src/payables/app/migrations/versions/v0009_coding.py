"""Mapping rules, required dimensions, where values came from, and what was learned from confirmed lines."""

from payables.app.migrations.sql import run, tenant_table

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    _rules()
    _origins()
    _examples()
    for name in ("mapping_rules", "coding_settings", "coding_origins", "coding_examples"):
        tenant_table(name)


def _rules() -> None:
    run("""
    CREATE TABLE mapping_rules (
      account_id uuid NOT NULL, id uuid NOT NULL, company_id int NOT NULL,
      -- conditions; a null one is not asked. The keys are the texts as they are compared
      vendor_id int, location_id int, sku text, sku_key text, item_name text, name_key text, keyword text,
      applies_to text NOT NULL CHECK (applies_to IN ('lines', 'header', 'both')),
      dimensions jsonb NOT NULL,
      -- digest of all conditions: two rules of a company never ask the same
      conditions bytea NOT NULL,
      created_at timestamptz NOT NULL, created_by int, updated_at timestamptz NOT NULL,
      PRIMARY KEY (account_id, id),
      UNIQUE (account_id, company_id, conditions),
      FOREIGN KEY (account_id, company_id) REFERENCES companies (account_id, id),
      FOREIGN KEY (account_id, company_id, vendor_id) REFERENCES vendors (account_id, company_id, id),
      FOREIGN KEY (account_id, company_id, location_id) REFERENCES locations (account_id, company_id, id)
    );
    CREATE INDEX mapping_rules_listed ON mapping_rules (account_id, company_id, created_at DESC, id DESC);

    -- a company without a row has the defaults of coding/model.py
    CREATE TABLE coding_settings (
      account_id uuid NOT NULL, company_id int NOT NULL,
      required_header text[] NOT NULL, required_lines text[] NOT NULL,
      learned boolean NOT NULL, learned_applies boolean NOT NULL, threshold numeric NOT NULL,
      updated_at timestamptz NOT NULL,
      PRIMARY KEY (account_id, company_id),
      FOREIGN KEY (account_id, company_id) REFERENCES companies (account_id, id)
    );
    """)


def _origins() -> None:
    run("""
    -- per line where its values came from: type -> coding/model.py, Origin; item 0 is the header. What stands on a line
    -- and is told otherwise or not at all here was put there by a person
    CREATE TABLE coding_origins (
      account_id uuid NOT NULL, invoice uuid NOT NULL, item int NOT NULL, origins jsonb NOT NULL,
      PRIMARY KEY (account_id, invoice, item),
      FOREIGN KEY (account_id, invoice) REFERENCES invoices (account_id, id)
    );
    """)


def _examples() -> None:
    run("""
    -- lines whose coding people confirmed. by_person: type -> what somebody set on the line (id null: took away), and when;
    -- by_approval: type -> what stood there when the invoice was approved, at approved_at; it counts while that holds
    CREATE TABLE coding_examples (
      account_id uuid NOT NULL, invoice uuid NOT NULL, item int NOT NULL,
      company_id int NOT NULL, location_id int NOT NULL, vendor_id int,
      sku_key text NOT NULL, name_key text NOT NULL,
      by_person jsonb NOT NULL, by_approval jsonb NOT NULL, approved_at timestamptz,
      confirmed_at timestamptz NOT NULL,
      PRIMARY KEY (account_id, invoice, item),
      FOREIGN KEY (account_id, invoice) REFERENCES invoices (account_id, id)
    );
    CREATE INDEX coding_examples_by_vendor ON coding_examples (account_id, company_id, vendor_id, confirmed_at DESC);
    CREATE INDEX coding_examples_by_sku ON coding_examples (account_id, company_id, sku_key, confirmed_at DESC)
     WHERE sku_key <> '';
    CREATE INDEX coding_examples_by_name ON coding_examples (account_id, company_id, name_key, confirmed_at DESC)
     WHERE name_key <> '';
    """)
