"""Whoever sees only part of an account moves the thresholds of that part alone."""

from payables.app.migrations.sql import run

revision = "0030"
down_revision = "0029"


def upgrade() -> None:
    run("""
    -- "company" or "company/location" -> what `thresholds` holds, where they are others than the account's
    ALTER TABLE reading_thresholds ADD COLUMN of_places jsonb NOT NULL DEFAULT '{}';
    -- found anew with the next paper, by whose say it is
    UPDATE reading_thresholds SET made_for = 0;
    """)
