"""The hash chain over the trail, its signed heads."""

from payables.app.migrations.sql import run, tenant_table

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    _waiting()
    _chain()
    _listed()


def _waiting() -> None:
    """Entries wait here from their own INSERT until they are sealed: a look for them stays short, however many are sealed.

    What is in the trail already waits too.
    """
    run("""
    -- rows come and go all day: cleaned up by their number, since a share of a small table is reached all the time
    CREATE TABLE audit_unsealed (account_id uuid NOT NULL, id uuid NOT NULL, PRIMARY KEY (account_id, id))
      WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);
    ALTER TABLE audit_log NO FORCE ROW LEVEL SECURITY;
    INSERT INTO audit_unsealed (account_id, id) SELECT account_id, id FROM audit_log;
    ALTER TABLE audit_log FORCE ROW LEVEL SECURITY;
    """)
    tenant_table("audit_unsealed", rights="SELECT, INSERT, DELETE", operator_may="SELECT")


def _chain() -> None:
    run("""
    -- the end of each account's chain, and the lock that only one sealer has
    CREATE TABLE audit_chains (
      account_id uuid PRIMARY KEY, seq bigint NOT NULL, hash bytea NOT NULL,
      head_seq bigint NOT NULL DEFAULT 0, head_at timestamptz
    );
    CREATE INDEX ON audit_chains (account_id) WHERE seq > head_seq;
    -- no foreign key to audit_log: checking it would write a lock into every entry
    CREATE TABLE audit_seals (
      account_id uuid NOT NULL, seq bigint NOT NULL, entry_id uuid NOT NULL, hash bytea NOT NULL,
      PRIMARY KEY (account_id, seq), UNIQUE (account_id, entry_id)
    );
    CREATE TABLE audit_heads (
      account_id uuid NOT NULL, seq bigint NOT NULL, at timestamptz NOT NULL, hash bytea NOT NULL,
      public_key bytea NOT NULL, signature bytea NOT NULL,
      PRIMARY KEY (account_id, seq, at)
    );
    """)
    tenant_table("audit_chains", rights="SELECT, INSERT, UPDATE", operator_may="SELECT")
    tenant_table("audit_seals", rights="SELECT, INSERT")
    tenant_table("audit_heads", rights="SELECT, INSERT")


def _listed() -> None:
    """The trail by instant, of all, of one action or of one user; of one subject there is an index already. Both the page
    and the count of all matches are read from them."""
    run("""
    CREATE INDEX audit_log_listed ON audit_log (account_id, at DESC, id DESC);
    CREATE INDEX audit_log_of_action ON audit_log (account_id, action, at DESC, id DESC);
    CREATE INDEX audit_log_of_actor ON audit_log (account_id, actor_id, at DESC, id DESC);
    """)
