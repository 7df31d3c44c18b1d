"""The work on batches. A job is only a wake-up: whoever gets it works on tasks of the account that is next in turn.

A task is one transaction together with its result, so that a worker that dies loses and doubles nothing. A task that fails
by an error of ours is tried again, and after `MOST_ATTEMPTS` recorded as failed, so that it stops nobody. What is no fault
of the task (storage or database out of reach, two tasks in each other's way) puts it off and does not count.
"""

import asyncio
from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

import structlog

from payables.access import queries as access
from payables.batches import queries, store
from payables.batches.errors import SenderDeactivated
from payables.batches.model import LINE, Task, Together, Work
from payables.batches.rules.progress import told
from payables.kit.errors import Refusal
from payables.platform import turns
from payables.platform.caller import Caller
from payables.platform.db import RETRYABLE, UNREACHABLE, Actor, Database, Transaction
from payables.platform.errors import StorageUnavailable
from payables.platform.turns import Piece

log = structlog.get_logger("batches")

MOST_ATTEMPTS = 3
KEPT_FOR = timedelta(days=90)  # after the last task
CRASHED = "Processing this record ended without an outcome several times: tell your operator."
FAULT = "An error on our side kept this record from being processed: tell your operator."


class BatchDesk:
    """Where this process works on batches; `kinds` says what is done with a record of each kind."""

    def __init__(self, database: Database, kinds: Mapping[str, Work | Together]) -> None:
        self.database = database
        self.kinds = kinds

    async def run(self, _: dict[str, Any]) -> None:
        """As many tasks as one job may do."""
        for _turn in range(LINE.per_job):
            piece = await turns.take(self.database, LINE)
            if piece is None:
                return
            await self._work_or_return(piece)

    async def wake(self) -> None:
        if missing := await turns.wake(self.database, LINE):
            log.info("jobs filled up", job=LINE.job, count=missing)

    async def forget(self) -> None:
        """What has served its time; documented in docs/importing.md."""
        async with self.database.operator() as connection:
            await store.forget(connection, self.database.clock.now() - KEPT_FOR)

    async def _work_or_return(self, piece: Piece) -> None:
        try:
            if piece.attempt > MOST_ATTEMPTS:
                await self._fail(piece, CRASHED)
            else:
                await self._work_again(piece)
        except asyncio.CancelledError:
            await asyncio.shield(turns.give_back(self.database, LINE, piece))
            raise
        except (StorageUnavailable, *UNREACHABLE, *RETRYABLE) as error:
            log.warning("task put off", task_id=str(piece.id), error=type(error).__name__)
            await turns.put_off(self.database, LINE, piece, forget_attempt=True)
        except Refusal as refusal:
            await self._fail(piece, told(refusal))
        except SenderDeactivated as error:
            await self._fail(piece, error.sentence)
        except Exception:
            log.exception("task failed", task_id=str(piece.id), attempt=piece.attempt)
            await self._try_again_or_fail(piece)

    async def _try_again_or_fail(self, piece: Piece) -> None:
        if piece.attempt < MOST_ATTEMPTS:
            await turns.put_off(self.database, LINE, piece, forget_attempt=False)
        else:
            await self._fail(piece, FAULT)

    async def _work_again(self, piece: Piece) -> None:
        """Two tasks in each other's way: the one that was given up begins anew, as a request does."""
        for tried in range(1, MOST_ATTEMPTS + 1):
            try:
                return await self._work(piece)
            except RETRYABLE:
                if tried == MOST_ATTEMPTS:
                    raise
        raise AssertionError

    async def _work(self, piece: Piece) -> None:
        """Everything the task does, and its result, in one transaction of whoever sent the batch."""
        sender = await self._sender(piece)
        actor = Actor(sender["user_id"], sender["client_id"], sender["request_id"])
        async with self.database.transaction(piece.account_id, actor) as tx:
            if not await turns.hold(tx, LINE, piece):
                return
            caller = await access.caller_of(tx, sender["user_id"])
            if caller is None:
                raise SenderDeactivated
            work = self.kinds[sender["kind"]]
            if isinstance(work, Together):
                await _work_together(tx, caller, piece, sender, work)
            else:
                result = await work(tx, caller, _task(piece.row["batch_id"], piece.row, sender))
                await store.finish(tx, piece, result=result, message=None)

    async def _sender(self, piece: Piece) -> Any:
        async with self.database.transaction(piece.account_id) as tx:
            return await queries.sender(tx, piece.row["batch_id"])

    async def _fail(self, piece: Piece, message: str) -> None:
        async with self.database.transaction(piece.account_id) as tx:
            await store.finish(tx, piece, result=None, message=message)


async def _work_together(tx: Transaction, caller: Caller, piece: Piece, sender: Any, work: Together) -> None:
    """This task and the next ones of its batch. One that has been tried before is worked on alone: then a task that cannot be
    worked on keeps nobody but itself from its outcome."""
    batch_id: UUID = piece.row["batch_id"]
    rows = [piece.row, *(await store.join(tx, piece, work.most - 1) if piece.attempt == 1 else [])]
    outcomes = await work.work(tx, caller, [_task(batch_id, row, sender) for row in rows])
    await store.finish_many(tx, batch_id, [_outcome(row, one) for row, one in zip(rows, outcomes, strict=True)])


def _task(batch_id: UUID, row: Any, sender: Any) -> Task:
    payload, sent_at = row["payload"].encode(), sender["created_at"]
    return Task(batch_id, row["task"], sender["kind"], payload, sender["api_version"], sent_at)


def _outcome(row: Any, outcome: bytes | Refusal) -> tuple[UUID, bytes | None, str | None]:
    return (row["id"], None, told(outcome)) if isinstance(outcome, Refusal) else (row["id"], outcome, None)
