"""Foundation: environment marker, numbers, queue, signs of life of workers, idempotency, files, audit, accounts, access."""

from pgqueuer.adapters.persistence.qb import QueryBuilderEnvironment

from payables.app.migrations.sql import mark_environment, run, tenant_table
from payables.platform.queue import TABLES

revision = "0001"
down_revision = None


def upgrade() -> None:
    _roles_and_settings()
    _platform()
    _audit()
    _accounts()
    _access()
    _sign_in()


def _roles_and_settings() -> None:
    run("""
    DO $$ BEGIN
      IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'payables_app') THEN
        CREATE ROLE payables_app NOLOGIN NOBYPASSRLS;
      END IF;
      -- from PostgreSQL 16 on, who created a role is a member of it and yet may not step down to it
      GRANT payables_app TO CURRENT_USER;
    EXCEPTION WHEN insufficient_privilege OR duplicate_object OR unique_violation THEN
      IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'payables_app') THEN RAISE; END IF;
    END $$;
    REVOKE CREATE ON SCHEMA public FROM PUBLIC;
    GRANT USAGE ON SCHEMA public TO payables_app;

    CREATE FUNCTION current_account() RETURNS uuid LANGUAGE sql STABLE PARALLEL SAFE
      RETURN nullif(current_setting('payables.account_id', true), '')::uuid;
    CREATE FUNCTION is_operator() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
      RETURN coalesce(current_setting('payables.operator', true), '') = 'on';
    """)


def _platform() -> None:
    run("""
    -- one row, written once, with the table: which environment this database belongs to
    CREATE TABLE environment (
      one_row boolean PRIMARY KEY DEFAULT true CHECK (one_row),
      marker text NOT NULL CHECK (marker IN ('sandbox', 'production')), created_at timestamptz NOT NULL DEFAULT now()
    );
    CREATE TABLE numbers (kind text PRIMARY KEY, next bigint NOT NULL);
    -- every process compares both before it starts
    GRANT SELECT ON environment, alembic_version TO payables_app;
    GRANT SELECT, INSERT, UPDATE ON numbers TO payables_app;

    CREATE TABLE idempotency_keys (
      account_id uuid NOT NULL, api_key_id uuid NOT NULL, user_id int NOT NULL, method text NOT NULL, path text NOT NULL,
      key text NOT NULL,
      body_sha256 bytea, status int, media_type text, etag text, body bytea, created_at timestamptz NOT NULL,
      PRIMARY KEY (account_id, api_key_id, user_id, method, path, key)
    );
    CREATE INDEX ON idempotency_keys (created_at);

    CREATE TABLE files (
      account_id uuid NOT NULL, sha256 bytea NOT NULL, size bigint NOT NULL, media_type text NOT NULL,
      created_at timestamptz NOT NULL, PRIMARY KEY (account_id, sha256)
    );

    CREATE TABLE worker_heartbeats (worker text PRIMARY KEY, seen_at timestamptz NOT NULL);
    GRANT SELECT, INSERT, UPDATE, DELETE ON worker_heartbeats TO payables_app;
    """)
    mark_environment()
    tenant_table("idempotency_keys", operator_may="ALL")
    tenant_table("files", rights="SELECT, INSERT")
    run(QueryBuilderEnvironment(TABLES).build_install_query(create_schema=False))
    run("""
    GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE
       ON pgqueuer, pgqueuer_log, pgqueuer_statistics, pgqueuer_schedules TO payables_app;
    GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO payables_app;
    """)


def _audit() -> None:
    run("""
    CREATE TABLE audit_log (
      account_id uuid NOT NULL, id uuid NOT NULL, at timestamptz NOT NULL,
      actor_id int, credential text, request_id text,
      action text NOT NULL, subject_type text NOT NULL, subject_id text NOT NULL,
      before jsonb, after jsonb, message text,
      PRIMARY KEY (account_id, id)
    );
    CREATE INDEX ON audit_log (account_id, subject_type, subject_id, id);
    """)
    tenant_table("audit_log", rights="SELECT, INSERT")


def _accounts() -> None:
    run("""
    CREATE TABLE accounts (
      account_id uuid PRIMARY KEY, key text NOT NULL, name text NOT NULL, plan jsonb NOT NULL, features text[] NOT NULL,
      approval_mode text NOT NULL CHECK (approval_mode IN ('none', 'single', 'advanced')),
      allow_self_approval boolean NOT NULL DEFAULT false,
      created_at timestamptz NOT NULL, updated_at timestamptz NOT NULL
    );
    CREATE UNIQUE INDEX ON accounts (key);
    CREATE TABLE companies (
      account_id uuid NOT NULL REFERENCES accounts, id int NOT NULL, key text NOT NULL, name text NOT NULL,
      currency text NOT NULL, tax_ids text[] NOT NULL, own_names text[] NOT NULL,
      created_at timestamptz NOT NULL, updated_at timestamptz NOT NULL,
      PRIMARY KEY (account_id, id), UNIQUE (account_id, key)
    );
    CREATE TABLE location_groups (
      account_id uuid NOT NULL REFERENCES accounts, id int NOT NULL, key text NOT NULL, name text NOT NULL,
      created_at timestamptz NOT NULL, updated_at timestamptz NOT NULL,
      PRIMARY KEY (account_id, id), UNIQUE (account_id, key)
    );
    CREATE TABLE locations (
      account_id uuid NOT NULL, id int NOT NULL, company_id int NOT NULL, group_id int, key text NOT NULL, name text NOT NULL,
      active boolean NOT NULL DEFAULT true, created_at timestamptz NOT NULL, updated_at timestamptz NOT NULL,
      PRIMARY KEY (account_id, id), UNIQUE (account_id, key), UNIQUE (account_id, company_id, id),
      FOREIGN KEY (account_id, company_id) REFERENCES companies (account_id, id),
      FOREIGN KEY (account_id, group_id) REFERENCES location_groups (account_id, id)
    );
    """)
    tenant_table("accounts", operator_may="SELECT")
    for name in ("companies", "location_groups", "locations"):
        tenant_table(name)


