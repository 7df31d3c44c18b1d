"""Routes of duplicates. Extensions: the contract describes them for the screen only (section 9)."""

from collections.abc import Mapping, Sequence
from typing import Annotated
from uuid import UUID

from litestar.params import PathParameter, QueryParameter

from payables.access import queries as access
from payables.access.model import Person
from payables.accounts.queries import company
from payables.duplicates import queries as duplicates
from payables.duplicates.model import Kind, Pair
from payables.invoices.actions.reopen_duplicate import reopen_duplicate
from payables.invoices.actions.resolve_duplicate import resolve_duplicate
from payables.invoices.queries import lists, records
from payables.invoices.queries.lists import Wanted
from payables.invoices.queries.records import Seen
from payables.invoices.schema.duplicates import (
    DuplicateList,
    DuplicatePair,
    DuplicateSide,
    ResolveBody,
)
from payables.kit.pages import Page
from payables.kit.said import said
from payables.platform.caller import Permission
from payables.platform.http.instants import twins
from payables.platform.http.optional_body import read_body
from payables.platform.http.parameters import CompanyFilter, InvoiceId, PageNumber, PageSize, page_of
from payables.platform.http.request import ApiRequest
from payables.platform.http.routes import get, post

JSON = ("application/json",)
HIDDEN = "The other invoice lies outside your access."

OtherId = Annotated[str, PathParameter(description="UUID of the other invoice, or its integer invoice_id.")]


@get(
    "/v1/invoices/{id:str}/duplicates",
    needs=Permission.INVOICES_READ,
    summary="List the duplicates of an invoice",
    description="All pairs that it is in, newest first, whatever became of them, with the values of both side by side.",
    tag="Duplicates",
    operation_id="get-invoices-id-duplicates",
    errors=(404,),
    extension=True,
)
async def list_duplicates(request: ApiRequest, id: InvoiceId) -> DuplicateList:
    invoice = await records.find(request.tx, request.caller, id)
    return await _all_of(request, invoice)


@get(
    "/v1/duplicates",
    needs=Permission.INVOICES_READ,
    summary="List open duplicates",
    description="Pairs that somebody has to look at, newest first; at least one of the two lies within your access.",
    tag="Duplicates",
    operation_id="get-duplicates",
    errors=(404,),
    extension=True,
)
async def list_open_duplicates(
    request: ApiRequest,
    company_id: CompanyFilter = None,
    kind: Annotated[Kind | None, QueryParameter(description="Only this kind.", required=False)] = None,
    page: PageNumber = None,
    limit: PageSize = None,
) -> DuplicateList:
    wanted = page_of(page, limit)
    if company_id is not None:
        await company(request.tx, request.caller, company_id)
    scope = request.caller.scope
    found = await duplicates.open_pairs(request.tx, scope, wanted, company_id=company_id, kind=kind)
    shown = await _shown(request, found.pairs)
    return DuplicateList(request.answer_version, found.total, wanted.number, wanted.limit, shown)


@post(
    "/v1/invoices/{id:str}/duplicates/{other:str}/resolve",
    needs=Permission.INVOICES_EDIT,
    summary="Resolve a pair of duplicates",
    description=(
        "Both invoices must lie within your access. keep_both and dismiss: the pair does not rise again while neither "
        "changes in what is compared. keep_this and keep_other archive the other one or this one, unless that was "
        "exported, paid or approved by somebody. Whatever stays goes on to its approvers as any invoice does."
    ),
    tag="Duplicates",
    operation_id="post-invoices-id-duplicates-other-resolve",
    errors=(404,),
    body=(ResolveBody, JSON),
    extension=True,
)
async def post_resolve(request: ApiRequest, id: InvoiceId, other: OtherId) -> DuplicateList:
    wanted = await read_body(request, ResolveBody)
    comment = said("comment", wanted.comment)
    this_id, other_id = [await records.find(request.tx, request.caller, one) for one in (id, other)]
    await resolve_duplicate(request.tx, request.caller, this_id, other_id, wanted.action, comment)
    return await _all_of(request, this_id)


@post(
    "/v1/invoices/{id:str}/duplicates/{other:str}/reopen",
    needs=Permission.INVOICES_EDIT,
    summary="Take back that both of a pair are kept",
    description="The later one waits again, and approvals of it start over where it was approved. What was archived comes back "
    "with POST /v1/invoices/{id}/restore.",
    tag="Duplicates",
    operation_id="post-invoices-id-duplicates-other-reopen",
    errors=(404,),
    body_optional=True,
    extension=True,
)
async def post_reopen(request: ApiRequest, id: InvoiceId, other: OtherId) -> DuplicateList:
    this_id, other_id = [await records.find(request.tx, request.caller, one) for one in (id, other)]
    await reopen_duplicate(request.tx, request.caller, this_id, other_id)
    return await _all_of(request, this_id)


async def _all_of(request: ApiRequest, invoice: UUID) -> DuplicateList:
    pairs = await duplicates.pairs_of(request.tx, invoice)
    shown = await _shown(request, pairs, of=invoice)
    return DuplicateList(request.answer_version, len(pairs), 1, max(1, len(pairs)), shown)


async def _shown(request: ApiRequest, pairs: Sequence[Pair], *, of: UUID | None = None) -> list[DuplicatePair]:
    """Pairs from the side of the invoice `of`, or each from that of its later one; all invoices in one look-up."""
    ids = sorted({id for pair in pairs for id in (pair.one, pair.other)})
    if not ids:
        return []
    found = await lists.listed(request.tx, request.caller, Wanted(ids=(ids, [])), Page(1, len(ids)))
    seen = {one.invoice.id: one for one in found.invoices}
    people = await access.people(request.tx, (pair.resolved_by for pair in pairs))
    return [_pair(pair, of or pair.later, seen, people) for pair in pairs]


def _pair(pair: Pair, this: UUID, seen: Mapping[UUID, Seen], people: Mapping[int | None, Person]) -> DuplicatePair:
    """Reasons and comment tell values of both: whoever may not see one of them reads neither."""
    other = pair.partner(this)
    both = this in seen and other in seen
    return DuplicatePair(
        invoice_id=str(this),
        other_invoice_id=str(other),
        invoice=_side(seen.get(this)),
        other=_side(seen.get(other)),
        stays_back=str(pair.later),
        kind=pair.kind,
        scenario=pair.scenario,
        score=pair.score,
        reasons=pair.reasons if both else [HIDDEN],
        status=pair.status,
        **twins("found_date", pair.found_at),
        **twins("resolved_date", pair.resolved_at),
        resolved_by=people.get(pair.resolved_by),
        comment=pair.comment if both else None,
    )


def _side(seen: Seen | None) -> DuplicateSide | None:
    if seen is None:
        return None
    invoice = seen.invoice
    return DuplicateSide(
        id=str(invoice.id),
        invoice_id=invoice.invoice_id,
        invoice_number=invoice.number,
        type=invoice.type,
        status=seen.status,
        ottimate_vendor_id=invoice.vendor_id,
        ottimate_vendor_name=seen.erp_vendor_name or invoice.vendor_as_read,
        ottimate_location_id=invoice.location_id,
        ottimate_location_name=seen.location_name,
        invoice_date=invoice.invoice_date,
        total_amount=invoice.total_amount,
        total_tax=invoice.total_tax,
        currency=invoice.currency,
        source=invoice.source,
        **twins("created_date", invoice.created_at),
    )
