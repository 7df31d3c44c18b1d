"""The rankers that the installation learns at night, and what became of each night."""

from payables.app.migrations.sql import run

revision = "0026"
down_revision = "0025"


def upgrade() -> None:
    run("""
    -- Of the whole installation: numbers only, of no account. state: in_use, replaced (by a later version or by hand),
    -- reverted, or discarded, where it was no better. pinned: a person went back from it, and the nights leave the field alone.
    CREATE TABLE rankers (
      field text NOT NULL, version int NOT NULL CHECK (version > 0),
      state text NOT NULL CHECK (state IN ('in_use', 'replaced', 'reverted', 'discarded')),
      pinned boolean NOT NULL DEFAULT false CHECK (NOT pinned OR state <> 'discarded'),
      made_at timestamptz NOT NULL, changed_at timestamptz NOT NULL,
      text text NOT NULL, record jsonb NOT NULL,
      PRIMARY KEY (field, version)
    );
    CREATE UNIQUE INDEX rankers_in_use ON rankers (field) WHERE state = 'in_use';

    CREATE TABLE ranker_nights (
      id uuid PRIMARY KEY, began_at timestamptz NOT NULL, ended_at timestamptz NOT NULL,
      learned_from text NOT NULL,  -- a digest of the papers and the rankers that were there: the same teach nothing new
      record jsonb NOT NULL
    );
    CREATE INDEX ranker_nights_newest ON ranker_nights (ended_at DESC, id DESC);
    """)
    for table in ("rankers", "ranker_nights"):
        run(f"""
        -- no account sees them: workers and commands do
        ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
        ALTER TABLE {table} FORCE ROW LEVEL SECURITY;
        CREATE POLICY operator ON {table} USING (is_operator()) WITH CHECK (is_operator());
        GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO payables_app;
        """)