def _access() -> None:
    run("""
    CREATE TABLE users (
      account_id uuid NOT NULL REFERENCES accounts, id int NOT NULL, kind text NOT NULL CHECK (kind IN ('person', 'api')),
      key text NOT NULL, email text, first_name text NOT NULL, last_name text NOT NULL, role text NOT NULL,
      scope text NOT NULL CHECK (scope IN ('account', 'company', 'locations')),
      company_ids int[], location_ids int[], active boolean NOT NULL DEFAULT true,
      created_at timestamptz NOT NULL, updated_at timestamptz NOT NULL,
      PRIMARY KEY (account_id, id), UNIQUE (account_id, kind, key)
    );
    CREATE UNIQUE INDEX ON users (account_id, lower(email)) WHERE email IS NOT NULL;
    CREATE TABLE api_keys (
      account_id uuid NOT NULL REFERENCES accounts, id uuid NOT NULL, label text NOT NULL, secret_hash bytea NOT NULL,
      hint text NOT NULL, created_at timestamptz NOT NULL, expires_at timestamptz, revoked_at timestamptz,
      PRIMARY KEY (account_id, id)
    );
    CREATE INDEX ON api_keys (secret_hash);
    CREATE TABLE oauth_clients (
      account_id uuid NOT NULL, id text NOT NULL, user_id int NOT NULL, name text NOT NULL,
      created_at timestamptz NOT NULL, revoked_at timestamptz,
      PRIMARY KEY (account_id, id), UNIQUE (account_id, user_id, name),
      FOREIGN KEY (account_id, user_id) REFERENCES users (account_id, id)
    );
    CREATE TABLE oauth_client_secrets (
      account_id uuid NOT NULL, id uuid NOT NULL, client_id text NOT NULL, secret_hash bytea NOT NULL, hint text NOT NULL,
      created_at timestamptz NOT NULL, expires_at timestamptz, revoked_at timestamptz,
      PRIMARY KEY (account_id, id),
      FOREIGN KEY (account_id, client_id) REFERENCES oauth_clients (account_id, id)
    );
    CREATE INDEX ON oauth_client_secrets (account_id, client_id);
    CREATE TABLE access_tokens (
      account_id uuid NOT NULL, id uuid NOT NULL, token_hash bytea NOT NULL, client_id text NOT NULL, secret_id uuid NOT NULL,
      user_id int NOT NULL, scope text NOT NULL, created_at timestamptz NOT NULL, expires_at timestamptz NOT NULL,
      PRIMARY KEY (account_id, id),
      FOREIGN KEY (account_id, client_id) REFERENCES oauth_clients (account_id, id)
    );
    CREATE INDEX ON access_tokens (token_hash);
    CREATE INDEX ON access_tokens (expires_at);
    -- requests of a day, for plans with a daily quota
    CREATE TABLE key_usage (
      account_id uuid NOT NULL, api_key_id uuid NOT NULL, day date NOT NULL, requests bigint NOT NULL,
      PRIMARY KEY (account_id, api_key_id, day)
    );
    """)
    tenant_table("users")
    tenant_table("api_keys", operator_may="SELECT")
    tenant_table("oauth_clients")
    tenant_table("oauth_client_secrets")
    tenant_table("access_tokens", operator_may="ALL")
    tenant_table("key_usage", operator_may="ALL")


def _sign_in() -> None:
    """Who presents this key and this token? Looks across accounts for the two hashes only, then enters the account.

    One statement per request: the look-up and the setting of the account belong together.
    A key that is unknown answers no row; a token that is unknown, ended or of another account answers a row without user.
    """
    run("""
    CREATE FUNCTION sign_in(presented_key bytea, presented_token bytea, at timestamptz)
    RETURNS TABLE (account_id uuid, api_key_id uuid, user_id int, kind text, role text, scope text, company_ids int[],
                   location_ids int[], client_id text, features text[], plan jsonb, approval_mode text)
    LANGUAGE plpgsql VOLATILE AS $$
    DECLARE found_account uuid; found_key uuid;
    BEGIN
      PERFORM set_config('payables.operator', 'on', true);
      SELECT k.account_id, k.id INTO found_account, found_key FROM api_keys k
       WHERE k.secret_hash = presented_key AND k.revoked_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > at);
      PERFORM set_config('payables.operator', '', true);
      IF found_account IS NULL THEN RETURN; END IF;
      PERFORM set_config('payables.account_id', found_account::text, true);
      RETURN QUERY
        SELECT a.account_id, found_key, u.id, u.kind, u.role, u.scope, u.company_ids, u.location_ids, t.client_id,
               a.features, a.plan, a.approval_mode
          FROM accounts a
          LEFT JOIN (access_tokens t
                     JOIN oauth_clients c ON c.account_id = t.account_id AND c.id = t.client_id AND c.revoked_at IS NULL
                     JOIN oauth_client_secrets s ON s.account_id = t.account_id AND s.id = t.secret_id AND s.revoked_at IS NULL
                     JOIN users u ON u.account_id = t.account_id AND u.id = t.user_id AND u.active)
            ON t.account_id = a.account_id AND t.token_hash = presented_token AND t.expires_at > at
         WHERE a.account_id = found_account;
    END $$;
    GRANT EXECUTE ON FUNCTION sign_in(bytea, bytea, timestamptz) TO payables_app;
    """)
