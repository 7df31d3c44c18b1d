"""Writes of vendors."""

from collections.abc import Sequence

import asyncpg

from payables.platform.db import Transaction
from payables.vendors.model import Vendor
from payables.vendors.queries import vendor_of
from payables.vendors.rules.identifiers import name_key

INSERT = """
INSERT INTO vendors (account_id, company_id, created_at, updated_at,
                     id, erp_vendor_id, erp_vendor_name, email, phone, net_terms, payment_method, address_line_1,
                     address_line_2, city, state, zipcode, tax_id, iban, name_key)
SELECT $1, $2, $3, $3, x.*
  FROM unnest($4::int[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[], $11::text[],
              $12::text[], $13::text[], $14::text[], $15::text[], $16::text[], $17::text[], $18::text[])
       AS x
ON CONFLICT (account_id, company_id, erp_vendor_id) DO NOTHING
RETURNING id
"""

UPDATE = """
UPDATE vendors v
   SET updated_at = $3, version = v.version + 1, erp_vendor_id = x.erp_vendor_id, erp_vendor_name = x.erp_vendor_name,
       email = x.email, phone = x.phone, net_terms = x.net_terms,
       payment_method = x.payment_method, address_line_1 = x.address_line_1, address_line_2 = x.address_line_2,
       city = x.city, state = x.state, zipcode = x.zipcode, tax_id = x.tax_id, iban = x.iban, name_key = x.name_key
  FROM unnest($4::int[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[], $11::text[],
              $12::text[], $13::text[], $14::text[], $15::text[], $16::text[], $17::text[], $18::text[])
       AS x (id, erp_vendor_id, erp_vendor_name, email, phone, net_terms, payment_method, address_line_1,
             address_line_2, city, state, zipcode, tax_id, iban, name_key)
 WHERE v.account_id = $1 AND v.company_id = $2 AND v.id = x.id
"""

# Always in the same order, so that two bulks over the same vendors wait for each other rather than for ever.
# Not FOR UPDATE: an invoice that is being entered for the vendor need not wait.
LOCK = """
SELECT id, company_id, erp_vendor_id, erp_vendor_name, email, phone, net_terms, payment_method, address_line_1,
       address_line_2, city, state, zipcode, tax_id, iban, created_at, updated_at, version, bank_hold, bank_hold_until
  FROM vendors WHERE account_id = $1 AND company_id = $2 AND erp_vendor_id = ANY($3)
 ORDER BY erp_vendor_id FOR NO KEY UPDATE
"""

# What a paper finds a vendor by (rules/keys.py has the same forms): n the name without blanks, h and t its head and its
# tail, w its words, b its words in pairs, d the domains of its mail addresses, p the end of its phone number, i its accounts.
PUT_KEYS = """
WITH made AS (
SELECT DISTINCT v.account_id, v.company_id, k.key, v.id AS vendor_id
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
    UNION ALL
    SELECT 'd' || lower(split_part(address, '@', 2)) FROM regexp_split_to_table(v.email, '[\\s,;]+') AS address
     WHERE address LIKE '%@_%'
    UNION ALL
    SELECT 'p' || right(digits, 8) FROM (SELECT regexp_replace(v.phone, '[^0-9]', '', 'g') AS digits) AS phone
     WHERE length(digits) > 6
    UNION ALL
    SELECT 'i' || account FROM regexp_split_to_table(v.iban, ', ') AS account
  ) AS k (key)
 WHERE v.account_id = $1 AND v.company_id = $2 AND v.id = ANY($3)
),
forgotten AS (
  -- never a key that is made: what one statement deletes it cannot put again
  DELETE FROM vendor_keys o WHERE o.account_id = $1 AND o.vendor_id = ANY($3)
     AND NOT EXISTS (SELECT FROM made m WHERE m.vendor_id = o.vendor_id AND m.key = o.key)
)
INSERT INTO vendor_keys (account_id, company_id, key, vendor_id)
SELECT account_id, company_id, key, vendor_id FROM made ON CONFLICT DO NOTHING
"""

DELETE = "DELETE FROM vendors WHERE account_id = $1 AND company_id = $2 AND id = ANY($3) RETURNING *"

SENT = (
    "id", "erp_vendor_id", "erp_vendor_name", "email", "phone", "net_terms", "payment_method", "address_line_1",
    "address_line_2", "city", "state", "zipcode", "tax_id", "iban",
)  # fmt: skip


async def insert(tx: Transaction, company_id: int, vendors: Sequence[Vendor]) -> set[int]:
    """The ids that were inserted; the others met a vendor with the same ERP id."""
    rows = sorted(vendors, key=lambda vendor: vendor.erp_vendor_id or "")
    inserted = await tx.fetch(INSERT, tx.account_id, company_id, tx.now, *_arrays(rows))
    ids = [row["id"] for row in inserted]
    if ids:
        await tx.execute(PUT_KEYS, tx.account_id, company_id, ids)
    return set(ids)


async def update(tx: Transaction, company_id: int, vendors: Sequence[Vendor]) -> None:
    await tx.execute(UPDATE, tx.account_id, company_id, tx.now, *_arrays(vendors))
    ids = [vendor.id for vendor in vendors]
    await tx.execute(PUT_KEYS, tx.account_id, company_id, ids)


async def change(tx: Transaction, vendor: Vendor) -> bool:
    """False where another vendor of the company has its ERP id."""
    try:
        async with tx.connection.transaction():
            await update(tx, vendor.company_id, [vendor])
    except asyncpg.UniqueViolationError:
        return False
    return True


async def lock_by_erp_ids(tx: Transaction, company_id: int, erp_vendor_ids: Sequence[str]) -> dict[str, Vendor]:
    rows = await tx.fetch(LOCK, tx.account_id, company_id, list(erp_vendor_ids))
    return {row["erp_vendor_id"]: vendor_of(row) for row in rows}


async def delete_unused(tx: Transaction, company_id: int, vendor_ids: Sequence[int]) -> list[asyncpg.Record]:
    """The rows that were deleted. The database knows who names a vendor; one that is named keeps only itself."""
    if not vendor_ids:
        return []
    try:
        async with tx.connection.transaction():
            return await tx.fetch(DELETE, tx.account_id, company_id, vendor_ids)
    except asyncpg.ForeignKeyViolationError:
        if len(vendor_ids) == 1:
            return []
    half = len(vendor_ids) // 2
    parts = (vendor_ids[:half], vendor_ids[half:])
    return [row for part in parts for row in await delete_unused(tx, company_id, part)]


def _arrays(vendors: Sequence[Vendor]) -> list[list[object]]:
    columns: list[list[object]] = [[getattr(vendor, name) for vendor in vendors] for name in SENT]
    return [*columns, [name_key(v.erp_vendor_name) for v in vendors]]
