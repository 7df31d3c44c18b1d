"""Housekeeping across accounts: what has served its time is deleted, so that no table grows for ever, and jobs that were
given up are tried again."""

from datetime import timedelta

import structlog

from payables.access.actions.forget_sign_ins import forget_sign_ins
from payables.access.actions.forget_tokens import forget_tokens
from payables.approvals.actions.forget_steps import forget_steps
from payables.platform import heartbeat, idempotency, queue, quota
from payables.platform.db import Database
from payables.request_log.actions.forget_requests import forget_requests

log = structlog.get_logger("chores")

TOKENS_KEPT = timedelta(hours=1)  # after their end, for whoever looks into a refusal
QUEUE_LOGS_KEPT = timedelta(days=7)
STEPS_KEPT = timedelta(days=90)  # in which an approval, a decline or a flag can be undone
HELD_FOR = timedelta(minutes=10)


class Chores:
    """Each method is one chore; all of them may run at any time and any number of times."""

    def __init__(self, database: Database, request_log_days: int = 30) -> None:
        self.database = database
        self.request_log_kept = timedelta(days=request_log_days)

    async def try_held_jobs_again(self) -> None:
        async with self.database.operator() as connection:
            if held := await queue.try_held_again(connection, self.database.clock.now() - HELD_FOR):
                log.warning("held jobs tried again", count=held)

    async def forget_idempotency_keys(self) -> None:
        async with self.database.operator() as connection:
            await connection.execute(idempotency.FORGET, self.database.clock.now() - idempotency.KEPT_FOR)

    async def forget_access_tokens(self) -> None:
        async with self.database.operator() as connection:
            await forget_tokens(connection, self.database.clock.now() - TOKENS_KEPT)

    async def forget_sign_ins(self) -> None:
        await forget_sign_ins(self.database)

    async def forget_queue_logs(self) -> None:
        async with self.database.operator() as connection:
            await connection.execute(queue.FORGET_LOGS, self.database.clock.now() - QUEUE_LOGS_KEPT)

    async def forget_key_usage(self) -> None:
        async with self.database.operator() as connection:
            await connection.execute(quota.FORGET, (self.database.clock.now() - quota.KEPT_FOR).date())

    async def forget_requests(self) -> None:
        await forget_requests(self.database, self.database.clock.now() - self.request_log_kept)

    async def forget_steps(self) -> None:
        await forget_steps(self.database, self.database.clock.now() - STEPS_KEPT)

    async def forget_heartbeats(self) -> None:
        async with self.database.operator() as connection:
            await heartbeat.forget(connection, self.database.clock.now())
