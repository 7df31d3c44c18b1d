"""Less is ordered than was billed: allocations are given back at once, and the ledger always adds up."""

import json
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from uuid import UUID

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from harness.inside import inside
from harness.invoices import make_invoice, make_vendor
from harness.orders import make_order, order_of
from harness.tenants import Tenant
from harness.trail import trail
from payables.platform.db import Transaction
from payables.purchasing.actions.count_billed import count_billed
from payables.purchasing.queries import for_matching

LINES = ("A", "B")
ITEMS = [{"external_id": name, "name": name, "quantity": 10, "price": 1} for name in LINES]

ALLOCATE = """
INSERT INTO match_allocations (account_id, id, invoice, item, purchase_order, purchase_order_item, quantity, created_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
"""


@dataclass
class Ordered:
    """An order with lines A and B, and an invoice that bills it."""

    tenant: Tenant
    order: dict[str, Any]
    invoice: dict[str, Any]
    lines: dict[str, str] = field(default_factory=dict[str, str])

    def __post_init__(self) -> None:
        self.lines = {item["external_id"]: item["id"] for item in self.order["items"]}

    def bill(self, name: str, quantity: int) -> int:
        """As much of it as there is left to bill; answers how much."""
        return inside(self.tenant, self._bill, UUID(self.lines[name]), Decimal(quantity))

    async def _bill(self, tx: Transaction, line: UUID, quantity: Decimal) -> int:
        order = UUID(self.order["id"])
        await for_matching.heads(tx, [order], lock=True)
        (found,) = [one for one in await for_matching.lines(tx, [order]) if one.id == line]
        room = min(quantity, found.quantity - found.billed)
        if room > 0:
            invoice, item = UUID(self.invoice["id"]), self.invoice["items"][0]["id"]
            await tx.execute(ALLOCATE, tx.account_id, tx.new_id(), invoice, item, order, line, room, tx.now)
            await count_billed(tx, [order], {line: room}, {})
        return int(room)

    def want(self, name: str, quantity: int) -> Any:
        body = {"items": [{"id": self.lines[name], "quantity": quantity}]}
        return self.tenant.api().patch(f"/v1/purchase-orders/{self.order['id']}", json=body)

    def send(self, name: str, quantity: int) -> Any:
        """The ERP sends the order anew, with this line only."""
        names = ("ottimate_location_id", "po_number", "erp_vendor_id", "external_id", "date", "total_amount")
        line = {"external_id": name, "name": name, "quantity": quantity, "price": 1}
        body = {**{one: self.order[one] for one in names}, "items": [line]}
        return self.tenant.api().post("/v1/purchase-orders", json=body)

    def shown(self) -> dict[str, tuple[Any, Any]]:
        """Line -> quantity, billed."""
        found = order_of(self.tenant, self.order)
        return {i["external_id"]: (i["quantity"], i["quantity_billed"]) for i in found["items"]}

    def ledger(self) -> dict[str, Decimal]:
        return inside(self.tenant, self._ledger)

    async def _ledger(self, tx: Transaction) -> dict[str, Decimal]:
        sql = "SELECT purchase_order_item, sum(quantity) FROM match_allocations WHERE account_id = $1 GROUP BY 1"
        sums = {str(row[0]): row[1] for row in await tx.fetch(sql, tx.account_id)}
        return {name: sums.get(id, Decimal(0)) for name, id in self.lines.items()}


def ordered(tenant: Tenant) -> Ordered:
    vendor = make_vendor(tenant)
    order = make_order(tenant, vendor=vendor, items=ITEMS, total_amount=20, external_id=vendor["erp_vendor_id"])
    return Ordered(tenant, order, make_invoice(tenant, vendor=vendor))


