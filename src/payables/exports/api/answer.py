"""A job as the API shows it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

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
from payables.kit.dates import format_plain, format_utc
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
        **_fields(request, job, counts),
    )


async def shown(request: ApiRequest, jobs: Sequence[Job]) -> list[ExportJob]:
    """Jobs of a list, with one statement for what all of them have."""
    counts = await exports.counts(request.tx, [job.id for job in jobs])
    return [ExportJob(**_fields(request, job, counts[job.id])) for job in jobs]


def instants(name: str, instant: datetime | None) -> dict[str, str | None]:
    if instant is None:
        return {name: None, f"{name}_utc": None}
    return {name: format_plain(instant), f"{name}_utc": format_utc(instant)}


def _fields(request: ApiRequest, job: Job, counts: dict[ClaimOutcome, int]) -> dict[str, Any]:
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
        "counts": ExportCounts(**{outcome.value: counts.get(outcome, 0) for outcome in ClaimOutcome}),
        "file": _file(request, job),
        "error": ExportError(job.failure_code, job.failure_message) if job.failure_code else None,
    }
    for name in ("created_at", "sent_at", "answer_due_at", "uncertain_at", "finished_at"):
        fields |= instants(name, getattr(job, name))
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
