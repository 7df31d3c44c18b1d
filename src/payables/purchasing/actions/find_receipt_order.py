"""Find the order that a receipt names (contract/invoices-and-catalog.md section 6)."""

from collections.abc import Iterable
from uuid import UUID

from payables.accounts import queries as accounts
from payables.accounts.model import Location
from payables.kit.errors import FieldError, InvalidFields, NotFound
from payables.platform.caller import Caller
from payables.platform.db import Transaction
from payables.purchasing.model import Order
from payables.purchasing.queries import orders
from payables.purchasing.rules.number_key import number_key
from payables.purchasing.rules.receipt_fields import OrderNamed


async def find_receipt_order(
    tx: Transaction, caller: Caller, named: OrderNamed, company_id: int | None = None
) -> Order:
    """With its lines, locked. An order of another company, account or scope is as unknown as none; `company_id` is the one
    it must belong to, if that was said. Raises InvalidFields, and NotFound or OutOfScope for the location."""
    order_id = named.id
    if named.location_id is not None:
        location = await accounts.location(tx, caller, named.location_id, company_id=company_id)
        order_id = order_id or await _by_names(tx, named, location)
    try:
        order = await orders.lock_order(tx, caller.scope, order_id) if order_id else None
    except NotFound:
        order = None
    if order is None or company_id not in (None, order.company_id):
        sentence = "There is no such order within your access: enter it first, or check what names it."
        raise InvalidFields([FieldError(_by(named), sentence, "unknown_order")])
    if faults := list(_contradictions(named, order)):
        raise InvalidFields(faults)
    return order


async def _by_names(tx: Transaction, named: OrderNamed, location: Location) -> UUID | None:
    assert named.erp_vendor_id is not None  # OrderNamed.is_enough
    names = {"po_number": named.po_number, "external_id": named.external_id}
    return await orders.by_lookup(tx, location.company_id, location.id, named.erp_vendor_id, **names)


def _contradictions(named: OrderNamed, order: Order) -> Iterable[FieldError]:
    """Whoever names an order twice may mean two."""
    key = number_key(named.po_number) if named.po_number is not None else None
    for name, sent, has in (
        ("erp_vendor_id", named.erp_vendor_id, order.erp_vendor_id),
        ("ottimate_location_id", named.location_id, order.location_id),
        ("po_number", key, order.number_key),
        ("po_external_id", named.external_id, order.external_id),
    ):
        if sent is not None and sent != has:
            yield FieldError(
                name, f"The order {order.id} has another one: send what names one order.", "order_mismatch"
            )


def _by(named: OrderNamed) -> str:
    if named.id is not None:
        return "ottimate_po_id"
    return "po_number" if named.po_number is not None else "po_external_id"
