"""Before an approval is complete: has nobody of those concerned changed the policies so that it is?"""

from datetime import datetime

from payables.approvals.actions import check_policies as approvals
from payables.approvals.model import Subject, SubjectFacts
from payables.invoices.queries.authors import authors
from payables.invoices.queries.facts import facts
from payables.invoices.rules.content import Content
from payables.platform.caller import Caller
from payables.platform.db import Transaction


async def check_policies(tx: Transaction, caller: Caller, content: Content, *, approving: int) -> None:
    """`approving` is who completes it; the API user that carries it here counts as well. Raises PolicyChangedByApprover,
    PolicyChangedByAuthor."""

    async def authors_since(since: datetime) -> frozenset[int]:
        return await authors(tx, content.invoice, since=since)

    async def known() -> SubjectFacts:
        return (await facts(tx, [content]))[0]

    await approvals.check_policies(
        tx,
        Subject("invoice", content.invoice.id),
        approval_mode=caller.approval_mode,
        authors_since=authors_since,
        approving=frozenset({approving, caller.user_id}),
        entered_at=content.invoice.entered_at,
        facts=known,
    )
