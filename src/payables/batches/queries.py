"""Reads of batches: everybody sees their own."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from payables.batches.model import BatchStatus
from payables.kit.dates import Window
from payables.kit.errors import NotFound
from payables.kit.ids import parse_uuid
from payables.kit.pages import Page
from payables.platform.caller import Caller
from payables.platform.db import Listed, Transaction

COLUMNS = "id, status, tasks_count, tasks_completed, tasks_failed, modified_at, completed_at"

ONE = f"SELECT {COLUMNS} FROM batches WHERE account_id = $1 AND user_id = $2 AND id = $3"  # noqa: S608

LISTED = f"""
SELECT {COLUMNS}, count(*) OVER () AS total FROM batches
 WHERE account_id = $1 AND user_id = $2 AND ($3::text IS NULL OR status = $3)
   AND ($4::timestamptz IS NULL OR modified_at >= $4) AND ($5::timestamptz IS NULL OR modified_at <= $5)
 ORDER BY modified_at DESC, id DESC LIMIT $6 OFFSET $7
"""  # noqa: S608

RESULTS = """
SELECT task, reference, result, message FROM batch_tasks
 WHERE account_id = $1 AND batch_id = $2 AND status IN ('succeeded', 'failed') ORDER BY task
"""

SENDER = """
SELECT kind, user_id, client_id, request_id, api_version, created_at FROM batches WHERE account_id = $1 AND id = $2
"""


@dataclass(frozen=True, slots=True)
class Batch:
    """A batch and how far it is."""

    id: UUID
    status: BatchStatus
    tasks_count: int
    tasks_completed: int
    tasks_failed: int
    modified_at: datetime
    completed_at: datetime | None


async def own(tx: Transaction, caller: Caller, id: str) -> Batch:
    """A batch that this API user has sent. Raises NotFound for everybody else's."""
    uuid = parse_uuid(id)
    row = await tx.fetchrow(ONE, tx.account_id, caller.user_id, uuid) if uuid else None
    if row is None:
        raise NotFound(what="batch")
    return batch_of(row)


async def listed(tx: Transaction, caller: Caller, page: Page, status: BatchStatus | None, modified: Window) -> Listed:
    """The API user's own batches, last modified first; `batch_of` makes a Batch of a row."""
    bounds = (modified.start, modified.end)
    return await tx.page(LISTED, page, tx.account_id, caller.user_id, status, *bounds)


async def results(tx: Transaction, batch_id: UUID) -> list[Any]:
    """Rows of the tasks that have their outcome: task, reference, result (JSON text), message."""
    return await tx.fetch(RESULTS, tx.account_id, batch_id)


async def sender(tx: Transaction, batch_id: UUID) -> Any:
    """Kind of the batch, and who sent it, by which credential and request."""
    return await tx.fetchrow(SENDER, tx.account_id, batch_id)


def batch_of(row: Any) -> Batch:
    values: dict[str, Any] = {name: row[name] for name in Batch.__dataclass_fields__}
    values["status"] = BatchStatus(row["status"])
    return Batch(**values)
