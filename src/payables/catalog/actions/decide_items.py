"""Write down what people decided of lines, and remember it of the vendor's items."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from payables.catalog.actions.tell_items import tell_keys
from payables.catalog.errors import EntryHidden, EntryOfAnotherVendor
from payables.catalog.model import DECIDED, Entry, LineDecision, MatchedItem, entry_ref
from payables.catalog.queries.entries import by_ids
from payables.catalog.queries.hidden import hidden_among
from payables.catalog.rules.decide import Decided, decide
from payables.catalog.store import items as store
from payables.catalog.store import memory
from payables.kit.errors import NotFound, OutOfScope, Refusal
from payables.platform.db import Transaction


@dataclass(frozen=True, slots=True)
class Said:
    """A decision of one line; `entry` is the entry that was named."""

    item: MatchedItem
    decision: LineDecision
    entry: int | None = None


async def decide_items(tx: Transaction, said: Sequence[Said], *, remember: bool) -> list[MatchedItem | Refusal]:
    """In their order what became of each; of several decisions of one line the last holds. The caller holds the locks of the
    invoices, and matches these anew afterwards (match_items). Other invoices with the same items are told by a job.

    What is remembered holds at all locations of the company: with `remember` false the lines alone are decided, and OutOfScope
    is what becomes of a decision that would decide none."""
    entries, hidden = await _named(tx, said)
    outcome: list[MatchedItem | Refusal] = []
    decided: dict[int, Decided] = {}
    for one in said:
        try:
            _check_entry(one, entries, hidden)
            found = decide(one.item, one.decision, one.entry, at=tx.now, by=tx.actor.user_id)
            if not remember and found.item.state not in DECIDED:
                raise OutOfScope(what="company as a whole")
            decided[one.item.item] = found
            outcome.append(found.item)
        except Refusal as refusal:
            outcome.append(refusal)
    await store.write(tx, [one.item for one in decided.values()])
    if remember:
        await _remember(tx, list(decided.values()))
    return outcome


async def _named(tx: Transaction, said: Sequence[Said]) -> tuple[dict[int, Entry], set[int]]:
    """The entries that were named, and which of them are hidden."""
    found: dict[int, Entry] = {}
    for company in sorted({one.item.company_id for one in said}):
        named = {one.entry for one in said if one.entry is not None and one.item.company_id == company}
        found |= await by_ids(tx, company, named)
    return found, await hidden_among(tx, found.keys())


def _check_entry(one: Said, entries: Mapping[int, Entry], hidden: set[int]) -> None:
    """An entry of another company is as unknown as none."""
    if one.entry is None:
        return
    entry = entries.get(one.entry)
    if entry is None or entry.company_id != one.item.company_id:
        raise NotFound(what="catalog entry")
    if entry.vendor_id != one.item.vendor_id:
        raise EntryOfAnotherVendor(entry=entry_ref(entry.id))
    if one.decision is LineDecision.ACCEPT and entry.id in hidden:
        raise EntryHidden(entry=entry_ref(entry.id))


async def _remember(tx: Transaction, decided: Sequence[Decided]) -> None:
    same: dict[tuple[int, int], list[memory.Pair]] = defaultdict(list)
    wrong: dict[tuple[int, int], list[memory.Pair]] = defaultdict(list)
    for one in decided:
        vendor = one.item.company_id, one.item.vendor_id
        same[vendor] += [(one.item.item_key, one.same)] if one.same is not None else []
        wrong[vendor] += [(one.item.item_key, entry) for entry in one.wrong]
    for vendor in sorted(same.keys() | wrong.keys()):
        await memory.remember(tx, *vendor, wrong[vendor], is_same=False)
        await memory.remember(tx, *vendor, same[vendor], is_same=True)
        tell_keys(tx, *vendor, {key for key, _ in (*same[vendor], *wrong[vendor]) if key})
