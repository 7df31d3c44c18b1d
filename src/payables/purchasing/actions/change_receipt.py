"""Change a receipt (contract/invoices-and-catalog.md section 6.4)."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from payables.accounts import queries as accounts
from payables.kit.errors import FieldError, InvalidFields
from payables.platform.caller import Caller
from payables.platform.db import Transaction
from payables.purchasing.actions.write_receipt import ReceiptWritten, write_receipt
from payables.purchasing.errors import StaleReceipt
from payables.purchasing.model import Receipt
from payables.purchasing.queries.receipts import lock_receipt
from payables.purchasing.rules.receipt_fields import read_receipt_change, total_faults
from payables.purchasing.rules.receipt_lines import Planner

# What a receipt keeps for good: name in the API -> field.
KEPT = {
    "receipt_number": "receipt_number",
    "external_id": "external_id",
    "ottimate_po_id": "purchase_order",
    "status": "status",
}


async def change_receipt(
    tx: Transaction, caller: Caller, receipt_id: str, body: Mapping[str, Any], *, seen_version: int | None = None
) -> UUID:
    """Only what was sent is changed; null takes a value away. Lines with `id` are changed, those without are added; the
    others stay. Raises NotFound, StaleReceipt, InvalidFields."""
    order, receipt = await lock_receipt(tx, caller.scope, receipt_id)
    if seen_version not in (None, receipt.version):
        raise StaleReceipt
    company = (await accounts.company_for_work(tx, order.company_id)).company
    sent, faults = read_receipt_change(body, tx.now.date())
    faults = [*_not_writable(receipt, body), *faults] or total_faults(sent.values, company.currency)
    if faults:
        raise InvalidFields(faults)
    planned = Planner(order.items, receipt.items, tx.new_id, tx.now).change_some(sent.lines)
    if planned.faults:
        raise InvalidFields(planned.faults)
    await write_receipt(tx, ReceiptWritten(receipt, replace(receipt, **sent.values), planned))
    return receipt.id


def _not_writable(receipt: Receipt, body: Mapping[str, Any]) -> Iterable[FieldError]:
    """What is sent as it was read is no attempt to change it."""
    for name, stored in KEPT.items():
        has = getattr(receipt, stored)
        if name in body and body[name] != (has if has is None else str(has)):
            sentence = "This field cannot be changed: leave it out, or send it as it is."
            yield FieldError(name, sentence, "read_only_field")
