"""Every invoice keeps the numbers of orders that it names, also where its company has no orders yet; and what was told of
orders is gathered by account."""

from typing import Any
from uuid import UUID

from payables.app.migrations.frozen.order_numbers_0025 import named_keys
from payables.app.migrations.sql import in_each_account, run, tenant_table

revision = "0025"
down_revision = "0024"

BATCH = 2000

OPEN = f"""
-- not yet with the ERP, and compared with nothing; with whether the company has orders by now
SELECT i.id, i.company_id, i.vendor_id, i.purchase_order,
       EXISTS (SELECT FROM purchase_orders o WHERE o.account_id = i.account_id AND o.company_id = i.company_id) AS late
  FROM invoices i
 WHERE i.account_id = $1 AND ($2::uuid IS NULL OR i.id > $2) AND i.type = 'invoice' AND i.exported_at IS NULL
   AND i.state IN ('incomplete', 'pending_approval', 'approved')
   AND NOT EXISTS (SELECT FROM matches m WHERE m.account_id = i.account_id AND m.invoice = i.id)
 ORDER BY i.id LIMIT {BATCH}
"""  # noqa: S608

KEEP = """
INSERT INTO matches (account_id, invoice, company_id, vendor_id, outcome, found, matched_at, stale)
SELECT $1, x.invoice, x.company_id, x.vendor_id, 'no_order',
       jsonb_build_object('match', jsonb_build_object('outcome', 'no_order', 'lines', '[]'::jsonb, 'header', '[]'::jsonb,
                                                      'charges', '{}'::jsonb)),
       now(), x.late
  FROM unnest($2::uuid[], $3::int[], $4::int[], $5::boolean[]) AS x (invoice, company_id, vendor_id, late)
"""

KEEP_NUMBERS = """
INSERT INTO match_numbers (account_id, company_id, number_key, invoice)
SELECT $1, x.* FROM unnest($2::int[], $3::text[], $4::uuid[]) AS x ON CONFLICT DO NOTHING
"""

LOOK = """
-- the worker matches them, as after a change of orders
INSERT INTO pgqueuer (priority, entrypoint, payload, execute_after, dedupe_key, status)
VALUES (0, 'purchasing.orders_changed', convert_to(jsonb_build_object('account_id', $1::text)::text, 'UTF8'), now(),
        'purchasing.orders_changed ' || $1::text, 'queued')
ON CONFLICT (dedupe_key) WHERE status IN ('queued', 'picked') AND dedupe_key IS NOT NULL DO NOTHING
"""


def upgrade() -> None:
    run("""
    -- orders of which something was told that nobody has followed up yet; told names what was told last
    CREATE TABLE orders_told (
      account_id uuid NOT NULL, purchase_order uuid NOT NULL, told uuid NOT NULL,
      changed boolean NOT NULL, freed boolean NOT NULL,
      PRIMARY KEY (account_id, purchase_order),
      FOREIGN KEY (account_id, purchase_order) REFERENCES purchase_orders (account_id, id)
    );
    CREATE INDEX matches_stale ON matches (account_id, invoice) WHERE stale;
    CREATE INDEX matches_waiting ON matches (account_id, invoice) WHERE outcome = 'order_changing';
    DROP INDEX matches_without_order;
    CREATE INDEX matches_without_order ON matches (account_id, company_id, vendor_id, invoice)
      WHERE outcome IN ('order_not_found', 'order_unsure', 'no_order');
    DELETE FROM pgqueuer WHERE entrypoint = 'invoices.without_order';  -- no job of its own any more
    """)
    tenant_table("orders_told")
    in_each_account(_fill_account)


async def _fill_account(connection: Any, account: UUID) -> None:
    """Where the company has orders by now, an invoice was entered before the first and not found by it: it is looked at."""
    last: UUID | None = None
    late = False
    while rows := await connection.fetch(OPEN, account, last):
        columns = ([row[name] for row in rows] for name in ("id", "company_id", "vendor_id", "late"))
        await connection.execute(KEEP, account, *columns)
        named = [(row["company_id"], key, row["id"]) for row in rows for key in named_keys(row["purchase_order"] or "")]
        if named:
            await connection.execute(KEEP_NUMBERS, account, *(list(values) for values in zip(*named, strict=True)))
        last, late = rows[-1]["id"], late or any(row["late"] for row in rows)
    if late or await connection.fetchval(
        "SELECT EXISTS (SELECT FROM matches WHERE account_id = $1 AND stale)", account
    ):
        await connection.execute(LOOK, str(account))
