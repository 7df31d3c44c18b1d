"""Routes of statements."""

import asyncio
from typing import Annotated

from litestar import Response
from litestar.params import JSONBody, PathParameter, QueryParameter

from payables.accounts.queries import company
from payables.kit.errors import NotFound
from payables.kit.ids import MAX_INT_ID, parse_int_id
from payables.kit.said import said
from payables.platform.caller import Permission
from payables.platform.http.encode import JsonResponse
from payables.platform.http.etag import read_content_tag
from payables.platform.http.multipart import form_of
from payables.platform.http.optional_body import read_body
from payables.platform.http.parameters import CompanyFilter, IfMatch, PageNumber, PageSize, day_of, page_of
from payables.platform.http.request import ApiRequest
from payables.platform.http.routes import get, post
from payables.platform.settings import Settings
from payables.statements import queries
from payables.statements.actions.delete_statement import delete_statement
from payables.statements.actions.enter_statement import enter_statement
from payables.statements.actions.mark_statement import mark_reconciled, reopen_statement
from payables.statements.actions.match_line import match_line, unmatch_line
from payables.statements.actions.reconcile_statement import reconcile_statement
from payables.statements.actions.restore_statement import restore_statement
from payables.statements.api.answer import answer, listed
from payables.statements.api.body import incoming_of
from payables.statements.api.form import incoming_of_form
from payables.statements.model import StatementStatus
from payables.statements.schema.statements import (
    StatementAge,
    StatementAging,
    StatementBody,
    StatementDeleted,
    StatementDetail,
    StatementForm,
    StatementList,
    StatementMark,
    StatementMatch,
    StatementUnmatch,
)

TAG = "Statements"
JSON = ("application/json",)
LARGEST = 10 * 1024 * 1024

StatementId = Annotated[str, PathParameter(description="UUID of the statement.")]
LineNumber = Annotated[str, PathParameter(description="The line, counted from 1.")]
GroupFilter = Annotated[
    int | None,
    QueryParameter(name="ottimate_group_id", description="Only of this group.", ge=1, le=MAX_INT_ID, required=False),
]
VendorFilter = Annotated[
    int | None,
    QueryParameter(name="ottimate_vendor_id", description="Only this vendor.", ge=1, le=MAX_INT_ID, required=False),
]
CompanyId = Annotated[
    int, QueryParameter(name="ottimate_company_id", description="The company.", ge=1, le=MAX_INT_ID, required=True)
]


def _largest_body(_: Settings) -> int:
    return LARGEST


@post(
    "/v1/statements",
    needs=Permission.INVOICES_EDIT,
    summary="Enter a vendor's statement",
    description="Its lines are compared with the ledger of the group, or of the company as a whole; no invoice changes.",
    tag=TAG,
    operation_id="post-statements",
    status=201,
    errors=(404, 409),
    body=(StatementBody, JSON),
    extension=True,
)
async def post_statement(request: ApiRequest, data: JSONBody[StatementBody]) -> Response[StatementDetail]:
    entered = await enter_statement(request.tx, request.caller, request.app.state.files, incoming_of(data))
    return await answer(request, entered, status=201)


@post(
    "/v1/statements/upload",
    needs=Permission.INVOICES_EDIT,
    summary="Upload a vendor's statement as CSV or PDF",
    description="A CSV file is read at once. A PDF is read by a worker: its status is reading until it is open, or failed with "
    "the reason.",
    tag=TAG,
    operation_id="post-statements-upload",
    status=201,
    errors=(404, 409, 413),
    max_body=_largest_body,
    body=(StatementForm, ("multipart/form-data",)),
    extension=True,
)
async def upload_statement(request: ApiRequest) -> Response[StatementDetail]:
    form = await form_of(request)
    # beside the others: a large file takes a moment to be taken apart
    incoming = await asyncio.to_thread(incoming_of_form, form)
    entered = await enter_statement(request.tx, request.caller, request.app.state.files, incoming)
    return await answer(request, entered, status=201)


