"""API shapes of batches (contract/invoices-and-catalog.md section 6.6)."""

from decimal import Decimal
from typing import Annotated, Any

import msgspec
from msgspec import UNSET, Meta, UnsetType

from payables.batches.model import BatchStatus

Progress = Annotated[Decimal, Meta(description="From 0.0 to 1.0.", examples=[0.5])]
Instant = Annotated[str, Meta(description="ISO 8601, UTC, whole seconds.", examples=["2026-11-20T10:30:00Z"])]
Succeeded = Annotated[int, Meta(description="Tasks that succeeded.")]
Failed = Annotated[int, Meta(description="Tasks that failed; their messages are among the results.")]


class BatchProgress(msgspec.Struct, kw_only=True):
    """How far a batch is. `completed` says that every task has its outcome, not that it succeeded."""

    version: str
    batch_id: str
    progress: Progress
    tasks_count: int
    tasks_completed: Succeeded
    tasks_failed: Failed
    status: BatchStatus
    results_url: Annotated[str | UnsetType, Meta(description="Relative; only when completed.")] = UNSET
    error: Annotated[str | UnsetType, Meta(description="Only when every task failed.")] = UNSET


class TaskResult(msgspec.Struct):
    """The outcome of one record."""

    task: Annotated[int, Meta(description="Position of the record in the request, from 0.")]
    result: Annotated[Any, Meta(description="What became of the record as it was then; null if it failed.")]
    message: Annotated[str | None, Meta(description="Why it failed; null if it succeeded.")]
    reference: Annotated[str | None, Meta(description="Extension: the record's own id, such as upload_id.")]


class BatchResults(msgspec.Struct):
    """Outcomes of a batch, in the order of its records; while it is processing, those there are."""

    version: str
    batch_id: str
    results: list[TaskResult]


class BatchObject(msgspec.Struct):
    """A batch of a list."""

    batch_id: str
    status: BatchStatus
    progress: Progress
    tasks_count: int
    tasks_completed: Succeeded
    tasks_failed: Failed
    modified_at: Instant
    completed_at: Annotated[Instant | None, Meta(description="Null while it is processing.")]


class BatchList(msgspec.Struct):
    """Answer of GET /batch, last modified first."""

    version: str
    count: Annotated[int, Meta(description="All matches, not only this page.")]
    page: int
    limit: int
    results: list[BatchObject]
