"""Enter a receipt, or bring it up to date when the ERP sends it again (contract/invoices-and-catalog.md section 6.2)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from payables.accounts import queries as accounts
from payables.audit.actions.record import record
from payables.kit.errors import FieldError, InvalidFields
from payables.platform.caller import Caller
from payables.platform.db import Transaction
from payables.purchasing.actions.find_receipt_order import find_receipt_order
from payables.purchasing.actions.recount_receipts import recount
from payables.purchasing.actions.tell_orders import tell_orders
from payables.purchasing.actions.write_receipt import ReceiptWritten, told, told_of_line, write_receipt
from payables.purchasing.errors import OrderPutAway, ReceiptNumberTaken, ReceiptOfAnotherOrder
from payables.purchasing.model import Order, PutAway, Receipt, ReceiptItem, ReceiptStatus
from payables.purchasing.queries import receipts
from payables.purchasing.rules.number_key import number_key
from payables.purchasing.rules.receipt_fields import ReceiptSent, read_new_receipt, total_faults
from payables.purchasing.rules.receipt_lines import Planner
from payables.purchasing.rules.receipt_status import ReceiptProblem
from payables.purchasing.store import receipts as store

GONE = (PutAway.ARCHIVED, PutAway.DELETED)


async def enter_receipt(
    tx: Transaction, caller: Caller, body: Mapping[str, Any], *, company_id: int | None = None
) -> UUID:
    """Its id. `body` holds the fields of POST /v1/receipts. A receipt with the company's `external_id` is met and updated:
    fields left out stay, null clears, and `items` are all its lines from now on. That it was archived or deleted stands.

    Raises InvalidFields, NotFound, OutOfScope, OrderPutAway, ReceiptNumberTaken, ReceiptOfAnotherOrder.
    """
    sent, faults = read_new_receipt(body, tx.now.date())
    _refuse(faults)
    order = await find_receipt_order(tx, caller, sent.order, company_id)
    company = (await accounts.company_for_work(tx, order.company_id)).company
    _refuse(total_faults(sent.values, company.currency))
    while True:
        if known := await _known(tx, order, sent.external_id):
            await _update(tx, order, known, sent)
            return known.id
        receipt = _new(tx, order, sent)
        if await store.insert_receipt(tx, receipt):
            await _entered(tx, receipt)
            return receipt.id
        # Whoever has the external_id may have come in this very moment: then it is looked again
        if other := await receipts.of_number(tx, order.id, number_key(receipt.receipt_number)):
            raise ReceiptNumberTaken(receipt=other)


async def _known(tx: Transaction, order: Order, external_id: str | None) -> Receipt | None:
    known = await receipts.by_external_id(tx, order.company_id, external_id) if external_id else None
    if known and known.purchase_order != order.id:
        raise ReceiptOfAnotherOrder
    return known


async def _update(tx: Transaction, order: Order, known: Receipt, sent: ReceiptSent) -> None:
    if sent.number != known.receipt_number:
        sentence = f"This receipt is {known.receipt_number}, and a receipt keeps its number: send another external_id."
        raise InvalidFields([FieldError("receipt_number", sentence, "read_only_field")])
    planned = Planner(order.items, known.items, tx.new_id, tx.now).replace_all(sent.lines)
    _refuse(planned.faults)
    await write_receipt(tx, ReceiptWritten(known, replace(known, **sent.values), planned))


def _new(tx: Transaction, order: Order, sent: ReceiptSent) -> Receipt:
    if order.put_away in GONE:
        raise OrderPutAway(order=order.id, status=order.status)
    planned = Planner(order.items, [], tx.new_id, tx.now).replace_all(sent.lines)
    _refuse(planned.faults)
    return _blank(tx, order, sent, planned.new)


def _blank(tx: Transaction, order: Order, sent: ReceiptSent, items: list[ReceiptItem]) -> Receipt:
    """Its status follows when it is counted. That somebody had closed the order is remembered with it."""
    by = tx.actor.user_id
    values: dict[str, Any] = {"invoice_number_ref": None, "note": None, **sent.values}
    return Receipt(
        id=tx.new_id(),
        company_id=order.company_id,
        purchase_order=order.id,
        external_id=sent.external_id,
        receipt_number=sent.number or "",
        status=ReceiptStatus.OPEN,
        put_away=None,
        put_away_reason=None,
        problem=ReceiptProblem.ORDER_CLOSED if order.put_away is PutAway.CLOSED else None,
        version=1,
        created_at=tx.now,
        created_by=by,
        updated_at=tx.now,
        updated_by=by,
        items=items,
        **values,
    )


async def _entered(tx: Transaction, receipt: Receipt) -> None:
    after = {name: value for name, value in told(receipt).items() if value is not None}
    lines = [told_of_line(item) for item in receipt.items]
    record(tx, "receipt.entered", "receipt", receipt.id, after={**after, "items": lines})
    await recount(tx, [receipt.purchase_order])
    tell_orders(tx, [receipt.purchase_order])


def _refuse(faults: Sequence[FieldError]) -> None:
    if faults:
        raise InvalidFields(list(faults))
