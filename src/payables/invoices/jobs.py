"""What the worker does for invoices: rows of imports, files that are fetched from addresses, second looks."""

import asyncio
from collections.abc import Iterable
from decimal import Decimal
from typing import Any
from uuid import UUID

import msgspec
import structlog

from payables.batches.model import Task
from payables.catalog.actions.tell_items import tell_vendor
from payables.catalog.events import ITEMS_CHANGED
from payables.catalog.queries.candidates import vendors_of
from payables.coding.events import REQUIRED_CHANGED
from payables.dimensions.events import DIMENSIONS_CHANGED
from payables.invoices.actions.follow_catalog import follow_catalog
from payables.invoices.actions.follow_coding import follow_coding
from payables.invoices.actions.import_invoice import import_invoice
from payables.invoices.actions.look_again import look_again
from payables.invoices.actions.record_fetch import record_fetch
from payables.invoices.actions.request_images import FETCHES
from payables.invoices.api.answer import detail_of
from payables.invoices.model import Image
from payables.invoices.queries import idle, records
from payables.invoices.queries.coded_as import open_with
from payables.invoices.queries.open_to_catalog import open_of_vendors
from payables.invoices.rules.images import fetched_image
from payables.kit.bad_value import BadValueError
from payables.kit.web_address import parse_web_address
from payables.matching.queries import concerned
from payables.platform import turns
from payables.platform.caller import Caller
from payables.platform.db import RETRYABLE, UNREACHABLE, Actor, Database, Transaction
from payables.platform.errors import StorageUnavailable
from payables.platform.files import FileStore
from payables.platform.http.encode import encode
from payables.platform.outside.errors import TryLater, Unfetchable
from payables.platform.outside.fetch import Outside
from payables.platform.queue import enqueue
from payables.platform.settings import Settings
from payables.platform.turns import Piece
from payables.purchasing.actions.count_again import count_again
from payables.vendors.events import VENDORS_CHANGED

log = structlog.get_logger("invoices")

MOST_ATTEMPTS = 6
LOOKS_PER_JOB = 100
MOST_WITHOUT_ORDER = 200  # invoices of a vendor that wait for an order and are looked at when one comes
CATALOG_PAGE = 50
FAULT = ("internal_error", "An error on our side kept it from being fetched: tell your operator.")

_decode = msgspec.json.Decoder(float_hook=Decimal).decode


class ImportDesk:
    """Enters the rows of imports."""

    def __init__(self, files: FileStore, settings: Settings) -> None:
        self.files = files
        self.settings = settings

    async def enter(self, tx: Transaction, caller: Caller, task: Task) -> bytes:
        """The invoice in full as JSON, as it was entered. Raises refusals."""
        row, largest = _decode(task.payload), self.settings.max_upload_bytes
        id = await import_invoice(tx, caller, self.files, row, largest_file=largest)
        seen = await records.seen(tx, caller, str(id))
        return encode(await detail_of(tx, seen, self.settings.base_url, task.api_version))


class SecondLook:
    """Looks again at invoices that stayed back because of another, or for what their company requires; and at those that
    people approve as something else than they are now."""

    def __init__(self, database: Database, per_job: int = LOOKS_PER_JOB) -> None:
        self.database = database
        self.per_job = per_job

    async def look_again(self, payload: dict[str, Any]) -> None:
        """Some other work on the invoice may have to be waited for; done twice, it changes nothing."""
        async with self.database.transaction(UUID(payload["account_id"])) as tx:
            await look_again(tx, UUID(payload["invoice"]))

    async def look_at_company(self, payload: dict[str, Any]) -> None:
        """So many of its invoices, each in a transaction of its own; the job that comes after does the next."""
        account_id, after = UUID(payload["account_id"]), payload.get("after")
        async with self.database.transaction(account_id) as tx:
            found = await idle.undecided(tx, payload["company_id"], UUID(after) if after else None, self.per_job)
        for invoice in found:
            async with self.database.transaction(account_id) as tx:
                await look_again(tx, invoice)
        if len(found) == self.per_job:
            async with self.database.transaction(account_id) as tx:
                enqueue(tx, REQUIRED_CHANGED, {**payload, "after": str(found[-1])})

    async def look_at_dimensions(self, payload: dict[str, Any]) -> None:
        await self._follow(DIMENSIONS_CHANGED, payload)

    async def look_at_vendors(self, payload: dict[str, Any]) -> None:
        await self._follow(VENDORS_CHANGED, payload)

    async def _follow(self, job: str, payload: dict[str, Any]) -> None:
        """So many of those that are coded with what has changed, as look_at_company does it."""
        account_id, after = UUID(payload["account_id"]), payload.get("after")
        changed = (payload.get("vendors", []), payload.get("dimensions", []))
        async with self.database.transaction(account_id) as tx:
            beyond = UUID(after) if after else None
            found = await open_with(tx, payload["company_id"], *changed, beyond, self.per_job)
        for invoice in found:
            async with self.database.transaction(account_id) as tx:
                await follow_coding(tx, invoice)
        if len(found) == self.per_job:
            async with self.database.transaction(account_id) as tx:
                enqueue(tx, job, {**payload, "after": str(found[-1])})


