"""What belongs to an invoice and stands beside its row: lines, files, coding, what was read, who made it."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from payables.audit import queries as audit
from payables.coding.model import Origin
from payables.coding.queries.origins import origins_of
from payables.custom_fields import queries as custom_fields
from payables.custom_fields.model import NumberFields
from payables.invoices.model import Image, Invoice, Item, Split
from payables.invoices.rules.authors import PAYS, authors_of
from payables.invoices.rules.content import Content
from payables.platform.db import Transaction

ITEMS = f"""
SELECT invoice, {", ".join(Item.__dataclass_fields__)}
  FROM invoice_items WHERE account_id = $1 AND invoice = ANY($2) ORDER BY invoice, position, id
"""  # noqa: S608

IMAGES = """
SELECT invoice, id, sha256, filename, media_type, size
  FROM invoice_images WHERE account_id = $1 AND invoice = ANY($2) ORDER BY invoice, position, id
"""

SPLITS = f"""
SELECT invoice, {", ".join(Split.__dataclass_fields__)}
  FROM invoice_splits WHERE account_id = $1 AND invoice = ANY($2) ORDER BY invoice, position, id
"""  # noqa: S608

READING = "SELECT reading FROM readings WHERE account_id = $1 AND upload_id = $2"

DIMENSIONS = """
SELECT id, ottimate_type, erp_dimension_id, name, code FROM dimensions WHERE account_id = $1 AND id = ANY($2)
"""


@dataclass(frozen=True, slots=True)
class Parts:
    """Lines and images by invoice, the dimensions that invoices and lines are coded with by their ids, which custom
    fields are numbers, and where the dimensions came from: invoice -> line (0 is the header) -> type."""

    items: dict[UUID, list[Item]]
    images: dict[UUID, list[Image]]
    dimensions: dict[str, Any]
    numbers: NumberFields
    splits: dict[UUID, list[Split]]
    origins: dict[UUID, dict[int, dict[str, Origin]]]


async def items_of(tx: Transaction, invoice: UUID) -> list[Item]:
    return (await _items(tx, [invoice])).get(invoice, [])


async def images_of(tx: Transaction, invoice: UUID) -> list[Image]:
    return (await _images(tx, [invoice])).get(invoice, [])


async def authors(tx: Transaction, invoice: Invoice) -> frozenset[int]:
    """Who must not approve it: see rules/authors.py."""
    return authors_of(invoice, await audit.actors_of(tx, "invoice", invoice.id, PAYS))


async def content_of(tx: Transaction, invoice: Invoice) -> Content:
    """The invoice with what belongs to it: what an approval given now covers."""
    items, images = await items_of(tx, invoice.id), await images_of(tx, invoice.id)
    return Content(invoice, items, images, (await _splits(tx, [invoice.id])).get(invoice.id, []))


async def contents_of(tx: Transaction, invoices: list[Invoice]) -> list[Content]:
    """Invoices with their lines and splits, in two statements; without their files."""
    ids = [invoice.id for invoice in invoices]
    items, splits = await _items(tx, ids), await _splits(tx, ids)
    return [Content(i, items.get(i.id, []), [], splits.get(i.id, [])) for i in invoices]


async def parts_of(tx: Transaction, invoices: list[Invoice], *, items: bool) -> Parts:
    """What is shown beside these invoices, in as many statements for a hundred as for one."""
    ids = [invoice.id for invoice in invoices]
    lines = await _items(tx, ids) if items else {}
    splits = await _splits(tx, ids) if items else {}
    coded = [invoice.dimensions for invoice in invoices]
    parts = [split for group in splits.values() for split in group]
    coded += [line.dimensions for group in lines.values() for line in group] + [split.dimensions for split in parts]
    fields = [invoice.custom_fields for invoice in invoices]
    fields += [line.custom_fields for group in lines.values() for line in group]
    fields += [split.custom_fields for split in parts]
    numbers = await custom_fields.number_fields(tx, {i.company_id for i in invoices}) if any(fields) else NumberFields()
    origins = await origins_of(tx, ids) if items and any(coded) else {}
    return Parts(lines, await _images(tx, ids), await _dimensions(tx, coded), numbers, splits, origins)


async def reading_of(tx: Transaction, upload_id: UUID | None) -> dict[str, Any] | None:
    """What was read from the paper: extraction/model.py, Reading, as plain values."""
    return await tx.fetchval(READING, tx.account_id, upload_id) if upload_id else None


async def _items(tx: Transaction, invoices: list[UUID]) -> dict[UUID, list[Item]]:
    found: dict[UUID, list[Item]] = {}
    for row in await tx.fetch(ITEMS, tx.account_id, invoices):
        values = dict(row)
        found.setdefault(values.pop("invoice"), []).append(Item(**values))
    return found


async def _images(tx: Transaction, invoices: list[UUID]) -> dict[UUID, list[Image]]:
    found: dict[UUID, list[Image]] = {}
    for row in await tx.fetch(IMAGES, tx.account_id, invoices):
        values = dict(row)
        found.setdefault(values.pop("invoice"), []).append(Image(**values))
    return found


async def _splits(tx: Transaction, invoices: list[UUID]) -> dict[UUID, list[Split]]:
    found: dict[UUID, list[Split]] = {}
    for row in await tx.fetch(SPLITS, tx.account_id, invoices):
        values = dict(row)
        found.setdefault(values.pop("invoice"), []).append(Split(**values))
    return found


async def _dimensions(tx: Transaction, coded: list[dict[str, str]]) -> dict[str, Any]:
    ids = sorted({id for dimensions in coded for id in dimensions.values()})
    return {row["id"]: row for row in await tx.fetch(DIMENSIONS, tx.account_id, ids)} if ids else {}