@get(
    "/v1/statements",
    needs=Permission.INVOICES_READ,
    summary="List statements",
    tag=TAG,
    operation_id="get-statements",
    errors=(404,),
    extension=True,
)
async def list_statements(
    request: ApiRequest,
    company_id: CompanyFilter = None,
    group_id: GroupFilter = None,
    vendor_id: VendorFilter = None,
    status: Annotated[StatementStatus | None, QueryParameter(description="Only these.", required=False)] = None,
    date_from: Annotated[
        str | None, QueryParameter(name="statement_date_from", description="YYYY-MM-DD, included.", required=False)
    ] = None,
    date_to: Annotated[
        str | None, QueryParameter(name="statement_date_to", description="YYYY-MM-DD, included.", required=False)
    ] = None,
    page: PageNumber = None,
    limit: PageSize = None,
) -> Response[StatementList]:
    wanted = page_of(page, limit)
    first, last = day_of("statement_date_from", date_from), day_of("statement_date_to", date_to)
    if company_id is not None:
        await company(request.tx, request.caller, company_id)
    if group_id is not None:
        await queries.check_group(request.tx, request.caller.scope, group_id)
    asked = queries.Wanted(company_id, group_id, vendor_id, status, first, last)
    total, found = await queries.listed(request.tx, request.caller.scope, asked, wanted)
    shown = await listed(request, found)
    return JsonResponse(StatementList(request.answer_version, total, wanted.number, wanted.limit, shown))


@get(
    "/v1/statements/aging",
    needs=Permission.INVOICES_READ,
    summary="Statements that are not reconciled, by age",
    tag=TAG,
    operation_id="get-statements-aging",
    errors=(404,),
    extension=True,
)
async def get_statements_aging(
    request: ApiRequest,
    company_id: CompanyId,
    as_of: Annotated[str | None, QueryParameter(description="YYYY-MM-DD; today if left out.", required=False)] = None,
) -> Response[StatementAging]:
    found = await company(request.tx, request.caller, company_id)
    day = day_of("as_of", as_of) or request.tx.now.date()
    aged = await queries.aged(request.tx, request.caller.scope, found.id, day)
    vendors = [
        StatementAge(
            ottimate_vendor_id=one.vendor_id,
            erp_vendor_name=one.vendor_name,
            currency=one.currency,
            count=one.count,
            days_0_30=one.days_0_30,
            days_31_60=one.days_31_60,
            days_61_90=one.days_61_90,
            days_over_90=one.days_over_90,
            closing_balance=one.closing_balance,
        )
        for one in aged
    ]
    return JsonResponse(StatementAging(request.answer_version, found.id, day, vendors))


@get(
    "/v1/statements/{id:str}",
    needs=Permission.INVOICES_READ,
    summary="Read a statement with what became of its lines",
    description="Compared with the ledger as it is now, also after it was marked as reconciled.",
    tag=TAG,
    operation_id="get-statements-id",
    errors=(404,),
    etag=True,
    extension=True,
)
async def get_statement(request: ApiRequest, id: StatementId) -> Response[StatementDetail]:
    return await answer(request, await queries.visible(request.tx, request.caller.scope, id))


@post(
    "/v1/statements/{id:str}/reconcile",
    needs=Permission.INVOICES_EDIT,
    summary="Compare a statement with the ledger again",
    description="Keeps for lists how many lines have which outcome now.",
    tag=TAG,
    operation_id="post-statements-id-reconcile",
    errors=(404, 409),
    body_optional=True,
    extension=True,
)
async def post_reconcile(request: ApiRequest, id: StatementId) -> Response[StatementDetail]:
    return await answer(request, await reconcile_statement(request.tx, request.caller, id))


