"""Where several people are asked nobody fills two seats: not by a program whose secret they made, nor by one that acts for
somebody else."""

from collections.abc import Sequence

from payables.access.queries.hands import behind_many
from payables.approvals.errors import SameHand
from payables.approvals.model import Approval, Subject
from payables.approvals.queries.names import names
from payables.approvals.rules.hands import Seat, filled, of_one_hand
from payables.audit import queries as audit
from payables.platform.db import Transaction


async def check_seats(
    tx: Transaction, subject: Subject, records: Sequence[Approval], *, approver_id: int, own_name: bool
) -> None:
    """Of who approves now, by whoever is signed in. Not a statement where nobody else has approved yet. `own_name`: see
    rules/hands.py, of_one_hand. Raises SameHand."""
    others = [one for one in await _filled(tx, subject, records) if one.person != approver_id]
    if not others:
        return
    seat = Seat(approver_id, tx.actor.user_id, tx.now)
    seats = [seat, *others]
    behind = dict(zip(seats, await behind_many(tx, [(one.users, one.filled_at) for one in seats]), strict=True))
    if same := of_one_hand(seat, others, behind, own_name=own_name):
        raise SameHand(others=await names(tx, sorted({one.person for one in same}), "and"))


async def _filled(tx: Transaction, subject: Subject, records: Sequence[Approval]) -> list[Seat]:
    in_place = [record.decided_at for record in records if record.decided_as is not None and record.decided_at]
    return filled(records, await audit.actors_at(tx, subject.type, subject.id, in_place))
