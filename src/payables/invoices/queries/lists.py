"""Lists of invoices, and whether what a filter names exists."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from payables.access.model import User
from payables.access.queries.hands import acted_as
from payables.invoices.model import PaymentStatus, Status
from payables.invoices.queries.behind import EVERYTHING, Behind, conditions
from payables.invoices.queries.documents import DOCUMENTS_OF
from payables.invoices.queries.my_turn import waiting_for
from payables.invoices.queries.records import JOINED, SEEN, Seen, seen_of
from payables.invoices.rules.search import amounts_of, words_of
from payables.kit.dates import Window
from payables.kit.pages import Page
from payables.platform.caller import Caller
from payables.platform.db import Transaction

LISTED = """
-- the count stands apart: it needs no names and often no more than an index
{seen}, (SELECT count(*) FROM invoices i LEFT JOIN vendors v ON v.account_id = i.account_id AND v.id = i.vendor_id
          WHERE {matches}) AS total
{joined}
 WHERE {matches} ORDER BY i.created_at DESC, i.id DESC LIMIT {limit} OFFSET {offset}
"""

BY_NAME = """
SELECT DISTINCT w.erp_vendor_id, w.number, i.id
  FROM unnest($4::text[], $5::text[]) AS w (erp_vendor_id, number)
  JOIN vendors v ON v.account_id = $1 AND v.company_id = $2 AND v.erp_vendor_id = w.erp_vendor_id
  JOIN invoices i ON i.account_id = $1 AND i.company_id = $2 AND i.vendor_id = v.id AND i.number = w.number
 WHERE i.state <> 'archived' AND ($3::int[] IS NULL OR i.location_id = ANY($3))
"""

LOCATIONS = "SELECT id, company_id FROM locations WHERE account_id = $1 AND id = ANY($2)"

VENDOR_COMPANY = "SELECT company_id FROM vendors WHERE account_id = $1 AND id = $2"

Put = Callable[[Any], str]  # makes a value an argument of the statement; answers its place

EVER = Window()
SEARCHED = ("i.number", "coalesce(v.erp_vendor_name, i.vendor_as_read)", "i.purchase_order", "i.notes")
SEARCHED_OF_LINE = ("name", "description", "sku")
AMOUNTS = ("i.total_amount", "i.total_tax")
# Not correlated: one walk over the account's lines, however many invoices are looked at.
IN_A_LINE = "i.id IN (SELECT invoice FROM invoice_items WHERE account_id = $1 AND {matches})"

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
        " AND i.export_job IS NULL AND v.bank_hold IS NULL"
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
    waiting_for: User | None = None
    behind: Behind = EVERYTHING


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of invoices, and how many match in all."""

    total: int
    invoices: list[Seen]


async def listed(tx: Transaction, caller: Caller, wanted: Wanted, page: Page) -> Listed:
    """Newest created first. Locations and vendor have been checked by `check_filters`."""
    args: list[Any] = [tx.account_id]
    matches = " AND ".join(["i.account_id = $1", *await conditions_of(tx, caller, wanted, args)])
    limit, offset = f"${len(args) + 1}", f"${len(args) + 2}"
    sql = LISTED.format(seen=SEEN, joined=JOINED, matches=matches, limit=limit, offset=offset)
    found = await tx.page(sql, page, *args)
    return Listed(found.total, [seen_of(row) for row in found.rows])


async def conditions_of(tx: Transaction, caller: Caller, wanted: Wanted, args: list[Any]) -> list[str]:
    """SQL of what was asked for, over invoices `i` and their vendors `v`; its values are appended to `args`."""
    programs = await acted_as(tx, wanted.waiting_for.id) if wanted.waiting_for else {}
    return list(_conditions(caller, wanted, programs, tx.now, args))


def _conditions(
    caller: Caller, wanted: Wanted, programs: Mapping[int, datetime | None], now: datetime, args: list[Any]
) -> Iterable[str]:
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
    for word in words_of(wanted.search or ""):
        yield _mentions(word, put)
    if wanted.waiting_for is not None:
        yield from waiting_for(wanted.waiting_for, programs, now, put)
    if wanted.custom_fields is not None:
        yield f"i.custom_fields @> {put(wanted.custom_fields)}::jsonb"
    if wanted.upload_id is not None:
        yield f"i.upload_id = ANY(ARRAY({DOCUMENTS_OF.format(upload=put(wanted.upload_id))}))"
    for column in ("company_id", "vendor_id"):
        if (value := getattr(wanted, column)) is not None:
            yield f"i.{column} = {put(value)}"
    if wanted.modified_by is not None:
        yield f"i.updated_by = {put(wanted.modified_by)}"
    yield from conditions(wanted.behind, put, wanted.waiting_for.id if wanted.waiting_for else None)


async def by_vendor_and_number(
    tx: Transaction, caller: Caller, company_id: int, names: list[tuple[str, str]]
) -> dict[tuple[str, str], list[UUID]]:
    """Invoices of a company within the caller's access by (erp_vendor_id, number as it is written), archived ones left
    out."""
    vendors, numbers = [vendor for vendor, _ in names], [number for _, number in names]
    found: dict[tuple[str, str], list[UUID]] = {}
    for row in await tx.fetch(BY_NAME, tx.account_id, company_id, caller.scope.locations, vendors, numbers):
        found.setdefault((row["erp_vendor_id"], row["number"]), []).append(row["id"])
    return found


async def locations(tx: Transaction, ids: list[int]) -> dict[int, int]:
    """Location id -> company id, of those that the account has."""
    return {row["id"]: row["company_id"] for row in await tx.fetch(LOCATIONS, tx.account_id, ids)}


async def company_of_vendor(tx: Transaction, vendor_id: int) -> int | None:
    return await tx.fetchval(VENDOR_COMPANY, tx.account_id, vendor_id)


def _in_scope(caller: Caller, wanted: Wanted, put: Put) -> Iterable[str]:
    if caller.scope.companies is not None:
        yield f"i.company_id = ANY({put(caller.scope.companies)})"
    if caller.scope.locations is not None:
        yield f"i.location_id = ANY({put(caller.scope.locations)})"
    if wanted.location_ids is not None:
        yield f"i.location_id = ANY({put(wanted.location_ids)})"


def _mentions(word: str, put: Put) -> str:
    """The word is part of a text of the invoice or of one of its lines, or is one of its amounts."""
    text = put(word)
    anywhere = [_contains(SEARCHED, text), IN_A_LINE.format(matches=_contains(SEARCHED_OF_LINE, text))]
    if amounts := amounts_of(word):
        written = put(amounts)
        anywhere += [f"{column} = ANY({written}::numeric[])" for column in AMOUNTS]
        anywhere.append(IN_A_LINE.format(matches=f"amount = ANY({written}::numeric[])"))
    return f"({' OR '.join(anywhere)})"


def _contains(columns: Iterable[str], text: str) -> str:
    return "(" + " OR ".join(f"strpos(lower({column}), {text}) > 0" for column in columns) + ")"
