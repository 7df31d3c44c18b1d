"""What invoices are compared by, and the pairs that were found; both are made for the invoices that are there."""

import json
from typing import Any
from uuid import UUID

from alembic import op
from sqlalchemy.util import await_only

from payables.app.migrations.frozen.fingerprints_0010 import fingerprint_of, pair_of
from payables.app.migrations.sql import run, tenant_table

revision = "0010"
down_revision = "0009"


BATCH = 2000

NAMES = (
    "id", "company_id", "location_id", "type", "vendor_id", "vendor_as_read", "number", "currency", "total_amount",
    "total_tax", "invoice_date", "created_at",
)  # fmt: skip

# What was archived unused is compared with nobody.
INVOICES = f"""
SELECT {", ".join(NAMES)}, state <> 'archived' OR exported_at IS NOT NULL OR paid_amount <> 0 AS live
  FROM invoices WHERE account_id = $1 AND ($2::uuid IS NULL OR id > $2) ORDER BY id LIMIT {BATCH}
"""  # noqa: S608
PUT = """
INSERT INTO duplicate_fingerprints (account_id, invoice, company_id, location_id, type, vendor_id, number, currency,
  total, tax, invoice_date, live, claimed_at, vendor_read, vendor_token, number_key, day_key, folded, signature, digest)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)
"""
DOUBTED = f"""
-- who is kept back as a likely duplicate, each with the one that it was told of
SELECT {", ".join(f"later.{name} AS later_{name}, earlier.{name} AS earlier_{name}" for name in NAMES)}
  FROM invoices later, jsonb_array_elements(later.reasons) r, invoices earlier
 WHERE later.account_id = $1 AND later.state <> 'archived' AND r ->> 'code' = 'likely_duplicate'
   AND earlier.account_id = $1 AND earlier.id = (r ->> 'other_invoice_id')::uuid AND earlier.id <> later.id
   AND ($2::uuid IS NULL OR later.id > $2) ORDER BY later.id LIMIT {BATCH}
"""  # noqa: S608
PUT_PAIR = """
INSERT INTO duplicate_pairs (account_id, one, other, later, company_id, found_at, kind, status, scenario, score, reasons,
                             digest)
VALUES ($1, least($2::uuid, $3), greatest($2::uuid, $3), $2, $4, $5, 'likely', 'open', $6, $7, $8::jsonb, $9)
ON CONFLICT DO NOTHING
"""
# The one that was told to stay back is the later one from now on.
STAND_BEHIND = """
UPDATE duplicate_fingerprints f SET claimed_at = greatest(f.claimed_at, o.claimed_at + interval '1 microsecond')
  FROM duplicate_fingerprints o
 WHERE f.account_id = $1 AND f.invoice = $2 AND o.account_id = $1 AND o.invoice = $3
"""


def upgrade() -> None:
    _fingerprints()
    _pairs()
    for name in ("duplicate_keys", "duplicate_fingerprints", "duplicate_pairs"):
        tenant_table(name, rights="SELECT, INSERT, UPDATE")
    # constraints are checked with each statement: nothing piles up until the commit
    run("SET CONSTRAINTS ALL IMMEDIATE")
    await_only(_fill(op.get_bind().connection.driver_connection))
    _indexes()
    run("DROP TABLE invoice_numbers")


def _fingerprints() -> None:
    run("""
    -- what simultaneous entries wait for each other at: a row is locked, never read or changed, at most 65,536 an account
    CREATE TABLE duplicate_keys (
      account_id uuid NOT NULL REFERENCES accounts, key int NOT NULL,
      PRIMARY KEY (account_id, key)
    );

    CREATE TABLE duplicate_fingerprints (
      account_id uuid NOT NULL, invoice uuid NOT NULL, company_id int NOT NULL, location_id int NOT NULL,
      type text NOT NULL, vendor_id int, vendor_read text, vendor_token text, number text, currency text NOT NULL,
      total numeric, tax numeric, invoice_date date,
      number_key bigint, day_key bigint, folded text NOT NULL, signature bigint NOT NULL, digest bytea NOT NULL,
      -- false for what was put away: it keeps its place in pairs and is compared with nobody
      live boolean NOT NULL,
      -- of two that are alike the one with the later instant stays back
      claimed_at timestamptz NOT NULL,
      PRIMARY KEY (account_id, invoice),
      -- checked at commit: an invoice is compared before it is written, since its state depends on what is found
      FOREIGN KEY (account_id, invoice) REFERENCES invoices (account_id, id) DEFERRABLE INITIALLY DEFERRED
    );
    """)


