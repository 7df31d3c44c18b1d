"""Reads of statements, and of the ledger that they are held against.

A statement is seen by whoever sees every location that it is of: those that its group, or its company, has now, and those
that it had when the statement came.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from payables.kit.errors import NotFound
from payables.kit.ids import parse_uuid
from payables.kit.pages import Page
from payables.platform.caller import Caller, Scope
from payables.platform.db import Transaction
from payables.statements.errors import GroupOfAnotherCompany
from payables.statements.model import (
    DELETED,
    Aged,
    Decided,
    Document,
    EntryType,
    Line,
    Source,
    Statement,
    StatementStatus,
    Unread,
)

# Documents older than that before the first line are looked at where they are open, or have a number of a line.
LOOK_BACK = timedelta(days=400)
LOOK_AHEAD = timedelta(days=60)

FIELDS = """
s.id, s.company_id, s.group_id, s.location_ids, s.vendor_id, v.erp_vendor_name AS vendor_name, s.statement_date, s.currency,
s.opening_balance, s.closing_balance, s.source, s.filename, s.status, s.failure_code, s.failure_message, s.counts, s.counted_at,
s.created_at, s.created_by, s.reconciled_at, s.reconciled_by, s.reconciled_reason
"""

SEEN = """
  FROM statements s
  JOIN vendors v ON v.account_id = s.account_id AND v.company_id = s.company_id AND v.id = s.vendor_id
 WHERE s.account_id = $1 AND ($2::int[] IS NULL OR s.company_id = ANY($2))
   AND ($3::int[] IS NULL OR (s.location_ids <@ $3 AND NOT EXISTS (
         SELECT FROM locations l
          WHERE l.account_id = s.account_id AND l.company_id = s.company_id AND (s.group_id IS NULL OR l.group_id = s.group_id)
            AND NOT l.id = ANY($3))))
"""

THERE = f"AND s.failure_code IS DISTINCT FROM '{DELETED}'"

ONE = f"SELECT {FIELDS} {SEEN} AND s.id = $4 {THERE}"
GONE = f"SELECT s.content_sha256, {FIELDS} {SEEN} AND s.id = $4 AND s.failure_code = '{DELETED}' FOR UPDATE OF s"
LOCK = "SELECT FROM statements WHERE account_id = $1 AND id = $2 FOR UPDATE"

MATCHING = f"""{SEEN} {THERE}
   AND ($4::int IS NULL OR s.company_id = $4) AND ($5::int IS NULL OR s.group_id = $5)
   AND ($6::int IS NULL OR s.vendor_id = $6) AND ($7::text IS NULL OR s.status = $7)
   AND ($8::date IS NULL OR s.statement_date >= $8) AND ($9::date IS NULL OR s.statement_date <= $9)
"""

LISTED = f"""
SELECT {FIELDS}, count(*) OVER () AS total {MATCHING} ORDER BY s.created_at DESC, s.id DESC LIMIT $10 OFFSET $11
"""

AGED = f"""
WITH open AS (
  SELECT s.vendor_id, v.erp_vendor_name AS vendor_name, s.currency, $5::date - s.statement_date AS age, s.closing_balance {SEEN}
     AND s.company_id = $4 AND s.status IN ('reading', 'open') AND s.statement_date <= $5
)
SELECT vendor_id, vendor_name, currency, count(*) AS count, count(*) FILTER (WHERE age <= 30) AS days_0_30,
       count(*) FILTER (WHERE age BETWEEN 31 AND 60) AS days_31_60, count(*) FILTER (WHERE age BETWEEN 61 AND 90) AS days_61_90,
       count(*) FILTER (WHERE age > 90) AS days_over_90, coalesce(sum(closing_balance), 0) AS closing_balance
  FROM open GROUP BY 1, 2, 3 ORDER BY max(age) DESC, vendor_id, currency
"""  # noqa: S608

PLACES = """
SELECT id FROM locations WHERE account_id = $1 AND company_id = $2 AND ($3::int IS NULL OR group_id = $3) ORDER BY id
"""
GROUP = """
SELECT EXISTS (SELECT FROM location_groups WHERE account_id = $1 AND id = $2) AS known,
       EXISTS (SELECT FROM locations WHERE account_id = $1 AND group_id = $2
                AND ($3::int[] IS NULL OR company_id = ANY($3)) AND ($4::int[] IS NULL OR id = ANY($4))) AS seen
"""

SAME = """
SELECT id FROM statements
 WHERE account_id = $1 AND company_id = $2 AND vendor_id = $3 AND coalesce(group_id, 0) = $4 AND statement_date = $5
   AND content_sha256 = $6 AND status <> 'failed'
