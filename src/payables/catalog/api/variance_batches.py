"""Routes of batches of variances (contract/invoices-and-catalog.md section 7.8). They speak of a company as a whole: whoever
sees only some of its locations is refused."""

from datetime import datetime
from typing import Annotated, Any

import msgspec
from litestar.params import JSONBody, PathParameter, QueryParameter

from payables.catalog.actions.export_variance_batch import export_variance_batch
from payables.catalog.actions.open_variance_batch import BatchTerms, open_variance_batch
from payables.catalog.api.parameters import TAG, Company, checked_company
from payables.catalog.api.variances import locations_within
from payables.catalog.model import VarianceBatch, batch_ref
from payables.catalog.queries import variance_batches as queries
from payables.catalog.queries.variances import Wanted
from payables.catalog.schema.variances import (
    CostbatchPayload,
    Stage,
    VarianceBatchAnswer,
    VarianceBatchBody,
    VarianceBatchList,
    VarianceBatchObject,
)
from payables.kit.dates import DateError, Window, parse_utc_filter, parse_window
from payables.kit.errors import FieldError, InvalidFields
from payables.kit.text import TextError, clean_text
from payables.platform.caller import Feature, Permission
from payables.platform.http.instants import twins
from payables.platform.http.neighbours import neighbours
from payables.platform.http.parameters import PageNumber, PageSize, page_of
from payables.platform.http.request import ApiRequest
from payables.platform.http.routes import get, post
from payables.platform.http.rows import int_id

JSON = ("application/json",)

BatchId = Annotated[str, PathParameter(description="Id of the batch, ctb_12345.")]
Instant = Annotated[
    str | None,
    QueryParameter(description='YYYY-MM-DD or "YYYY-MM-DD HH:MM:SS", UTC. Both ends are included.', required=False),
]
InstantUtc = Annotated[
    str | None, QueryParameter(description="The same in ISO 8601; wins over the plain one.", required=False)
]
NAMES = {"from": "exported_after", "to": "exported_before"}
LONGEST = {"batch_number": 100, "description": 500, "zone": 100, "external_batch_number": 100}


@get(
    "/v1/catalog/variance-batches",
    needs=Permission.CATALOG_READ,
    feature=Feature.CATALOG_MATCH,
    summary="List batches of variances",
    description="Exported ones, the last exported first; drafts with export_status=draft.",
    tag=TAG,
    operation_id="get-catalog-variance-batches",
    errors=(404,),
)
async def list_variance_batches(
    request: ApiRequest,
    company_id: Company = None,
    batch_number: Annotated[str | None, QueryParameter(description="Only this number.", required=False)] = None,
    exported_after: Instant = None,
    exported_after_utc: InstantUtc = None,
    exported_before: Instant = None,
    exported_before_utc: InstantUtc = None,
    export_status: Annotated[
        Stage | None, QueryParameter(description="Extension: exported (if left out), or draft.", required=False)
    ] = None,
    page: PageNumber = None,
    limit: PageSize = None,
) -> VarianceBatchList:
    wanted_page = page_of(page, limit)
    window = _window(exported_after, exported_before, exported_after_utc, exported_before_utc)
    company = await checked_company(request, company_id)
    request.caller.need_whole_companies()
    wanted = queries.Wanted(company, export_status != "draft", _text("batch_number", batch_number), window)
    total, found = await queries.listed(request.tx, wanted, wanted_page)
    after, before = neighbours(request, wanted_page, total)
    number, size = wanted_page.number, wanted_page.limit
    shown = [VarianceBatchObject(**_fields(batch)) for batch in found]
    return VarianceBatchList(request.answer_version, total, after, before, number, size, size, shown)


@post(
    "/v1/catalog/variance-batches",
    needs=Permission.CATALOG_WRITE,
    feature=Feature.CATALOG_MATCH,
    summary="Put the variances of a period into a batch",
    description="One item per entry: its last line in the period whose price varies. A draft, which stays as it is; mark it "
    "exported when you have it.",
    tag=TAG,
    operation_id="post-catalog-variance-batches",
    status=201,
    errors=(404,),
    body=(VarianceBatchBody, JSON),
    extension=True,
)
async def post_variance_batch(request: ApiRequest, data: JSONBody[VarianceBatchBody]) -> VarianceBatchAnswer:
    sent_company = int_id("ottimate_company_id", data.ottimate_company_id)
    company = await checked_company(request, sent_company)
    request.caller.need_whole_companies()
    if data.invoice_start_date and data.invoice_end_date and data.invoice_start_date > data.invoice_end_date:
        sentence = "The period starts after it ends: exchange the two dates."
        raise InvalidFields([FieldError("invoice_start_date", sentence, "start_after_end")])
    asked = data.ottimate_location_ids
    locations = None if asked is None else [int_id("ottimate_location_ids", id) for id in asked]
    wanted = Wanted(
        company_id=company,
        variance_only=True,
        start=data.invoice_start_date,
        end=data.invoice_end_date,
        erp_vendor_ids=data.erp_vendor_ids,
        locations=await locations_within(request, company, locations),
        exception=data.exception_type,
    )
    terms = BatchTerms(
        **{name: _text(name, getattr(data, name)) for name in LONGEST},
        import_def_id=data.import_def_id,
        start=_instant(data.start_datetime),
    )
    batch = await open_variance_batch(request.tx, wanted, terms)
    return VarianceBatchAnswer(version=request.answer_version, **_fields(batch))


@post(
    "/v1/catalog/variance-batches/{id:str}/export",
    needs=Permission.CATALOG_WRITE,
    feature=Feature.CATALOG_MATCH,
    summary="Mark a batch of variances as exported",
    description="Nothing is sent anywhere.",
    tag=TAG,
    operation_id="post-catalog-variance-batches-id-export",
    errors=(404,),
    body_optional=True,
)
async def post_export_variance_batch(request: ApiRequest, id: BatchId) -> VarianceBatchAnswer:
    batch = await export_variance_batch(request.tx, request.caller, id)
    return VarianceBatchAnswer(version=request.answer_version, **_fields(batch))


def _window(after: str | None, before: str | None, after_utc: str | None, before_utc: str | None) -> Window:
    try:
        return parse_window(after, before, after_utc, before_utc)
    except DateError as error:
        bound = error.field or "from"
        name = NAMES[bound.removesuffix("_utc")] + ("_utc" if bound.endswith("_utc") else "")
        raise InvalidFields([FieldError(name, error.sentence, error.code)]) from error


def _text(name: str, text: str | None) -> str | None:
    """One that shows nothing is none. Raises InvalidFields."""
    try:
        return (clean_text(text, LONGEST[name]).strip() or None) if text else None
    except TextError as error:
        raise InvalidFields([FieldError(name, error.sentence, error.code)]) from error


def _instant(text: str | None) -> datetime | None:
    try:
        return parse_utc_filter(text) if text else None
    except DateError as error:
        raise InvalidFields([FieldError("start_datetime", error.sentence, error.code)]) from error


def _fields(batch: VarianceBatch) -> dict[str, Any]:
    return {
        "id": batch_ref(batch.id),
        "ottimate_company_id": batch.company_id,
        "batch_number": batch.batch_number,
        "export_status": "exported" if batch.exported_at else "draft",
        **twins("exported_at", batch.exported_at),
        "costbatch_payload": msgspec.convert(batch.payload, CostbatchPayload),
        "invoice_start_date": batch.start_date,
        "invoice_end_date": batch.end_date,
        **twins("created_date", batch.created_at),
    }
