"""The invoices of an order: those that its match has compared with it."""

from typing import Annotated

from litestar.params import PathParameter

from payables.invoices.api.answer import shown
from payables.invoices.queries import lists
from payables.invoices.queries.lists import Wanted
from payables.invoices.queries.parts import parts_of
from payables.invoices.schema.invoice import InvoiceList
from payables.matching.queries.of_order import invoices_of_order
from payables.platform.caller import Feature, Permission
from payables.platform.http.parameters import PageNumber, PageSize, page_of
from payables.platform.http.request import ApiRequest
from payables.platform.http.routes import get
from payables.purchasing.queries.orders import load_order


@get(
    "/v1/purchase-orders/{id:str}/invoices",
    needs=Permission.INVOICES_READ,
    feature=Feature.PURCHASE_ORDERS,
    summary="List the invoices of a purchase order",
    description="Those that were compared with it when they were matched, whether they take anything of it or not.",
    tag="Purchase orders",
    operation_id="get-purchase-orders-id-invoices",
    errors=(404,),
    extension=True,
)
async def list_invoices_of_order(
    request: ApiRequest,
    id: Annotated[str, PathParameter(description="UUID of the order.")],
    page: PageNumber = None,
    limit: PageSize = None,
) -> InvoiceList:
    wanted_page = page_of(page, limit)
    order = await load_order(request.tx, request.caller.scope, id)
    wanted = Wanted(ids=(await invoices_of_order(request.tx, order.id), []))
    found = await lists.listed(request.tx, request.caller, wanted, wanted_page)
    parts = await parts_of(request.tx, [seen.invoice for seen in found.invoices], items=False)
    results = [shown(request, seen, parts, items=False) for seen in found.invoices]
    return InvoiceList(request.answer_version, found.total, wanted_page.number, wanted_page.limit, results)
