"""What invoices are compared by, and the pairs that were found; both are made for the invoices that are there."""

import json
from typing import Any

from alembic import op
from sqlalchemy.util import await_only

from payables.app.migrations.sql import run, tenant_table
from payables.duplicates.actions.take_stock import fingerprint_of, pair_of

revision = "0010"
down_revision = "0009"


BATCH = 2000

COMPARED = """i.account_id, i.id, i.company_id, i.location_id, i.type, i.vendor_id, i.vendor_as_read, i.number, i.currency,
       i.total_amount, i.total_tax, i.invoice_date, i.created_at"""

# What was archived unused is compared with nobody.
NEXT = f"""
SELECT {COMPARED}, i.state <> 'archived' OR i.exported_at IS NOT NULL OR i.paid_amount <> 0 AS live FROM invoices i
 WHERE $1::uuid IS NULL OR (i.account_id, i.id) > ($1, $2) ORDER BY i.account_id, i.id LIMIT {BATCH}
"""  # noqa: S608
PUT = """
INSERT INTO duplicate_fingerprints (account_id, invoice, company_id, location_id, type, vendor_id, number, currency,
  total, tax, invoice_date, live, claimed_at, vendor_read, vendor_token, number_key, day_key, folded, signature, digest)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)
"""
DOUBTED = """
-- who is kept back as a likely duplicate, each with the one that it was told of
SELECT i.account_id, i.id, (r ->> 'other_invoice_id')::uuid AS other
  FROM invoices i, jsonb_array_elements(i.reasons) r
 WHERE r ->> 'code' = 'likely_duplicate' AND r ->> 'other_invoice_id' IS NOT NULL AND i.state <> 'archived'
"""
ONE = f"SELECT {COMPARED} FROM invoices i WHERE i.account_id = $1 AND i.id = $2"  # noqa: S608
PUT_PAIR = """
INSERT INTO duplicate_pairs (account_id, one, other, later, company_id, status, found_at, kind, scenario, score, reasons,
                             digest)
VALUES ($1, least($2::uuid, $3), greatest($2::uuid, $3), $2, $4, 'open', $5, $6, $7, $8, $9::jsonb, $10)
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
    _take_stock()
    run("DROP TABLE invoice_numbers")
    for name in ("duplicate_keys", "duplicate_fingerprints", "duplicate_pairs"):
        tenant_table(name, rights="SELECT, INSERT, UPDATE")


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
    CREATE INDEX duplicate_fingerprints_by_number
        ON duplicate_fingerprints (account_id, number_key, invoice_date, claimed_at) WHERE number_key IS NOT NULL;
    CREATE INDEX duplicate_fingerprints_by_day
        ON duplicate_fingerprints (account_id, day_key, signature, claimed_at) WHERE day_key IS NOT NULL;
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
    CREATE INDEX duplicate_pairs_of_other ON duplicate_pairs (account_id, other);
    CREATE INDEX duplicate_pairs_open ON duplicate_pairs (account_id, found_at DESC, one, other) WHERE status = 'open';
    """)


def _take_stock() -> None:
    """Of all accounts, which takes the owner's eyes; then the constraints that wait for a commit are checked, since a
    table with checks under way cannot be closed again."""
    run("ALTER TABLE invoices NO FORCE ROW LEVEL SECURITY")
    await_only(_fill(op.get_bind().connection.driver_connection))
    run("SET CONSTRAINTS ALL IMMEDIATE")
    run("ALTER TABLE invoices FORCE ROW LEVEL SECURITY")


async def _fill(connection: Any) -> None:
    after: tuple[Any, Any] = (None, None)
    while rows := await connection.fetch(NEXT, *after):
        await connection.executemany(PUT, [_fingerprint(row) for row in rows])
        after = rows[-1]["account_id"], rows[-1]["id"]
    for doubted in await connection.fetch(DOUBTED):
        later, earlier = [
            await connection.fetchrow(ONE, doubted["account_id"], doubted[name]) for name in ("id", "other")
        ]
        if pair := pair_of(later, earlier):
            kind, scenario, score, reasons, digest = pair
            told = kind, scenario, score, json.dumps(reasons), digest
            at = later["account_id"], later["id"], earlier["id"]
            await connection.execute(PUT_PAIR, *at, later["company_id"], later["created_at"], *told)
            await connection.execute(STAND_BEHIND, *at)


def _fingerprint(row: Any) -> tuple[Any, ...]:
    names = ("account_id", "id", "company_id", "location_id", "type", "vendor_id", "number", "currency")
    values = ("total_amount", "total_tax", "invoice_date", "live", "created_at")
    return *(row[name] for name in (*names, *values)), *fingerprint_of(row)
