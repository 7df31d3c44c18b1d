"""What the worker does for purchasing: orders and receipts of bulks, and orders whose vendors were entered."""

from decimal import Decimal
from typing import Any
from uuid import UUID

import msgspec

from payables.batches.model import Task
from payables.platform.caller import Caller, Feature, Permission
from payables.platform.db import Database, Transaction
from payables.platform.http.encode import encode
from payables.platform.queue import enqueue
from payables.purchasing.actions.enter_order import enter_order
from payables.purchasing.actions.enter_receipt import enter_receipt
from payables.purchasing.actions.enter_receipts import COMPANY, RECEIPT
from payables.purchasing.actions.link_vendors import link_vendors
from payables.purchasing.api import receipt_answer
from payables.purchasing.api.order_answer import entered_of
from payables.purchasing.events import VENDOR_AWAITED
from payables.purchasing.queries.receipts import load_receipt

ORDERS_AT_ONCE = 200

_decode = msgspec.json.Decoder(float_hook=Decimal).decode


async def enter_bulk_order(tx: Transaction, caller: Caller, task: Task) -> bytes:
    """The order as JSON, as it was entered. Raises refusals."""
    caller.need(Permission.PURCHASING_WRITE)
    caller.need_feature(Feature.PURCHASE_ORDERS)
    return encode(await entered_of(tx, await enter_order(tx, caller, _decode(task.payload))))


async def enter_bulk_receipt(tx: Transaction, caller: Caller, task: Task) -> bytes:
    """The receipt as JSON, as it was entered. Raises refusals."""
    caller.need(Permission.PURCHASING_WRITE)
    caller.need_feature(Feature.PURCHASE_ORDERS)
    sent = _decode(task.payload)
    id = await enter_receipt(tx, caller, sent[RECEIPT], company_id=sent[COMPANY])
    return encode(await receipt_answer.entered_of(tx, await load_receipt(tx, caller.scope, id)))


class VendorDesk:
    """Gives vendors to orders that were stored before them."""

    def __init__(self, database: Database, at_once: int = ORDERS_AT_ONCE) -> None:
        self.database = database
        self.at_once = at_once

    async def link(self, payload: dict[str, Any]) -> None:
        """So many orders; the job that comes after does the next, until none waits for these vendors any more."""
        async with self.database.transaction(UUID(payload["account_id"])) as tx:
            linked = await link_vendors(tx, payload["company_id"], payload["erp_vendor_ids"], self.at_once)
            if linked == self.at_once:
                enqueue(tx, VENDOR_AWAITED, payload)
