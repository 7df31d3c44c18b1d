"""Receipts for tests, entered through the public API, and what invoices pay for of them."""

from decimal import Decimal
from itertools import count
from typing import Any
from uuid import UUID, uuid4

import httpx2

from harness.api import Api
from harness.inside import inside
from harness.invoices import make_invoice
from harness.tenants import Tenant
from payables.platform.db import Transaction
from payables.purchasing.actions.count_billed import count_billed
from payables.purchasing.queries.for_matching import heads

_serial = count(1)

ALLOCATE = """
INSERT INTO match_allocations
       (account_id, id, invoice, item, purchase_order, purchase_order_item, receipt_item, quantity, created_at)
VALUES ($1, $2, $3, 1, $4, $5, $6, $7, $8)
"""


def line(item: dict[str, Any], quantity: float = 1, **changes: Any) -> dict[str, Any]:
    """A receipt's line for a line of an order."""
    return {"ottimate_po_item_id": item["id"], "quantity": quantity, **changes}


def receipt_body(order: dict[str, Any], items: list[dict[str, Any]] | None = None, **changes: Any) -> dict[str, Any]:
    """One of the order's first line unless lines are given."""
    number = next(_serial)
    return {
        "ottimate_po_id": order["id"],
        "receipt_number": f"GR-{number * 7919 % 100003:06d}",
        "date": "2026-11-10",
        "total_amount": 30.00,
        "items": [line(order["items"][0])] if items is None else items,
        **changes,
    }


def send_receipt(
    tenant: Tenant,
    order: dict[str, Any],
    items: list[dict[str, Any]] | None = None,
    api: Api | None = None,
    **changes: Any,
) -> httpx2.Response:
    return (api or tenant.api()).post("/v1/receipts", json=receipt_body(order, items, **changes))


def make_receipt(
    tenant: Tenant, order: dict[str, Any], items: list[dict[str, Any]] | None = None, **changes: Any
) -> dict[str, Any]:
    answer = send_receipt(tenant, order, items, **changes)
    assert answer.status_code == 201, answer.text
    return answer.json()


def receipt_of(tenant: Tenant, receipt: dict[str, Any] | str) -> dict[str, Any]:
    """The receipt as it is now."""
    id = receipt if isinstance(receipt, str) else receipt["id"]
    return tenant.api().get(f"/v1/receipts/{id}").json()["receipt"]


def received(tenant: Tenant, order: dict[str, Any]) -> list[Decimal]:
    """What is received of the order's lines."""
    found = tenant.api().get(f"/v1/purchase-orders/{order['id']}").json()["purchase_order"]
    return [Decimal(str(item["quantity_received"])) for item in found["items"]]


def bill(tenant: Tenant, order: dict[str, Any], receipt: dict[str, Any], quantity: float, at: int = 0) -> None:
    """An invoice pays for so much of a receipt's line, as matching would write it down."""
    invoice = make_invoice(tenant)
    item = receipt["items"][at]
    ids = [UUID(id) for id in (invoice["id"], order["id"], item["ottimate_po_item_id"], item["id"])]
    inside(tenant, _allocate, *ids, Decimal(str(quantity)))


def receipts_body(tenant: Tenant, receipts: list[dict[str, Any]], **changes: Any) -> dict[str, Any]:
    """The body of a bulk."""
    return {"ottimate_company_id": tenant.company(), "receipts": receipts, **changes}


async def _allocate(tx: Transaction, invoice: UUID, order: UUID, line: UUID, item: UUID, quantity: Decimal) -> None:
    await heads(tx, [order], lock=True)
    await tx.execute(ALLOCATE, tx.account_id, uuid4(), invoice, order, line, item, quantity, tx.now)
    await count_billed(tx, [order], {line: quantity}, {item: quantity})
