"""An order as the API shows it."""

from collections.abc import Mapping, Sequence
from operator import attrgetter
from typing import Any

from litestar import Response

from payables.custom_fields import queries as custom_fields
from payables.custom_fields.model import NumberFields, Subject
from payables.platform.db import Transaction
from payables.platform.http.encode import JsonResponse
from payables.platform.http.instants import twins
from payables.platform.http.request import ApiRequest
from payables.purchasing.model import Order, OrderItem
from payables.purchasing.queries.order_lists import Coded, coded_with
from payables.purchasing.rules.order_steps import possible_steps
from payables.purchasing.schema.orders import (
    LineDimension,
    OrderChanged,
    OrderDetail,
    OrderEntered,
    OrderItemObject,
    OrderObject,
    OrderSummary,
)
from payables.vendors.queries import called

# Name in the API -> field of the order: what every answer shows, what only the detail does.
_BASICS = {
    "external_id": "external_id",
    "po_number": "po_number",
    "status": "status",
    "ottimate_location_id": "location_id",
    "ottimate_company_id": "company_id",
    "date": "ordered_on",
    "erp_vendor_id": "erp_vendor_id",
    "erp_vendor_name": "erp_vendor_name",
    "total_amount": "total_amount",
}
_DETAILS = {
    "tax": "tax",
    "freight": "freight",
    "miscellaneous_charges": "miscellaneous_charges",
    "invoice_number_ref": "invoice_number_ref",
    "is_2_way": "is_2_way",
    "ottimate_vendor_id": "vendor_id",
    "put_away_reason": "put_away_reason",
    "problem": "problem",
}
_basics, _details = attrgetter(*_BASICS.values()), attrgetter(*_DETAILS.values())


async def answer_detail(request: ApiRequest, order: Order) -> Response[OrderDetail]:
    """With its ETag."""
    detail = OrderDetail(request.answer_version, OrderObject(**await _full(request.tx, order)))
    return JsonResponse(detail, headers={"ETag": f'"{order.version}"'})


async def entered_of(tx: Transaction, order: Order) -> OrderEntered:
    """As POST and the results of a bulk show it."""
    return OrderEntered(items_count=len(order.items), **await _full(tx, order))


def changed_of(request: ApiRequest, order: Order) -> Response[OrderChanged]:
    """As PATCH answers, with its ETag."""
    basics = dict(zip(_BASICS, _basics(order), strict=True))
    changed = OrderChanged(
        version=request.answer_version,
        id=str(order.id),
        items_count=len(order.items),
        **basics,
        **twins("last_modified_date", order.updated_at),
    )
    return JsonResponse(changed, headers={"ETag": f'"{order.version}"'})


async def summaries_of(tx: Transaction, orders: list[Order], *, items: bool) -> list[OrderSummary]:
    """Orders of a list, with their lines if they were read with them."""
    numbers = await custom_fields.number_fields(tx, {order.company_id for order in orders})
    coded = await coded_with(tx, orders)
    vendors = await _vendors(tx, orders)
    shown: list[OrderSummary] = []
    for order in orders:
        summary = OrderSummary(**_fields(order, numbers, vendors))
        if items:
            summary.items = [_item(item, coded) for item in order.items]
        shown.append(summary)
    return shown


async def _full(tx: Transaction, order: Order) -> dict[str, Any]:
    numbers = await custom_fields.number_fields(tx, [order.company_id])
    coded = await coded_with(tx, [order])
    details = dict(zip(_DETAILS, _details(order), strict=True))
    items = [_item(item, coded) for item in order.items]
    shown = _fields(order, numbers, await _vendors(tx, [order]))
    return {**shown, **details, "steps": possible_steps(order), "items": items}


async def _vendors(tx: Transaction, orders: Sequence[Order]) -> dict[int | None, str]:
    """Names by id, in one statement."""
    found = await called(tx, {order.vendor_id for order in orders if order.vendor_id is not None})
    return {id: name for id, (_, name) in found.items()}


def _fields(order: Order, numbers: NumberFields, vendors: Mapping[int | None, str]) -> dict[str, Any]:
    return {
        "id": str(order.id),
        **dict(zip(_BASICS, _basics(order), strict=True)),
        **twins("created_date", order.created_at),
        **twins("last_modified_date", order.updated_at),
        "ottimate_vendor_name": vendors.get(order.vendor_id),
        "custom_fields": numbers.shown(order.company_id, Subject.PURCHASE_ORDER, order.custom_fields),
    }


def _item(item: OrderItem, coded: Mapping[str, Coded]) -> OrderItemObject:
    dimensions = {type_.upper(): coded[id] for type_, id in item.dimensions.items() if id in coded}
    return OrderItemObject(
        id=str(item.id),
        external_id=item.external_id,
        name=item.name,
        sku=item.sku,
        quantity=item.quantity,
        price=item.price,
        uom=item.uom,
        dimensions={t: LineDimension(d.id, d.erp_dimension_id, d.name, d.code) for t, d in dimensions.items()},
        quantity_received=item.received,
        quantity_billed=item.billed,
        **twins("created_date", item.created_at),
        **twins("last_modified_date", item.updated_at),
    )
