"""What was received of a vendor in other units than it was ordered in is counted again, now that a conversion was learned or
forgotten."""

from uuid import UUID

from payables.platform.db import Transaction
from payables.purchasing.actions.recount_receipts import recount
from payables.purchasing.actions.tell_orders import tell_orders
from payables.purchasing.queries.other_units import lock_in_other_units


async def count_again(tx: Transaction, company_id: int, vendor_id: int, after: UUID | None, most: int) -> UUID | None:
    """So many orders at most, beyond `after` in the order of their ids; answers the last of them if there may be more. Done
    twice, it changes nothing."""
    orders = await lock_in_other_units(tx, company_id, vendor_id, after, most)
    await recount(tx, orders)
    tell_orders(tx, orders)
    return orders[-1] if len(orders) == most else None
