"""Write down what people decided of lines, and remember it of the vendor's items."""

from collections import defaultdict
from collections.abc import Sequence

from payables.catalog.actions.tell_items import tell_items
from payables.catalog.queries.items import undecided_of
from payables.catalog.rules.decide import Decided
from payables.catalog.store import items as store
from payables.catalog.store import memory
from payables.platform.db import Transaction


async def decide_items(tx: Transaction, decided: Sequence[Decided]) -> None:
    """The caller holds the locks of their invoices, and matches these anew afterwards (match_items). Other invoices with the
    same items are told by a job."""
    await store.write(tx, [one.item for one in decided])
    same: dict[tuple[int, int], list[memory.Pair]] = defaultdict(list)
    wrong: dict[tuple[int, int], list[memory.Pair]] = defaultdict(list)
    for one in decided:
        vendor = one.item.company_id, one.item.vendor_id
        same[vendor] += [(one.item.item_key, one.same)] if one.same is not None else []
        wrong[vendor] += [(one.item.item_key, entry) for entry in one.wrong]
    for vendor in sorted(same.keys() | wrong.keys()):
        await memory.remember(tx, *vendor, wrong[vendor], is_same=False)
        await memory.remember(tx, *vendor, same[vendor], is_same=True)
        keys = {key for key, _ in (*same[vendor], *wrong[vendor]) if key}
        if keys:
            own = {one.item.invoice for one in decided}
            tell_items(tx, [id for id in await undecided_of(tx, *vendor, keys) if id not in own])
