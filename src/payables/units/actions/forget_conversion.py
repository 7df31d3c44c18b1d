"""Forget how many of one unit make another."""

from payables.platform.caller import Caller
from payables.platform.db import Transaction
from payables.units import queries, store
from payables.units.actions.learn_conversion import tell, told
from payables.units.model import Learned


async def forget_conversion(tx: Transaction, caller: Caller, conversion_id: str) -> Learned:
    """Returns it as it was. What was matched with it is matched again. Raises NotFound, OutOfScope."""
    learned = await queries.visible(tx, caller.scope, conversion_id, lock=True)
    caller.need_whole_companies()
    await store.delete(tx, learned)
    await tell(tx, "unit_conversion.forgotten", learned, before=told(learned))
    return learned
