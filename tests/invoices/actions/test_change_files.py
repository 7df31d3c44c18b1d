"""Bytes are stored before an invoice is locked: a slow disk holds up nobody who wants the invoice."""

import asyncio
from base64 import b64encode

import pytest

from harness.invoices import make_invoice
from harness.server import Server
from harness.tenants import Tenant
from harness.worker import paper
from payables.access.queries import caller_of
from payables.invoices.actions.change_invoice import change_invoice
from payables.invoices.actions.replace_images import replace_images
from payables.invoices.queries import records
from payables.invoices.rules.images import SentImage
from payables.platform.caller import Caller
from payables.platform.db import Transaction
from payables.platform.files import FileStore


class SlowShelf:
    """Takes a file in when it is told to."""

    def __init__(self) -> None:
        self.asked = asyncio.Event()
        self.may = asyncio.Event()

    async def put(self, name: str, data: bytes) -> None:
        self.asked.set()
        await self.may.wait()

    async def get(self, name: str) -> bytes:
        raise FileNotFoundError(name)


@pytest.mark.parametrize("way", ["body", "form"])
def test_others_reach_the_invoice_while_its_files_are_being_stored(server: Server, tenant: Tenant, way: str) -> None:
    invoice = make_invoice(tenant)["id"]
    data = paper()

    async def store(shelf: SlowShelf) -> None:
        async with server.database.transaction(tenant.account_id) as tx:
            caller, files = await whoever(tx), FileStore(shelf)
            if way == "body":
                sent = {"raw_images": [{"filename": "a.pdf", "data": b64encode(data).decode()}]}
                await change_invoice(tx, caller, files, invoice, sent, largest_file=10**6)
            else:
                await replace_images(tx, caller, files, invoice, [SentImage("a.pdf", "application/pdf", data)])

    async def both() -> int:
        shelf = SlowShelf()
        storing = asyncio.create_task(store(shelf))
        await asyncio.wait_for(shelf.asked.wait(), 10)
        async with asyncio.timeout(5), server.database.transaction(tenant.account_id) as tx:
            await records.load_for_update(tx, await whoever(tx), invoice)
        shelf.may.set()
        await storing
        async with server.database.transaction(tenant.account_id) as tx:
            return len((await records.seen(tx, await whoever(tx), invoice)).invoice.reasons)

    async def whoever(tx: Transaction) -> Caller:
        user = await tx.fetchval("SELECT id FROM users WHERE account_id = $1 AND key = 'all'", tx.account_id)
        found = await caller_of(tx, user)
        assert found is not None
        return found

    assert server.run(both()) == 0
    assert len(tenant.api().get(f"/v1/invoices/{invoice}").json()["images"]) == 1
