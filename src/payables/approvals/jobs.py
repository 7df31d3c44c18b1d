"""Which accounts have clocks on their approvals, and stand-ins that begin; what a minute does to each is its subjects' affair."""

from collections.abc import Awaitable, Callable
from uuid import UUID

import structlog

from payables.approvals.actions.tell_stand_in import tell_stand_ins
from payables.approvals.queries.settings import accounts_with_clocks
from payables.approvals.queries.stand_ins import accounts_with_begun
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
            begun = await accounts_with_begun(connection, self.database.clock.now())
            accounts = await accounts_with_clocks(connection)
        await self._each(begun, self._tell_all)
        await self._each(accounts, self._chase_all)

    async def _each(self, accounts: list[UUID], do: Callable[[UUID], Awaitable[None]]) -> None:
        for account_id in accounts:
            try:
                await do(account_id)
            except Exception:
                log.exception("approvals not looked after", account_id=str(account_id))

    async def _tell_all(self, account_id: UUID) -> None:
        """Stand-ins that have begun."""
        more = True
        while more:
            async with self.database.transaction(account_id) as tx:
                more = await tell_stand_ins(tx)

    async def _chase_all(self, account_id: UUID) -> None:
        after: UUID | None = None
        while True:
            async with self.database.transaction(account_id) as tx:
                after = await self.chase(tx, after)
            if after is None:
                return
