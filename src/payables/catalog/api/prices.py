"""Routes of prices (contract/invoices-and-catalog.md sections 7.4 and 7.6)."""

from typing import Annotated

from litestar.params import QueryParameter

from payables.catalog.actions.add_prices import add_prices
from payables.catalog.actions.take_in import PRICES, take_in
from payables.catalog.api.bulk import accepted
from payables.catalog.api.objects import price_fields, price_object
from payables.catalog.api.parameters import (
    TAG,
    Company,
    EntryFilter,
    ValidOn,
    checked_company,
    checked_location,
    company_of,
    entry_number,
    target_of,
    valid_on,
)
from payables.catalog.errors import PriceExists
from payables.catalog.queries import prices as queries
from payables.catalog.schema.prices import CatalogBulkAccepted, PriceAnswer, PriceBody, PriceBulkBody, PriceList
from payables.kit.errors import Refusal
from payables.platform.caller import Feature, Permission
from payables.platform.http.json_body import json_object, json_value
from payables.platform.http.parameters import LocationFilter, PageNumber, PageSize, page_of
from payables.platform.http.request import ApiRequest
from payables.platform.http.routes import get, post

JSON = ("application/json",)


@get(
    "/v1/catalog/prices",
    needs=Permission.CATALOG_READ,
    feature=Feature.CATALOG_MATCH,
    summary="List prices",
    description="Newest created first: those of the company, of groups of your locations, and of your locations.",
    tag=TAG,
    operation_id="get-catalog-prices-root",
    errors=(404,),
)
async def list_prices(
    request: ApiRequest,
    company_id: Company = None,
    catalog_entry_id: EntryFilter = None,
    location_id: LocationFilter = None,
    effective_date: ValidOn = None,
    price_type: Annotated[
        str | None, QueryParameter(description="Only company, location_group or location.", required=False)
    ] = None,
    page: PageNumber = None,
    limit: PageSize = None,
) -> PriceList:
    wanted_page = page_of(page, limit)
    wanted = queries.Wanted(
        company_id=await checked_company(request, company_id),
        entry=entry_number(catalog_entry_id),
        location_id=await checked_location(request, location_id, company_id),
        day=valid_on(effective_date),
        target=target_of(price_type),
    )
    total, found = await queries.listed(request.tx, request.caller.scope, wanted, wanted_page)
    shown, limit = [price_object(price) for price in found], wanted_page.limit
    return PriceList(request.answer_version, total, wanted_page.number, limit, limit, shown)


@post(
    "/v1/catalog/prices",
    needs=Permission.CATALOG_WRITE,
    feature=Feature.CATALOG_MATCH,
    summary="Add a price",
    description=(
        "A price without an end that begins after another one without an end, for the same entry and place, ends that one "
        "on the day before. Whatever else would hold on the same day as another is refused."
    ),
    tag=TAG,
    operation_id="post-catalog-prices-root",
    status=201,
    errors=(404,),
    body=(PriceBody, JSON),
)
async def post_price(request: ApiRequest) -> PriceAnswer:
    sent = await json_object(request)
    company_id = await company_of(request, sent)
    [added] = await add_prices(request.tx, request.caller, company_id, [sent])
    if isinstance(added, Refusal):
        raise added
    if not added.is_new:
        raise PriceExists(other=added.price.id)
    return PriceAnswer(version=request.answer_version, **price_fields(added.price))


@post(
    "/v1/catalog/prices/bulk",
    needs=Permission.CATALOG_WRITE,
    feature=Feature.CATALOG_MATCH,
    summary="Add up to 1,000 prices",
    description="In the background: see the batch. A price that is there already is skipped, and answered as it is.",
    tag=TAG,
    operation_id="post-catalog-prices-bulk",
    status=202,
    errors=(404,),
    body=(PriceBulkBody, JSON),
)
async def post_prices(request: ApiRequest) -> CatalogBulkAccepted:
    return accepted(
        request, *await take_in(request.tx, request.caller, PRICES, await json_value(request), request.answer_version)
    )
