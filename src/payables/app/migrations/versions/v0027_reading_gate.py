"""What an account asks of a reading before a document goes on unseen, and the thresholds that its own outcomes gave."""

from payables.app.migrations.sql import run, tenant_table

revision = "0027"
down_revision = "0026"


def upgrade() -> None:
    run("""
    CREATE TABLE reading_settings (
      account_id uuid PRIMARY KEY REFERENCES accounts,
      precision_target double precision NOT NULL CHECK (precision_target BETWEEN 0.9 AND 0.999),
      check_all boolean NOT NULL,
      sampled_share double precision NOT NULL CHECK (sampled_share BETWEEN 0 AND 1),
      updated_at timestamptz NOT NULL, updated_by int
    );
    -- field -> value, shipped, papers, own; found anew once a day, and when the target changes
    CREATE TABLE reading_thresholds (
      account_id uuid PRIMARY KEY REFERENCES accounts,
      thresholds jsonb NOT NULL, made_for double precision NOT NULL, made_at timestamptz NOT NULL
    );
    """)
    tenant_table("reading_settings", rights="SELECT, INSERT, UPDATE")
    tenant_table("reading_thresholds", rights="SELECT, INSERT, UPDATE")
