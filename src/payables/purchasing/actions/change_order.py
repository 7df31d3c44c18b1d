"""Change an order (contract/invoices-and-catalog.md section 5.4)."""

from collections.abc import Mapping, Sequence
from typing import Any

from payables.accounts import queries as accounts
from payables.platform.caller import Caller
from payables.platform.db import Transaction
from payables.purchasing.actions.resolve_order import refuse, resolve_order
from payables.purchasing.actions.rewrite_order import rewrite_order
from payables.purchasing.errors import StaleOrder
from payables.purchasing.model import Order
from payables.purchasing.queries import orders
from payables.purchasing.rules.order_changes import faults_of_lines, items_after, lines_by_id, rewritten, with_header
from payables.purchasing.rules.order_fields import read_change, read_items


async def change_order(
    tx: Transaction, caller: Caller, order_id: str, sent: Mapping[str, Any], *, seen_version: int | None
) -> Order:
    """Only what was sent is changed; null takes a value away. Lines with `id` are changed, those without are added; the
    others stay. Raises NotFound, StaleOrder, InvalidFields, DimensionNotText."""
    order = await orders.lock_order(tx, caller.scope, order_id)
    if seen_version is not None and order.version != seen_version:
        raise StaleOrder
    company = (await accounts.company_for_work(tx, order.company_id)).company
    header, lines = _read(sent, order, company.currency)
    values, resolved = await resolve_order(tx, order.company_id, header, lines, is_new=False)
    met, faults = lines_by_id(order.items, resolved)
    refuse(faults)
    items = items_after(order.items, met, tx.new_id, tx.now)
    refuse(faults_of_lines(order.items, items, met))
    return await rewrite_order(tx, rewritten(order, with_header(order, values), items))


def _read(sent: Mapping[str, Any], order: Order, currency: str) -> tuple[dict[str, Any], Sequence[Mapping[str, Any]]]:
    header = read_change(sent, order, currency)
    lines, faults = ([], []) if sent.get("items") is None else read_items(sent["items"])
    refuse(header.faults + faults)
    return header.values, lines
