"""Routes of price variances (contract/invoices-and-catalog.md section 7.7)."""

from datetime import date
from typing import Annotated

from litestar.params import QueryParameter

from payables.accounts import queries as accounts
from payables.accounts.errors import LocationOfAnotherCompany
from payables.catalog.api.parameters import TAG, Company, EntryRef, checked_company
from payables.catalog.model import ExceptionType, entry_ref
from payables.catalog.queries.entries import visible
from payables.catalog.queries.variances import (
    MOST_INLINE,
    BoughtItem,
    Varying,
    Wanted,
    items_of_entries,
    items_of_entry,
    variances,
)
from payables.catalog.rules.sent_fields import day
from payables.catalog.schema.variances import (
    LastInvoiceItem,
    VarianceItem,
    VarianceItemList,
    VarianceList,
    VarianceObject,
)
from payables.kit.bad_value import BadValueError
from payables.kit.errors import FieldError, InvalidFields, NotFound, OutOfScope
from payables.platform.caller import Feature, Permission
from payables.platform.http.parameters import PageNumber, PageSize, check_texts, ids_of, page_of
from payables.platform.http.request import ApiRequest
from payables.platform.http.routes import get

From = Annotated[str | None, QueryParameter(description="Invoices of this day and later, YYYY-MM-DD.", required=False)]
To = Annotated[str | None, QueryParameter(description="Invoices of this day and earlier, YYYY-MM-DD.", required=False)]
Vendors = Annotated[str | None, QueryParameter(description="Your ids of vendors, divided by commas.", required=False)]


@get(
    "/v1/catalog/variances",
    needs=Permission.CATALOG_READ,
    feature=Feature.CATALOG_MATCH,
    summary="List entries by how their billed prices vary",
    description="Entries that were bought in the period at your locations, the last bought first. Invoices without a date "
    "belong to no period.",
    tag=TAG,
    operation_id="get-catalog-variances-root",
    errors=(404,),
)
async def list_variances(
    request: ApiRequest,
    company_id: Company = None,
    variance_only: Annotated[
        bool | None, QueryParameter(description="Leave out what varies by nothing.", required=False)
    ] = None,
    expand: Annotated[
        str | None, QueryParameter(description="invoice_items: the latest lines of each entry.", required=False)
    ] = None,
    invoice_start_date: From = None,
    invoice_end_date: To = None,
    erp_vendor_ids: Vendors = None,
    location_ids: Annotated[
        str | None,
        QueryParameter(name="ottimate_location_ids", description="Integer ids, divided by commas.", required=False),
    ] = None,
    exception_type: Annotated[
        ExceptionType | None, QueryParameter(description="Only what was billed too low, or too high.", required=False)
    ] = None,
    page: PageNumber = None,
    limit: PageSize = None,
) -> VarianceList:
    wanted_page, inline = page_of(page, limit), _inline(expand)
    company = await checked_company(request, company_id)
    start, end = period(invoice_start_date, invoice_end_date)
    wanted = Wanted(
        company_id=company,
        variance_only=bool(variance_only),
        start=start,
        end=end,
        erp_vendor_ids=_texts(erp_vendor_ids),
        locations=await locations_within(request, company, ids_of("ottimate_location_ids", location_ids)),
        exception=exception_type,
    )
    total, found = await variances(request.tx, wanted, wanted_page)
    lines = await items_of_entries(request.tx, wanted, [one.entry for one in found]) if inline and found else {}
    shown = [_shown(one, lines.get(one.entry) if inline else None) for one in found]
    return VarianceList(request.answer_version, total, wanted_page.number, wanted_page.limit, shown)


@get(
    "/v1/catalog/variances/{id:str}/invoice-items",
    needs=Permission.CATALOG_READ,
    feature=Feature.CATALOG_MATCH,
    summary="List the lines of a catalog entry",
    description="All lines at your locations that were matched to it, the latest first.",
    tag=TAG,
    operation_id="get-catalog-variances-id-invoice-items",
    errors=(404,),
)
async def list_variance_items(
    request: ApiRequest, id: EntryRef, page: PageNumber = None, limit: PageSize = None
) -> VarianceItemList:
    wanted_page = page_of(page, limit)
    entry = await visible(request.tx, request.caller.scope, id)
    wanted = Wanted(company_id=entry.company_id, locations=request.caller.scope.locations)
    total, found = await items_of_entry(request.tx, wanted, entry.id, wanted_page)
    shown = [_line(item, entry.item_name) for item in found]
    return VarianceItemList(request.answer_version, total, wanted_page.number, wanted_page.limit, shown)


def period(start: str | None, end: str | None) -> tuple[date | None, date | None]:
    """Raises InvalidFields."""
    first, last = _day("invoice_start_date", start), _day("invoice_end_date", end)
    if first and last and first > last:
        sentence = "The period starts after it ends: exchange the two dates."
        raise InvalidFields([FieldError("invoice_start_date", sentence, "start_after_end")])
    return first, last


async def locations_within(request: ApiRequest, company_id: int, asked: list[int] | None) -> list[int] | None:
    """Those that were asked for, else all that the caller sees. Raises NotFound, OutOfScope, LocationOfAnotherCompany."""
    scope = request.caller.scope
    if asked is None:
        return scope.locations
    known = await accounts.places(request.tx, asked)
    for location in asked:
        if location not in known:
            raise NotFound(what="location")
        if known[location].company_id != company_id:
            raise LocationOfAnotherCompany(location_id=location, company_id=company_id)
        if not scope.covers_location(company_id, location):
            raise OutOfScope(what="location")
    return asked


def _inline(expand: str | None) -> bool:
    wanted = {part.strip() for part in (expand or "").split(",")} - {""}
    if strangers := sorted(wanted - {"invoice_items"}):
        sentence = f"{strangers[0][:60]!r} cannot be expanded here; possible: invoice_items."
        raise InvalidFields([FieldError("expand", sentence, "unknown_expand")])
    return bool(wanted)


def _texts(text: str | None) -> list[str] | None:
    if text is None:
        return None
    check_texts(erp_vendor_ids=text)
    return [part.strip() for part in text.split(",") if part.strip()]


def _day(name: str, text: str | None) -> date | None:
    try:
        return None if text is None else day(text)
    except BadValueError as error:
        raise InvalidFields([FieldError(name, error.sentence, error.code)]) from error


def _shown(one: Varying, lines: list[BoughtItem] | None) -> VarianceObject:
    last = one.last
    shown = VarianceObject(
        id=entry_ref(one.entry),
        item_name=one.item_name,
        sku=one.sku,
        upc=one.upc,
        pack_size=one.size,
        erp_vendor_id=one.erp_vendor_id,
        last_invoice_item=LastInvoiceItem(
            last.id, last.price, last.invoice_date, last.price_variance, last.effective_price
        ),
    )
    if lines is not None:
        shown.invoice_items = [_line(item, one.item_name) for item in lines[:MOST_INLINE]]
        shown.has_more = len(lines) > MOST_INLINE
    return shown


def _line(item: BoughtItem, item_name: str) -> VarianceItem:
    return VarianceItem(
        item.id,
        item.invoice_id,
        item.name or item_name,
        item.price,
        item.quantity,
        item.invoice_date,
        item.price_variance,
        item.effective_price,
    )
