"""People sign in: logins, links to set a password, sessions, what happened at the door, and brakes on guessing.

A login belongs to the installation, not to an account: one e-mail address, one password. Which accounts it may enter is
what the accounts' own people say (`users` of kind person with the same address). None of these tables has a row for a
statement of a tenant: they open with `payables.door`, a setting of the transaction like `payables.account_id`, which only
the functions here and access/store/door.py set.
"""

from payables.app.migrations.sql import run

revision = "0031"
down_revision = "0030"

DOOR_TABLES = ("logins", "recovery_codes", "login_links", "sessions", "login_sources", "login_events", "sign_in_brakes")


def upgrade() -> None:
    _door()
    _tables()
    for name in DOOR_TABLES:
        _behind_the_door(
            name, rights="SELECT, INSERT, DELETE" if name == "login_events" else "SELECT, INSERT, UPDATE, DELETE"
        )
    _read_session()


def _door() -> None:
    run("""
    CREATE FUNCTION at_door() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE
      RETURN coalesce(current_setting('payables.door', true), '') = 'open';
    CREATE POLICY door ON users FOR SELECT USING (kind = 'person' AND at_door());
    CREATE POLICY door ON accounts FOR SELECT USING (at_door());
    -- In which accounts is there a person with this address? A column of its own: behind row-level security no index is
    -- searched by an expression.
    ALTER TABLE users ADD COLUMN email_key text GENERATED ALWAYS AS (lower(email)) STORED;
    CREATE INDEX ON users (email_key) WHERE kind = 'person';
    """)


def _tables() -> None:
    run("""
    CREATE TABLE logins (
      id uuid PRIMARY KEY, email text NOT NULL UNIQUE CHECK (email = lower(email)), is_operator boolean NOT NULL DEFAULT false,
      password_hash text, password_changed_at timestamptz,
      -- encrypted with a key of the deployment; `totp_offered` waits until the person has shown a code of it
      totp_secret bytea, totp_since timestamptz, totp_last_step bigint, totp_offered bytea,
      created_at timestamptz NOT NULL, updated_at timestamptz NOT NULL
    );
    CREATE TABLE recovery_codes (
      login_id uuid NOT NULL REFERENCES logins ON DELETE CASCADE, digest bytea NOT NULL, used_at timestamptz,
      PRIMARY KEY (login_id, digest)
    );
    -- one live link per login: a new one takes the place of the last
    CREATE TABLE login_links (
      login_id uuid PRIMARY KEY REFERENCES logins ON DELETE CASCADE, digest bytea NOT NULL UNIQUE,
      created_at timestamptz NOT NULL, expires_at timestamptz NOT NULL
    );
    CREATE TABLE sessions (
      id uuid PRIMARY KEY, login_id uuid NOT NULL REFERENCES logins ON DELETE CASCADE, digest bytea NOT NULL UNIQUE,
      second_factor_pending boolean NOT NULL, chosen_account uuid, chosen_company int,
      created_at timestamptz NOT NULL, seen_at timestamptz NOT NULL,
      idle_ends_at timestamptz NOT NULL, ends_at timestamptz NOT NULL, revoked_at timestamptz,
      source text NOT NULL, user_agent text NOT NULL
    );
    CREATE INDEX ON sessions (login_id);
    CREATE INDEX ON sessions (ends_at);
    -- where a login has signed in before: guesses made elsewhere do not make it wait here
    CREATE TABLE login_sources (
      login_id uuid NOT NULL REFERENCES logins ON DELETE CASCADE, source bytea NOT NULL, seen_at timestamptz NOT NULL,
      PRIMARY KEY (login_id, source)
    );
    CREATE INDEX ON login_sources (seen_at);
    CREATE TABLE login_events (
      id uuid PRIMARY KEY, at timestamptz NOT NULL, login_id uuid NOT NULL REFERENCES logins ON DELETE CASCADE,
      action text NOT NULL, source text NOT NULL, user_agent text NOT NULL, details jsonb
    );
    CREATE INDEX ON login_events (login_id, id);
    CREATE INDEX ON login_events (at);
    -- attempts that did not succeed, by whom they were aimed at and by where they came from
    CREATE TABLE sign_in_brakes (
      kind text NOT NULL, who bytea NOT NULL, failures int NOT NULL, last_at timestamptz NOT NULL, wait_until timestamptz NOT NULL,
      PRIMARY KEY (kind, who)
    );
    CREATE INDEX ON sign_in_brakes (last_at);
    """)


