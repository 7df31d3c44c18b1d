"""Capture: lanes, whose turn it is, and signs of life of the workers."""

from payables.app.migrations.sql import run, tenant_table

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Taking the next file must cost the same with 10 and with 100,000 files waiting: one small index per question."""
    run("""
    ALTER TABLE uploads ADD COLUMN lane text NOT NULL DEFAULT 'light' CHECK (lane IN ('light', 'heavy'));
    -- set while what a file needs is out of reach on our side: nobody looks at it before that time
    ALTER TABLE uploads ADD COLUMN put_off_until timestamptz CHECK (put_off_until IS NULL OR status = 'queued');
    DROP INDEX uploads_waiting;
    CREATE INDEX uploads_queued ON uploads (lane, account_id, created_at, id)
     WHERE status = 'queued' AND put_off_until IS NULL;
    CREATE INDEX uploads_put_off ON uploads (put_off_until) WHERE put_off_until IS NOT NULL;
    CREATE INDEX uploads_in_flight ON uploads (lane, account_id, leased_until) WHERE status = 'processing';
    CREATE INDEX uploads_unfinished ON uploads (account_id, created_at DESC, id DESC)
     WHERE status IN ('queued', 'processing', 'failed');

    -- one row per account that ever sent a file; the account that was served longest ago is next
    CREATE TABLE capture_turns (
      account_id uuid NOT NULL REFERENCES accounts, lane text NOT NULL, served_at timestamptz NOT NULL,
      PRIMARY KEY (account_id, lane)
    );

    CREATE TABLE worker_heartbeats (worker text PRIMARY KEY, seen_at timestamptz NOT NULL);
    GRANT SELECT, INSERT, UPDATE, DELETE ON worker_heartbeats TO payables_app;
    """)
    tenant_table("capture_turns", rights="SELECT, INSERT, UPDATE", operator_may="ALL")
