"""What was asked of the API, by key."""

from payables.app.migrations.sql import run, tenant_table

revision = "0032"
down_revision = "0031"


def upgrade() -> None:
    run("""
    CREATE TABLE request_log (
      account_id uuid NOT NULL, id uuid NOT NULL, at timestamptz NOT NULL,
      api_key_id uuid NOT NULL, client_id text, user_id int,
      method text NOT NULL, path text NOT NULL, route text NOT NULL, query text,
      status int NOT NULL, error text, duration_us int NOT NULL,
      idempotency_key text, replayed boolean NOT NULL, request_bytes bigint NOT NULL, answer_bytes bigint NOT NULL,
      request_body text, answer_body text,
      PRIMARY KEY (account_id, id)
    );
    CREATE INDEX ON request_log (account_id, at, id);
    -- what is to be forgotten lies together: rows come in the order of time
    CREATE INDEX request_log_by_time ON request_log USING brin (at);
    -- requests that the log had no room for, by the hour
    CREATE TABLE request_log_gaps (
      account_id uuid NOT NULL, hour timestamptz NOT NULL, dropped bigint NOT NULL, PRIMARY KEY (account_id, hour)
    );
    """)
    tenant_table("request_log", rights="SELECT, INSERT, DELETE", operator_may="ALL")
    tenant_table("request_log_gaps", operator_may="ALL")
