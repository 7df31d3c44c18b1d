"""Invoices, receipts and changed orders at the same moment, through the public API, with a worker that matches again: whatever
happens in whatever order, the ledger pays no goods twice.

After each round and once the worker has nothing left to do: of every line the counter is the sum of its allocations and no
more than was ordered, of every receipt's line no more than was received, and an archived invoice has nothing. Control: a
ledger that somebody has tampered with must be found.

`python -m resilience.order_race ROUNDS` runs it alone.
"""

import asyncio
import sys
from dataclasses import dataclass, field
from random import Random
from typing import Any
from uuid import UUID

import httpx2
from benchmarks.deployment import Deployment, wait_until_ready

from payables.platform.db import Transaction
from resilience.accounts import Account, create_vendor, open_account, org
from resilience.outcome import Outcome, table

ROUNDS, AT_ONCE, LINES = 40, 12, 3

FAULTS = """
SELECT 'line ' || i.id || ' counts ' || i.billed || ' of ' || i.quantity || ', allocated ' || a.total AS fault
  FROM purchase_order_items i
 CROSS JOIN LATERAL (SELECT coalesce(sum(quantity), 0) AS total FROM match_allocations
                      WHERE account_id = i.account_id AND purchase_order_item = i.id) a
 WHERE i.account_id = $1 AND (i.billed <> a.total OR a.total > i.quantity)
UNION ALL
SELECT 'receipt line ' || r.id || ' counts ' || r.billed || ' of ' || coalesce(r.counted, 0) || ', allocated ' || a.total
  FROM receipt_items r
 CROSS JOIN LATERAL (SELECT coalesce(sum(quantity), 0) AS total FROM match_allocations
                      WHERE account_id = r.account_id AND receipt_item = r.id) a
 WHERE r.account_id = $1 AND (r.billed <> a.total OR a.total > coalesce(r.counted, 0))
UNION ALL
SELECT 'archived invoice ' || i.id || ' has goods' FROM invoices i
 WHERE i.account_id = $1 AND i.state = 'archived'
   AND EXISTS (SELECT FROM match_allocations WHERE account_id = i.account_id AND invoice = i.id)
"""

ALLOCATED = "SELECT count(*) FROM match_allocations WHERE account_id = $1"
WAITING = "SELECT count(*) FROM pgqueuer WHERE entrypoint LIKE 'purchasing.%'"
TAMPER = """
UPDATE match_allocations SET quantity = quantity + 1
 WHERE account_id = $1 AND id = (SELECT min(id::text)::uuid FROM match_allocations WHERE account_id = $1)
"""


@dataclass
class Story:
    """What has happened so far."""

    account: Account
    vendor: int
    rng: Random
    order: dict[str, Any] = field(default_factory=dict[str, Any])
    invoices: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    receipts: list[str] = field(default_factory=list[str])
    answers: dict[str, int] = field(default_factory=dict[str, int])
    serial: int = 0

    def number(self, prefix: str) -> str:
        self.serial += 1
        return f"{prefix}-{self.serial}-{self.serial * 7919 % 10007:05d}"

    def note(self, what: str, answer: httpx2.Response) -> httpx2.Response:
        name = f"{what} {answer.status_code}"
        self.answers[name] = self.answers.get(name, 0) + 1
        return answer


def run(rounds: int = ROUNDS) -> Outcome:
    with Deployment() as deployment:
        credentials = asyncio.run(deployment.provision(org("Orders")))
        deployment.serve()
        deployment.worker()
        wait_until_ready(deployment.base_url)
        account = open_account(deployment.base_url, "Orders", credentials["orders/erp"])
        return asyncio.run(_all(deployment, account, rounds))


async def _all(deployment: Deployment, account: Account, rounds: int) -> Outcome:
    with httpx2.Client(base_url=deployment.base_url, headers=account.headers, trust_env=False) as api:
        story = Story(account, create_vendor(api, account, "GOODS-1"), Random(4711))
    id = UUID(hex=account.racc.removeprefix("racc_"))
    faults: list[str] = []
    async with (
        httpx2.AsyncClient(base_url=deployment.base_url, headers=account.headers, timeout=60, trust_env=False) as api,
        deployment.parts() as parts,
    ):
        for _ in range(rounds):
            await _round(story, api)
            async with parts.database.transaction(id) as tx:
                faults += await _faults(tx)
        await _until_matched(parts.database)
        async with parts.database.transaction(id) as tx:
            faults += await _faults(tx)
            allocated = await tx.fetchval(ALLOCATED, id)
            async with tx.rehearsal():
                await tx.execute(TAMPER, id)
                found = len(await _faults(tx))
    failed = sum(count for name, count in story.answers.items() if name.endswith((" 500", " 503")))
    calls = sum(story.answers.values())
    notes = [
        f"{rounds} rounds of twice {AT_ONCE} calls at once on one order and its invoices: {calls} calls, "
        f"{allocated} allocations stand",
        ", ".join(f"{name}: {count}" for name, count in sorted(story.answers.items())),
        *faults[:10],
    ]
    return Outcome(calls, len(faults) + failed, 1, found, notes)


