"""Enter an order, or bring it up to date when the ERP sends it again (contract/invoices-and-catalog.md section 5.2)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from payables.accounts import queries as accounts
from payables.accounts.model import Company, Location
from payables.audit.actions.record import record
from payables.kit.errors import FieldError, InvalidFields
from payables.platform.caller import Caller
from payables.platform.db import Transaction
from payables.purchasing.actions.await_vendor import await_vendor
from payables.purchasing.actions.resolve_order import refuse, resolve_order
from payables.purchasing.actions.rewrite_order import rewrite_order, told
from payables.purchasing.actions.tell_orders import tell_orders
from payables.purchasing.errors import ExternalIdTaken, NumberTaken, OrderInUse
from payables.purchasing.model import Order, OrderStatus
from payables.purchasing.queries import orders
from payables.purchasing.rules.order_changes import (
    faults_of_lines,
    items_after,
    met_lines,
    new_item,
    rewritten,
    settled,
    with_header,
    withdrawn_lines,
)
from payables.purchasing.rules.order_fields import read_location, read_new_items, read_new_order
from payables.purchasing.store import orders as store
from payables.vendors import queries as vendors

Values = Mapping[str, Any]


async def enter_order(tx: Transaction, caller: Caller, sent: Values) -> Order:
    """`sent` holds the fields of POST /v1/purchase-orders. An order with the company's `external_id` is met and updated:
    fields left out stay, null clears, and `items` are all its lines from now on. What somebody has decided of it (closed,
    archived, deleted) stands.

    Raises NotFound, OutOfScope, InvalidFields, DimensionNotText, NumberTaken, ExternalIdTaken, OrderInUse.
    """
    company, location = await _place(tx, caller, sent)
    header, lines = _read(sent, company)
    found = await vendors.ids_by_erp_ids(tx, company.id, [header["erp_vendor_id"]])
    header |= {"location_id": location.id, "vendor_id": found.get(header["erp_vendor_id"])}
    while True:
        if known := await _known(tx, caller, company.id, header.get("external_id")):
            return await _update(tx, known, header, lines)
        order = await _new(tx, company, header, lines)
        if await store.insert_order(tx, order):
            return _entered(tx, order)
        # Whoever has the number or the external_id may be gone or come in this very moment: then it is looked again
        key = (company.id, location.id, order.erp_vendor_id, order.number_key)
        if (other := await orders.of_number(tx, *key)) and not await _is_of_external_id(tx, order, other):
            raise NumberTaken(order=other)


async def _place(tx: Transaction, caller: Caller, sent: Values) -> tuple[Company, Location]:
    place = read_location(sent)
    if place.faults:
        raise InvalidFields(place.faults)
    company, location = await accounts.placed(tx, caller, place.values["ottimate_location_id"], company_id=None)
    if not location.active:
        sentence = "This location is closed: choose another one."
        raise InvalidFields([FieldError("ottimate_location_id", sentence, "location_inactive")])
    return company, location


def _read(sent: Values, company: Company) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    header = read_new_order(sent, company.currency)
    lines, faults = read_new_items(sent)
    refuse(header.faults + faults)
    return header.values, lines


async def _known(tx: Transaction, caller: Caller, company_id: int, external_id: str | None) -> Order | None:
    known = await orders.lock_by_external_id(tx, company_id, external_id) if external_id else None
    if known and not caller.scope.covers_location(known.company_id, known.location_id):
        raise ExternalIdTaken
    return known


async def _is_of_external_id(tx: Transaction, order: Order, other: Any) -> bool:
    """Whether the order that has the number is the one that this external_id names, entered by somebody else just now."""
    if order.external_id is None:
        return False
    found = await orders.lock_by_external_id(tx, order.company_id, order.external_id)
    return found is not None and found.id == other


async def _new(tx: Transaction, company: Company, header: Values, lines: Sequence[Values]) -> Order:
    values, resolved = await resolve_order(tx, company.id, header, lines, is_new=True)
    if strangers := [line.path for line in resolved if line.values.get("id")]:
        sentence = "A new order has no lines yet: leave the id out."
        raise InvalidFields([FieldError(f"{path}.id", sentence, "unknown_line") for path in strangers])
    order = with_header(_blank(tx, company.id, values), values)
    return settled(replace(order, items=[new_item(line, tx.new_id(), tx.now) for line in resolved]))


def _blank(tx: Transaction, company_id: int, values: Values) -> Order:
    """With what every order is sent with; everything else is empty."""
    by = tx.actor.user_id
    return Order(
        id=tx.new_id(),
        company_id=company_id,
        location_id=values["location_id"],
        vendor_id=None,
        erp_vendor_id=values["erp_vendor_id"],
        erp_vendor_name=None,
        external_id=None,
        po_number=values["po_number"],
        number_key="",
        status=OrderStatus.PENDING,
        ordered_on=values["date"],
        total_amount=values["total_amount"],
        tax=None,
        freight=None,
        miscellaneous_charges=None,
        is_2_way=False,
        invoice_number_ref=None,
        custom_fields=None,
        put_away=None,
        put_away_reason=None,
        problem=None,
        version=1,
        created_at=tx.now,
        created_by=by,
        updated_at=tx.now,
        updated_by=by,
    )


def _entered(tx: Transaction, order: Order) -> Order:
    after = {name: value for name, value in told(order).items() if value is not None}
    record(tx, "purchase_order.entered", "purchase_order", order.id, after={**after, "items_count": len(order.items)})
    tell_orders(tx, [order.id])
    await_vendor(tx, order)
    return order


async def _update(tx: Transaction, known: Order, header: Values, lines: Sequence[Values]) -> Order:
    values, resolved = await resolve_order(tx, known.company_id, header, lines, is_new=False)
    changed = with_header(known, values)
    _check_identity(known, changed)
    met = met_lines(known.items, resolved)
    gone = {item.id: item for item in withdrawn_lines(known.items, met)}
    kept = [gone.get(item.id, item) for item in known.items]
    items = items_after(kept, met, tx.new_id, tx.now)
    refuse(faults_of_lines(known.items, items, met))
    order = await rewrite_order(tx, rewritten(known, changed, items))
    await_vendor(tx, order)
    return order


def _check_identity(before: Order, after: Order) -> None:
    """Whose order it is, and where, is settled once something of it was received or billed."""
    if (before.location_id, before.erp_vendor_id) == (after.location_id, after.erp_vendor_id):
        return
    if any(item.received or item.billed for item in before.items):
        raise OrderInUse(what="it cannot move to another vendor or location")
