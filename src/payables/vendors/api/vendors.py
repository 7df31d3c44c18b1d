"""Routes of vendors (contract/platform.md section 8)."""

from typing import Annotated

import msgspec
from litestar import Response
from litestar.params import JSONBody, QueryParameter

from payables.accounts.model import Company
from payables.accounts.queries import company as company_in_scope
from payables.kit.errors import FieldError, NotFound
from payables.kit.ids import parse_int_id
from payables.kit.said import said
from payables.platform.caller import Permission
from payables.platform.http.encode import JsonResponse
from payables.platform.http.etag import etag_of, read_etag
from payables.platform.http.optional_body import read_body
from payables.platform.http.parameters import (
    CompanyFilter,
    IfMatch,
    PageNumber,
    PageSize,
    SearchWords,
    VendorId,
    page_of,
    window_of,
    words_of,
)
from payables.platform.http.request import ApiRequest
from payables.platform.http.routes import get, patch, post
from payables.platform.http.rows import check_rows, int_id, read_row, row_error, sent_fields, text_of
from payables.platform.upsert import Refused
from payables.vendors import queries
from payables.vendors.actions.change_vendor import change_vendor
from payables.vendors.actions.create_vendor import create_vendor
from payables.vendors.actions.upsert_vendors import Row, upsert_vendors
from payables.vendors.api.shown import basic, pending_of, shown
from payables.vendors.rules.fields import read_fields
from payables.vendors.rules.trusted import is_trusted
from payables.vendors.schema.vendors import (
    Detail,
    VendorAnswer,
    VendorBody,
    VendorBulkAnswer,
    VendorBulkBody,
    VendorChange,
    VendorCreated,
    VendorEnvelope,
    VendorFault,
    VendorList,
    VendorRow,
)

TAG = "Vendors"

PLAIN = 'YYYY-MM-DD (midnight) or "YYYY-MM-DD HH:MM:SS", in UTC; works with and without ottimate_company_id.'
ISO = "ISO 8601 with Z or an offset, or one of the plain forms; goes before its plain twin."
ModifiedFrom = Annotated[str | None, QueryParameter(description=f"Changed then or later: {PLAIN}", required=False)]
ModifiedTo = Annotated[str | None, QueryParameter(description=f"Changed then or before: {PLAIN}", required=False)]
ModifiedFromUtc = Annotated[str | None, QueryParameter(description=f"Changed then or later: {ISO}", required=False)]
ModifiedToUtc = Annotated[str | None, QueryParameter(description=f"Changed then or before: {ISO}", required=False)]


@get(
    "/v1/vendors",
    needs=Permission.VENDORS_READ,
    summary="List vendors",
    tag=TAG,
    operation_id="get-vendors-root",
    errors=(404,),
)
async def list_vendors(
    request: ApiRequest,
    company_id: CompanyFilter = None,
    detail: Annotated[Detail | None, QueryParameter(description="A reduced object.", required=False)] = None,
    last_modified_date_from: ModifiedFrom = None,
    last_modified_date_to: ModifiedTo = None,
    last_modified_date_from_utc: ModifiedFromUtc = None,
    last_modified_date_to_utc: ModifiedToUtc = None,
    search: SearchWords = None,
    page: PageNumber = None,
    limit: PageSize = None,
) -> VendorList:
    wanted = page_of(page, limit)
    modified = window_of(
        "last_modified_date",
        last_modified_date_from,
        last_modified_date_to,
        last_modified_date_from_utc,
        last_modified_date_to_utc,
    )
    scope = request.caller.scope
    words = words_of(search)
    found = await queries.listed(request.tx, scope, wanted, company_id=company_id, modified=modified, words=words)
    # The look-up that tells "no such company" from "no vendors" is needed only where nothing was found
    if company_id is not None and not (found.total and scope.covers_company(company_id)):
        await company_in_scope(request.tx, request.caller, company_id)
    if detail is not None:
        rows = [basic(named.vendor) for named in found.vendors]
    else:
        pending = await pending_of(request.tx, [named.vendor for named in found.vendors])
        rows = [shown(named.vendor, named.company_name, pending) for named in found.vendors]
    return VendorList(request.answer_version, found.total, wanted.number, wanted.limit, rows)


@get(
    "/v1/vendors/{id:str}",
    needs=Permission.VENDORS_READ,
    summary="Read a vendor",
    tag=TAG,
    operation_id="get-vendors-id",
    errors=(404,),
    etag=True,
)
async def get_vendor(request: ApiRequest, id: VendorId) -> Response[VendorAnswer]:
    return await _answer(request, _number(id))


