"""Reads of invoices."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

import msgspec

from payables.invoices.model import Image, Invoice, InvoiceType, Item, Reason, State
from payables.invoices.rules import content
from payables.kit.errors import NotFound
from payables.kit.ids import parse_int_id, parse_uuid
from payables.platform.caller import Caller
from payables.platform.db import Transaction
from payables.vendors.rules.net_terms import due_date

COLUMNS = ", ".join(Invoice.__dataclass_fields__)

LOCKED = f"""
-- the row's lock is the one lock of an invoice: whatever changes it, its lines, images or approvals takes it first
SELECT {COLUMNS} FROM invoices
 WHERE account_id = $1 AND ($2::uuid IS NULL OR id = $2) AND ($3::int IS NULL OR invoice_id = $3)
   AND ($4::int[] IS NULL OR company_id = ANY($4)) AND ($5::int[] IS NULL OR location_id = ANY($5))
   FOR UPDATE
"""

LOCKED_MANY = f"""
-- locked in the order of their ids, so that two batches never wait for each other in a circle
SELECT {", ".join("i." + name for name in Invoice.__dataclass_fields__)}, v.erp_vendor_id
  FROM invoices i LEFT JOIN vendors v ON v.account_id = i.account_id AND v.id = i.vendor_id
 WHERE i.account_id = $1 AND (i.id = ANY($2::uuid[]) OR i.invoice_id = ANY($3::int[]))
   AND ($4::int[] IS NULL OR i.company_id = ANY($4)) AND ($5::int[] IS NULL OR i.location_id = ANY($5))
 ORDER BY i.id FOR UPDATE OF i
"""

ITEMS = """
SELECT id, name, sku, quantity, unit, price, amount, is_taxed, dimensions, custom_fields
  FROM invoice_items WHERE account_id = $1 AND invoice = $2 ORDER BY position, id
"""

IMAGES = """
SELECT sha256, filename, media_type, size FROM invoice_images WHERE account_id = $1 AND invoice = $2 ORDER BY position, id
"""


TERMS = "SELECT net_terms FROM vendors WHERE account_id = $1 AND company_id = $2 AND id = $3"


async def load_for_update(tx: Transaction, caller: Caller, id_or_number: str | int) -> Invoice:
    """The invoice by its UUID or its integer invoice_id, locked until the transaction ends.

    Raises NotFound for what is not an id, does not exist, or lies outside the account or the scope.
    """
    uuid, number = read_id(id_or_number)
    row = await tx.fetchrow(LOCKED, tx.account_id, uuid, number, caller.scope.companies, caller.scope.locations)
    if row is None:
        raise NotFound(what="invoice")
    return invoice_of(row)


async def load_many_for_update(
    tx: Transaction, caller: Caller, uuids: list[UUID], numbers: list[int]
) -> list[tuple[Invoice, str | None]]:
    """Those of the wanted invoices that the caller may see, locked, each with its vendor's ERP id."""
    rows = await tx.fetch(
        LOCKED_MANY, tx.account_id, uuids, numbers, caller.scope.companies, caller.scope.locations
    )
    return [(invoice_of(row), row["erp_vendor_id"]) for row in rows]


def read_id(text: str | int) -> tuple[UUID | None, int | None]:
    """Exactly one of the two ids an invoice has. Raises NotFound."""
    uuid, number = parse_uuid(str(text)), parse_int_id(str(text))
    if uuid is None and number is None:
        raise NotFound(what="invoice")
    return uuid, number


async def items_of(tx: Transaction, invoice: UUID) -> list[Item]:
    return [Item(**row) for row in await tx.fetch(ITEMS, tx.account_id, invoice)]


async def images_of(tx: Transaction, invoice: UUID) -> list[Image]:
    return [Image(**row) for row in await tx.fetch(IMAGES, tx.account_id, invoice)]


async def content_sha256(tx: Transaction, invoice: Invoice) -> bytes:
    """What an approval given now covers: see rules/content.py."""
    return content.content_sha256(invoice, await items_of(tx, invoice.id), await images_of(tx, invoice.id))


async def due_date_by_terms(tx: Transaction, company_id: int, vendor_id: int, invoice_date: date) -> date | None:
    """The day an invoice of this date is due by its vendor's terms; None if they do not say."""
    terms: str | None = await tx.fetchval(TERMS, tx.account_id, company_id, vendor_id)
    return due_date(terms, invoice_date)


def invoice_of(row: Mapping[str, Any]) -> Invoice:
    values = {name: row[name] for name in Invoice.__dataclass_fields__}
    values["type"] = InvoiceType(row["type"])
    values["state"] = State(row["state"])
    values["reasons"] = msgspec.convert(row["reasons"], list[Reason])
    return Invoice(**values)
