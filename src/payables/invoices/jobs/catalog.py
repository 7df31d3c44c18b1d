"""Open invoices follow the catalog."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from payables.catalog.actions.tell_items import tell_vendor
from payables.catalog.events import ITEMS_CHANGED, walk_key
from payables.catalog.queries.candidates import vendors_of
from payables.invoices.actions.follow_catalog import follow_catalog
from payables.invoices.jobs.further import begun_after
from payables.invoices.queries.open_to_catalog import open_of_vendor, open_with_keys
from payables.platform.db import Database, Transaction
from payables.platform.queue import begin_once, enqueue, enqueue_once, is_ordered

CATALOG_PAGE = 20
NEXT_WALK = timedelta(seconds=5)  # after which a walk asks again whether the one before has ended


class CatalogDesk:
    """Matches lines of open invoices with the catalog anew, page by page."""

    def __init__(self, database: Database, page: int = CATALOG_PAGE) -> None:
        self.database = database
        self.page = page

    async def follow_entries(self, payload: dict[str, Any]) -> None:
        """Entries are new, or cost something else: their vendors' invoices may have lines of them."""
        async with self.database.transaction(UUID(payload["account_id"])) as tx:
            for vendor_id in await vendors_of(tx, payload["entries"]):
                tell_vendor(tx, payload["company_id"], vendor_id)

    async def follow_items(self, payload: dict[str, Any]) -> None:
        """One page; the job that comes after does the next."""
        async with self.database.transaction(UUID(payload["account_id"])) as tx:
            if "vendor_id" in payload and "keys" not in payload:
                await self._walk(tx, payload)
                return
            page = await self._named(tx, payload)
            await follow_catalog(tx, page)
            if len(page) == self.page:
                enqueue(tx, ITEMS_CHANGED, {**payload, "after": str(page[-1])})

    async def _walk(self, tx: Transaction, payload: dict[str, Any]) -> None:
        """Through all open invoices of a vendor. While one walk is under way the next waits for its end: a catalog that is
        sent by the thousand does not send as many walks after each other."""
        first = {name: value for name, value in payload.items() if name != "after"}
        key, next_page = walk_key(first), f"{walk_key(first)} further"
        await begin_once(tx, next_page if "after" in payload else key)
        if "after" not in payload and await is_ordered(tx, next_page):
            enqueue_once(tx, key, ITEMS_CHANGED, first, NEXT_WALK)
            return
        vendor = payload["company_id"], payload["vendor_id"]
        page = await open_of_vendor(tx, *vendor, begun_after(payload), self.page)
        await follow_catalog(tx, page)
        if len(page) == self.page:
            enqueue_once(tx, next_page, ITEMS_CHANGED, {**first, "after": str(page[-1])})

    async def _named(self, tx: Transaction, payload: dict[str, Any]) -> list[UUID]:
        after = begun_after(payload)
        if "keys" in payload:
            vendor = payload["company_id"], payload["vendor_id"]
            return await open_with_keys(tx, *vendor, payload["keys"], after, self.page)
        named = sorted(UUID(id) for id in payload["invoices"])
        return [id for id in named if after is None or id > after][: self.page]
