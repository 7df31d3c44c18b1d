"""Vendors and invoices are found whatever alphabet their letters are taken from, and vendors by each of their accounts."""

from typing import Any
from uuid import UUID

from payables.app.migrations.frozen.look_alikes_0028 import fingerprint_of, name_of
from payables.app.migrations.sql import in_each_account, run

revision = "0028"
down_revision = "0027"

BATCH = 2000
OTHER_LETTERS = "[^ -~]"
OTHER_NUMBERS = r"[^ -~]|fact|fatt|cop[yi]|kopie|dupli|reprint|(inv|invoice|rechnung|number)[^a-z0-9]*n[^a-z0-9]*[0-9]"

NAMES = "SELECT id, name_key FROM vendors WHERE account_id = $1 AND name_key ~ $2"
RENAME = "UPDATE vendors SET name_key = $3 WHERE account_id = $1 AND id = $2"
FORGET = "DELETE FROM vendor_keys WHERE account_id = $1 AND vendor_id = ANY($2) AND left(key, 1) IN ('n', 'h', 't', 'w', 'b')"
# Of names, in the forms of vendors/store.py as of this version.
KEYS = """
INSERT INTO vendor_keys (account_id, company_id, key, vendor_id)
SELECT DISTINCT v.account_id, v.company_id, k.key, v.id
  FROM vendors v CROSS JOIN LATERAL (
    SELECT form || part FROM (VALUES ('n', left(replace(v.name_key, ' ', ''), 60)),
                                     ('h', left(replace(v.name_key, ' ', ''), 6)),
                                     ('t', right(replace(v.name_key, ' ', ''), 6))) AS whole (form, part)
     WHERE v.name_key <> ''
    UNION ALL
    SELECT 'w' || word FROM unnest(string_to_array(v.name_key, ' ')) AS word WHERE length(word) > 2
    UNION ALL
    SELECT 'b' || pair FROM (SELECT word || ' ' || lead(word) OVER (ORDER BY place) AS pair
      FROM unnest(string_to_array(v.name_key, ' ')) WITH ORDINALITY AS words (word, place)) AS pairs
     WHERE pair IS NOT NULL
  ) AS k (key)
 WHERE v.account_id = $1 AND v.id = ANY($2)
"""
ACCOUNTS = """
INSERT INTO vendor_keys (account_id, company_id, key, vendor_id)
SELECT account_id, company_id, 'i' || iban, id FROM vendors WHERE account_id = $1 AND iban IS NOT NULL
"""

INVOICES = f"""
SELECT invoice, company_id, location_id, type, vendor_id, vendor_read, number, currency, total, invoice_date
  FROM duplicate_fingerprints
 WHERE account_id = $1 AND ($2::uuid IS NULL OR invoice > $2) AND (number ~* $3 OR vendor_read ~ $4)
 ORDER BY invoice LIMIT {BATCH}
"""  # noqa: S608
PUT = """
UPDATE duplicate_fingerprints
   SET vendor_read = $3, vendor_token = $4, number_key = $5, folded = $6, signature = $7, digest = $8
 WHERE account_id = $1 AND invoice = $2
"""


def upgrade() -> None:
    in_each_account(_rename_vendors)
    in_each_account(_find_anew)
    run("DROP INDEX vendors_account_id_company_id_iban_idx")


async def _rename_vendors(connection: Any, account: UUID) -> None:
    renamed = await connection.fetch(NAMES, account, OTHER_LETTERS)
    await connection.executemany(RENAME, [(account, row["id"], name_of(row["name_key"])) for row in renamed])
    ids = [row["id"] for row in renamed]
    await connection.execute(FORGET, account, ids)
    await connection.execute(KEYS, account, ids)
    await connection.execute(ACCOUNTS, account)


async def _find_anew(connection: Any, account: UUID) -> None:
    after: UUID | None = None
    while rows := await connection.fetch(INVOICES, account, after, OTHER_NUMBERS, OTHER_LETTERS):
        await connection.executemany(PUT, [(account, row["invoice"], *fingerprint_of(row)) for row in rows])
        after = rows[-1]["invoice"]
