"""Vendor statements and their reconciliation."""

from payables.app.migrations.sql import run, tenant_table

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    run("""
    CREATE TABLE statements (
      account_id uuid NOT NULL, id uuid NOT NULL, company_id int NOT NULL, vendor_id int NOT NULL,
      -- NULL: of the company as a whole; location_ids are those that the group, or the company, had when it came
      group_id int, location_ids int[] NOT NULL,
      statement_date date NOT NULL, currency text NOT NULL, opening_balance numeric, closing_balance numeric,
      source text NOT NULL CHECK (source IN ('json', 'csv', 'pdf')), filename text, file_sha256 bytea,
      content_sha256 bytea NOT NULL,
      -- how its table writes, where whoever sent it has said so
      decimal_mark text, date_order text,
      status text NOT NULL CHECK (status IN ('reading', 'failed', 'open', 'reconciled')),
      failure_code text, failure_message text,
      -- how many lines had which outcome when somebody looked last: for lists
      counts jsonb NOT NULL DEFAULT '{}', counted_at timestamptz,
      created_at timestamptz NOT NULL, created_by int,
      reconciled_at timestamptz, reconciled_by int, reconciled_reason text,
      PRIMARY KEY (account_id, id),
      FOREIGN KEY (account_id, company_id) REFERENCES companies (account_id, id),
      FOREIGN KEY (account_id, company_id, vendor_id) REFERENCES vendors (account_id, company_id, id),
      FOREIGN KEY (account_id, group_id) REFERENCES location_groups (account_id, id),
      CHECK ((status = 'failed') = (failure_code IS NOT NULL)),
      CHECK ((status = 'reconciled') = (reconciled_at IS NOT NULL))
    );
    -- one paper is taken in once, whoever sends it in the same instant
    CREATE UNIQUE INDEX statements_of_content ON statements
      (account_id, company_id, vendor_id, coalesce(group_id, 0), statement_date, content_sha256) WHERE status <> 'failed';
    CREATE INDEX statements_listed ON statements (account_id, created_at DESC, id DESC);
    CREATE INDEX statements_of_vendor ON statements (account_id, company_id, vendor_id, statement_date DESC);

    CREATE TABLE statement_lines (
      account_id uuid NOT NULL, statement uuid NOT NULL, n int NOT NULL CHECK (n > 0),
      number text, date date NOT NULL, due_date date, amount numeric NOT NULL,
      type text NOT NULL CHECK (type IN ('invoice', 'credit_memo', 'payment', 'credit')),
      PRIMARY KEY (account_id, statement, n),
      FOREIGN KEY (account_id, statement) REFERENCES statements (account_id, id)
    );

    -- what people said of a line and a document: they are one, or they are not
    CREATE TABLE statement_decisions (
      account_id uuid NOT NULL, statement uuid NOT NULL, n int NOT NULL, invoice uuid NOT NULL,
      is_one boolean NOT NULL, decided_at timestamptz NOT NULL, decided_by int,
      PRIMARY KEY (account_id, statement, n, invoice),
      FOREIGN KEY (account_id, statement, n) REFERENCES statement_lines (account_id, statement, n),
      FOREIGN KEY (account_id, invoice) REFERENCES invoices (account_id, id)
    );
    CREATE UNIQUE INDEX statement_decisions_of_line ON statement_decisions (account_id, statement, n) WHERE is_one;
    CREATE UNIQUE INDEX statement_decisions_of_invoice ON statement_decisions (account_id, statement, invoice) WHERE is_one;
    """)
    tenant_table("statements")
    tenant_table("statement_lines", rights="SELECT, INSERT, DELETE")
    tenant_table("statement_decisions")
