"""A person approves a subject (contract/invoices-and-catalog.md section 4.4)."""

from payables.approvals.model import Decision, Subject, Verdict
from payables.approvals.queries import decisions
from payables.approvals.rules.decide import decide
from payables.approvals.store import decisions as store
from payables.platform.db import Transaction


async def approve(
    tx: Transaction,
    subject: Subject,
    *,
    approver_id: int,
    authors: frozenset[int],
    force: bool,
    comment: str | None,
    content_sha256: bytes,
) -> Verdict:
    """Writes the decision; `complete` tells whether anything is missing. The caller holds the subject's lock."""
    verdict = decide(
        await decisions.of_subject(tx, subject),
        approver_id=approver_id,
        authors=authors,
        self_approval=await decisions.self_approval_allowed(tx),
        force=force,
        comment=comment,
    )
    await store.write_decision(tx, subject, verdict, Decision.APPROVED, comment, content_sha256)
    return verdict