@post(
    "/v1/vendors",
    needs=Permission.VENDORS_WRITE,
    summary="Create a vendor",
    tag=TAG,
    operation_id="post-vendors-root",
    status=201,
    errors=(404,),
    body=(VendorBody, ("application/json",)),
)
async def post_vendor(request: ApiRequest, data: JSONBody[VendorBody]) -> VendorCreated:
    company = await _company(request, data.ottimate_company_id)
    vendor = await create_vendor(request.tx, company.id, sent_fields(data), trusted=is_trusted(request.caller))
    created = shown(vendor, company.name, await pending_of(request.tx, [vendor]))
    return VendorCreated(version=request.answer_version, vendor=created, **msgspec.structs.asdict(created))


@patch(
    "/v1/vendors/{id:str}",
    needs=Permission.VENDORS_WRITE,
    summary="Change a vendor",
    description="Other bank details than those in force wait for a second person: `iban` stays, `pending_bank_change` shows "
    "them, and nothing of the vendor is exported until they are settled.",
    tag=TAG,
    operation_id="patch-vendors-id",
    errors=(404, 412),
    body=(VendorChange, ("application/json",)),
    etag=True,
    extension=True,
)
async def patch_vendor(request: ApiRequest, id: VendorId, if_match: IfMatch = None) -> Response[VendorAnswer]:
    seen_version, number = read_etag(if_match), _number(id)
    sent = sent_fields(await read_body(request, VendorChange))
    comment = said("bank_comment", sent.pop("bank_comment"))
    await change_vendor(request.tx, request.caller, number, sent, comment=comment, seen_version=seen_version)
    return await _answer(request, number)


@post(
    ["/v1/vendors/bulk", "/v1/vendors/bulk-create"],
    needs=Permission.VENDORS_WRITE,
    summary="Create or update up to 100 vendors",
    description="Rows meet vendors by erp_vendor_id. Good rows are kept when others fail. "
    "Who is limited to locations creates vendors, and changes none that is there (out_of_scope).",
    tag=TAG,
    operation_id="post-vendors-bulk",
    status=201,
    errors=(404,),
    answers={207: (VendorBulkAnswer, "Some rows failed: see errors.")},
    body=(VendorBulkBody, ("application/json",)),
)
async def post_vendors(request: ApiRequest, data: JSONBody[VendorEnvelope]) -> Response[VendorBulkAnswer]:
    check_rows("vendors", data.vendors)
    company = await _company(request, data.ottimate_company_id)
    rows, faults = _read(data.vendors)
    outcome = await upsert_vendors(request.tx, request.caller, company.id, rows)
    faults += [_refused(refused) for refused in outcome.refused]
    pending = await pending_of(request.tx, [*outcome.created, *outcome.updated])
    answer = VendorBulkAnswer(
        request.answer_version,
        len(outcome.created) + len(outcome.updated),
        len(outcome.created),
        len(outcome.updated),
        len(faults),
        [shown(vendor, company.name, pending) for vendor in outcome.created],
        [shown(vendor, company.name, pending) for vendor in outcome.updated],
        sorted(faults, key=lambda fault: fault.index),
    )
    return Response(answer, status_code=207 if faults else 201)


def _number(id: str) -> int:
    number = parse_int_id(id)
    if number is None:
        raise NotFound(what="vendor")
    return number


async def _answer(request: ApiRequest, number: int) -> Response[VendorAnswer]:
    found = await queries.visible(request.tx, request.caller.scope, number)
    if found is None:
        raise NotFound(what="vendor")
    pending = await pending_of(request.tx, [found.vendor])
    answer = VendorAnswer(request.answer_version, shown(found.vendor, found.company_name, pending))
    return JsonResponse(answer, headers={"ETag": etag_of(found.vendor.version, "")})


async def _company(request: ApiRequest, sent: int | str) -> Company:
    return await company_in_scope(request.tx, request.caller, int_id("ottimate_company_id", sent))


def _read(sent: list[object]) -> tuple[list[Row], list[VendorFault]]:
    rows: list[Row] = []
    errors: list[VendorFault] = []
    for index, raw in enumerate(sent):
        row = read_row(raw, VendorRow)
        values, faults = ({}, [row]) if isinstance(row, FieldError) else read_fields(sent_fields(row))
        erp_vendor_id = values.get("erp_vendor_id")
        if faults or erp_vendor_id is None:
            named = text_of(raw, "erp_vendor_id")
            errors.append(VendorFault(index, named, row_error(faults), "validation_error"))
        else:
            rows.append(Row(index, erp_vendor_id, values))
    return rows, errors


def _refused(refused: Refused[Row]) -> VendorFault:
    return VendorFault(refused.row.index, refused.row.erp_vendor_id, row_error(refused.faults), refused.type)
