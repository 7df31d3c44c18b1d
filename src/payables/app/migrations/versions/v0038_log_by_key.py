"""What one key asked for is found without a walk through all requests; steps that could be undone are forgotten.

The index of the request log is made inside the migration, and so holds up its writing for that long: some seconds for each
million rows (CONCURRENTLY does not go in a transaction). Requests are answered meanwhile; what the log has no room for then
counts as dropped. Whoever keeps many millions stops workers and API before the upgrade, as for every version.
"""

from payables.app.migrations.sql import run

revision = "0038"
down_revision = "0037"


def upgrade() -> None:
    run("""
    CREATE INDEX request_log_of_key ON request_log (account_id, api_key_id, at, id);
    CREATE INDEX undoable_steps_made ON undoable_steps (made_at);
    -- housekeeping looks across accounts
    CREATE POLICY operator ON undoable_steps FOR ALL USING (is_operator());
    """)
