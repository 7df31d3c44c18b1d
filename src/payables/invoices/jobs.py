"""What the worker does for invoices: rows of imports, files that are fetched from addresses, second looks."""

import asyncio
from collections.abc import Iterable, Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import msgspec
import structlog

from payables.batches.model import Task
from payables.catalog.actions.tell_items import tell_vendor
from payables.catalog.events import ITEMS_CHANGED, walk_key
from payables.catalog.queries.candidates import vendors_of
from payables.coding.events import REQUIRED_CHANGED
from payables.dimensions.events import DIMENSIONS_CHANGED
from payables.invoices.actions.follow_catalog import follow_catalog
from payables.invoices.actions.follow_coding import follow_coding
from payables.invoices.actions.import_invoice import import_invoice
from payables.invoices.actions.look_again import look_again
from payables.invoices.actions.look_later import LOOK_AGAIN
from payables.invoices.actions.record_fetch import record_fetch
from payables.invoices.actions.request_images import FETCHES
from payables.invoices.api.answer import detail_of
from payables.invoices.model import Image
from payables.invoices.queries import idle, records
from payables.invoices.queries.coded_as import open_with
from payables.invoices.queries.open_to_catalog import open_of_vendor, open_with_keys
from payables.invoices.rules.images import fetched_image
from payables.kit.bad_value import BadValueError
from payables.kit.web_address import parse_web_address
from payables.matching.actions.mark_concerned import mark_concerned
from payables.matching.queries.concerned import concerned_by_conversions
from payables.matching.queries.due import anybody_waits, is_due, next_due
from payables.matching.queries.ledger import stale_among
from payables.platform import turns
from payables.platform.caller import Caller
from payables.platform.db import RETRYABLE, UNREACHABLE, Actor, Database, Transaction
from payables.platform.errors import StorageUnavailable
from payables.platform.files import FileStore
from payables.platform.http.encode import encode
from payables.platform.outside.errors import TryLater, Unfetchable
from payables.platform.outside.fetch import Outside
from payables.platform.queue import begin_once, enqueue, enqueue_once, is_ordered
from payables.platform.settings import Settings
from payables.platform.turns import Piece
from payables.purchasing.actions.count_again import count_again
from payables.purchasing.actions.forget_told import forget_told
from payables.purchasing.events import ORDERS_CHANGED, looks_key
from payables.purchasing.queries.told import told_orders
from payables.units.events import CONVERSIONS_CHANGED
from payables.vendors.events import VENDORS_CHANGED

log = structlog.get_logger("invoices")

MOST_ATTEMPTS = 6
MOST_TRIES = 3  # of a look that loses against another
LOOKS_PER_JOB = 100
LOOKS_IN_TURN = 10  # of one account, before others have their turn
MOST_TOLD = 1000  # orders that are followed up at once
NEXT_LOOK = timedelta(
    seconds=5
)  # after which it is asked again whether those have been looked at who keep others waiting
CATALOG_PAGE = 20
NEXT_WALK = timedelta(seconds=5)  # after which a walk asks again whether the one before has ended
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
        await _look_at(self.database, UUID(payload["account_id"]), UUID(payload["invoice"]))

    async def look_at_company(self, payload: dict[str, Any]) -> None:
        """So many of its invoices, each in a transaction of its own; the job that comes after does the next."""
        account_id, after = UUID(payload["account_id"]), payload.get("after")
        async with self.database.transaction(account_id) as tx:
            found = await idle.undecided(tx, payload["company_id"], UUID(after) if after else None, self.per_job)
        await _look_at_each(self.database, account_id, found)
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
        page = await open_of_vendor(tx, *vendor, _after(payload), self.page)
        await follow_catalog(tx, page)
        if len(page) == self.page:
            enqueue_once(tx, next_page, ITEMS_CHANGED, {**first, "after": str(page[-1])})

    async def _named(self, tx: Transaction, payload: dict[str, Any]) -> list[UUID]:
        after = _after(payload)
        if "keys" in payload:
            vendor = payload["company_id"], payload["vendor_id"]
            return await open_with_keys(tx, *vendor, payload["keys"], after, self.page)
        named = sorted(UUID(id) for id in payload["invoices"])
        return [id for id in named if after is None or id > after][: self.page]


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
        failed = await _look_at_each(self.database, account_id, found, only_due=True)
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
        if _after(payload) is None and await self._count_again(payload):
            return
        async with self.database.transaction(account_id) as tx:
            found = await concerned_by_conversions(tx, company_id, vendor_id, _after(payload), self.per_page)
            if _after(payload) is None:
                tell_vendor(tx, company_id, vendor_id)  # prices of the catalog are compared by the same conversions
        await _look_at_each(self.database, account_id, found)
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


async def _look_at_each(
    database: Database, account_id: UUID, invoices: Iterable[UUID], *, only_due: bool = False
) -> list[UUID]:
    """Each in a transaction of its own; `only_due` if nobody else has matched it again meanwhile. One that fails keeps no
    other from being looked at: it gets a job for itself, which is tried again and held where people see it. Answers those."""
    failed: list[UUID] = []
    for invoice in invoices:
        try:
            await _look_at(database, account_id, invoice, only_due=only_due)
        except UNREACHABLE:
            raise
        except Exception as error:
            log.exception("look failed", invoice=str(invoice), account_id=str(account_id), error=type(error).__name__)
            failed.append(invoice)
            async with database.transaction(account_id) as tx:
                alone = {"account_id": str(account_id), "invoice": str(invoice)}
                enqueue_once(tx, f"{LOOK_AGAIN} {account_id} {invoice}", LOOK_AGAIN, alone)
    return failed


async def _look_at(database: Database, account_id: UUID, invoice: UUID, *, only_due: bool = False) -> None:
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


def _after(payload: dict[str, Any]) -> UUID | None:
    return UUID(payload["after"]) if payload.get("after") else None


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
