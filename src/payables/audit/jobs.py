"""The sealing of what was recorded, account by account."""

from dataclasses import dataclass
from datetime import datetime, timedelta
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


@dataclass(frozen=True, slots=True)
class Unsigned:
    """Why there was no head, and when that was found."""

    reason: str
    at: datetime


class Sealer:
    """May run in any number of processes: each account is sealed by one at a time."""

    def __init__(self, database: Database, secret_key: bytes) -> None:
        self.database = database
        self.key = signing_key(secret_key)
        self.unsigned: dict[UUID, Unsigned] = {}

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
            known = self.unsigned.get(account_id)
            if known is None or known.at <= since:
                await self._sign_one(account_id)

    async def _sign_one(self, account_id: UUID) -> None:
        """Here too, what is wrong with one account keeps nobody else waiting."""
        try:
            async with self.database.transaction(account_id) as tx:
                await sign_head(tx, self.key)
        except UNREACHABLE:
            raise
        except Exception as error:
            self._note(account_id, error)
        else:
            if self.unsigned.pop(account_id, None):
                log.info("audit head signed again", account_id=str(account_id))

    def _note(self, account_id: UUID, error: Exception) -> None:
        """Said once, and again when it is something else: it will be found every minute until somebody sees to it."""
        reason = error.sentence if isinstance(error, ChainContradicted) else type(error).__name__
        known = self.unsigned.get(account_id)
        self.unsigned[account_id] = Unsigned(reason, self.database.clock.now())
        if known and known.reason == reason:
            return
        if isinstance(error, ChainContradicted):
            log.error("audit chain contradicts its last signed head", account_id=str(account_id))
        else:
            log.error("audit head not signed", account_id=str(account_id), exc_info=error)
