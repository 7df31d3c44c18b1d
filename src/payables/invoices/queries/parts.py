"""What belongs to an invoice and stands beside its row: lines, files, coding, what was read, who made it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

import msgspec

from payables.catalog.queries.items import ShownItem, shown_items
from payables.coding.model import Origin
from payables.coding.queries.origins import origins_of
from payables.custom_fields import queries as custom_fields
from payables.custom_fields.model import NumberFields
from payables.extraction.model import Reading
from payables.invoices.model import Image, Invoice, Item, Split
from payables.invoices.rules.content import Content
from payables.platform.db import Transaction

ITEM, IMAGE, SPLIT = (tuple(kind.__dataclass_fields__) for kind in (Item, Image, Split))

IMAGES = f"""
SELECT invoice, {", ".join(IMAGE)}
  FROM invoice_images WHERE account_id = $1 AND invoice = ANY($2) ORDER BY invoice, position, id
"""  # noqa: S608


CONTENT = f"""
-- all that belongs to an invoice in one statement, its rows as tuples
SELECT i.id,
  ARRAY(SELECT ROW({", ".join(ITEM)}) FROM invoice_items
         WHERE account_id = $1 AND invoice = i.id ORDER BY position, invoice_items.id) AS items,
  ARRAY(SELECT ROW({", ".join(IMAGE)}) FROM invoice_images
         WHERE account_id = $1 AND invoice = i.id ORDER BY position, invoice_images.id) AS images,
  ARRAY(SELECT ROW({", ".join(SPLIT)}) FROM invoice_splits
         WHERE account_id = $1 AND invoice = i.id ORDER BY position, invoice_splits.id) AS splits,
  -- most invoices are of companies without a catalog: only for others is asked what their lines are
  EXISTS (SELECT FROM catalog_items WHERE account_id = $1 AND invoice = i.id) AS in_catalog
  FROM unnest($2::uuid[]) AS i (id)
"""  # noqa: S608

READING = "SELECT reading FROM readings WHERE account_id = $1 AND upload_id = $2"

WEIGHED = """
SELECT upload_id, reading -> 'method' AS method, reading -> 'pages' AS pages, reading -> 'fields' AS fields,
       reading -> 'candidates' AS candidates
  FROM readings WHERE account_id = $1 AND upload_id = ANY($2)
"""

SAID = """
-- what was read from the paper of an invoice, and from those that joined it by another channel
SELECT r.reading -> 'method' AS method, r.reading -> 'pages' AS pages, r.reading -> 'fields' AS fields,
       r.reading -> 'candidates' AS candidates, r.reading -> 'einvoice' AS einvoice,
       r.reading -> 'bank_details' AS bank_details
  FROM uploads u JOIN readings r ON r.account_id = u.account_id AND r.upload_id = u.id
 WHERE u.account_id = $1 AND u.status = 'processed' AND (u.id = $2 OR u.duplicate_of = $2)
 ORDER BY u.id <> $2, u.id