def _pairs() -> None:
    run("""
    CREATE TABLE duplicate_pairs (
      account_id uuid NOT NULL, one uuid NOT NULL, other uuid NOT NULL, later uuid NOT NULL, company_id int NOT NULL,
      kind text NOT NULL CHECK (kind IN ('likely', 'possible')),
      scenario text NOT NULL CHECK (scenario IN ('a', 'b', 'c', 'd', 'e', 'fuzzy')),
      score float8 NOT NULL, reasons jsonb NOT NULL,
      status text NOT NULL CHECK (status IN ('open', 'kept_both', 'dismissed', 'resolved')),
      digest bytea NOT NULL, found_at timestamptz NOT NULL,
      resolved_at timestamptz, resolved_by int, comment text,
      PRIMARY KEY (account_id, one, other),
      FOREIGN KEY (account_id, one) REFERENCES duplicate_fingerprints (account_id, invoice),
      FOREIGN KEY (account_id, other) REFERENCES duplicate_fingerprints (account_id, invoice),
      FOREIGN KEY (account_id, resolved_by) REFERENCES users (account_id, id),
      CHECK (one < other AND later IN (one, other)),
      CHECK ((status = 'open') = (resolved_at IS NULL))
    );
    """)


def _indexes() -> None:
    run("""
    CREATE INDEX duplicate_fingerprints_by_number
        ON duplicate_fingerprints (account_id, number_key, invoice_date, claimed_at) WHERE number_key IS NOT NULL;
    CREATE INDEX duplicate_fingerprints_by_day
        ON duplicate_fingerprints (account_id, day_key, signature, claimed_at) WHERE day_key IS NOT NULL;
    CREATE INDEX duplicate_pairs_of_other ON duplicate_pairs (account_id, other);
    CREATE INDEX duplicate_pairs_open ON duplicate_pairs (account_id, found_at DESC, one, other) WHERE status = 'open';
    """)


async def _fill(connection: Any) -> None:
    """Account by account, as the application sees it: the walls stay up."""
    await _set(connection, "operator", "on")
    accounts = [
        row["account_id"] for row in await connection.fetch("SELECT account_id FROM accounts ORDER BY account_id")
    ]
    await _set(connection, "operator", "")
    for account in accounts:
        await _set(connection, "account_id", str(account))
        await _fill_account(connection, account)
    await _set(connection, "account_id", "")


async def _set(connection: Any, name: str, value: str) -> None:
    await connection.execute("SELECT set_config($1, $2, true)", f"payables.{name}", value)


async def _fill_account(connection: Any, account: UUID) -> None:
    """In batches: an account of any size takes the memory of one."""
    after: UUID | None = None
    while rows := await connection.fetch(INVOICES, account, after):
        await connection.executemany(PUT, [_fingerprint(account, row) for row in rows])
        after = rows[-1]["id"]
    after = None
    while rows := await connection.fetch(DOUBTED, account, after):
        after = rows[-1]["later_id"]
        pairs = [pair for row in rows if (pair := _pair(account, row))]
        await connection.executemany(PUT_PAIR, pairs)
        await connection.executemany(STAND_BEHIND, [pair[:3] for pair in pairs])


def _fingerprint(account: UUID, row: Any) -> tuple[Any, ...]:
    names = ("id", "company_id", "location_id", "type", "vendor_id", "number", "currency")
    values = ("total_amount", "total_tax", "invoice_date", "live", "created_at")
    return account, *(row[name] for name in (*names, *values)), *fingerprint_of(row)


def _pair(account: UUID, row: Any) -> tuple[Any, ...] | None:
    later, earlier = ({name: row[f"{side}_{name}"] for name in NAMES} for side in ("later", "earlier"))
    if (found := pair_of(later, earlier)) is None:
        return None
    scenario, score, reasons, digest = found
    of_later = later["id"], earlier["id"], later["company_id"], later["created_at"]
    return account, *of_later, scenario, score, json.dumps(reasons), digest