def _behind_the_door(name: str, *, rights: str) -> None:
    run(f"""
    ALTER TABLE {name} ENABLE ROW LEVEL SECURITY;
    ALTER TABLE {name} FORCE ROW LEVEL SECURITY;
    CREATE POLICY door ON {name} USING (at_door()) WITH CHECK (at_door());
    GRANT {rights} ON {name} TO payables_app;
    """)


def _read_session() -> None:
    """Who presents this session, and what may they do at this moment? Then enters the account that they have chosen.

    One statement per request, which also runs where nothing may be written. A session that is unknown, ended or revoked
    answers no row. One whose person is no longer active in the chosen account, that has chosen none, or that still owes its
    second factor answers a row without user, and enters no account.
    """
    run("""
    CREATE FUNCTION read_session(presented bytea, at timestamptz)
    RETURNS TABLE (id uuid, login_id uuid, email text, is_operator boolean, second_factor_pending boolean,
                   seen_at timestamptz, ends_at timestamptz, company_id int, company_name text, accounts int,
                   account_id uuid, account_name text, plan jsonb, features text[], approval_mode text,
                   user_id int, first_name text, last_name text, role text, company_ids int[], location_ids int[])
    LANGUAGE plpgsql VOLATILE AS $$
    #variable_conflict use_column
    DECLARE session record; person record; company record; entered int;
    BEGIN
      PERFORM set_config('payables.door', 'open', true);
      SELECT s.*, l.email, l.is_operator INTO session
        FROM sessions s JOIN logins l ON l.id = s.login_id
       WHERE s.digest = presented AND s.revoked_at IS NULL AND s.ends_at > at AND s.idle_ends_at > at;
      IF NOT FOUND THEN
        PERFORM set_config('payables.door', '', true);
        RETURN;
      END IF;
      SELECT count(*) INTO entered FROM users u
       WHERE u.kind = 'person' AND u.email_key = session.email AND u.active;
      SELECT a.account_id, a.name, a.plan, a.features, a.approval_mode,
             u.id, u.first_name, u.last_name, u.role, u.company_ids, u.location_ids INTO person
        FROM (VALUES (1)) AS one_row
        LEFT JOIN accounts a ON a.account_id = session.chosen_account AND NOT session.second_factor_pending
        LEFT JOIN users u ON u.account_id = a.account_id AND u.kind = 'person' AND u.email_key = session.email AND u.active;
      PERFORM set_config('payables.door', '', true);
      IF person.id IS NOT NULL THEN
        PERFORM set_config('payables.account_id', person.account_id::text, true);
      END IF;
      SELECT c.id, c.name INTO company FROM companies c
       WHERE c.account_id = person.account_id AND c.id = session.chosen_company AND person.id IS NOT NULL
         AND (person.company_ids IS NULL OR c.id = ANY(person.company_ids));
      RETURN QUERY
        SELECT session.id, session.login_id, session.email, session.is_operator, session.second_factor_pending,
               session.seen_at, session.ends_at, company.id, company.name, entered,
               person.account_id, person.name, person.plan, person.features, person.approval_mode,
               person.id, person.first_name, person.last_name, person.role, person.company_ids, person.location_ids;
    END $$;
    GRANT EXECUTE ON FUNCTION read_session(bytea, timestamptz) TO payables_app;
    """)
