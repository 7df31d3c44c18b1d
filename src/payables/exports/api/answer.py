"""A job as the API shows it."""

from collections.abc import Mapping, Sequence
from typing import Any

from payables.access import queries as access
from payables.access.model import Person
from payables.exports.model import Job
from payables.exports.schema.job import (
    ControlTotal,
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
from payables.invoices.queries.ready import ControlTotal as Total
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
        **_fields(
            request,
            job,
            counts,
            (await exports.totals(request.tx, [job.id]))[job.id],
            await access.people(request.tx, [job.created_by]),
        ),
    )


async def shown(request: ApiRequest, jobs: Sequence[Job]) -> list[ExportJob]:
    """Jobs of a list, with one statement each for what all of them have, what that comes to, and who made them."""
    ids = [job.id for job in jobs]
    counts, totals = await exports.counts(request.tx, ids), await exports.totals(request.tx, ids)
    people = await access.people(request.tx, (job.created_by for job in jobs))
    return [ExportJob(**_fields(request, job, counts[job.id], totals[job.id], people)) for job in jobs]


def control_totals(found: Sequence[Total]) -> list[ControlTotal]:
    return [ControlTotal(one.currency, one.count, one.total) for one in found]


def _fields(
    request: ApiRequest,
    job: Job,
    counts: dict[ClaimOutcome, int],
    totals: Sequence[Total],
    people: Mapping[int | None, Person],
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
        "totals": control_totals(totals),
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
    return ExportedInvoice(**_named(seen), export_transaction_id=claim.transaction_id)


def _failed(seen: ClaimSeen) -> NotExported:
    return NotExported(**_named(seen))


def _named(seen: ClaimSeen) -> dict[str, Any]:
    """What both shapes have."""
    return {
        "id": str(seen.claim.invoice),
        "invoice_id": seen.invoice_id,
        "invoice_number": seen.number,
        "type": seen.type,
        "ottimate_vendor_id": seen.vendor_id,
        "ottimate_vendor_name": seen.vendor_name,
        "currency": seen.currency,
        "total_amount": seen.total_amount,
        "outcome": seen.claim.outcome,
        "code": seen.claim.code,
        "error": seen.claim.reason,
    }
