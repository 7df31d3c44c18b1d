"""Who decides for whom, and from when to when.

A person has at most one stand-in at any time, and it goes one step: who stands in for a stand-in decides nothing of the
first one's. Two people who stand in for each other, directly or round a corner, would leave nobody: refused for every
instant at which it would be so.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from payables.approvals.errors import StandInCycle, StandInOverlaps
from payables.approvals.model import StandIn


def check_fits(new: StandIn, others: Sequence[StandIn]) -> None:
    """`others` are those of the account that are not over. Raises StandInOverlaps, StandInCycle."""
    if any(other.user_id == new.user_id and _common(_window(new), _window(other)) for other in others):
        raise StandInOverlaps
    if new.stand_in_id is not None and _leads_back(new, others):
        raise StandInCycle


Window = tuple[datetime, datetime | None]


def _leads_back(new: StandIn, others: Sequence[StandIn]) -> bool:
    """Follows stand-ins of stand-ins for as long as all of them hold at one instant."""
    open_ends: list[tuple[int | None, Window]] = [(new.stand_in_id, _window(new))]
    seen: set[tuple[int | None, Window]] = set()
    while open_ends:
        end = open_ends.pop()
        if end[0] == new.user_id:
            return True
        if end not in seen:
            seen.add(end)
            open_ends += _next(end, others)
    return False


def _next(end: tuple[int | None, Window], others: Sequence[StandIn]) -> Iterable[tuple[int | None, Window]]:
    person, window = end
    for other in others:
        if other.user_id == person and other.stand_in_id is not None and (common := _common(window, _window(other))):
            yield other.stand_in_id, common


def _window(one: StandIn) -> Window:
    return one.starts_at, one.until


def _common(a: Window, b: Window) -> Window | None:
    start = max(a[0], b[0])
    ends = [end for end in (a[1], b[1]) if end is not None]
    end = min(ends) if ends else None
    return (start, end) if end is None or start < end else None
