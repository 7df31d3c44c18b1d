"""Whoever set lately to whom an account escalates does not decide in the place of those who take too long: as with policies,
nobody's own changes count for what they approve (actions/check_policies.py)."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from payables.access.queries.hands import one_hand
from payables.approvals.errors import PolicyChangedByApprover
from payables.approvals.model import Approval, DecidedAs
from payables.approvals.queries import decisions
from payables.approvals.queries.names import names
from payables.approvals.rules.as_others_left import COOLING_OFF
from payables.audit import queries as audit
from payables.platform.db import Transaction


async def check_escalation(
    tx: Transaction,
    records: Sequence[Approval],
    seats: Mapping[str, DecidedAs],
    *,
    approver_id: int,
    entered_at: datetime,
) -> Mapping[str, DecidedAs]:
    """Of the seats of others those that this person may fill all the same: neither they nor the API user that acts for them
    gave them away. Raises PolicyChangedByApprover where nothing of the person's own is left to decide."""
    escalated = [record for record in records if seats.get(record.id) is DecidedAs.ESCALATION]
    if not escalated or await decisions.self_approval_allowed(tx):
        return seats
    since = entered_at - COOLING_OFF
    changers = await audit.actors_since(tx, "account", ["approval_settings.changed"], since)
    deciding = {approver_id} if tx.actor.user_id is None else {approver_id, tx.actor.user_id}
    own = changers & await one_hand(tx, frozenset(deciding), since)
    if not own:
        return seats
    if len(escalated) == len(seats) and not any(record.approver_id == approver_id for record in records):
        asked = [record.approver_id for record in escalated if record.approver_id is not None]
        raise PolicyChangedByApprover(
            changers=await names(tx, sorted(own), "and"), missing=await names(tx, asked, "and")
        )
    return {id: how for id, how in seats.items() if how is not DecidedAs.ESCALATION}
