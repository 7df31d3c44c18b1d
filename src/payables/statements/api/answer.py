"""Statements as the API shows them."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from litestar import Response

from payables.access import queries as access
from payables.access.model import Person
from payables.accounts.queries import company
from payables.platform.http.encode import JsonResponse
from payables.platform.http.etag import content_header
from payables.platform.http.instants import twins
from payables.platform.http.request import ApiRequest
from payables.statements.actions.reconcile_statement import reconciliation_of
from payables.statements.model import Document, EntryType, LineOutcome, Outcome, Reconciliation, Statement
from payables.statements.rules.request_text import questions_of, request_text
from payables.statements.schema.statements import (
    StatementAmountAsked,
    StatementBalance,
    StatementCredits,
    StatementDetail,
    StatementDocument,
    StatementLine,
    StatementObject,
    StatementQuestions,
    StatementTotal,
)


async def answer(request: ApiRequest, statement: Statement, status: int = 200) -> Response[StatementDetail]:
    """Held against the ledger as it is now, with its ETag."""
    found = await reconciliation_of(request.tx, statement)
    detail = StatementDetail(
        **await _fields(request, statement),
        version=request.answer_version,
        nothing_open=found.is_settled,
        balance=_balance(found),
        totals=_totals(found),
        credits=_credits(found),
        ask_vendor=await _questions(request, statement, found),
        lines=[_line(one) for one in found.lines],
        missing_there=[_document(one) for one in found.missing_there],
    )
    return JsonResponse(detail, status_code=status, headers=content_header(statement.mark))


async def listed(request: ApiRequest, statements: Sequence[Statement]) -> list[StatementObject]:
    people = await _people(request, statements)
    return [StatementObject(**_values(request, one, people)) for one in statements]


async def _fields(request: ApiRequest, statement: Statement) -> dict[str, Any]:
    return _values(request, statement, await _people(request, [statement]))


async def _people(request: ApiRequest, statements: Iterable[Statement]) -> Mapping[int | None, Person]:
    ids = [id for one in statements for id in (one.created_by, one.reconciled_by)]
    return await access.people(request.tx, ids)


def _values(request: ApiRequest, of: Statement, people: Mapping[int | None, Person]) -> dict[str, Any]:
    return {
        "id": str(of.id),
        "status": of.status,
        "ottimate_company_id": of.company_id,
        "ottimate_group_id": of.group_id,
        "ottimate_vendor_id": of.vendor_id,
        "erp_vendor_name": of.vendor_name,
        "statement_date": of.statement_date,
        "currency": of.currency,
        "opening_balance": of.opening_balance,
        "closing_balance": of.closing_balance,
        "source": of.source,
        "filename": of.filename,
        "failure_code": of.failure_code,
        "failure_message": of.failure_message,
        "age_days": (request.tx.now.date() - of.statement_date).days,
        "counts": of.counts,
        **twins("compared_date", of.counted_at),
        **twins("created_date", of.created_at),
        "created_by": people.get(of.created_by),
        **twins("reconciled_date", of.reconciled_at),
        "reconciled_by": people.get(of.reconciled_by),
        "reconciled_reason": of.reconciled_reason,
    }


def _balance(found: Reconciliation) -> StatementBalance:
    of = found.balance
    agrees = None if of.difference is None else not of.difference
    return StatementBalance(of.opening, of.lines, of.computed, of.closing, of.difference, agrees)


def _totals(found: Reconciliation) -> list[StatementTotal]:
    """One of each outcome, also of those that there are none of."""
    totals = [
        _total(outcome, [one.line.amount for one in found.lines if one.outcome is outcome]) for outcome in Outcome
    ]
    there = _total(Outcome.MISSING_THERE, [_owed(one) for one in found.missing_there])
    return [*(total for total in totals if total.outcome is not Outcome.MISSING_THERE), there]


def _total(outcome: Outcome, amounts: list[Decimal]) -> StatementTotal:
    return StatementTotal(outcome, len(amounts), sum(amounts, Decimal(0)))


def _owed(one: Document) -> Decimal:
    """What is open of it; of a payment all."""
    return one.amount if one.type is EntryType.PAYMENT else one.open_amount


def _credits(found: Reconciliation) -> StatementCredits:
    shown = [one for one in found.lines if one.line.type is not EntryType.INVOICE]
    matched = [one.line.amount for one in shown if one.document]
    alone = [one.line.amount for one in shown if not one.document]
    here = [_owed(one) for one in found.missing_there if one.type is not EntryType.INVOICE]
    return StatementCredits(
        matched_count=len(matched),
        matched_amount=sum(matched, Decimal(0)),
        only_on_statement_count=len(alone),
        only_on_statement_amount=sum(alone, Decimal(0)),
        only_here_count=len(here),
        only_here_amount=sum(here, Decimal(0)),
    )


async def _questions(request: ApiRequest, statement: Statement, found: Reconciliation) -> StatementQuestions:
    asked = questions_of(found)
    of_company = await company(request.tx, request.caller, statement.company_id)
    text = request_text(
        found,
        company=of_company.name,
        vendor=statement.vendor_name,
        statement_date=statement.statement_date,
        currency=statement.currency,
    )
    return StatementQuestions(
        missing_numbers=[one.line.number for one in asked.missing if one.line.number],
        missing_lines=[one.line.n for one in asked.missing],
        amounts=[
            StatementAmountAsked(one.line.n, one.line.number, one.line.amount, one.document.amount)
            for one in asked.amounts
            if one.document
        ],
        duplicate_lines=[one.line.n for one in asked.duplicates],
        request_text=text,
    )


def _line(one: LineOutcome) -> StatementLine:
    return StatementLine(
        line=one.line.n,
        number=one.line.number,
        date=one.line.day,
        due_date=one.line.due_date,
        amount=one.line.amount,
        type=one.line.type,
        outcome=one.outcome,
        document=_document(one.document) if one.document else None,
        confirmed=one.confirmed,
        differences=list(one.differences),
        amount_difference=one.amount_difference,
        duplicate_of=one.duplicate_of,
        candidates=[_document(candidate) for candidate in one.candidates],
    )


def _document(one: Document) -> StatementDocument:
    return StatementDocument(
        invoice_uuid=None if one.type is EntryType.PAYMENT else str(one.id),
        invoice_id=one.invoice_id,
        type=one.type,
        number=one.number,
        date=one.day,
        due_date=one.due_date,
        amount=one.amount,
        open_amount=one.open_amount,
        currency=one.currency,
        ottimate_location_id=one.location_id,
    )
