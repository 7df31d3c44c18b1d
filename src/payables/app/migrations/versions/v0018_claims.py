"""Expected credits, and the credit memos that settle them."""

from payables.app.migrations.sql import run, tenant_table

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    run("""
    CREATE TABLE claims (
      account_id uuid NOT NULL, id uuid NOT NULL, company_id int NOT NULL, vendor_id int NOT NULL, invoice uuid NOT NULL,
      item int NOT NULL, outcome text NOT NULL, amount numeric NOT NULL CHECK (amount > 0), currency text NOT NULL,
      reason text NOT NULL, opened_at timestamptz NOT NULL, opened_by int,
      withdrawn_at timestamptz, withdrawn_by int, withdrawn_reason text,
      PRIMARY KEY (account_id, id),
      FOREIGN KEY (account_id, invoice) REFERENCES invoices (account_id, id),
      FOREIGN KEY (account_id, company_id, vendor_id) REFERENCES vendors (account_id, company_id, id),
      CHECK ((withdrawn_at IS NULL) = (withdrawn_reason IS NULL))
    );
    -- one difference of a line is claimed once, whoever claims it in the same instant
    CREATE UNIQUE INDEX claims_of_difference ON claims (account_id, invoice, item, outcome) WHERE withdrawn_at IS NULL;
    CREATE INDEX claims_listed ON claims (account_id, opened_at DESC, id DESC);
    CREATE INDEX claims_of_vendor ON claims (account_id, company_id, vendor_id, opened_at DESC);

    CREATE TABLE claim_settlements (
      account_id uuid NOT NULL, claim uuid NOT NULL, credit_memo uuid NOT NULL, amount numeric NOT NULL CHECK (amount > 0),
      settled_at timestamptz NOT NULL, settled_by int,
      PRIMARY KEY (account_id, claim, credit_memo),
      FOREIGN KEY (account_id, claim) REFERENCES claims (account_id, id),
      FOREIGN KEY (account_id, credit_memo) REFERENCES invoices (account_id, id)
    );
    CREATE INDEX claim_settlements_by_memo ON claim_settlements (account_id, credit_memo);
    """)
    tenant_table("claims", rights="SELECT, INSERT, UPDATE")
    tenant_table("claim_settlements", rights="SELECT, INSERT, DELETE")
