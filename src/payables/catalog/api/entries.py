"""Routes of entries (contract/invoices-and-catalog.md sections 7.1 to 7.4)."""

from typing import Annotated, Any

from litestar import Response
from litestar.params import QueryParameter

from payables.catalog.actions.change_entry import change_entry
from payables.catalog.actions.put_entries import put_entries
from payables.catalog.actions.take_in import ENTRIES, take_in
from payables.catalog.api.bulk import accepted
from payables.catalog.api.objects import EVERYTHING, in_full, in_short
from payables.catalog.api.parameters import (
    TAG,
    Company,
    EntryRef,
    Expand,
    amount_of,
    checked_company,
    company_of,
    expansion,
)
from payables.catalog.model import Entry
from payables.catalog.queries import entries as queries
from payables.catalog.schema.entries import (
    EntryAnswer,
    EntryBody,
    EntryBulkBody,
    EntryChange,
    EntryList,
    EntryObject,
)
from payables.catalog.schema.prices import CatalogBulkAccepted
from payables.kit.errors import Refusal
from payables.platform.caller import Feature, Permission
from payables.platform.http.encode import JsonResponse
from payables.platform.http.etag import read_etag
from payables.platform.http.json_body import json_object, json_value
from payables.platform.http.parameters import IfMatch, PageNumber, check_search, check_texts, page_of
from payables.platform.http.request import ApiRequest
from payables.platform.http.routes import get, patch, post

JSON = ("application/json",)
LISTED = 50

# The word that asks for entries without a buying_format.
NONE = "null"


def _only(text: str) -> Any:
    return QueryParameter(description=text, required=False)


@get(
    "/v1/catalog/entries",
    needs=Permission.CATALOG_READ,
    feature=Feature.CATALOG_MATCH,
    summary="List catalog entries",
    description="Newest created first. With expand the entries are shown in full.",
    tag=TAG,
    operation_id="get-catalog-entries-root",
    errors=(404,),
)
async def list_entries(
    request: ApiRequest,
    company_id: Company = None,
    erp_vendor_id: Annotated[str | None, _only("Only of this vendor.")] = None,
    search: Annotated[str | None, _only("Part of the name or of the original description, in any case.")] = None,
    sku: Annotated[str | None, _only("Exactly this.")] = None,
    upc: Annotated[str | None, _only("Exactly this.")] = None,
    buying_format: Annotated[str | None, _only("Exactly this; null finds those that have none.")] = None,
    size: Annotated[str | None, _only("Exactly this.")] = None,
    uom: Annotated[str | None, _only("Exactly this.")] = None,
    price: Annotated[str | None, _only("The entry's own price.")] = None,
    unit_price: Annotated[str | None, _only("The entry's own unit price.")] = None,
    expand: Expand = None,
    page: PageNumber = None,
    limit: Annotated[int | None, _only("Rows per page: 1 to 100, 50 if left out.")] = None,
) -> EntryList:
    wanted_page, expanded = page_of(page, limit, default=LISTED), expansion(expand)
    exact = {"sku": sku, "upc": upc, "buying_format": buying_format, "size": size, "uom": uom}
    check_search(search)
    check_texts(erp_vendor_id=erp_vendor_id, **exact)
    wanted = queries.Wanted(
        company_id=await checked_company(request, company_id),
        erp_vendor_id=erp_vendor_id,
        search=search,
        sku=sku,
        upc=upc,
        buying_format=None if buying_format == NONE else buying_format,
        without_format=buying_format == NONE,
        size=size,
        uom=uom,
        price=amount_of("price", price),
        unit_price=amount_of("unit_price", unit_price),
    )
    total, found = await queries.listed(request.tx, wanted, wanted_page)
    if expanded:
        shown = await in_full(request.tx, request.caller.scope, found, expand=expanded)
    else:
        shown = await in_short(request.tx, found)
    results = [EntryObject(**fields) for fields in shown]
    limit = wanted_page.limit
    return EntryList(request.answer_version, total, wanted_page.number, limit, limit, results)


@get(
    "/v1/catalog/entries/{id:str}",
    needs=Permission.CATALOG_READ,
    feature=Feature.CATALOG_MATCH,
    summary="Read a catalog entry",
    tag=TAG,
    operation_id="get-catalog-entries-id",
    errors=(404,),
    etag=True,
)
async def get_entry(request: ApiRequest, id: EntryRef) -> Response[EntryAnswer]:
    return await _answer(request, await queries.visible(request.tx, request.caller.scope, id))


@post(
    "/v1/catalog/entries",
    needs=Permission.CATALOG_WRITE,
    feature=Feature.CATALOG_MATCH,
    summary="Create or change a catalog entry",
    description=(
        "An entry with the same catalog_unique_key is changed: what is left out stays, null clears, prices and allowances "
        "are added. The computed key is made of vendor, sku (or upc), size, name and buying format."
    ),
    tag=TAG,
    operation_id="post-catalog-entries-root",
    status=201,
    errors=(404,),
    body=(EntryBody, JSON),
    etag=True,
)
async def post_entry(request: ApiRequest) -> Response[EntryAnswer]:
    sent = await json_object(request)
    company_id = await company_of(request, sent)
    [put] = await put_entries(request.tx, request.caller, company_id, [sent])
    if isinstance(put, Refusal):
        raise put
    return await _answer(request, put.entry, put.warnings, status=201)


@post(
    "/v1/catalog/entries/bulk",
    needs=Permission.CATALOG_WRITE,
    feature=Feature.CATALOG_MATCH,
    summary="Create or change up to 1,000 catalog entries",
    description="They are worked on in the background: see the batch. A row that is wrong fails by itself.",
    tag=TAG,
    operation_id="post-catalog-entries-bulk",
    status=202,
    errors=(404,),
    body=(EntryBulkBody, JSON),
)
async def post_entries(request: ApiRequest) -> CatalogBulkAccepted:
    return accepted(
        request, *await take_in(request.tx, request.caller, ENTRIES, await json_value(request), request.answer_version)
    )


@patch(
    "/v1/catalog/entries/{id:str}",
    needs=Permission.CATALOG_WRITE,
    feature=Feature.CATALOG_MATCH,
    summary="Change a catalog entry",
    description=(
        "What is left out is kept. A computed catalog_unique_key follows the fields; one that another entry has is refused. "
        "A new price or pack has its unit price computed, unless it is sent."
    ),
    tag=TAG,
    operation_id="patch-catalog-entries-id",
    errors=(404,),
    body=(EntryChange, JSON),
    etag=True,
)
async def patch_entry(request: ApiRequest, id: EntryRef, if_match: IfMatch = None) -> Response[EntryAnswer]:
    seen_version, sent = read_etag(if_match), await json_object(request)
    entry, warnings = await change_entry(request.tx, request.caller, id, sent, seen_version=seen_version)
    return await _answer(request, entry, warnings)


async def _answer(
    request: ApiRequest, entry: Entry, warnings: list[str] | None = None, *, status: int = 200
) -> Response[EntryAnswer]:
    told = {entry.id: warnings or []}
    [fields] = await in_full(request.tx, request.caller.scope, [entry], expand=EVERYTHING, warnings=told)
    shown = EntryAnswer(version=request.answer_version, **fields)
    return JsonResponse(shown, status_code=status, headers={"ETag": f'"{entry.version}"'})
