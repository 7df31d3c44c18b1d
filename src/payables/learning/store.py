"""Writes of learning. Rankers are of no account: an operator's connection writes them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from payables.learning.model.papers import KeptPaper
from payables.learning.model.rankers import Figures, NightRecord, RankerState
from payables.platform.db import Transaction

KEEP = """
INSERT INTO read_papers (account_id, changed_at, invoice, upload_id, company_id, vendor_id, fields, lessons)
SELECT $1, $2, x.* FROM unnest($3::uuid[], $4::uuid[], $5::int[], $6::int[], $7::jsonb[], $8::jsonb[])
       AS x (invoice, upload_id, company_id, vendor_id, fields, lessons)
ON CONFLICT (account_id, invoice) DO UPDATE
   SET (vendor_id, fields, lessons, changed_at)
     = (excluded.vendor_id, excluded.fields, excluded.lessons, excluded.changed_at)
"""

FORGET = """
UPDATE read_papers SET lessons = '{}'
 WHERE account_id = $1 AND company_id = $2 AND vendor_id = $3 AND lessons <> '{}'
"""

NEW_VERSION = """
INSERT INTO rankers (field, version, state, made_at, changed_at, text, record)
SELECT $1, 1 + coalesce(max(version), 0), $2, $3, $3, $4, $5 FROM rankers WHERE field = $1
ON CONFLICT DO NOTHING RETURNING version
"""

LEAVE = "UPDATE rankers SET state = $2, pinned = $3, changed_at = $4 WHERE field = $1 AND state = 'in_use'"

READ_FOR = "UPDATE rankers SET record = $2, changed_at = $3 WHERE field = $1 AND state = 'in_use'"

BRING_BACK = "UPDATE rankers SET state = 'in_use', pinned = $3, changed_at = $4 WHERE field = $1 AND version = $2"

RESUME = "UPDATE rankers SET pinned = false WHERE field = $1 AND pinned"

FORGET_DISCARDED = """
DELETE FROM rankers WHERE field = $1 AND state = 'discarded'
   AND version < (SELECT max(version) - $2 FROM rankers WHERE field = $1)
"""

NIGHT = "INSERT INTO ranker_nights (id, began_at, ended_at, learned_from, record) VALUES ($1, $2, $3, $4, $5)"

FORGET_NIGHTS = "DELETE FROM ranker_nights WHERE ended_at < $1"


async def keep(tx: Transaction, papers: Sequence[KeptPaper]) -> None:
    """The caller holds the invoices' locks."""
    await tx.execute(
        KEEP,
        tx.account_id,
        tx.now,
        [paper.invoice for paper in papers],
        [paper.upload_id for paper in papers],
        [paper.company_id for paper in papers],
        [paper.vendor_id for paper in papers],
        [paper.fields for paper in papers],
        [paper.lessons for paper in papers],
    )


async def forget(tx: Transaction, company_id: int, vendor_id: int) -> int:
    """How many papers taught something until now."""
    told = await tx.execute(FORGET, tx.account_id, company_id, vendor_id)
    return int(told.split()[-1])


async def add_ranker(
    connection: Any, field: str, state: RankerState, text: str, figures: Figures, at: datetime
) -> int | None:
    """Its version; None where another is added to the field at the same time."""
    return await connection.fetchval(NEW_VERSION, field, state, at, text, figures)


async def leave_ranker(connection: Any, field: str, state: RankerState, at: datetime, *, pinned: bool) -> None:
    """The version in use is not in use any more."""
    await connection.execute(LEAVE, field, state, pinned, at)


async def read_for(connection: Any, field: str, figures: Figures, at: datetime) -> None:
    """Those whom its record names now; the caller has locked the version in use."""
    await connection.execute(READ_FOR, field, figures, at)


async def bring_back_ranker(connection: Any, field: str, version: int, at: datetime, *, pinned: bool) -> None:
    """No other is in use."""
    await connection.execute(BRING_BACK, field, version, pinned, at)


async def resume(connection: Any, field: str) -> bool:
    """Whether the nights had left it alone."""
    return not (await connection.execute(RESUME, field)).endswith(" 0")


async def forget_discarded(connection: Any, field: str, older_than: int) -> None:
    """Those that so many versions have followed."""
    await connection.execute(FORGET_DISCARDED, field, older_than)


async def add_night(
    connection: Any, id: UUID, began_at: datetime, ended_at: datetime, learned_from: str, record: NightRecord
) -> None:
    await connection.execute(NIGHT, id, began_at, ended_at, learned_from, record)


async def forget_nights(connection: Any, before: datetime) -> None:
    await connection.execute(FORGET_NIGHTS, before)
