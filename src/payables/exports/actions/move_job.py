"""The one place where a job's state changes: along the table, with an entry in the trail."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from payables.audit.actions.record import record
from payables.exports import store
from payables.exports.model import Job, JobEvent, JobState
from payables.exports.rules.next_state import next_state
from payables.platform.db import Transaction

# How long the ERP may take to answer for a file that somebody downloaded.
ANSWER_WITHIN = timedelta(hours=24)


async def move_job(
    tx: Transaction,
    job: Job,
    event: JobEvent,
    *,
    message: str | None = None,
    failure_code: str | None = None,
    answer_within: timedelta = ANSWER_WITHIN,
    told: dict[str, Any] | None = None,
) -> Job:
    """The job, locked by the caller, in its next state. A failure needs its code. `told` is added to the trail's entry.

    Raises IllegalExportStep.
    """
    state = next_state(job.state, event)
    moved = replace(job, state=state, **_instants(tx, state, answer_within))
    if state is JobState.FAILED:
        moved = replace(moved, failure_code=failure_code, failure_message=message)
    await store.update_job(tx, moved)
    record(
        tx,
        f"export.{event}",
        "export_job",
        job.id,
        before={"state": job.state},
        after={"state": state, **(told or {})},
        message=message,
    )
    return moved


def _instants(tx: Transaction, state: JobState, answer_within: timedelta) -> dict[str, Any]:
    match state:
        case JobState.SENT:
            return {"sent_at": tx.now, "answer_due_at": tx.now + answer_within}
        case JobState.UNCERTAIN:
            return {"uncertain_at": tx.now}
        case JobState.ACKNOWLEDGED | JobState.FAILED:
            return {"finished_at": tx.now}
        case JobState.CREATED:
            return {}
