"""The sealing of what was recorded, account by account."""

from datetime import timedelta
from uuid import UUID

import structlog

from payables.audit import queries
from payables.audit.actions.seal import BATCH, seal
from payables.audit.actions.sign_head import sign_head
from payables.audit.actions.signing_key import signing_key
from payables.audit.errors import ChainContradicted
from payables.platform.db import UNREACHABLE, Database

log = structlog.get_logger("audit")

BETWEEN_HEADS = timedelta(minutes=1)


class Sealer:
    """May run in any number of processes: each account is sealed by one at a time."""

    def __init__(self, database: Database, secret_key: bytes) -> None:
        self.database = database
        self.key = signing_key(secret_key)

    async def seal(self) -> None:
        """All that waits, a batch per account in turn; then heads of accounts that have had none for a minute."""
        async with self.database.operator() as connection:
            waiting = await queries.accounts_with_unsealed(connection)
        while waiting:
            waiting = [account_id for account_id in waiting if await self._seal(account_id) == BATCH]
        await self._sign()

    async def _seal(self, account_id: UUID) -> int:
        """What is wrong with one account keeps nobody else waiting."""
        try:
            async with self.database.transaction(account_id) as tx:
                return await seal(tx)
        except UNREACHABLE:
            raise
        except Exception:
            log.exception("audit entries not sealed", account_id=str(account_id))
            return 0

    async def _sign(self) -> None:
        since = self.database.clock.now() - BETWEEN_HEADS
        async with self.database.operator() as connection:
            accounts = await queries.accounts_without_head(connection, since)
        for account_id in accounts:
            try:
                async with self.database.transaction(account_id) as tx:
                    await sign_head(tx, self.key)
            except ChainContradicted:
                log.error("audit chain contradicts its last signed head", account_id=str(account_id))
