"""Requests of a day per API key, for plans with a daily quota."""

from payables.app.migrations.sql import run, tenant_table

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    run("""
    CREATE TABLE key_usage (
      account_id uuid NOT NULL, api_key_id uuid NOT NULL, day date NOT NULL, requests bigint NOT NULL,
      PRIMARY KEY (account_id, api_key_id, day)
    );
    """)
    tenant_table("key_usage", operator_may="ALL")
