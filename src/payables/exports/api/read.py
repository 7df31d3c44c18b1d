"""Routes that read export jobs, and that give out their files."""

from typing import Annotated
from urllib.parse import quote

from litestar import Response
from litestar.params import PathParameter, QueryParameter

from payables.accounts import queries as accounts
from payables.exports.actions.download_file import download_file
from payables.exports.actions.move_job import ANSWER_WITHIN
from payables.exports.api.answer import answer_detail, control_totals, shown
from payables.exports.model import JobState
from payables.exports.queries import jobs, stuck
from payables.exports.queries.stuck import HELD, Stuck
from payables.exports.schema.job import ExportJobDetail, ExportJobList, ReadyTotals, StuckInvoice, StuckList
from payables.invoices.queries.ready import ready_totals
from payables.platform.caller import Permission
from payables.platform.http.instants import twins
from payables.platform.http.parameters import CompanyFilter, PageNumber, PageSize, page_of
from payables.platform.http.request import ApiRequest
from payables.platform.http.routes import get

TAG = "Exports"

JobId = Annotated[str, PathParameter(description="Id of the export job.")]


@get(
    "/v1/exports",
    needs=Permission.INVOICES_EXPORT,
    summary="List export jobs",
    description="Newest first. A job with an invoice that you may not see is not shown.",
    tag=TAG,
    operation_id="get-exports",
    errors=(404,),
    extension=True,
)
async def list_exports(
    request: ApiRequest,
    company_id: CompanyFilter = None,
    job_state: Annotated[
        JobState | None, QueryParameter(name="state", description="Only jobs in this state.", required=False)
    ] = None,
    page: PageNumber = None,
    limit: PageSize = None,
) -> ExportJobList:
    wanted = page_of(page, limit)
    if company_id is not None:
        await accounts.company(request.tx, request.caller, company_id)
    found = await jobs.listed(request.tx, request.caller.scope, wanted, company_id=company_id, state=job_state)
    results = await shown(request, found.jobs)
    return ExportJobList(request.answer_version, found.total, wanted.number, wanted.limit, results)


@get(
    "/v1/exports/stuck",
    needs=Permission.INVOICES_EXPORT,
    summary="List approved invoices that do not leave by themselves",
    description="Longest stuck first, each with what to do about it.",
    tag=TAG,
    operation_id="get-exports-stuck",
    errors=(404,),
    extension=True,
)
async def list_stuck(
    request: ApiRequest,
    company_id: CompanyFilter = None,
    code: Annotated[str | None, QueryParameter(description="Only this reason.", required=False)] = None,
    page: PageNumber = None,
    limit: PageSize = None,
) -> StuckList:
    wanted = page_of(page, limit)
    if company_id is not None:
        await accounts.company(request.tx, request.caller, company_id)
    since = request.tx.now - ANSWER_WITHIN
    scope = request.caller.scope
    found = await stuck.listed(request.tx, scope, wanted, company_id=company_id, code=code, not_sent_since=since)
    results = [_stuck(one) for one in found.stuck]
    return StuckList(request.answer_version, found.total, wanted.number, wanted.limit, results)


@get(
    "/v1/exports/ready",
    needs=Permission.INVOICES_EXPORT,
    summary="Count and sum what is ready",
    description="What an export would take now, to compare with what the ERP has afterwards.",
    tag=TAG,
    operation_id="get-exports-ready",
    errors=(404,),
    extension=True,
)
async def get_ready(request: ApiRequest, company_id: CompanyFilter = None) -> ReadyTotals:
    if company_id is not None:
        await accounts.company(request.tx, request.caller, company_id)
    found = await ready_totals(request.tx, request.caller.scope, company_id)
    return ReadyTotals(request.answer_version, sum(one.count for one in found), control_totals(found))


@get(
    "/v1/exports/{id:str}",
    needs=Permission.INVOICES_EXPORT,
    summary="Read an export job",
    tag=TAG,
    operation_id="get-exports-id",
    errors=(404,),
    extension=True,
)
async def get_export(request: ApiRequest, id: JobId) -> ExportJobDetail:
    return await answer_detail(request, await jobs.load(request.tx, request.caller.scope, id))


@get(
    "/v1/exports/{id:str}/file",
    needs=Permission.INVOICES_EXPORT,
    summary="Download the file of an export job",
    description="The first download moves the job from created to sent. The bytes are the same every time.",
    tag=TAG,
    operation_id="get-exports-id-file",
    errors=(404, 409),
    media_type="application/octet-stream",
    extension=True,
    records=True,
)
async def get_export_file(request: ApiRequest, id: JobId) -> Response[bytes]:
    """Always as a download: what vendors wrote is not shown inside our own origin."""
    job, data = await download_file(request.tx, request.caller, request.app.state.files, id)
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(job.file_name or 'export', safe='')}",
        "Content-Security-Policy": "sandbox; default-src 'none'",
    }
    return Response(data, media_type="application/octet-stream", headers=headers)


def _stuck(one: Stuck) -> StuckInvoice:
    return StuckInvoice(
        id=str(one.id),
        invoice_id=one.invoice_id,
        invoice_number=one.number,
        type=one.type,
        ottimate_company_id=one.company_id,
        ottimate_location_id=one.location_id,
        ottimate_vendor_id=one.vendor_id,
        ottimate_vendor_name=one.vendor_name,
        currency=one.currency,
        total_amount=one.total_amount,
        code=one.code,
        message=one.sentence,
        export_job_id=str(one.job) if one.job else None,
        bank_hold=one.bank_hold if one.code == HELD else None,
        **twins("held_until_date", one.held_until),
        **twins("since_date", one.since),
    )
