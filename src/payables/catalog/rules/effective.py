"""What an entry costs: of the prices that are valid on a day the most specific one, less the most specific allowance of each
type. Location goes before group, group before company, and a price before the entry's own."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import TypeVar

from payables.catalog.model import Allowance, Effective, Entry, Place, Price, Target

Dated = TypeVar("Dated", Price, Allowance)

NOTHING = Decimal(0)


def effective(
    entry: Entry,
    prices: Iterable[Price],
    allowances: Iterable[Allowance],
    *,
    location_id: int | None,
    group_id: int | None,
    day: date,
) -> Effective | None:
    """Prices and allowances are those of the entry, of whatever place and day; the group is that of the location. None where
    nothing says what the entry costs."""
    found = most_specific(prices, location_id=location_id, group_id=group_id, day=day)
    source = found or entry
    if source.price is None and source.unit_price is None:
        return None
    taken = _one_of_each_type(_valid(allowances, location_id, group_id, day))
    return Effective(
        price=_less(source.price, [allowance.amount for allowance in taken]),
        unit_price=_less(source.unit_price, [allowance.unit_allowance for allowance in taken]),
        gross=source.price,
        price_id=found.id if found else None,
        allowance_ids=tuple(allowance.id for allowance in taken),
    )


def most_specific(dated: Iterable[Dated], *, location_id: int | None, group_id: int | None, day: date) -> Dated | None:
    """Of those that are valid there on that day."""
    return max(_valid(dated, location_id, group_id, day), key=_rank, default=None)


def covers(place: Place, location_id: int | None, group_id: int | None) -> bool:
    """Whether what holds at the place holds for this location of the company, which is in this group."""
    match place.target:
        case Target.COMPANY:
            return True
        case Target.LOCATION_GROUP:
            return place.group_id == group_id
        case Target.LOCATION:
            return place.location_id == location_id


def _valid(dated: Iterable[Dated], location_id: int | None, group_id: int | None, day: date) -> list[Dated]:
    return [
        one
        for one in dated
        if one.start <= day and (one.end is None or day <= one.end) and covers(one.place, location_id, group_id)
    ]


def _rank(one: Price | Allowance) -> tuple[int, date, int]:
    """No two of one place are valid on one day; were there two, the later one would win."""
    return one.place.target, one.start, one.id


def _one_of_each_type(allowances: Sequence[Allowance]) -> list[Allowance]:
    best: dict[str, Allowance] = {}
    for allowance in sorted(allowances, key=_rank):
        best[allowance.allowance_type] = allowance
    return sorted(best.values(), key=lambda allowance: allowance.id)


def _less(price: Decimal | None, taken: Sequence[Decimal]) -> Decimal | None:
    return None if price is None else max(NOTHING, price - sum(taken, NOTHING))
