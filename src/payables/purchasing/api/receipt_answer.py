"""A receipt as the API shows it."""

from collections.abc import Sequence
from typing import Any

from litestar import Response

from payables.platform.db import Transaction
from payables.platform.http.encode import JsonResponse
from payables.platform.http.instants import twins
from payables.platform.http.request import ApiRequest
from payables.purchasing.model import Receipt
from payables.purchasing.queries.receipts import OfOrder, SeenItem, items_of, load_receipt, orders_of
from payables.purchasing.rules.receipt_steps import possible_steps
from payables.purchasing.schema.receipts import (
    ReceiptChanged,
    ReceiptDetail,
    ReceiptEntered,
    ReceiptItemObject,
    ReceiptObject,
    ReceiptSummary,
)


async def answer_receipt(request: ApiRequest, receipt_id: object) -> Response[ReceiptDetail]:
    """As it is now, with its ETag. Raises NotFound."""
    receipt = await load_receipt(request.tx, request.caller.scope, str(receipt_id))
    detail = ReceiptDetail(request.answer_version, ReceiptObject(**await _full(request.tx, receipt)))
    return JsonResponse(detail, headers={"ETag": f'"{receipt.version}"'})


async def entered_of(tx: Transaction, receipt: Receipt) -> ReceiptEntered:
    """As POST and the results of a bulk show it."""
    return ReceiptEntered(items_count=len(receipt.items), **await _full(tx, receipt))


def changed_of(request: ApiRequest, receipt: Receipt) -> Response[ReceiptChanged]:
    """As PATCH answers, with its ETag."""
    changed = ReceiptChanged(
        version=request.answer_version,
        items_count=len(receipt.items),
        **_basics(receipt),
        **twins("last_modified_date", receipt.updated_at),
    )
    return JsonResponse(changed, headers={"ETag": f'"{receipt.version}"'})


async def summaries_of(tx: Transaction, found: Sequence[Receipt], *, items: bool) -> list[ReceiptSummary]:
    """Receipts of a list, with their lines if wanted."""
    lines = await items_of(tx, [receipt.id for receipt in found]) if items else {}
    orders = await orders_of(tx, found)
    shown: list[ReceiptSummary] = []
    for receipt in found:
        summary = ReceiptSummary(**_fields(receipt, orders[receipt.purchase_order]))
        if items:
            summary.items = [_item(seen) for seen in lines.get(receipt.id, [])]
        shown.append(summary)
    return shown


async def _full(tx: Transaction, receipt: Receipt) -> dict[str, Any]:
    lines = (await items_of(tx, [receipt.id])).get(receipt.id, [])
    order = (await orders_of(tx, [receipt]))[receipt.purchase_order]
    return {
        **_fields(receipt, order),
        "invoice_number_ref": receipt.invoice_number_ref,
        "note": receipt.note,
        "put_away_reason": receipt.put_away_reason,
        **twins("last_modified_date", receipt.updated_at),
        "steps": possible_steps(receipt),
        "items": [_item(seen) for seen in lines],
    }


def _fields(receipt: Receipt, order: OfOrder) -> dict[str, Any]:
    return {
        **_basics(receipt),
        **twins("created_date", receipt.created_at),
        "ottimate_company_id": receipt.company_id,
        "problem": receipt.problem,
        "po_number": order.po_number,
        "erp_vendor_id": order.erp_vendor_id,
        "erp_vendor_name": order.erp_vendor_name,
        "ottimate_vendor_name": order.vendor_name,
        "ottimate_location_id": order.location_id,
    }


def _basics(receipt: Receipt) -> dict[str, Any]:
    return {
        "id": str(receipt.id),
        "external_id": receipt.external_id,
        "receipt_number": receipt.receipt_number,
        "status": receipt.status,
        "ottimate_po_id": str(receipt.purchase_order),
        "date": receipt.received_on,
        "total_amount": receipt.total_amount,
    }


def _item(seen: SeenItem) -> ReceiptItemObject:
    item = seen.item
    return ReceiptItemObject(
        id=str(item.id),
        external_id=item.external_id,
        ottimate_po_item_id=str(item.purchase_order_item),
        name=seen.name,
        sku=seen.sku,
        quantity=item.quantity,
        price=item.price,
        uom=item.uom,
        quantity_counted=item.counted,
        quantity_billed=item.billed,
        **twins("created_date", item.created_at),
        **twins("last_modified_date", item.updated_at),
    )