"""

DIMENSIONS = """
SELECT id, ottimate_type, erp_dimension_id, name, code FROM dimensions WHERE account_id = $1 AND id = ANY($2)
"""


@dataclass(frozen=True, slots=True)
class Parts:
    """Lines and images by invoice, which catalog entries the lines are, the dimensions that invoices and lines are coded with
    by their ids, which custom fields are numbers, and where the dimensions came from: invoice -> line (0 is the header) ->
    type."""

    items: dict[UUID, list[Item]] = field(default_factory=dict[UUID, list[Item]])
    images: dict[UUID, list[Image]] = field(default_factory=dict[UUID, list[Image]])
    dimensions: dict[str, Any] = field(default_factory=dict[str, Any])
    numbers: NumberFields = field(default_factory=NumberFields)
    splits: dict[UUID, list[Split]] = field(default_factory=dict[UUID, list[Split]])
    catalog: dict[int, ShownItem] = field(default_factory=dict[int, ShownItem])
    origins: dict[UUID, dict[int, dict[str, Origin]]] = field(default_factory=dict[UUID, dict[int, dict[str, Origin]]])


async def images_of(tx: Transaction, invoice: UUID) -> list[Image]:
    return (await _images(tx, [invoice])).get(invoice, [])


async def content_of(tx: Transaction, invoice: Invoice) -> Content:
    """The invoice with what belongs to it: what an approval given now covers."""
    return (await contents_of(tx, [invoice]))[0]


async def contents_of(tx: Transaction, invoices: Sequence[Invoice]) -> list[Content]:
    """The same of many, in their order, in one statement."""
    if not invoices:
        return []
    rows = await _rows(tx, invoices)
    return [Content(invoice, *_content(rows[invoice.id])) for invoice in invoices]


async def parts_of(tx: Transaction, invoices: list[Invoice], *, items: bool) -> Parts:
    """What is shown beside these invoices, in as many statements for a hundred as for one."""
    ids = [invoice.id for invoice in invoices]
    parts = await _in_full(tx, invoices) if items else Parts(images=await _images(tx, ids))
    lines = [line for group in parts.items.values() for line in group]
    splits = [split for group in parts.splits.values() for split in group]
    shown = [*invoices, *lines, *splits]
    dimensions = await _dimensions(tx, [one.dimensions for one in shown])
    if not any(one.custom_fields for one in shown):
        return replace(parts, dimensions=dimensions)
    numbers = await custom_fields.number_fields(tx, {invoice.company_id for invoice in invoices})
    return replace(parts, dimensions=dimensions, numbers=numbers)


async def reading_of(tx: Transaction, upload_id: UUID | None) -> dict[str, Any] | None:
    """What was read from the paper: extraction/model.py, Reading, as plain values."""
    return await tx.fetchval(READING, tx.account_id, upload_id) if upload_id else None


async def weighed_of(tx: Transaction, uploads: Iterable[UUID]) -> dict[UUID, Reading]:
    """Of many, by their uploads: the fields of the header and what they were chosen from, no more."""
    rows = await tx.fetch(WEIGHED, tx.account_id, list(uploads))
    return {row["upload_id"]: _weighed(row) for row in rows}


async def said_of(tx: Transaction, upload: UUID) -> list[Reading]:
    """Of one invoice's papers: the header's fields, what they were chosen from, and what XML and pages say of payment."""
    return [_weighed(row) for row in await tx.fetch(SAID, tx.account_id, upload)]


def _weighed(row: Any) -> Reading:
    names = ("method", "pages", "fields", "candidates", "einvoice", "bank_details")
    known = {name: row[name] for name in names if row.get(name) is not None}
    return msgspec.convert({"kind": "", **known}, Reading)


async def _in_full(tx: Transaction, invoices: list[Invoice]) -> Parts:
    """Without the names of what they are coded with."""
    parts, coded = Parts(), False
    rows = await _rows(tx, invoices) if invoices else {}
    for invoice in invoices:
        parts.items[invoice.id], parts.images[invoice.id], parts.splits[invoice.id] = _content(rows[invoice.id])
        coded = coded or any(one.dimensions for one in (invoice, *parts.items[invoice.id]))
    if in_catalog := [id for id, row in rows.items() if row["in_catalog"]]:
        parts = replace(parts, catalog=await shown_items(tx, in_catalog))
    return replace(parts, origins=await origins_of(tx, list(parts.items))) if coded else parts


async def _rows(tx: Transaction, invoices: Sequence[Invoice]) -> dict[UUID, Any]:
    found = await tx.fetch(CONTENT, tx.account_id, [invoice.id for invoice in invoices])
    return {row["id"]: row for row in found}


def _content(row: Any) -> tuple[list[Item], list[Image], list[Split]]:
    """Of a row of CONTENT."""
    return (
        [Item(**dict(zip(ITEM, values, strict=True))) for values in row["items"]],
        [Image(**dict(zip(IMAGE, values, strict=True))) for values in row["images"]],
        [Split(**dict(zip(SPLIT, values, strict=True))) for values in row["splits"]],
    )


async def _images(tx: Transaction, invoices: list[UUID]) -> dict[UUID, list[Image]]:
    found: dict[UUID, list[Image]] = {}
    for row in await tx.fetch(IMAGES, tx.account_id, invoices):
        values = dict(row)
        found.setdefault(values.pop("invoice"), []).append(Image(**values))
    return found


async def _dimensions(tx: Transaction, coded: Sequence[Mapping[str, str]]) -> dict[str, Any]:
    ids = sorted({id for dimensions in coded for id in dimensions.values()})
    return {row["id"]: row for row in await tx.fetch(DIMENSIONS, tx.account_id, ids)} if ids else {}
