"""Which accounts have vendors whose hold is over."""

from uuid import UUID

import structlog

from payables.platform.db import Database
from payables.vendors.actions.end_bank_holds import end_bank_holds
from payables.vendors.queries.bank_changes import accounts_with_ending_holds

log = structlog.get_logger("vendors")


class BankHoldClock:
    """Runs every minute, on any worker and on several at once."""

    def __init__(self, database: Database) -> None:
        self.database = database

    async def tick(self) -> None:
        """An account that fails does not keep the others from their turn."""
        async with self.database.operator() as connection:
            accounts = await accounts_with_ending_holds(connection, self.database.clock.now())
        for account_id in accounts:
            try:
                await self._end_all(account_id)
            except Exception:
                log.exception("bank holds not ended", account_id=str(account_id))

    async def _end_all(self, account_id: UUID) -> None:
        more = True
        while more:
            async with self.database.transaction(account_id) as tx:
                more = await end_bank_holds(tx)
