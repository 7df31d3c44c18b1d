"""Invoices follow their orders, receipts and conversions."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from payables.catalog.actions.tell_items import tell_vendor
from payables.invoices.jobs.further import begun_after
from payables.invoices.jobs.looks import LOOKS_PER_JOB, look_at_each
from payables.matching.actions.mark_concerned import mark_concerned
from payables.matching.queries.concerned import concerned_by_conversions
from payables.matching.queries.due import anybody_waits, next_due
from payables.matching.queries.ledger import stale_among
from payables.platform.db import Database
from payables.platform.queue import begin_once, enqueue, enqueue_once
from payables.purchasing.actions.count_again import count_again
from payables.purchasing.actions.forget_told import forget_told
from payables.purchasing.events import ORDERS_CHANGED, looks_key
from payables.purchasing.queries.told import told_orders
from payables.units.events import CONVERSIONS_CHANGED

LOOKS_IN_TURN = 10  # of one account, before others have their turn
MOST_TOLD = 1000  # orders that are followed up at once
# After which it is asked again whether those have been looked at who keep others waiting.
NEXT_LOOK = timedelta(seconds=5)


class OrderLook:
    """Matches invoices again when the orders, receipts or conversions have changed that they were compared by.

    What is stale is the list of what is to be done, and of the jobs that do it at most one of an account waits. It looks at a
    few, and the job that comes after waits behind those of other accounts: a night's orders of one delay the others little.
    """

    def __init__(self, database: Database, per_job: int = LOOKS_IN_TURN, per_page: int = LOOKS_PER_JOB) -> None:
        self.database = database
        self.per_job = per_job
        self.per_page = per_page

    async def look_at_orders(self, payload: dict[str, Any]) -> None:
        """Until nothing is stale, and what was told of orders is followed up. One that could not be looked at is `passed` from
        then on; it has a job for itself."""
        account_id, passed = UUID(payload["account_id"]), [UUID(id) for id in payload.get("passed", [])]
        async with self.database.transaction(account_id) as tx:
            await begin_once(tx, _later(account_id) if payload.get("later") else looks_key(account_id))
        found = await self._due(account_id, passed)
        failed = await look_at_each(self.database, account_id, found, only_due=True)
        async with self.database.transaction(account_id) as tx:
            passed += sorted({*failed, *await stale_among(tx, found)})
        further = {"account_id": str(account_id), "passed": [str(id) for id in passed]}
        followed = bool(found) or await self._follow_up(account_id)
        async with self.database.transaction(account_id) as tx:
            if followed:
                enqueue_once(tx, looks_key(account_id), ORDERS_CHANGED, further)
            elif await anybody_waits(tx, passed):
                enqueue_once(tx, _later(account_id), ORDERS_CHANGED, {**further, "later": True}, NEXT_LOOK)

    async def _due(self, account_id: UUID, passed: Sequence[UUID]) -> list[UUID]:
        async with self.database.transaction(account_id) as tx:
            return await next_due(tx, passed, self.per_job)

    async def _follow_up(self, account_id: UUID) -> bool:
        """Whether anything was told: whom it concerns is to be looked at now. What comes before all have been looked at that
        are stale is followed up at once."""
        async with self.database.transaction(account_id) as tx:
            told = await told_orders(tx, MOST_TOLD)
            changed, freed = ({o.purchase_order for o in told if getattr(o, what)} for what in ("changed", "freed"))
            await mark_concerned(tx, changed, freed)
        async with self.database.transaction(account_id) as tx:
            await forget_told(tx, told)
        return bool(told)

    async def look_at_conversions(self, payload: dict[str, Any]) -> None:
        """Of one vendor: what could not be counted is counted again, and then what could not be compared compared."""
        account_id, company_id, vendor_id = UUID(payload["account_id"]), payload["company_id"], payload["vendor_id"]
        if begun_after(payload) is None and await self._count_again(payload):
            return
        async with self.database.transaction(account_id) as tx:
            found = await concerned_by_conversions(tx, company_id, vendor_id, begun_after(payload), self.per_page)
            if begun_after(payload) is None:
                tell_vendor(tx, company_id, vendor_id)  # prices of the catalog are compared by the same conversions
        await look_at_each(self.database, account_id, found)
        if len(found) == self.per_page:
            async with self.database.transaction(account_id) as tx:
                enqueue(tx, CONVERSIONS_CHANGED, {**payload, "after": str(found[-1])})

    async def _count_again(self, payload: dict[str, Any]) -> bool:
        """Whether there are more orders to be counted, which the next job does."""
        counted = payload.get("counted")
        async with self.database.transaction(UUID(payload["account_id"])) as tx:
            beyond = UUID(counted) if counted else None
            last = await count_again(tx, payload["company_id"], payload["vendor_id"], beyond, self.per_page)
            if last is not None:
                enqueue(tx, CONVERSIONS_CHANGED, {**payload, "counted": str(last)})
        return last is not None


def _later(account_id: UUID) -> str:
    return f"{looks_key(account_id)} later"
