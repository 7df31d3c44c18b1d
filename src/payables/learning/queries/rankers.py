"""The rankers that the installation has learned. They are of no account: an operator's connection reads them."""

from typing import Any

import msgspec

from payables.extraction.ranking.in_use import Version
from payables.learning.model.rankers import Figures, NightRecord, RankerState, RankerVersion

IN_USE_NUMBERS = "SELECT field, version FROM rankers WHERE state = 'in_use'"

IN_USE = "SELECT field, version, text, record FROM rankers WHERE state = 'in_use'"

VERSIONS = """
SELECT field, version, state, pinned, made_at, changed_at, record FROM rankers ORDER BY field, version DESC
"""

ONE = "SELECT text FROM rankers WHERE field = $1 AND version = $2 AND state <> 'discarded'"

RECORD = "SELECT record FROM rankers WHERE field = $1 AND state = 'in_use'"

FOR_UPDATE = "SELECT version FROM rankers WHERE field = $1 AND state = 'in_use' FOR UPDATE"

PINNED = "SELECT DISTINCT field FROM rankers WHERE pinned"

LAST_NIGHT = "SELECT ended_at, learned_from, record FROM ranker_nights ORDER BY ended_at DESC, id DESC LIMIT 1"


async def numbers_in_use(connection: Any) -> dict[str, int]:
    """By field; a field that the program's own ranker reads is not among them."""
    return {row["field"]: row["version"] for row in await connection.fetch(IN_USE_NUMBERS)}


async def versions_in_use(connection: Any) -> dict[str, Version]:
    """By field, with their texts and the accounts that they read for."""
    return {row["field"]: _in_use(row) for row in await connection.fetch(IN_USE)}


async def in_use_for_update(connection: Any, field: str) -> int | None:
    """Its version, locked until the transaction ends."""
    return await connection.fetchval(FOR_UPDATE, field)


async def record_in_use(connection: Any, field: str) -> Figures | None:
    return msgspec.convert(record, Figures) if (record := await connection.fetchval(RECORD, field)) else None


async def versions(connection: Any) -> list[RankerVersion]:
    """All that are kept, by field, the newest first."""
    return [_version(row) for row in await connection.fetch(VERSIONS)]


async def text_of(connection: Any, field: str, version: int) -> str | None:
    """None for one that there is not, or that never was good enough."""
    return await connection.fetchval(ONE, field, version)


async def pinned(connection: Any) -> set[str]:
    """Fields whose version somebody went back from."""
    return {row["field"] for row in await connection.fetch(PINNED)}


async def last_night(connection: Any) -> Any:
    """ended_at, learned_from and record (NightRecord); None before the first."""
    row = await connection.fetchrow(LAST_NIGHT)
    return {**row, "record": msgspec.convert(row["record"], NightRecord)} if row else None


def _in_use(row: Any) -> Version:
    judged_by = msgspec.convert(row["record"], Figures).judged_by
    return Version(row["version"], row["text"], tuple(judged_by))


def _version(row: Any) -> RankerVersion:
    values: dict[str, Any] = {
        **row,
        "state": RankerState(row["state"]),
        "record": msgspec.convert(row["record"], Figures),
    }
    return RankerVersion(**values)
