"""Ask people to approve (contract/invoices-and-catalog.md section 4.2)."""

from payables.access.model import User
from payables.approvals.errors import ApproverEntered, MayNotApprove
from payables.approvals.store import decisions as store
from payables.notices.model import Subject
from payables.platform.caller import Permission
from payables.platform.db import Transaction


async def ask(
    tx: Transaction, subject: Subject, people: list[User], *, authors: frozenset[int], self_approval: bool
) -> list[int]:
    """All of them or none. Returns those who were not asked before. Raises MayNotApprove, ApproverEntered."""
    for person in people:
        if not person.may(Permission.INVOICES_APPROVE):
            raise MayNotApprove(user=person.display_name)
        if person.id in authors and not self_approval:
            raise ApproverEntered(user=person.display_name)
    return await store.ask(tx, subject, [person.id for person in people])