def test_the_newest_allocations_are_given_back(tenant: Tenant) -> None:
    found = ordered(tenant)
    for quantity in (4, 3, 2):
        found.bill("A", quantity)
    assert found.want("A", 5).json()["status"] == "flagged"
    assert found.shown()["A"] == (5, 5)
    assert inside(tenant, _quantities) == [4, 1], "2 and 2 of the 3 are given back"
    assert order_of(tenant, found.order)["problem"] == "billed_more_than_ordered"
    entry = [e for e in trail(tenant, "purchase_order") if e["action"] == "purchase_order.changed"][-1]
    assert sorted(one["quantity"] for one in entry["after"]["given_back"]) == ["2", "2"]


def test_a_flag_ends_when_more_is_ordered_or_somebody_has_looked(tenant: Tenant) -> None:
    found = ordered(tenant)
    found.bill("A", 8)
    assert found.want("A", 5).json()["status"] == "flagged"
    assert found.want("B", 9).json()["status"] == "flagged"
    assert found.want("A", 6).json()["status"] == "open"
    found.bill("A", 6)
    assert found.want("A", 5).json()["status"] == "flagged"
    reopened = tenant.api().post(f"/v1/purchase-orders/{found.order['id']}/reopen")
    assert reopened.json()["purchase_order"]["status"] == "open"
    assert reopened.json()["purchase_order"]["problem"] is None


def test_a_line_that_the_erp_takes_back_gives_everything_back(tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    order = make_order(tenant, vendor=vendor, external_id="E-1", items=ITEMS, total_amount=20)
    found = Ordered(tenant, order, make_invoice(tenant, vendor=vendor))
    found.bill("A", 10)
    found.bill("B", 10)
    assert order_of(tenant, order)["status"] == "closed"
    body = {name: order[name] for name in ("ottimate_location_id", "po_number", "erp_vendor_id", "external_id", "date")}
    sent = tenant.api().post("/v1/purchase-orders", json={**body, "total_amount": 10, "items": ITEMS[:1]})
    assert sent.json()["status"] == "flagged"
    assert found.shown() == {"A": (10, 10), "B": (0, 0)}
    assert found.ledger() == {"A": 10, "B": 0}


def test_whom_the_change_concerns_is_told_once(tenant: Tenant) -> None:
    found = ordered(tenant)
    found.bill("A", 8)
    inside(tenant, _forget_jobs)
    assert found.want("A", 5).is_success
    assert inside(tenant, _jobs) == [{"account_id": str(tenant.account_id)}]
    assert inside(tenant, _told) == [(UUID(found.order["id"]), True, False)]


STEPS = st.lists(
    st.tuples(st.sampled_from(["bill", "bill", "want", "send"]), st.sampled_from(LINES), st.integers(0, 12)),
    min_size=1,
    max_size=8,
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_no_more_is_billed_than_ordered_and_the_ledger_adds_up(shared_tenant: Tenant, steps: list[Any]) -> None:
    found = ordered(shared_tenant)
    for what, name, quantity in steps:
        if what == "bill":
            found.bill(name, quantity)
        else:
            change = found.want if what == "want" else found.send
            assert change(name, quantity).is_success
        ledger = found.ledger()
        for line, (wanted, billed) in found.shown().items():
            assert billed <= wanted
            assert ledger[line] == billed


async def _quantities(tx: Transaction) -> list[int]:
    sql = "SELECT quantity FROM match_allocations WHERE account_id = $1 ORDER BY created_at, id"
    return [int(row["quantity"]) for row in await tx.fetch(sql, tx.account_id)]


async def _forget_jobs(tx: Transaction) -> None:
    await tx.execute("DELETE FROM pgqueuer WHERE entrypoint = 'purchasing.orders_changed'")
    await tx.execute("DELETE FROM orders_told WHERE account_id = $1", tx.account_id)


async def _jobs(tx: Transaction) -> list[dict[str, str]]:
    rows = await tx.fetch("SELECT payload FROM pgqueuer WHERE entrypoint = 'purchasing.orders_changed'")
    return [json.loads(row["payload"]) for row in rows]


async def _told(tx: Transaction) -> list[tuple[UUID, bool, bool]]:
    rows = await tx.fetch("SELECT purchase_order, changed, freed FROM orders_told WHERE account_id = $1", tx.account_id)
    return [tuple(row) for row in rows]
