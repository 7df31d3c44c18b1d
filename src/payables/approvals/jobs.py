"""Which accounts have clocks on their approvals; what a minute does to each is its subjects' affair."""

from collections.abc import Awaitable, Callable
from uuid import UUID

import structlog

from payables.approvals.queries.settings import accounts_with_clocks
from payables.platform.db import Database, Transaction

log = structlog.get_logger("approvals")

Chase = Callable[[Transaction, UUID | None], Awaitable[UUID | None]]


class ApprovalClock:
    """Runs every minute, on any worker and on several at once. `chase` does one batch of an account's subjects beyond the
    given one and answers how far it came."""

    def __init__(self, database: Database, chase: Chase) -> None:
        self.database = database
        self.chase = chase

    async def tick(self) -> None:
        """An account that fails does not keep the others from their turn."""
        async with self.database.operator() as connection:
            accounts = await accounts_with_clocks(connection)
        for account_id in accounts:
            try:
                await self._chase_all(account_id)
            except Exception:
                log.exception("approvals not chased", account_id=str(account_id))

    async def _chase_all(self, account_id: UUID) -> None:
        after: UUID | None = None
        while True:
            async with self.database.transaction(account_id) as tx:
                after = await self.chase(tx, after)
            if after is None:
                return
