"""A job as the API shows it."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from payables.access import queries as access
from payables.access.model import Person
from payables.exports.model import Job
from payables.exports.schema.job import (
    ExportCounts,
    ExportedInvoice,
    ExportError,
    ExportFile,
    ExportJob,
    ExportJobDetail,
    NotExported,
)
from payables.invoices.model import ClaimOutcome
from payables.invoices.queries import exports
from payables.invoices.queries.exports import ClaimSeen
from payables.platform.http.instants import twins
from payables.platform.http.request import ApiRequest

_NOT_EXPORTED = (ClaimOutcome.REJECTED, ClaimOutcome.RELEASED, ClaimOutcome.LEFT_OUT)


async def answer_detail(request: ApiRequest, job: Job) -> ExportJobDetail:
    """With its invoices as they are now."""
    claims = await exports.claims(request.tx, job.id)
    counts = {outcome: sum(seen.claim.outcome is outcome for seen in claims) for outcome in ClaimOutcome}
    return ExportJobDetail(
        version=request.answer_version,
        invoices=[_invoice(seen) for seen in claims if seen.claim.outcome is not ClaimOutcome.LEFT_OUT],
        failed=[_failed(seen) for seen in claims if seen.claim.outcome in _NOT_EXPORTED],
        **_fields(request, job, counts, await access.people(request.tx, [job.created_by])),
    )


async def shown(request: ApiRequest, jobs: Sequence[Job]) -> list[ExportJob]:
    """Jobs of a list, with one statement for what all of them have and one for who made them."""
    counts = await exports.counts(request.tx, [job.id for job in jobs])
    people = await access.people(request.tx, (job.created_by for job in jobs))
    return [ExportJob(**_fields(request, job, counts[job.id], people)) for job in jobs]


def _fields(
    request: ApiRequest, job: Job, counts: dict[ClaimOutcome, int], people: Mapping[int | None, Person]
) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "id": str(job.id),
        "ottimate_company_id": job.company_id,
        "ottimate_location_ids": job.location_ids,
        "channel": job.channel,
        "format": job.format,
        "mapping_id": str(job.mapping_id) if job.mapping_id else None,
        "mapping_version": job.mapping_version,
        "transaction_prefix": job.transaction_prefix,
        "state": job.state,
        "created_by": people.get(job.created_by),
        "counts": ExportCounts(**{outcome.value: counts.get(outcome, 0) for outcome in ClaimOutcome}),
        "file": _file(request, job),
        "error": ExportError(job.failure_code, job.failure_message) if job.failure_code else None,
    }
    for event in ("created", "sent", "answer_due", "uncertain", "finished"):
        fields |= twins(f"{event}_date", getattr(job, f"{event}_at"))
    return fields


def _file(request: ApiRequest, job: Job) -> ExportFile | None:
    if job.file_sha256 is None:
        return None
    base_url: str = request.scope["state"]["settings"].base_url
    url = f"{base_url}/v1/exports/{job.id}/file"
    return ExportFile(job.file_name or "", job.file_size or 0, job.file_sha256.hex(), url)


def _invoice(seen: ClaimSeen) -> ExportedInvoice:
    claim = seen.claim
    return ExportedInvoice(*_named(seen), claim.outcome, claim.transaction_id, claim.code, claim.reason)


def _failed(seen: ClaimSeen) -> NotExported:
    return NotExported(*_named(seen), seen.claim.outcome, seen.claim.code, seen.claim.reason)


def _named(seen: ClaimSeen) -> tuple[str, int, str | None]:
    invoice: UUID = seen.claim.invoice
    return str(invoice), seen.invoice_id, seen.number
