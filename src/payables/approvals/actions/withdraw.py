"""Take back a request for approval (contract/invoices-and-catalog.md section 4.3)."""

from payables.approvals import queries, store
from payables.approvals.errors import DecidedStays, PolicyDecides
from payables.approvals.model import Approval, Decision, Subject
from payables.kit.errors import NotFound
from payables.platform.db import Transaction


async def withdraw(tx: Transaction, subject: Subject, approval_id: str) -> Approval:
    """Returns the record taken out. A decision that was made stays, and so does whom a policy assigned."""
    record = queries.approval_of(await queries.of_subject(tx, subject), approval_id)
    if record is None:
        raise NotFound(what="approval")
    if record.policy_id:
        raise PolicyDecides(policy=record.policy_name)
    if record.status is not Decision.PENDING:
        raise DecidedStays
    await store.withdraw(tx, record.id)
    return record