"""

LINES = "SELECT n, number, date, amount, type, due_date FROM statement_lines WHERE account_id = $1 AND statement = $2 ORDER BY n"
DECISIONS = """
SELECT n, invoice, is_one FROM statement_decisions WHERE account_id = $1 AND statement = $2 ORDER BY n, invoice
"""

OF_PLACE = """
i.account_id = $1 AND i.company_id = $2 AND i.vendor_id = $3 AND i.type IN ('invoice', 'credit_memo') AND i.state <> 'archived'
AND (i.location_id = ANY($4) OR EXISTS (
      SELECT FROM locations l WHERE l.account_id = i.account_id AND l.id = i.location_id
         AND ($5::int IS NULL OR l.group_id = $5)))
"""

LEDGER = f"""
-- what was settled by the end of the day: prepaid by the document itself, and by payments
SELECT i.id, i.invoice_id, i.type, i.number, i.invoice_date, i.due_date, i.currency, i.location_id, i.state, i.total_amount,
       i.total_amount - (i.paid_amount - i.settled_by_payments) - coalesce((
         SELECT sum(p.amount + p.discount) FROM payments p
          WHERE p.account_id = i.account_id AND p.invoice = i.id AND p.paid_on <= $6
            AND (p.voided_at IS NULL OR p.voided_at::date > $6)), 0) AS open_amount
  FROM invoices i WHERE {OF_PLACE} AND i.total_amount IS NOT NULL
"""  # noqa: S608

DOCUMENTS = f"""
SELECT * FROM ({LEDGER}) AS documents
 WHERE invoice_date IS NULL OR invoice_date BETWEEN $7 AND $8 OR (open_amount > 0 AND invoice_date <= $6) OR number = ANY($9)
 ORDER BY id
"""  # noqa: S608

DOCUMENT = f"{LEDGER} AND i.id = $7"

PAYMENTS = f"""
-- one payment may settle many invoices: it is one document by its reference and day
SELECT (array_agg(p.id ORDER BY p.id))[1] AS id, p.reference, p.paid_on, p.currency, sum(p.amount) AS amount
  FROM payments p JOIN invoices i ON i.account_id = p.account_id AND i.id = p.invoice
 WHERE {OF_PLACE} AND p.voided_at IS NULL AND p.paid_on BETWEEN $6 AND $7
 GROUP BY coalesce(p.reference, p.id::text), p.reference, p.paid_on, p.currency HAVING sum(p.amount) > 0 ORDER BY 1
"""  # noqa: S608

UNREAD = """
SELECT id, file_sha256 AS sha256, filename, currency, decimal_mark, date_order, created_by FROM statements
 WHERE account_id = $1 AND id = $2 AND status = 'reading'
"""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list asks for; both days are included."""

    company_id: int | None = None
    group_id: int | None = None
    vendor_id: int | None = None
    status: StatementStatus | None = None
    date_from: date | None = None
    date_to: date | None = None


async def locations_of(tx: Transaction, caller: Caller, company_id: int, group_id: int | None) -> list[int]:
    """Of the group, or of the company as a whole, also those that are closed. The company has been checked by the caller;
    whether all of them are seen has not. Raises NotFound for a group that the caller sees nothing of,
    GroupOfAnotherCompany."""
    if group_id is not None:
        await check_group(tx, caller.scope, group_id)
    found = [row["id"] for row in await tx.fetch(PLACES, tx.account_id, company_id, group_id)]
    if not found and group_id is not None:
        raise GroupOfAnotherCompany
    return found


async def check_group(tx: Transaction, scope: Scope, group_id: int) -> None:
    """Raises NotFound for a group that is not there or none of whose locations are seen."""
    row = await tx.fetchrow(GROUP, tx.account_id, group_id, scope.companies, scope.locations)
    if row is None or not row["known"] or not (row["seen"] or (scope.companies is None and scope.locations is None)):
        raise NotFound(what="location group")


async def listed(tx: Transaction, scope: Scope, wanted: Wanted, page: Page) -> tuple[int, list[Statement]]:
    """How many there are in all, and one page, newest first. Company and group have been checked by the caller."""
    filters = (wanted.company_id, wanted.group_id, wanted.vendor_id, wanted.status, wanted.date_from, wanted.date_to)
    found = await tx.page(LISTED, page, tx.account_id, scope.companies, scope.locations, *filters)
    return found.total, [_statement(row) for row in found.rows]


async def aged(tx: Transaction, scope: Scope, company_id: int, as_of: date) -> list[Aged]:
    """Statements that are not reconciled now, by the days from their date to that day."""
    rows = await tx.fetch(AGED, tx.account_id, scope.companies, scope.locations, company_id, as_of)
    return [Aged(**dict(row)) for row in rows]


