"""The daily quota of a plan (contract/platform.md section 4): requests per API key and UTC day, over all processes.

A process counts in memory and writes behind: it brings its count to the table `key_usage` whenever a two-hundredth of the
quota has gathered, and learns there what the others have counted. The quota may therefore be passed by half a percent per process.
"""

from collections import OrderedDict
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from payables.platform.http.errors import QuotaUsedUp

ADD = """
INSERT INTO key_usage AS k (account_id, api_key_id, day, requests) VALUES ($1, $2, $3, $4)
ON CONFLICT (account_id, api_key_id, day) DO UPDATE SET requests = k.requests + $4
RETURNING requests
"""

KEPT_FOR = timedelta(days=40)  # a whole month can be looked back on
FORGET = "DELETE FROM key_usage WHERE day < $1"

ENTER = "SELECT set_config('payables.account_id', $1, true)"


@dataclass(slots=True)
class Usage:
    """Of one key on one day: what the table says, and what is not in it yet."""

    day: date
    written: int = 0
    waiting: int = 0
    known: bool = False


class DailyQuota:
    """Counts requests of keys whose plan has a quota."""

    def __init__(self, pool: Any, most_keys: int = 50_000) -> None:
        self._pool = pool
        self._usage: OrderedDict[UUID, Usage] = OrderedDict()
        self._most_keys = most_keys

    async def take(self, account_id: UUID, api_key_id: UUID, quota: int, now: datetime) -> None:
        """Count one request. Raises QuotaUsedUp until the next midnight UTC."""
        usage = self._today(api_key_id, now.date())
        usage.waiting += 1
        if not usage.known or usage.waiting >= max(1, quota // 200):
            await self._write(account_id, api_key_id, usage)
        if usage.written + usage.waiting > quota:
            raise QuotaUsedUp(quota=quota, retry_after=_seconds_to_midnight(now))

    def _today(self, api_key_id: UUID, day: date) -> Usage:
        usage = self._usage.get(api_key_id)
        if usage is None or usage.day != day:
            usage = self._usage[api_key_id] = Usage(day)
            if len(self._usage) > self._most_keys:
                self._usage.popitem(last=False)
        return usage

    async def _write(self, account_id: UUID, api_key_id: UUID, usage: Usage) -> None:
        """In a transaction of its own: a request that is refused or fails has been made all the same."""
        count, usage.waiting, usage.known = usage.waiting, 0, True
        async with self._pool.acquire() as connection, connection.transaction():
            await connection.execute(ENTER, str(account_id))
            usage.written = await connection.fetchval(ADD, account_id, api_key_id, usage.day, count)


def _seconds_to_midnight(now: datetime) -> int:
    midnight = datetime.combine(now.date() + timedelta(days=1), datetime.min.time(), UTC)
    return max(1, int((midnight - now).total_seconds()))
