"""The invoices that a job has, as its file is written from them."""

from collections.abc import Mapping, Sequence
from typing import Any

from payables.accounts import queries as accounts
from payables.accounts.model import Company
from payables.exports.model import Code, Document, Job, Line, Part
from payables.invoices.model import Item, Split
from payables.invoices.queries import exports
from payables.invoices.queries.coded_as import changed_of
from payables.invoices.queries.parts import Parts, parts_of
from payables.invoices.queries.records import Seen
from payables.platform.db import Transaction

_SAME = (
    "id", "invoice_id", "type", "number", "invoice_date", "due_date", "posting_date", "currency", "total_amount",
    "total_tax", "discount_amount", "purchase_order", "notes", "approved_at", "company_id", "location_id", "vendor_id",
)  # fmt: skip
_SAME_OF_LINE = ("id", "name", "description", "sku", "quantity", "unit", "price", "amount", "is_taxed")


async def documents_of(tx: Transaction, job: Job) -> tuple[Company, list[Document]]:
    """The company, and its invoices in the order of the job; as many statements for a thousand as for one."""
    return await documents_for(tx, job, await exports.taken(tx, job.id))


async def documents_for(tx: Transaction, job: Job, seen: Sequence[Seen]) -> tuple[Company, list[Document]]:
    """The same of invoices that a job is about to take."""
    company = (await accounts.company_for_work(tx, job.company_id)).company
    parts = await parts_of(tx, [one.invoice for one in seen], items=True)
    return company, [_document(job, company, one, parts) for one in seen]


def _document(job: Job, company: Company, seen: Seen, parts: Parts) -> Document:
    invoice = seen.invoice
    items, splits = parts.items.get(invoice.id, []), parts.splits.get(invoice.id, [])
    return Document(
        **{name: getattr(invoice, name) for name in _SAME},
        company_name=company.name,
        location_name=seen.location_name,
        erp_vendor_id=seen.erp_vendor_id,
        vendor_name=seen.erp_vendor_name or invoice.vendor_as_read,
        transaction_id=transaction_id(job, invoice.invoice_id),
        coding=_coding(invoice.dimensions, parts.dimensions),
        lines=tuple(_line(n, item, splits, parts.dimensions) for n, item in enumerate(items, 1)),
        parts=_parts(splits, None, parts.dimensions),
        changed=tuple(changed_of(seen, parts)),
    )


def transaction_id(job: Job, invoice_id: int) -> str:
    """What the ERP can tell a second posting by: the same for an invoice in every job with the same prefix."""
    return f"{job.transaction_prefix}{invoice_id}"


def _line(number: int, item: Item, splits: Sequence[Split], known: Mapping[str, Any]) -> Line:
    values = {name: getattr(item, name) for name in _SAME_OF_LINE}
    return Line(number=number, coding=_coding(item.dimensions, known), parts=_parts(splits, item.id, known), **values)


def _parts(splits: Sequence[Split], item_id: int | None, known: Mapping[str, Any]) -> tuple[Part, ...]:
    """Of one line, or without one of the invoice as a whole."""
    mine = [split for split in splits if split.item_id == item_id]
    return tuple(
        Part(n, split.amount, split.percent, split.memo, _coding(split.dimensions, known))
        for n, split in enumerate(mine, 1)
    )


def _coding(dimensions: Mapping[str, str], known: Mapping[str, Any]) -> dict[str, Code]:
    found = {type_: known[id] for type_, id in dimensions.items()}
    return {type_: Code(d["erp_dimension_id"], d["name"], d["code"]) for type_, d in found.items()}
