"""What was received of a vendor in units that could not be converted is counted again, now that something was learned."""

from payables.platform.db import Transaction
from payables.purchasing.actions.recount_receipts import recount
from payables.purchasing.actions.tell_orders import tell_orders
from payables.purchasing.queries.uncounted import lock_uncounted


async def count_again(tx: Transaction, company_id: int, vendor_id: int) -> None:
    """Done twice, it changes nothing."""
    orders = await lock_uncounted(tx, company_id, vendor_id)
    await recount(tx, orders)
    tell_orders(tx, orders)