async def _faults(tx: Transaction) -> list[str]:
    return [row["fault"] for row in await tx.fetch(FAULTS, tx.account_id)]


async def _until_matched(database: Any) -> None:
    """Until the worker has looked at every order that has changed."""
    for _ in range(600):
        async with database.operator() as connection:
            if not await connection.fetchval(WAITING):
                return
        await asyncio.sleep(0.1)
    raise TimeoutError("the worker still has orders to look at after a minute")


async def _round(story: Story, api: httpx2.AsyncClient) -> None:
    """A new order, then everybody at once, and once more with what is there by then."""
    story.order = (await _order(story, api)).json()
    story.invoices, story.receipts = story.invoices[-6:], []
    steps = [_invoice, _invoice, _invoice, _receipt, _receipt, _change_order, _change_invoice, _put_away, _take_back]
    for _ in range(2):
        chosen = [story.rng.choice(steps) for _ in range(AT_ONCE)]
        await asyncio.gather(*(step(story, api) for step in chosen))


async def _order(story: Story, api: httpx2.AsyncClient) -> httpx2.Response:
    items = [
        {"external_id": f"L{n}", "name": f"Item {n}", "sku": f"SKU-{n}", "quantity": 20, "price": 10, "uom": "EA"}
        for n in range(LINES)
    ]
    body = {
        "ottimate_location_id": story.account.location_id,
        "po_number": story.number("PO"),
        "erp_vendor_id": "GOODS-1",
        "date": "2026-11-02",
        "total_amount": 600,
        "is_2_way": story.rng.random() < 0.4,
        "items": items,
    }
    return story.note("order", await api.post("/v1/purchase-orders", json=body))


async def _invoice(story: Story, api: httpx2.AsyncClient) -> None:
    quantities = [story.rng.randint(1, 15) for _ in range(LINES)]
    body = {
        "ottimate_company_id": story.account.company_id,
        "ottimate_location_id": story.account.location_id,
        "ottimate_vendor_id": story.vendor,
        "invoice_number": story.number("INV"),
        "invoice_date": "2026-11-05",
        "currency": "EUR",
        "purchase_order": story.order["po_number"],
        "total_amount": 10 * sum(quantities),
        "items": [
            {"name": f"Item {n}", "sku": f"SKU-{n}", "quantity": quantity, "price": 10, "unit": "EA"}
            for n, quantity in enumerate(quantities)
        ],
    }
    answer = story.note("invoice", await api.post("/v1/invoices", json=body))
    if answer.is_success:
        story.invoices.append(answer.json())


async def _receipt(story: Story, api: httpx2.AsyncClient) -> None:
    items = [{"ottimate_po_item_id": item["id"], "quantity": story.rng.randint(1, 12)} for item in story.order["items"]]
    body = {
        "ottimate_po_id": story.order["id"],
        "receipt_number": story.number("GR"),
        "date": "2026-11-04",
        "total_amount": 100,
        "items": items,
    }
    answer = story.note("receipt", await api.post("/v1/receipts", json=body))
    if answer.is_success:
        story.receipts.append(answer.json()["id"])


async def _change_order(story: Story, api: httpx2.AsyncClient) -> None:
    items = [{"id": item["id"], "quantity": story.rng.randint(2, 30)} for item in story.order["items"]]
    path = f"/v1/purchase-orders/{story.order['id']}"
    story.note("change order", await api.patch(path, json={"items": items}))


async def _change_invoice(story: Story, api: httpx2.AsyncClient) -> None:
    if story.invoices:
        invoice = story.rng.choice(story.invoices)
        items = [{"id": item["id"], "quantity": story.rng.randint(1, 20)} for item in invoice["items"]]
        story.note("change invoice", await api.patch(f"/v1/invoices/{invoice['id']}", json={"items": items}))


async def _put_away(story: Story, api: httpx2.AsyncClient) -> None:
    if story.invoices:
        invoice, step = story.rng.choice(story.invoices), story.rng.choice(["archive", "restore", "match"])
        story.note(step, await api.post(f"/v1/invoices/{invoice['id']}/{step}", json={}))


async def _take_back(story: Story, api: httpx2.AsyncClient) -> None:
    if story.receipts:
        receipt = story.rng.choice(story.receipts)
        body = {"reason": "Counted wrongly."}
        story.note("take back", await api.post(f"/v1/receipts/{receipt}/delete", json=body))


if __name__ == "__main__":
    outcome = run(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS)
    print(table({"orders": outcome}))
    sys.exit(0 if outcome.passed else 1)
