"""Whatever is entered, changed, billed and put away: what a line has received is what counts of its receipts, and no more of
a receipt is billed than came with it."""

from decimal import Decimal
from random import Random
from typing import Any
from uuid import UUID

import pytest

from harness.inside import inside
from harness.orders import make_order
from harness.receipts import bill, line, make_receipt, receipt_of
from harness.tenants import Tenant
from payables.platform.db import Transaction

STEPS = 14

LINES = """
SELECT i.received, i.billed, i.quantity,
       coalesce((SELECT round(sum(ri.counted), 6) FROM receipt_items ri
                   JOIN receipts r ON r.account_id = ri.account_id AND r.id = ri.receipt
                  WHERE ri.account_id = i.account_id AND ri.purchase_order_item = i.id
                    AND r.status NOT IN ('archived', 'deleted')), 0) AS counted
  FROM purchase_order_items i WHERE i.account_id = $1 AND i.purchase_order = $2
"""
RECEIVED = """
SELECT ri.quantity, ri.uom, coalesce(ri.counted, 0) AS counted, ri.billed, r.status,
       (SELECT coalesce(sum(a.quantity), 0) FROM match_allocations a
         WHERE a.account_id = ri.account_id AND a.receipt_item = ri.id) AS allocated
  FROM receipt_items ri JOIN receipts r ON r.account_id = ri.account_id AND r.id = ri.receipt
 WHERE ri.account_id = $1 AND r.purchase_order = $2
"""
ALLOCATED = "SELECT coalesce(sum(quantity), 0) FROM match_allocations WHERE account_id = $1 AND purchase_order = $2"


async def check(tx: Transaction, order: str) -> None:
    id = UUID(order)
    lines = await tx.fetch(LINES, tx.account_id, id)
    for row in lines:
        assert row["received"] == row["counted"]
        assert 0 <= row["billed"] <= row["quantity"]
    for row in await tx.fetch(RECEIVED, tx.account_id, id):
        assert 0 <= row["billed"] == row["allocated"] <= row["counted"]
        if row["status"] in ("archived", "deleted"):
            assert row["billed"] == 0
        if row["uom"] is None:
            assert row["counted"] == row["quantity"]
    assert sum(row["billed"] for row in lines) == await tx.fetchval(ALLOCATED, tx.account_id, id)


class Walk:
    """Steps at random with the receipts of one order; what is refused changes nothing."""

    def __init__(self, tenant: Tenant, seed: int) -> None:
        self.tenant, self.seed, self.random = tenant, seed, Random(seed)
        items = [
            {"name": "Eggs", "quantity": 20, "price": 3, "uom": "DZ"},
            {"name": "Tea", "quantity": 9, "price": 5},
            {"name": "Beans", "quantity": 7, "price": 5, "uom": "CS"},
        ]
        self.order = make_order(tenant, items=items)
        self.receipts: list[str] = []

    def step(self) -> None:
        steps = [self.enter, self.change, self.bill, self.put_away, self.reopen, self.send_again]
        self.random.choice(steps if self.receipts else [self.enter])()

    def enter(self) -> None:
        made = make_receipt(self.tenant, self.order, self.lines(), external_id=f"R{self.seed}-{len(self.receipts)}")
        self.receipts.append(made["id"])

    def send_again(self) -> None:
        found = self.some()
        body = {
            name: found[name] for name in ("ottimate_po_id", "receipt_number", "external_id", "date", "total_amount")
        }
        assert self.tenant.api().post("/v1/receipts", json={**body, "items": self.lines()}).status_code == 201

    def change(self) -> None:
        found = self.some()
        items = [
            {"id": item["id"], "quantity": self.quantity()} for item in found["items"] if self.random.random() < 0.7
        ]
        assert self.tenant.api().patch(f"/v1/receipts/{found['id']}", json={"items": items}).status_code == 200

    def bill(self) -> None:
        """As much as is there, of the receipt and of the order."""
        found = self.some()
        at = self.random.randrange(len(found["items"]))
        item = found["items"][at]
        ordered = self.tenant.api().get(f"/v1/purchase-orders/{self.order['id']}").json()["purchase_order"]["items"]
        of_line = next(one for one in ordered if one["id"] == item["ottimate_po_item_id"])
        rest = min(
            Decimal(str(item["quantity_counted"] or 0)) - Decimal(str(item["quantity_billed"])),
            Decimal(str(of_line["quantity"])) - Decimal(str(of_line["quantity_billed"])),
        )
        if found["status"] not in ("archived", "deleted") and rest > 0:
            bill(self.tenant, self.order, found, float(rest), at)

    def put_away(self) -> None:
        word = self.random.choice(["archive", "delete"])
        self.tenant.api().post(f"/v1/receipts/{self.random.choice(self.receipts)}/{word}", json={"reason": "x"})

    def reopen(self) -> None:
        self.tenant.api().post(f"/v1/receipts/{self.random.choice(self.receipts)}/reopen")

    def some(self) -> dict[str, Any]:
        return receipt_of(self.tenant, self.random.choice(self.receipts))

    def lines(self) -> list[dict[str, Any]]:
        eggs, tea, beans = self.order["items"]
        choices = [
            line(eggs, self.quantity(), uom=self.random.choice(["EA", "DZ", "dozen"])),
            line(tea, self.quantity()),
            line(beans, self.quantity(), uom=self.random.choice(["EA", "CS"])),
        ]
        return self.random.sample(choices, self.random.randint(1, 3))

    def quantity(self) -> float:
        return self.random.choice([0, 0.25, 1, 2, 3, 5, 12])


@pytest.mark.parametrize("seed", range(6))
def test_the_sums_hold_after_every_step(shared_tenant: Tenant, seed: int) -> None:
    walk = Walk(shared_tenant, seed)
    for _ in range(STEPS):
        walk.step()
        inside(shared_tenant, check, walk.order["id"])