class CatalogDesk:
    """Matches lines of open invoices with the catalog anew, page by page."""

    def __init__(self, database: Database, page: int = CATALOG_PAGE) -> None:
        self.database = database
        self.page = page

    async def follow_entries(self, payload: dict[str, Any]) -> None:
        """Entries are new, or cost something else: their vendors' invoices may have lines of them."""
        async with self.database.transaction(UUID(payload["account_id"])) as tx:
            vendors = await vendors_of(tx, payload["entries"])
            if vendors:
                told = {"account_id": payload["account_id"], "company_id": payload["company_id"], "vendors": vendors}
                enqueue(tx, ITEMS_CHANGED, told)

    async def follow_items(self, payload: dict[str, Any]) -> None:
        """One page; the job that comes after does the next."""
        account_id, after = UUID(payload["account_id"]), payload.get("after")
        named = sorted(UUID(id) for id in payload.get("invoices", ()))
        async with self.database.transaction(account_id) as tx:
            if "vendors" in payload:
                vendors, last = payload["vendors"], UUID(after) if after else None
                page = await open_of_vendors(tx, payload["company_id"], vendors, last, self.page)
            else:
                page = [id for id in named if after is None or id > UUID(after)][: self.page]
            await follow_catalog(tx, page)
            if len(page) == self.page:
                enqueue(tx, ITEMS_CHANGED, {**payload, "after": str(page[-1])})


class OrderLook:
    """Matches invoices again when the orders, receipts or conversions have changed that they were compared by."""

    def __init__(self, database: Database) -> None:
        self.database = database

    async def look_at_orders(self, payload: dict[str, Any]) -> None:
        """Each invoice in a transaction of its own; done twice, it changes nothing."""
        account_id, orders = UUID(payload["account_id"]), [UUID(order) for order in payload["orders"]]
        async with self.database.transaction(account_id) as tx:
            found = await concerned.concerned_by_orders(tx, orders)
            lacking = await concerned.without_order(tx, orders)
            found += await idle.undecided_among(tx, lacking, MOST_WITHOUT_ORDER) if lacking else []
        await self._look(account_id, found)

    async def look_at_conversions(self, payload: dict[str, Any]) -> None:
        """Of one vendor: what could not be counted is counted again, and what could not be compared compared."""
        account_id, company_id, vendor_id = UUID(payload["account_id"]), payload["company_id"], payload["vendor_id"]
        async with self.database.transaction(account_id) as tx:
            await count_again(tx, company_id, vendor_id)
        async with self.database.transaction(account_id) as tx:
            found = await concerned.concerned_by_conversions(tx, company_id, vendor_id)
            tell_vendor(tx, company_id, vendor_id)  # prices of the catalog are compared by the same conversions
        await self._look(account_id, found)

    async def _look(self, account_id: UUID, invoices: Iterable[UUID]) -> None:
        for invoice in dict.fromkeys(invoices):
            async with self.database.transaction(account_id) as tx:
                await look_again(tx, invoice)


class ImageDesk:
    """Fetches files for invoices. A job is only a wake-up: whoever gets it fetches for the account that is next in turn.

    A file is leased while it is fetched, outside of any transaction; a host that does not answer is asked again later.
    """

    def __init__(self, database: Database, files: FileStore, outside: Outside, largest_file: int) -> None:
        self.database = database
        self.files = files
        self.outside = outside
        self.largest_file = largest_file

    async def fetch(self, _: dict[str, Any]) -> None:
        """As many files as one job may do."""
        for _turn in range(FETCHES.per_job):
            piece = await turns.take(self.database, FETCHES)
            if piece is None:
                return
            await self._fetch_or_return(piece)

    async def wake(self) -> None:
        if missing := await turns.wake(self.database, FETCHES):
            log.info("jobs filled up", job=FETCHES.job, count=missing)

    async def _fetch_or_return(self, piece: Piece) -> None:
        try:
            await self._record(piece, await self._outcome(piece))
        except asyncio.CancelledError:
            await asyncio.shield(turns.give_back(self.database, FETCHES, piece))
            raise
        except (StorageUnavailable, *UNREACHABLE, *RETRYABLE) as error:
            log.warning("fetch put off", fetch_id=str(piece.id), error=type(error).__name__)
            await turns.put_off(self.database, FETCHES, piece, forget_attempt=True)
        except TryLater as error:
            await self._try_again_or_fail(piece, (error.code, error.sentence))
        except Exception as error:
            log.exception("fetch failed", fetch_id=str(piece.id), attempt=piece.attempt, error=type(error).__name__)
            await self._try_again_or_fail(piece, FAULT)

    async def _try_again_or_fail(self, piece: Piece, failure: tuple[str, str]) -> None:
        if piece.attempt < MOST_ATTEMPTS:
            await turns.put_off(self.database, FETCHES, piece, forget_attempt=False)
        else:
            await self._record(piece, failure)

    async def _outcome(self, piece: Piece) -> Image | tuple[str, str]:
        """The stored file, or code and sentence of why there is none. Raises TryLater, StorageUnavailable."""
        if piece.attempt > MOST_ATTEMPTS:
            return FAULT
        try:
            data = await self.outside.fetch(parse_web_address(piece.row["url"]), self.largest_file)
            file = fetched_image(data, piece.row["filename"])
        except Unfetchable as error:
            return error.code, error.sentence
        except BadValueError as error:
            return error.code, error.sentence
        return Image(await self.files.put(file.data), file.filename, file.media_type, len(file.data))

    async def _record(self, piece: Piece, outcome: Image | tuple[str, str]) -> None:
        async with self.database.transaction(piece.account_id, Actor(piece.row["user_id"])) as tx:
            await record_fetch(tx, piece, outcome)
        found = {"error": outcome[0]} if isinstance(outcome, tuple) else {"bytes": outcome.size}
        log.info(
            "file fetched", fetch_id=str(piece.id), account_id=str(piece.account_id), attempt=piece.attempt, **found
        )
