"""A person has found out what became of an uncertain job."""

from payables.exports.actions.acknowledge import Answered, take_answers
from payables.exports.actions.fail import give_up
from payables.exports.model import Job, JobEvent
from payables.exports.queries import jobs
from payables.exports.rules.next_state import next_state
from payables.platform.caller import Caller
from payables.platform.db import Transaction


async def arrived(
    tx: Transaction,
    caller: Caller,
    job_id: str,
    reason: str,
    transaction_id: str | None,
    answers: list[Answered] | None,
) -> Job:
    """It is in the ERP: with `answers` for those invoices, else for all. Raises NotFound, IllegalExportStep, InvalidFields."""
    job = await jobs.load_for_update(tx, caller.scope, job_id)
    next_state(job.state, JobEvent.ARRIVED)
    return await take_answers(tx, job, JobEvent.ARRIVED, transaction_id, answers, reason)


async def did_not_arrive(tx: Transaction, caller: Caller, job_id: str, reason: str) -> Job:
    """It is not there: its invoices can be exported again. Raises NotFound, IllegalExportStep."""
    job = await jobs.load_for_update(tx, caller.scope, job_id)
    return await give_up(tx, job, JobEvent.DID_NOT_ARRIVE, "did_not_arrive", reason)
