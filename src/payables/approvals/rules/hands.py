"""Does a decision come from a hand that has filled another seat of the chain already?

Where several people are asked it takes as many hands. An approval in a person's name may have come from them, or from whoever
may have acted through the program that brought it (access/rules/hands.py). Two approvals in the name of one person are one
person's, however they came: they were asked twice. And a program through which people approve does not make them one by itself,
only by who made its secret.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from payables.approvals.model import Approval, Decision


@dataclass(frozen=True, slots=True)
class Seat:
    """Filled in the name of a person, or of an API user that acts for nobody, by whoever was signed in; None is the program
    itself."""

    person: int
    carrier: int | None
    filled_at: datetime

    @property
    def users(self) -> frozenset[int]:
        return frozenset({self.person} if self.carrier is None else {self.person, self.carrier})


def filled(records: Sequence[Approval], carriers: Mapping[datetime, int]) -> list[Seat]:
    """The seats of those who have approved. `carriers`: who was signed in at each instant, where another decided in the place
    of who was asked: such a record names the person instead."""
    return [
        _seat(record, record.decided_at, carriers)
        for record in records
        if record.status is Decision.APPROVED and record.decided_at is not None and record.approver_id is not None
    ]


def _seat(record: Approval, decided_at: datetime, carriers: Mapping[datetime, int]) -> Seat:
    if record.decided_as is not None and record.decided_by is not None:
        return Seat(record.decided_by, carriers.get(decided_at), decided_at)
    assert record.approver_id is not None
    return Seat(record.approver_id, record.decided_by, decided_at)


def of_one_hand(
    seat: Seat, seats: Sequence[Seat], behind: Mapping[Seat, frozenset[int]], *, own_name: bool
) -> list[Seat]:
    """Those of the other `seats` that whoever fills this one now may have filled. `behind`: who may have been each.
    `own_name`: whose name this one is in may have brought others too. So it is where a person forces: they take all the rest
    upon themselves; and where a program takes the last open request back: it pretends to be nobody."""
    found: list[Seat] = []
    for other in seats:
        shared = behind[seat] & behind[other]
        if seat.carrier == other.carrier and seat.carrier not in (seat.person, other.person):
            shared -= {seat.carrier}
        if own_name:
            shared -= {seat.person}
        if shared and other.person != seat.person:
            found.append(other)
    return found
