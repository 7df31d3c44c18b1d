"""Decisions keep what the master data was that they were given on."""

from payables.app.migrations.sql import run

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    run("""
    -- as the subject's capability writes it; NULL where that is not compared
    ALTER TABLE approvals ADD COLUMN stood_for bytea;
    """)
