"""Values of batches: many records that were sent at once and are worked on one by one (contract/invoices-and-catalog.md
section 6.6)."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from payables.kit.errors import Refusal
from payables.platform.caller import Caller
from payables.platform.db import Transaction
from payables.platform.turns import Line

MOST_RECORDS = 1000

# A lease is only for the instant between taking a task and holding its row: a task is one transaction.
LINE = Line("batch_tasks", "batches.run", lease=timedelta(seconds=5), per_job=10)


class BatchStatus(StrEnum):
    """`completed` says that every task has its outcome, and nothing about which."""

    PROCESSING = "processing"
    COMPLETED = "completed"


class TaskStatus(StrEnum):
    """waiting -> running -> succeeded or failed."""

    WAITING = "waiting"
    RUNNING = "running"
    SUCCEEDED = "succeeded"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Record:
    """One record of a batch as JSON text, and the caller's own name for it."""

    payload: bytes
    reference: str | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """A record when its turn has come. `api_version` is what the client of the batch asked for, `sent_at` when."""

    batch_id: UUID
    number: int
    kind: str
    payload: bytes
    api_version: str
    sent_at: datetime


# What a kind of batch does with one record, in the transaction that also records the result, as JSON text.
# A refusal becomes the task's message and leaves nothing else behind.
Work = Callable[[Transaction, Caller, Task], Awaitable[bytes]]

# The same of several records of one batch at once: an outcome for each, in their order. A refused record has left nothing
# behind; whatever is raised undoes all of them.
WorkOnMany = Callable[[Transaction, Caller, Sequence[Task]], Awaitable[Sequence[bytes | Refusal]]]


@dataclass(frozen=True, slots=True)
class Together:
    """A kind whose records are worked on together, so many in one transaction."""

    work: WorkOnMany
    most: int


def batch_url(id: UUID) -> str:
    """Where to ask how far it is; relative."""
    return f"/v1/batch/{id}/progress"


def results_url(id: UUID) -> str:
    """Where the outcome of each task is; relative."""
    return f"/v1/batch/{id}/results"
