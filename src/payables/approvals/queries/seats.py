"""Whose records a person may decide beside their own, looked up."""

from collections.abc import Sequence

from payables.access import queries as access
from payables.approvals.model import Approval, DecidedAs
from payables.approvals.queries import stand_ins
from payables.approvals.rules.seats import seats
from payables.platform.caller import Permission
from payables.platform.db import Transaction


async def seats_of_others(
    tx: Transaction, records: Sequence[Approval], person: int, *, authors: frozenset[int]
) -> dict[str, DecidedAs]:
    """Record id -> in whose right. Who may not approve this themselves passes nothing on to a stand-in: neither who made
    it, nor who has lost the permission."""
    asked = {record.approver_id for record in records if record.approver_id is not None} - {person}
    holders = asked & await stand_ins.stood_in_for(tx, person) if asked else frozenset[int]()
    users = await access.users(tx, sorted(holders)) if holders else {}
    sound = {id for id, user in users.items() if user.may(Permission.INVOICES_APPROVE)} - authors
    return seats(records, person, stands_in_for=sound)
