"""The clock looks at invoices that wait for approval (approvals/actions/chase.py)."""

from uuid import UUID

from payables.approvals.actions.chase import Waiting, chase
from payables.approvals.model import Subject
from payables.approvals.queries import turns
from payables.invoices.queries.authors import authors_of_many
from payables.invoices.queries.bringers import bringers_of_many
from payables.invoices.queries.waiting import lock_waiting
from payables.invoices.rules.told import called
from payables.platform.db import Transaction

AT_ONCE = 100


async def chase_approvals(tx: Transaction, after: UUID | None) -> UUID | None:
    """The next invoices of the account, beyond `after`; answers how far it came, None at the end.

    An invoice that somebody is working on at this moment, a second worker say, is left for the next minute.
    """
    due = await turns.due(tx, "invoice", after=after, most=AT_ONCE)
    invoices = await lock_waiting(tx, due)
    barred = zip(await authors_of_many(tx, invoices), await bringers_of_many(tx, invoices), strict=True)
    waiting = [
        Waiting(Subject("invoice", one.id), called(one), one.company_id, one.location_id, authors | bringers)
        for one, (authors, bringers) in zip(invoices, barred, strict=True)
    ]
    await chase(tx, waiting)
    return due[-1] if len(due) == AT_ONCE else None
