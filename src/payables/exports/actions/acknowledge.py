"""The ERP has answered for a job's invoices, for all or for some of them."""

from dataclasses import dataclass
from uuid import UUID

from payables.exports.actions.move_job import move_job
from payables.exports.model import Job, JobEvent
from payables.exports.queries import jobs
from payables.exports.queries.documents import transaction_id
from payables.exports.rules.next_state import next_state
from payables.invoices.actions.settle_export import REJECTED, settle_export
from payables.invoices.model import Claim, ClaimOutcome
from payables.invoices.queries import exports
from payables.invoices.queries.exports import ClaimSeen
from payables.kit.errors import FieldError, InvalidFields
from payables.platform.caller import Caller
from payables.platform.db import Transaction


@dataclass(frozen=True, slots=True)
class Answered:
    """What the ERP says of one invoice, named by one of its two ids. A rejection has a reason."""

    id: UUID | int
    rejected: bool = False
    transaction_id: str | None = None
    reason: str | None = None


async def acknowledge(
    tx: Transaction,
    caller: Caller,
    job_id: str,
    *,
    transaction_id: str | None = None,
    answers: list[Answered] | None = None,
) -> Job:
    """Without `answers` the ERP has taken all that still wait. With some of them the others go on waiting.

    Raises NotFound, IllegalExportStep, InvalidFields.
    """
    job = await jobs.load_for_update(tx, caller.scope, job_id)
    next_state(job.state, JobEvent.ACKNOWLEDGE)
    return await take_answers(tx, job, JobEvent.ACKNOWLEDGE, transaction_id, answers)


async def take_answers(
    tx: Transaction,
    job: Job,
    event: JobEvent,
    transaction_id: str | None = None,
    answers: list[Answered] | None = None,
    message: str | None = None,
) -> Job:
    """Of a locked job. Raises InvalidFields."""
    # Somebody may be marking its invoices at this moment: the claims are read as that leaves them
    await exports.lock_taken(tx, job.id)
    claims = await exports.claims(tx, job.id)
    waiting = [seen for seen in claims if seen.claim.outcome is ClaimOutcome.CLAIMED]
    if answers is None:
        endings = [_exported(job, seen, transaction_id) for seen in waiting]
    else:
        endings = _endings(job, claims, answers, transaction_id)
    await settle_export(tx, job.id, endings)
    if len(endings) == len(waiting):
        return await move_job(tx, job, event, message=message)
    return job


def _endings(job: Job, claims: list[ClaimSeen], answers: list[Answered], transaction_id: str | None) -> list[Claim]:
    """An answer that was given before is no fault; another one than before is."""
    known = {key: seen for seen in claims for key in (seen.claim.invoice, seen.invoice_id)}
    endings: dict[UUID, Claim] = {}
    faults: list[FieldError] = []
    for n, answer in enumerate(answers):
        seen = known.get(answer.id)
        if seen is None:
            faults.append(FieldError(f"invoices[{n}].invoice_id", "The job does not have this invoice.", "not_in_job"))
            continue
        ending = (
            _rejected(job, seen, answer)
            if answer.rejected
            else _exported(job, seen, answer.transaction_id or transaction_id)
        )
        before = endings.get(seen.claim.invoice, seen.claim)
        if before.outcome is ClaimOutcome.CLAIMED:
            endings[ending.invoice] = ending
        elif (before.outcome, before.transaction_id) != (ending.outcome, ending.transaction_id):
            sentence = f"It was answered before: {before.outcome.replace('_', ' ')}."
            faults.append(FieldError(f"invoices[{n}].invoice_id", sentence, "answered_before"))
    if faults:
        raise InvalidFields(faults)
    return list(endings.values())


def _exported(job: Job, seen: ClaimSeen, given: str | None) -> Claim:
    """Without an id of the ERP's own it is the one that stands in the file."""
    id = given or transaction_id(job, seen.invoice_id)
    return Claim(job.id, seen.claim.invoice, outcome=ClaimOutcome.EXPORTED, transaction_id=id)


def _rejected(job: Job, seen: ClaimSeen, answer: Answered) -> Claim:
    return Claim(job.id, seen.claim.invoice, outcome=ClaimOutcome.REJECTED, code=REJECTED, reason=answer.reason)
