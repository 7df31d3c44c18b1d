"""What can be done to an invoice through the API, and the invoices to do it to."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import httpx2

from resilience.accounts import Account, invoice_body

SIDES = {"a": "2026-12-10", "b": "2026-12-11"}


@dataclass(frozen=True)
class Target:
    """A fresh invoice, its ETag when it was ready, and the approval record of the person who was asked to approve it."""

    id: str
    etag: str
    asked: str | None

    @property
    def path(self) -> str:
        return f"/v1/invoices/{self.id}"


@dataclass(frozen=True)
class Clients:
    """Who enters invoices (`erp`) and who else may do everything (`other`)."""

    erp: httpx2.AsyncClient
    other: httpx2.AsyncClient


Call = Callable[[Clients, Target, str], Awaitable[httpx2.Response]]


@dataclass(frozen=True)
class Operation:
    """`start` is the state in which it is carried out; `call` gets the side of the race that it is on."""

    name: str
    start: str
    call: Call


async def patch_header(clients: Clients, target: Target, side: str) -> httpx2.Response:
    return await clients.erp.patch(target.path, json={"due_date": SIDES[side]})


async def patch_header_seen(clients: Clients, target: Target, side: str) -> httpx2.Response:
    body = {"due_date": SIDES[side], "purchase_order": side}
    return await clients.erp.patch(target.path, json=body, headers={"If-Match": target.etag})


async def patch_lines(clients: Clients, target: Target, side: str) -> httpx2.Response:
    return await clients.erp.patch(target.path, json={"items": [{"name": f"Salt {side}", "quantity": 1, "price": 0}]})


async def approve(clients: Clients, target: Target, _: str) -> httpx2.Response:
    return await clients.other.post(f"{target.path}/approve", json={})


async def approve_seen(clients: Clients, target: Target, _: str) -> httpx2.Response:
    return await clients.other.post(f"{target.path}/approve", json={}, headers={"If-Match": target.etag})


async def decline(clients: Clients, target: Target, _: str) -> httpx2.Response:
    return await clients.other.post(f"{target.path}/decline", json={"reason": "Not ours."})


async def flag(clients: Clients, target: Target, side: str) -> httpx2.Response:
    return await clients.erp.post(f"{target.path}/flag", json={"flagging_reason": f"Wrong site {side}."})


async def mark_exported(clients: Clients, target: Target, side: str) -> httpx2.Response:
    body = {"invoices": [{"invoice_id": target.id}], "export_transaction_id": f"ERP-{side}"}
    return await clients.erp.post("/v1/invoices/mark-exported", json=body)


async def mark_unexported(clients: Clients, target: Target, _: str) -> httpx2.Response:
    body = {"invoices": [{"invoice_id": target.id}], "marked_reason": "Booked twice."}
    return await clients.erp.post("/v1/invoices/mark-unexported", json=body)


async def add_approver(clients: Clients, target: Target, _: str) -> httpx2.Response:
    return await clients.erp.post(f"{target.path}/approvers", json={"email": "bo@race.example"})


async def remove_approver(clients: Clients, target: Target, _: str) -> httpx2.Response:
    return await clients.erp.delete(f"{target.path}/approvers", params={"approval_id": target.asked or "none"})


async def archive(clients: Clients, target: Target, side: str) -> httpx2.Response:
    return await clients.erp.post(f"{target.path}/archive", json={"reason": f"Cleared out {side}."})


async def restore(clients: Clients, target: Target, side: str) -> httpx2.Response:
    return await clients.erp.post(f"{target.path}/restore", json={"reason": f"Needed {side}."})


async def pay(clients: Clients, target: Target, side: str) -> httpx2.Response:
    body = {"paid_on": "2026-11-20", "amount": 40, "reference": f"PAY-{side}"}
    return await clients.erp.post(f"{target.path}/payments", json=body)


OPERATIONS = [
    Operation("PATCH header", "pending", patch_header),
    Operation("PATCH header with If-Match", "pending", patch_header_seen),
    Operation("PATCH lines", "pending", patch_lines),
    Operation("approve", "pending", approve),
    Operation("approve with If-Match", "pending", approve_seen),
    Operation("decline", "pending", decline),
    Operation("flag", "pending", flag),
    Operation("mark-exported", "approved", mark_exported),
    Operation("mark-unexported", "exported", mark_unexported),
    Operation("add approver", "pending", add_approver),
    Operation("remove approver", "asked", remove_approver),
    Operation("archive", "pending", archive),
    Operation("restore", "archived", restore),
    Operation("record payment", "approved", pay),
]


async def read_and_add(clients: Clients, target: Target, side: str) -> httpx2.Response:
    """A client that reads, thinks and writes, without If-Match: the loser's effect is gone. The negative control."""
    seen = (await clients.erp.get(target.path)).json()["purchase_order"] or ""
    await asyncio.sleep(0.02)
    return await clients.erp.patch(target.path, json={"purchase_order": f"{seen}{side}"})


CONTROL = Operation("read, add, write", "pending", read_and_add)


class Entry:
    """Makes invoices for rounds: no two alike, so that none is taken for a duplicate."""

    def __init__(self, account: Account, vendor_id: int) -> None:
        self.account = account
        self.vendor_id = vendor_id
        self._made = 0

    async def invoice(self, clients: Clients, start: str) -> Target:
        """In the state `start`: pending, asked (a person was asked to approve it), approved, exported or archived."""
        self._made += 1
        price = 100 + self._made * 7
        body = {
            **invoice_body(self.account, self.vendor_id, uuid4().hex),
            "total_amount": price,
            "items": [{"name": "Flour", "quantity": 1, "price": price}],
        }
        made = _done(await clients.erp.post("/v1/invoices", json=body))
        target = Target(made["id"], "", await self._asked(clients, made["id"]) if start == "asked" else None)
        for step in {"approved": [approve], "exported": [approve, mark_exported], "archived": [archive]}.get(start, []):
            _done(await step(clients, target, "a"))
        return Target(target.id, (await clients.erp.get(target.path)).headers["etag"], target.asked)

    async def _asked(self, clients: Clients, id: str) -> str:
        body = {"email": "ada@race.example"}
        return _done(await clients.erp.post(f"/v1/invoices/{id}/approvers", json=body))["approvers"][0]["id"]


def _done(answer: httpx2.Response) -> dict[str, Any]:
    if not answer.is_success:
        raise RuntimeError(f"{answer.request.method} {answer.request.url}: {answer.status_code} {answer.text[:300]}")
    return answer.json()
