"""Take back a request for approval (contract/invoices-and-catalog.md section 4.3)."""

from payables.approvals.actions.check_seats import check_seats
from payables.approvals.model import Withdrawal
from payables.approvals.queries import decisions
from payables.approvals.rules.withdrawal import judge_withdrawal
from payables.approvals.store import decisions as store
from payables.kit.errors import NotFound
from payables.notices.model import Subject
from payables.platform.caller import Caller, Permission
from payables.platform.db import Transaction


async def withdraw(
    tx: Transaction,
    caller: Caller,
    subject: Subject,
    approval_id: str,
    *,
    authors: frozenset[int],
) -> Withdrawal:
    """A decision that was made stays, and so does whom a policy assigned. The caller holds the subject's lock.

    Raises NotFound, SameHand and the refusals of rules/withdrawal.py.
    """
    records = await decisions.of_subject(tx, subject)
    record = decisions.approval_of(records, approval_id)
    if record is None:
        raise NotFound(what="approval")
    complete = judge_withdrawal(
        records,
        record,
        remover_id=caller.user_id,
        may_approve=caller.may(Permission.INVOICES_APPROVE),
        authors=authors,
        self_approval=await decisions.self_approval_allowed(tx),
    )
    if complete:
        # by that they approve: who has filled a seat of it through a program does not take the last other one out
        is_program = caller.kind != "person"
        await check_seats(tx, subject, records, approver_id=caller.user_id, own_name=is_program)
    await store.withdraw(tx, record.id)
    return Withdrawal(record, complete)
