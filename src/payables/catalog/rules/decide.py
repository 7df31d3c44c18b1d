"""What a decision of people makes of a line, and what is to be remembered of it."""

from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from payables.catalog.errors import NothingSuggested, NotMatched
from payables.catalog.model import How, ItemState, LineDecision, MatchedItem

SURE = Decimal("1.00")


@dataclass(frozen=True, slots=True)
class Decided:
    """`same` is the entry that this item of the vendor is from now on, `wrong` those that it is not."""

    item: MatchedItem
    same: int | None = None
    wrong: tuple[int, ...] = ()


def decide(item: MatchedItem, decision: LineDecision, entry: int | None, *, at: datetime, by: int | None) -> Decided:
    """`entry` is the one that was named; without it the line's own, or what is suggested. Raises NothingSuggested,
    NotMatched."""
    match decision:
        case LineDecision.ACCEPT:
            chosen = entry or item.entry or _only_suggested(item)
            return Decided(_with(item, ItemState.ACCEPTED, chosen, at, by), same=chosen)
        case LineDecision.REJECT:
            return _rejected(item, entry, at, by)
        case LineDecision.IGNORE:
            return Decided(_with(item, ItemState.IGNORED, None, at, by))
        case LineDecision.UNMATCH:
            if item.entry is None:
                raise NotMatched
            return Decided(_with(item, ItemState.REJECTED, None, at, by), wrong=(item.entry,))


def _only_suggested(item: MatchedItem) -> int:
    """The best; of several that are as good somebody has to say which."""
    best, *others = [*item.suggestions, None]
    if best is None or (others[0] is not None and others[0].confidence == best.confidence):
        raise NothingSuggested
    return best.entry


def _rejected(item: MatchedItem, entry: int | None, at: datetime, by: int | None) -> Decided:
    """One of several suggestions leaves the others standing; all that was found, or all but nothing, is rejected."""
    offered = {item.entry} if item.entry is not None else {one.entry for one in item.suggestions}
    if not offered or (entry is not None and entry not in offered):
        raise NothingSuggested
    wrong = (entry,) if entry is not None else tuple(sorted(offered))
    if offered - set(wrong):
        left = [one for one in item.suggestions if one.entry not in wrong]
        return Decided(replace(item, suggestions=left), wrong=wrong)
    return Decided(_with(item, ItemState.REJECTED, None, at, by), wrong=wrong)


def _with(item: MatchedItem, state: ItemState, entry: int | None, at: datetime, by: int | None) -> MatchedItem:
    """Its prices are compared anew afterwards."""
    known = SURE if entry is not None else None
    how = How.PERSON if entry is not None else None
    return replace(item, state=state, entry=entry, how=how, confidence=known, decided_at=at, decided_by=by)
