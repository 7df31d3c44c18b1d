"""Files that are fetched from addresses."""

import asyncio
from typing import Any

import structlog

from payables.invoices.actions.record_fetch import record_fetch
from payables.invoices.actions.request_images import FETCHES
from payables.invoices.model import Image
from payables.invoices.rules.images import fetched_image
from payables.kit.bad_value import BadValueError
from payables.kit.web_address import parse_web_address
from payables.platform import turns
from payables.platform.db import RETRYABLE, UNREACHABLE, Actor, Database
from payables.platform.errors import StorageUnavailable
from payables.platform.files import FileStore
from payables.platform.outside.errors import TryLater, Unfetchable
from payables.platform.outside.fetch import Outside
from payables.platform.turns import Piece

log = structlog.get_logger("invoices")
MOST_ATTEMPTS = 6
FAULT = ("internal_error", "An error on our side kept it from being fetched: tell your operator.")


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