@post(
    "/v1/statements/{id:str}/lines/{n:str}/match",
    needs=Permission.INVOICES_EDIT,
    summary="Say which invoice a line is",
    tag=TAG,
    operation_id="post-statements-id-lines-n-match",
    errors=(404, 409),
    body=(StatementMatch, JSON),
    extension=True,
)
async def post_line_match(
    request: ApiRequest, id: StatementId, n: LineNumber, data: JSONBody[StatementMatch]
) -> Response[StatementDetail]:
    return await answer(request, await match_line(request.tx, request.caller, id, _line(n), str(data.invoice_id)))


@post(
    "/v1/statements/{id:str}/lines/{n:str}/unmatch",
    needs=Permission.INVOICES_EDIT,
    summary="Say that a line is not the invoice it was paired with",
    tag=TAG,
    operation_id="post-statements-id-lines-n-unmatch",
    errors=(404, 409),
    body=(StatementUnmatch, JSON),
    body_optional=True,
    extension=True,
)
async def post_line_unmatch(request: ApiRequest, id: StatementId, n: LineNumber) -> Response[StatementDetail]:
    seen = (await read_body(request, StatementUnmatch)).invoice_id
    invoice = None if seen is None else str(seen)
    return await answer(request, await unmatch_line(request.tx, request.caller, id, _line(n), invoice))


@post(
    "/v1/statements/{id:str}/mark-reconciled",
    needs=Permission.INVOICES_EDIT,
    summary="Mark a statement as reconciled",
    description="With a reason while something is open. No invoice changes.",
    tag=TAG,
    operation_id="post-statements-id-mark-reconciled",
    errors=(404, 409),
    body=(StatementMark, JSON),
    body_optional=True,
    etag=True,
    extension=True,
)
async def post_mark_reconciled(request: ApiRequest, id: StatementId) -> Response[StatementDetail]:
    reason = said("reason", (await read_body(request, StatementMark)).reason)
    return await answer(request, await mark_reconciled(request.tx, request.caller, id, reason))


@post(
    "/v1/statements/{id:str}/reopen",
    needs=Permission.INVOICES_EDIT,
    summary="Reopen a statement",
    description="Send the ETag of what is taken back as If-Match to be refused (412) when it was reopened and marked anew since.",
    tag=TAG,
    operation_id="post-statements-id-reopen",
    errors=(404, 409),
    body=(StatementMark, JSON),
    body_optional=True,
    etag=True,
    extension=True,
)
async def post_reopen(request: ApiRequest, id: StatementId, if_match: IfMatch = None) -> Response[StatementDetail]:
    seen = read_content_tag(if_match)
    reason = said("reason", (await read_body(request, StatementMark)).reason)
    return await answer(request, await reopen_statement(request.tx, request.caller, id, reason, seen=seen))


@post(
    "/v1/statements/{id:str}/delete",
    needs=Permission.INVOICES_EDIT,
    summary="Delete a statement",
    description="It leaves every list, and the same may be sent again. Restoring it brings back what people said of its lines.",
    tag=TAG,
    operation_id="post-statements-id-delete",
    errors=(404, 409),
    body_optional=True,
    extension=True,
)
async def post_delete(request: ApiRequest, id: StatementId) -> Response[StatementDeleted]:
    gone = await delete_statement(request.tx, request.caller, id)
    return JsonResponse(StatementDeleted(request.answer_version, str(gone.id)))


@post(
    "/v1/statements/{id:str}/restore",
    needs=Permission.INVOICES_EDIT,
    summary="Bring a deleted statement back",
    description="As it was, with what people said of its lines.",
    tag=TAG,
    operation_id="post-statements-id-restore",
    errors=(404, 409),
    body_optional=True,
    extension=True,
)
async def post_restore(request: ApiRequest, id: StatementId) -> Response[StatementDetail]:
    return await answer(request, await restore_statement(request.tx, request.caller, id))


def _line(text: str) -> int:
    number = parse_int_id(text)
    if number is None:
        raise NotFound(what="line")
    return number
