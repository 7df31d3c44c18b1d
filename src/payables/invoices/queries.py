"""Reads of invoices."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import msgspec

from payables.access.model import User
from payables.audit import queries as audit
from payables.invoices.model import (
    Facts,
    Image,
    Invoice,
    InvoiceType,
    Item,
    PaymentStatus,
    Reason,
    State,
    Status,
    shown_status,
)
from payables.invoices.rules import content
from payables.invoices.rules.authors import PAYS, authors_of
from payables.kit.dates import Window
from payables.kit.errors import NotFound
from payables.kit.ids import parse_int_id, parse_uuid
from payables.kit.pages import Page
from payables.platform.caller import Caller
from payables.platform.db import Transaction

FIELDS = tuple(Invoice.__dataclass_fields__)

LOCKED = f"""
-- the row's lock is the one lock of an invoice: whatever changes it, its lines, images or approvals takes it first
SELECT {", ".join(FIELDS)} FROM invoices
 WHERE account_id = $1 AND {{key}} = $2
   AND ($3::int[] IS NULL OR company_id = ANY($3)) AND ($4::int[] IS NULL OR location_id = ANY($4))
   FOR UPDATE
"""  # noqa: S608

LOCKED_MANY = f"""
-- locked in the order of their ids, so that two batches never wait for each other in a circle
SELECT {", ".join(f"i.{name}" for name in FIELDS)}, v.erp_vendor_id
  FROM invoices i LEFT JOIN vendors v ON v.account_id = i.account_id AND v.id = i.vendor_id
 WHERE i.account_id = $1 AND (i.id = ANY($2::uuid[]) OR i.invoice_id = ANY($3::int[]))
   AND ($4::int[] IS NULL OR i.company_id = ANY($4)) AND ($5::int[] IS NULL OR i.location_id = ANY($5))
 ORDER BY i.id FOR UPDATE OF i
"""  # noqa: S608

SEEN = f"""
SELECT {", ".join(f"i.{name}" for name in FIELDS)}, l.name AS location_name, v.erp_vendor_id, v.erp_vendor_name,
       u.email, u.first_name, u.last_name, u.kind, u.role, u.active
"""

JOINED = """
  FROM invoices i
  JOIN locations l ON l.account_id = i.account_id AND l.id = i.location_id
  LEFT JOIN vendors v ON v.account_id = i.account_id AND v.id = i.vendor_id
  LEFT JOIN users u ON u.account_id = i.account_id AND u.id = i.updated_by
"""

ONE = f"""
{SEEN} {JOINED}
 WHERE i.account_id = $1 AND i.{{key}} = $2
   AND ($3::int[] IS NULL OR i.company_id = ANY($3)) AND ($4::int[] IS NULL OR i.location_id = ANY($4))
"""

FOUND = """
SELECT id FROM invoices
 WHERE account_id = $1 AND {key} = $2
   AND ($3::int[] IS NULL OR company_id = ANY($3)) AND ($4::int[] IS NULL OR location_id = ANY($4))
"""

LISTED = """
-- the count stands apart: it needs no names and often no more than an index
{seen}, (SELECT count(*) FROM invoices i LEFT JOIN vendors v ON v.account_id = i.account_id AND v.id = i.vendor_id
          WHERE {matches}) AS total
{joined}
 WHERE {matches} ORDER BY i.created_at DESC, i.id DESC LIMIT {limit} OFFSET {offset}
"""

ITEMS = f"""
SELECT invoice, {", ".join(Item.__dataclass_fields__)}
  FROM invoice_items WHERE account_id = $1 AND invoice = ANY($2) ORDER BY invoice, position, id
"""  # noqa: S608

IMAGES = """
SELECT invoice, id, sha256, filename, media_type, size
  FROM invoice_images WHERE account_id = $1 AND invoice = ANY($2) ORDER BY invoice, position, id
