"""Looking at one invoice again, or at some one after the other, for every reason there is."""

from collections.abc import Iterable
from uuid import UUID

import structlog

from payables.invoices.actions.look_again import look_again
from payables.invoices.actions.look_later import LOOK_AGAIN
from payables.matching.queries.due import is_due
from payables.platform.db import RETRYABLE, UNREACHABLE, Database
from payables.platform.queue import enqueue_once

log = structlog.get_logger("invoices")
MOST_TRIES = 3  # of a look that loses against another
LOOKS_PER_JOB = 100


async def look_at_each(
    database: Database, account_id: UUID, invoices: Iterable[UUID], *, only_due: bool = False
) -> list[UUID]:
    """Each in a transaction of its own; `only_due` if nobody else has matched it again meanwhile. One that fails keeps no
    other from being looked at: it gets a job for itself, which is tried again and held where people see it. Answers those."""
    failed: list[UUID] = []
    for invoice in invoices:
        try:
            await look_at(database, account_id, invoice, only_due=only_due)
        except UNREACHABLE:
            raise
        except Exception as error:
            log.exception("look failed", invoice=str(invoice), account_id=str(account_id), error=type(error).__name__)
            failed.append(invoice)
            async with database.transaction(account_id) as tx:
                alone = {"account_id": str(account_id), "invoice": str(invoice)}
                enqueue_once(tx, f"{LOOK_AGAIN} {account_id} {invoice}", LOOK_AGAIN, alone)
    return failed


async def look_at(database: Database, account_id: UUID, invoice: UUID, *, only_due: bool = False) -> None:
    """Whoever loses against another begins anew, a few times."""
    for attempt in range(1, MOST_TRIES + 1):
        try:
            async with database.transaction(account_id) as tx:
                if not only_due or await is_due(tx, invoice):
                    await look_again(tx, invoice)
            return
        except RETRYABLE:
            if attempt == MOST_TRIES:
                raise
