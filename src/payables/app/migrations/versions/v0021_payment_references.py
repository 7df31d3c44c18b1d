"""References of payments are compared by a key: written otherwise, a transfer is still the same."""

from typing import Any
from uuid import UUID

from payables.app.migrations.frozen.payment_references_0021 import reference_key
from payables.app.migrations.sql import in_each_account, run

revision = "0021"
down_revision = "0020"

BATCH = 5000

REFERENCES = f"""
SELECT id, invoice, reference, voided_at IS NULL AS live FROM payments
 WHERE account_id = $1 AND reference IS NOT NULL AND ($2::uuid IS NULL OR id > $2) ORDER BY id LIMIT {BATCH}
"""  # noqa: S608
PUT = """
UPDATE payments p SET reference_key = x.key FROM unnest($2::uuid[], $3::text[]) AS x (id, key)
 WHERE p.account_id = $1 AND p.id = x.id
"""


def upgrade() -> None:
    run("ALTER TABLE payments ADD COLUMN reference_key text")
    in_each_account(_fill_account)
    run("""
    DROP INDEX payments_by_reference;
    -- a reference stands once per invoice, however it is written and whoever records it in the same instant. NULL is also the
    -- key of whatever was recorded twice before there were keys.
    CREATE UNIQUE INDEX payments_by_reference_key ON payments (account_id, invoice, reference_key) WHERE voided_at IS NULL;
    """)


async def _fill_account(connection: Any, account: UUID) -> None:
    last: UUID | None = None
    taken: set[tuple[UUID, str]] = set()
    while rows := await connection.fetch(REFERENCES, account, last):
        keys = {row["id"]: _key(row, taken) for row in rows}
        await connection.execute(PUT, account, list(keys), list(keys.values()))
        last = rows[-1]["id"]


def _key(row: Any, taken: set[tuple[UUID, str]]) -> str | None:
    """Ids are in the order of time: of two that stand on record the first has the key."""
    key = reference_key(row["reference"])
    if row["live"] and (row["invoice"], key) in taken:
        return None
    if row["live"]:
        taken.add((row["invoice"], key))
    return key
