"""Reports of purchase orders: what came and is not invoiced, and what is still to come."""

from datetime import date

from litestar import Response

from payables.platform.caller import Feature, Permission
from payables.platform.http.parameters import LocationFilter, PageNumber, PageSize
from payables.platform.http.request import ApiRequest
from payables.platform.http.routes import get
from payables.reporting.api.answer import answer, page_asked
from payables.reporting.api.parameters import (
    TAG,
    AskedFormat,
    AsOf,
    CompanyId,
    VendorFilter,
    as_of_day,
    company_of,
)
from payables.reporting.queries.accrual import Accrued, received_not_invoiced
from payables.reporting.queries.open_orders import OpenOrder, open_orders
from payables.reporting.schema.reports import (
    AccrualLine,
    AccrualReport,
    OpenOrderLine,
    OpenOrderReport,
)


@get(
    "/v1/reports/received-not-invoiced",
    needs=Permission.REPORTS_READ,
    feature=Feature.PURCHASE_ORDERS,
    summary="What was received and is not invoiced, as of a day",
    description="For accruals: receipts count by their date, invoices by their posting date, or else their own.",
    tag=TAG,
    operation_id="get-reports-received-not-invoiced",
    errors=(404,),
    extension=True,
    csv=True,
)
async def get_received_not_invoiced(
    request: ApiRequest,
    company_id: CompanyId,
    as_of: AsOf = None,
    location_id: LocationFilter = None,
    asked_format: AskedFormat = None,
    page: PageNumber = None,
    limit: PageSize = None,
) -> Response[AccrualReport]:
    wanted, day = page_asked(request, asked_format, page, limit), as_of_day(request, as_of)
    company = await company_of(request, company_id, location_id)
    found = await received_not_invoiced(request.tx, request.caller.scope, company, day, location_id, wanted)
    rows = [_accrual(line) for line in found.lines]

    def report() -> AccrualReport:
        return AccrualReport(
            version=request.answer_version,
            lines_count=found.total,
            page=wanted.number,
            limit=wanted.limit,
            lines=rows,
            as_of=day,
            currency=company.currency,
            total_amount=found.amount,
        )

    return answer(request, asked_format, f"received-not-invoiced-{day}", AccrualLine, rows, report)


@get(
    "/v1/reports/open-orders",
    needs=Permission.REPORTS_READ,
    feature=Feature.PURCHASE_ORDERS,
    summary="Orders of which something is still to come or to be billed",
    tag=TAG,
    operation_id="get-reports-open-orders",
    errors=(404,),
    extension=True,
    csv=True,
)
async def get_open_orders(
    request: ApiRequest,
    company_id: CompanyId,
    location_id: LocationFilter = None,
    vendor_id: VendorFilter = None,
    asked_format: AskedFormat = None,
    page: PageNumber = None,
    limit: PageSize = None,
) -> Response[OpenOrderReport]:
    wanted = page_asked(request, asked_format, page, limit)
    company = await company_of(request, company_id, location_id)
    found = await open_orders(request.tx, request.caller.scope, company, location_id, vendor_id, wanted)
    today = request.tx.now.date()
    rows = [_open_order(order, today) for order in found.orders]

    def report() -> OpenOrderReport:
        return OpenOrderReport(
            version=request.answer_version,
            orders_count=found.total,
            page=wanted.number,
            limit=wanted.limit,
            orders=rows,
            currency=company.currency,
            total_open_amount=found.amount,
        )

    return answer(request, asked_format, f"open-orders-{today}", OpenOrderLine, rows, report)


def _accrual(line: Accrued) -> AccrualLine:
    return AccrualLine(
        ottimate_po_id=str(line.order_id),
        po_number=line.po_number,
        ottimate_po_item_id=str(line.line_id),
        ottimate_location_id=line.location_id,
        ottimate_vendor_id=line.vendor_id,
        erp_vendor_id=line.erp_vendor_id,
        erp_vendor_name=line.vendor_name,
        name=line.name,
        sku=line.sku,
        uom=line.uom,
        price=line.price,
        quantity_received=line.received,
        quantity_invoiced=line.invoiced,
        quantity=line.quantity,
        amount=line.amount,
        last_received=line.last_on,
        dimensions={type_.upper(): id for type_, id in sorted(line.dimensions.items())},
    )


def _open_order(order: OpenOrder, today: date) -> OpenOrderLine:
    return OpenOrderLine(
        ottimate_po_id=str(order.id),
        po_number=order.po_number,
        external_id=order.external_id,
        status=order.status,
        ottimate_location_id=order.location_id,
        ottimate_vendor_id=order.vendor_id,
        erp_vendor_id=order.erp_vendor_id,
        erp_vendor_name=order.vendor_name,
        date=order.ordered_on,
        age_days=(today - order.ordered_on).days,
        is_2_way=order.is_2_way,
        total_amount=order.total_amount,
        ordered_amount=order.ordered_amount,
        received_amount=order.received_amount,
        billed_amount=order.billed_amount,
        open_amount=order.open_amount,
    )