"""

READING = "SELECT reading FROM readings WHERE account_id = $1 AND upload_id = $2"

DIMENSIONS = """
SELECT id, ottimate_type, erp_dimension_id, name, code FROM dimensions WHERE account_id = $1 AND id = ANY($2)
"""

LOCATIONS = "SELECT id, company_id FROM locations WHERE account_id = $1 AND id = ANY($2)"

VENDOR_COMPANY = "SELECT company_id FROM vendors WHERE account_id = $1 AND id = $2"

EVER = Window()
SEARCHED = ("i.number", "coalesce(v.erp_vendor_name, i.vendor_as_read)", "i.purchase_order", "i.notes")

# What each filter value selects, as SQL over invoices `i` and its vendor `v`. `incomplete` and `needs-attention` are
# two words for the same queue, as are `approved` for all that is approved and the two words for its parts.
STATUS_FILTERS: dict[Status, str] = {
    Status.PROCESSING: "i.state = 'processing'",
    Status.INCOMPLETE: "i.state = 'incomplete'",
    Status.NEEDS_ATTENTION: "i.state = 'incomplete'",
    Status.PENDING_APPROVAL: "i.state = 'pending_approval'",
    Status.APPROVED: "i.state = 'approved'",
    Status.READY_FOR_EXPORT: (
        "i.state = 'approved' AND i.exported_at IS NULL AND i.hold_reason IS NULL AND v.erp_vendor_id IS NOT NULL"
    ),
    Status.EXPORTED: "i.state = 'approved' AND i.exported_at IS NOT NULL",
    Status.ARCHIVED: "i.state = 'archived'",
}

PAYMENT_FILTERS: dict[PaymentStatus, str] = {
    PaymentStatus.UNPAID: "i.paid_amount = 0",
    PaymentStatus.PARTIAL: "i.paid_amount <> 0 AND (i.total_amount IS NULL OR i.paid_amount < i.total_amount)",
    PaymentStatus.PAID: "i.paid_amount <> 0 AND i.paid_amount >= i.total_amount",
}


@dataclass(frozen=True, slots=True)
class Seen:
    """An invoice with the names that stand beside it."""

    invoice: Invoice
    location_name: str
    erp_vendor_id: str | None
    erp_vendor_name: str | None
    modified_by: User | None

    @property
    def status(self) -> Status:
        invoice = self.invoice
        facts = Facts(
            exported=invoice.exported_at is not None,
            flagged=invoice.flag_reason is not None,
            on_hold=invoice.hold_reason is not None,
            exportable=self.erp_vendor_id is not None,
        )
        return shown_status(invoice.state, facts)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list asks for; None asks for nothing. `ids` are the UUIDs and the integer ids that were named."""

    created: Window = EVER
    modified: Window = EVER
    modified_by: int | None = None
    status: Status | None = None
    payment_status: PaymentStatus | None = None
    company_id: int | None = None
    location_ids: list[int] | None = None
    vendor_id: int | None = None
    ids: tuple[list[UUID], list[int]] | None = None
    upload_id: UUID | None = None
    search: str | None = None
    custom_fields: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of invoices, and how many match in all."""

    total: int
    invoices: list[Seen]


@dataclass(frozen=True, slots=True)
class Parts:
    """Lines and images by invoice, and the dimensions that invoices and lines are coded with by their ids."""

    items: dict[UUID, list[Item]]
    images: dict[UUID, list[Image]]
    dimensions: dict[str, Any]


async def load_for_update(tx: Transaction, caller: Caller, either_id: str | int) -> Invoice:
    """The invoice by its UUID or its integer invoice_id, locked until the transaction ends.

    Raises NotFound for what is not an id, does not exist, or lies outside the account or the scope.
    """
    return invoice_of(await _one(tx, caller, either_id, LOCKED))


async def load_many_for_update(
    tx: Transaction, caller: Caller, uuids: list[UUID], invoice_ids: list[int]
) -> list[tuple[Invoice, str | None]]:
    """Those of the wanted invoices that the caller may see, locked, each with its vendor's ERP id."""
    scope = caller.scope
    rows = await tx.fetch(LOCKED_MANY, tx.account_id, uuids, invoice_ids, scope.companies, scope.locations)
    return [(invoice_of(row), row["erp_vendor_id"]) for row in rows]


async def find(tx: Transaction, caller: Caller, either_id: str | int) -> UUID:
    """The UUID of an invoice within the caller's access. Raises NotFound."""
    return (await _one(tx, caller, either_id, FOUND))["id"]


async def seen(tx: Transaction, caller: Caller, either_id: str | int) -> Seen:
    """Raises NotFound like load_for_update; locks nothing."""
    return _seen(await _one(tx, caller, either_id, ONE))


async def listed(tx: Transaction, caller: Caller, wanted: Wanted, page: Page) -> Listed:
    """Newest created first. Locations and vendor have been checked by `check_filters`."""
    args: list[Any] = [tx.account_id]
    matches = " AND ".join(["i.account_id = $1", *_conditions(caller, wanted, args)])
    limit, offset = f"${len(args) + 1}", f"${len(args) + 2}"
    sql = LISTED.format(seen=SEEN, joined=JOINED, matches=matches, limit=limit, offset=offset)
    found = await tx.page(sql, page, *args)
    return Listed(found.total, [_seen(row) for row in found.rows])


async def locations(tx: Transaction, ids: list[int]) -> dict[int, int]:
    """Location id -> company id, of those that the account has."""
    return {row["id"]: row["company_id"] for row in await tx.fetch(LOCATIONS, tx.account_id, ids)}


async def company_of_vendor(tx: Transaction, vendor_id: int) -> int | None:
    return await tx.fetchval(VENDOR_COMPANY, tx.account_id, vendor_id)


async def items_of(tx: Transaction, invoice: UUID) -> list[Item]:
    return (await _items(tx, [invoice])).get(invoice, [])


async def images_of(tx: Transaction, invoice: UUID) -> list[Image]:
    return (await _images(tx, [invoice])).get(invoice, [])


async def authors(tx: Transaction, invoice: Invoice) -> frozenset[int]:
    """Who must not approve it: see rules/authors.py."""
    return authors_of(invoice, await audit.actors_of(tx, "invoice", invoice.id, PAYS))


