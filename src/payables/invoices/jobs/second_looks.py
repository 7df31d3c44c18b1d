"""Second looks at invoices that stayed back, or that are coded with what has changed."""

from typing import Any
from uuid import UUID

from payables.coding.events import REQUIRED_CHANGED
from payables.dimensions.events import DIMENSIONS_CHANGED
from payables.invoices.actions.follow_coding import follow_coding
from payables.invoices.jobs.further import begun_after
from payables.invoices.jobs.looks import LOOKS_PER_JOB, look_at, look_at_each
from payables.invoices.queries import idle
from payables.invoices.queries.coded_as import open_with
from payables.platform.db import Database
from payables.platform.queue import enqueue
from payables.vendors.events import VENDORS_CHANGED


class SecondLook:
    """Looks again at invoices that stayed back because of another, or for what their company requires; and at those that
    people approve as something else than they are now."""

    def __init__(self, database: Database, per_job: int = LOOKS_PER_JOB) -> None:
        self.database = database
        self.per_job = per_job

    async def look_again(self, payload: dict[str, Any]) -> None:
        """Some other work on the invoice may have to be waited for; done twice, it changes nothing."""
        await look_at(self.database, UUID(payload["account_id"]), UUID(payload["invoice"]))

    async def look_at_company(self, payload: dict[str, Any]) -> None:
        """So many of its invoices, each in a transaction of its own; the job that comes after does the next."""
        account_id, beyond = UUID(payload["account_id"]), begun_after(payload)
        async with self.database.transaction(account_id) as tx:
            found = await idle.undecided(tx, payload["company_id"], beyond, self.per_job)
        await look_at_each(self.database, account_id, found)
        if len(found) == self.per_job:
            async with self.database.transaction(account_id) as tx:
                enqueue(tx, REQUIRED_CHANGED, {**payload, "after": str(found[-1])})

    async def look_at_dimensions(self, payload: dict[str, Any]) -> None:
        await self._follow(DIMENSIONS_CHANGED, payload)

    async def look_at_vendors(self, payload: dict[str, Any]) -> None:
        await self._follow(VENDORS_CHANGED, payload)

    async def _follow(self, job: str, payload: dict[str, Any]) -> None:
        """So many of those that are coded with what has changed, as look_at_company does it."""
        account_id, beyond = UUID(payload["account_id"]), begun_after(payload)
        changed = (payload.get("vendors", []), payload.get("dimensions", []))
        async with self.database.transaction(account_id) as tx:
            found = await open_with(tx, payload["company_id"], *changed, beyond, self.per_job)
        for invoice in found:
            async with self.database.transaction(account_id) as tx:
                await follow_coding(tx, invoice)
        if len(found) == self.per_job:
            async with self.database.transaction(account_id) as tx:
                enqueue(tx, job, {**payload, "after": str(found[-1])})