async def visible(tx: Transaction, scope: Scope, statement_id: str) -> Statement:
    """Raises NotFound."""
    uuid = parse_uuid(statement_id)
    row = await tx.fetchrow(ONE, tx.account_id, scope.companies, scope.locations, uuid) if uuid else None
    if row is None:
        raise NotFound(what="statement")
    return _statement(row)


async def lock(tx: Transaction, scope: Scope, statement_id: str) -> Statement:
    """The same, locked until the transaction ends. Raises NotFound."""
    found = await visible(tx, scope, statement_id)
    await tx.execute(LOCK, tx.account_id, found.id)
    return await visible(tx, scope, statement_id)


async def deleted(tx: Transaction, scope: Scope, statement_id: str) -> tuple[Statement, bytes]:
    """One that was deleted, locked, and the digest of its content. Raises NotFound."""
    uuid = parse_uuid(statement_id)
    row = await tx.fetchrow(GONE, tx.account_id, scope.companies, scope.locations, uuid) if uuid else None
    if row is None:
        raise NotFound(what="deleted statement")
    return _statement(row), row["content_sha256"]


async def unread(tx: Transaction, statement: UUID, *, lock: bool = False) -> Unread | None:
    """None once somebody has recorded what became of the file."""
    row = await tx.fetchrow(UNREAD + (" FOR UPDATE" if lock else ""), tx.account_id, statement)
    return Unread(**dict(row)) if row else None


async def same(
    tx: Transaction, company_id: int, vendor_id: int, group_id: int | None, statement_date: date, content: bytes
) -> UUID | None:
    """The statement that came first with this content."""
    return await tx.fetchval(SAME, tx.account_id, company_id, vendor_id, group_id or 0, statement_date, content)


async def lines_of(tx: Transaction, statement: UUID) -> list[Line]:
    rows = await tx.fetch(LINES, tx.account_id, statement)
    return [
        Line(row["n"], row["number"], row["date"], row["amount"], EntryType(row["type"]), row["due_date"])
        for row in rows
    ]


async def decisions_of(tx: Transaction, statement: UUID) -> list[Decided]:
    return [Decided(**dict(row)) for row in await tx.fetch(DECISIONS, tx.account_id, statement)]


async def document(tx: Transaction, statement: Statement, invoice: UUID) -> Document | None:
    """An invoice or credit memo, if it is one that the statement can speak of."""
    place = (statement.company_id, statement.vendor_id, statement.location_ids, statement.group_id)
    row = await tx.fetchrow(DOCUMENT, tx.account_id, *place, statement.statement_date, invoice)
    return _document(row) if row else None


async def documents_for(tx: Transaction, statement: Statement, lines: list[Line]) -> list[Document]:
    """What the ledger has of the vendor at the statement's locations: what is near the lines in time, what was open on the
    statement's date, and what has the number of a line, however old."""
    place = (statement.company_id, statement.vendor_id, statement.location_ids, statement.group_id)
    days = [line.day for line in lines] or [statement.statement_date]
    first, last = _reach(min(days), max(*days, statement.statement_date))
    numbers = [line.number for line in lines if line.number]
    found = await tx.fetch(DOCUMENTS, tx.account_id, *place, statement.statement_date, first, last, numbers)
    payments = await tx.fetch(PAYMENTS, tx.account_id, *place, first, last)
    return [_document(row) for row in found] + [_payment(row) for row in payments]


def _reach(first: date, last: date) -> tuple[date, date]:
    return max(first, date.min + LOOK_BACK) - LOOK_BACK, min(last, date.max - LOOK_AHEAD) + LOOK_AHEAD


def _document(row: Any) -> Document:
    sign = -1 if row["type"] == "credit_memo" else 1
    return Document(
        id=row["id"],
        type=EntryType(row["type"]),
        number=row["number"],
        day=row["invoice_date"],
        amount=sign * row["total_amount"],
        open_amount=sign * max(row["open_amount"], Decimal(0)),
        currency=row["currency"],
        invoice_id=row["invoice_id"],
        due_date=row["due_date"],
        location_id=row["location_id"],
        state=row["state"],
    )


def _payment(row: Any) -> Document:
    return Document(
        id=row["id"],
        type=EntryType.PAYMENT,
        number=row["reference"],
        day=row["paid_on"],
        amount=-row["amount"],
        open_amount=Decimal(0),
        currency=row["currency"],
    )


def _statement(row: Any) -> Statement:
    values: dict[str, Any] = {name: row[name] for name in Statement.__dataclass_fields__}
    values |= {"source": Source(row["source"]), "status": StatementStatus(row["status"])}
    return Statement(**values)
