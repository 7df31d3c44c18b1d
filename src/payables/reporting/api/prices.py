"""The report of prices: where most is paid above what was agreed."""

from litestar import Response

from payables.catalog.model import ENTRY_PREFIX
from payables.kit.errors import FieldError, InvalidFields
from payables.kit.money import currency_digits
from payables.platform.caller import Feature, Permission
from payables.platform.http.parameters import LocationFilter, PageSize, day_of
from payables.platform.http.request import ApiRequest
from payables.platform.http.routes import get
from payables.reporting.api.answer import answer, page_asked
from payables.reporting.api.parameters import (
    TAG,
    AskedFormat,
    CompanyId,
    Day,
    VendorFilter,
    company_of,
)
from payables.reporting.queries import hot_list as hot_lists
from payables.reporting.queries.hot_list import Hot, hot_list
from payables.reporting.schema.reports import (
    HotItem,
    HotList,
)


@get(
    "/v1/reports/price-variances",
    needs=Permission.REPORTS_READ,
    feature=Feature.CATALOG_MATCH,
    summary="Where most is paid above the agreed price",
    description="The hot list: catalog entries by the money that was billed above their effective price in the period.",
    tag=TAG,
    operation_id="get-reports-price-variances",
    errors=(404,),
    extension=True,
    csv=True,
)
async def get_price_variances(
    request: ApiRequest,
    company_id: CompanyId,
    location_id: LocationFilter = None,
    vendor_id: VendorFilter = None,
    invoice_start_date: Day = None,
    invoice_end_date: Day = None,
    asked_format: AskedFormat = None,
    limit: PageSize = None,
) -> Response[HotList]:
    most = page_asked(request, asked_format, None, limit).limit
    company = await company_of(request, company_id, location_id)
    first, last = day_of("invoice_start_date", invoice_start_date), day_of("invoice_end_date", invoice_end_date)
    if first and last and last < first:
        raise InvalidFields([FieldError("invoice_end_date", "The period ends before it begins.", "out_of_range")])
    asked = hot_lists.Wanted(company.id, location_id, vendor_id, first, last, most, currency_digits(company.currency))
    found = await hot_list(request.tx, request.caller.scope, asked)
    rows = [_hot(item) for item in found]

    def report() -> HotList:
        return HotList(
            version=request.answer_version,
            ottimate_company_id=company.id,
            currency=company.currency,
            items=rows,
        )

    return answer(request, asked_format, f"price-variances-{request.tx.now.date()}", HotItem, rows, report)


def _hot(item: Hot) -> HotItem:
    return HotItem(
        catalog_entry_id=f"{ENTRY_PREFIX}{item.entry}",
        item_name=item.item_name,
        sku=item.sku,
        ottimate_vendor_id=item.vendor_id,
        erp_vendor_name=item.vendor_name,
        lines=item.lines,
        invoices=item.invoices,
        quantity=item.packs,
        overbilled_amount=item.overbilled,
        highest_variance=item.highest_variance,
        last_price=item.last_price,
        last_effective_price=item.last_agreed,
        last_invoice_date=item.last_bought,
    )
