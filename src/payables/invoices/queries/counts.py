"""How many invoices stand in each queue, in one statement.

What is open and what is done are counted in an index alone; what is ready is as many rows as are ready, and what waits for a
person as many as wait at all. Measured with 100,000 invoices in one account, 80,000 of them exported and 5,000 in each other
queue: 50 ms for all, 15 ms without what is done.
"""

from collections.abc import Collection, Iterator
from typing import Any

from payables.access.model import User
from payables.access.queries.hands import acted_as
from payables.invoices.model import Status
from payables.invoices.queries.lists import STATUS_FILTERS
from payables.invoices.queries.my_turn import Put, waiting_for
from payables.platform.db import Transaction

OF_STATUS = "SELECT count(*) FROM invoices i WHERE {place} AND {matches}"
READY = """
SELECT count(*) FROM invoices i LEFT JOIN vendors v ON v.account_id = i.account_id AND v.id = i.vendor_id
 WHERE {place} AND {matches}
"""
UPLOADS = """
SELECT count(*) FROM uploads i
 WHERE {place} AND i.part_of IS NULL AND i.deleted_at IS NULL AND i.status IN ('queued', 'processing', 'failed')
"""


STATUS_OF = {
    "needs_attention": Status.NEEDS_ATTENTION,
    "pending": Status.PENDING_APPROVAL,
    "ready": Status.READY_FOR_EXPORT,
    "exported": Status.EXPORTED,
    "archived": Status.ARCHIVED,
}
MINE = "my_approvals"
QUEUES = ("needs_attention", MINE, "pending", "ready", "exported", "archived", "uploads")


async def counts(
    tx: Transaction,
    user: User,
    companies: list[int] | None,
    locations: list[int] | None,
    queues: Collection[str] = QUEUES,
) -> dict[str, int]:
    """By queue. `user` is whose approvals are meant; `companies` and `locations` are where to count, None everywhere. The
    access has been checked."""
    args: list[Any] = [tx.account_id]

    def put(value: Any) -> str:
        args.append(value)
        return f"${len(args)}"

    place = " AND ".join(_place(companies, locations, put))
    theirs = " AND ".join(waiting_for(user, await acted_as(tx, user.id), tx.now, put)) if MINE in queues else ""
    wanted = [f"({_of_queue(name, theirs, place)}) AS {name}" for name in queues]
    row = await tx.fetchrow(f"SELECT {', '.join(wanted)}", *args) if wanted else None
    return dict(row) if row is not None else {}


def _of_queue(name: str, theirs: str, place: str) -> str:
    if name == "uploads":
        return UPLOADS.format(place=place)
    if name == MINE:
        return OF_STATUS.format(place=place, matches=theirs)
    status = STATUS_OF[name]
    return (READY if status is Status.READY_FOR_EXPORT else OF_STATUS).format(
        place=place, matches=STATUS_FILTERS[status]
    )


def _place(companies: list[int] | None, locations: list[int] | None, put: Put) -> Iterator[str]:
    yield "i.account_id = $1"
    if companies is not None:
        yield f"i.company_id = ANY({put(companies)})"
    if locations is not None:
        yield f"i.location_id = ANY({put(locations)})"