async def content_sha256(tx: Transaction, invoice: Invoice) -> bytes:
    """What an approval given now covers: see rules/content.py."""
    return content.content_sha256(invoice, await items_of(tx, invoice.id), await images_of(tx, invoice.id))


async def parts_of(tx: Transaction, invoices: list[Invoice], *, items: bool) -> Parts:
    """What is shown beside these invoices, in as many statements for a hundred as for one."""
    ids = [invoice.id for invoice in invoices]
    lines = await _items(tx, ids) if items else {}
    coded = [invoice.dimensions for invoice in invoices]
    coded += [line.dimensions for group in lines.values() for line in group]
    return Parts(lines, await _images(tx, ids), await _dimensions(tx, coded))


async def reading_of(tx: Transaction, upload_id: UUID | None) -> dict[str, Any] | None:
    """What was read from the paper: extraction/model.py, Reading, as plain values."""
    return await tx.fetchval(READING, tx.account_id, upload_id) if upload_id else None


def invoice_of(row: Any) -> Invoice:
    values = {name: row[name] for name in FIELDS}
    values["type"] = InvoiceType(row["type"])
    values["state"] = State(row["state"])
    values["reasons"] = msgspec.convert(row["reasons"], list[Reason])
    return Invoice(**values)


async def _one(tx: Transaction, caller: Caller, either_id: str | int, sql: str) -> Any:
    key, value = _read_id(either_id)
    sql = sql.format(key=key)
    row = await tx.fetchrow(sql, tx.account_id, value, caller.scope.companies, caller.scope.locations)
    if row is None:
        raise NotFound(what="invoice")
    return row


def _read_id(text: str | int) -> tuple[str, UUID | int]:
    """Column and value of one of the two ids an invoice has: each has its own index. Raises NotFound."""
    if uuid := parse_uuid(str(text)):
        return "id", uuid
    if invoice_id := parse_int_id(str(text)):
        return "invoice_id", invoice_id
    raise NotFound(what="invoice")


def _seen(row: Any) -> Seen:
    invoice = invoice_of(row)
    user = None
    if invoice.updated_by is not None and row["kind"] is not None:
        names = ("email", "first_name", "last_name", "kind", "role", "active")
        user = User(id=invoice.updated_by, **{name: row[name] for name in names})
    return Seen(invoice, row["location_name"], row["erp_vendor_id"], row["erp_vendor_name"], user)


def _conditions(caller: Caller, wanted: Wanted, args: list[Any]) -> Iterable[str]:
    """SQL of what was asked for; its values are appended to `args`."""

    def put(value: Any) -> str:
        args.append(value)
        return f"${len(args)}"

    yield from _in_scope(caller, wanted, put)
    for column, window in (("i.created_at", wanted.created), ("i.updated_at", wanted.modified)):
        if window.start:
            yield f"{column} >= {put(window.start)}"
        if window.end:
            yield f"{column} <= {put(window.end)}"
    if wanted.status:
        yield STATUS_FILTERS[wanted.status]
    if wanted.payment_status:
        yield PAYMENT_FILTERS[wanted.payment_status]
    if wanted.ids is not None:
        yield f"(i.id = ANY({put(wanted.ids[0])}) OR i.invoice_id = ANY({put(wanted.ids[1])}))"
    if wanted.search:
        yield _contains(SEARCHED, put(wanted.search.lower()))
    if wanted.custom_fields is not None:
        yield f"i.custom_fields @> {put(wanted.custom_fields)}::jsonb"
    if wanted.upload_id is not None:  # of a file that was sent before, the invoice is that of the first
        sent = put(wanted.upload_id)
        first = f"SELECT duplicate_of FROM uploads u WHERE u.account_id = i.account_id AND u.id = {sent}"  # noqa: S608
        yield f"i.upload_id = coalesce(({first}), {sent})"
    for column in ("company_id", "vendor_id"):
        if (value := getattr(wanted, column)) is not None:
            yield f"i.{column} = {put(value)}"
    if wanted.modified_by is not None:
        yield f"i.updated_by = {put(wanted.modified_by)}"


def _in_scope(caller: Caller, wanted: Wanted, put: Any) -> Iterable[str]:
    if caller.scope.companies is not None:
        yield f"i.company_id = ANY({put(caller.scope.companies)})"
    if caller.scope.locations is not None:
        yield f"i.location_id = ANY({put(caller.scope.locations)})"
    if wanted.location_ids is not None:
        yield f"i.location_id = ANY({put(wanted.location_ids)})"


def _contains(columns: Iterable[str], text: str) -> str:
    return "(" + " OR ".join(f"strpos(lower({column}), {text}) > 0" for column in columns) + ")"


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


async def _dimensions(tx: Transaction, coded: list[dict[str, str]]) -> dict[str, Any]:
    ids = sorted({id for dimensions in coded for id in dimensions.values()})
    return {row["id"]: row for row in await tx.fetch(DIMENSIONS, tx.account_id, ids)} if ids else {}
