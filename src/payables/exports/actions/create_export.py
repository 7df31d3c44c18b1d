"""Make an export job of invoices that are ready, and its file.

The file of few is written and stored first, from what they are then, and only after that anything is locked: neither a
slow disk nor a large workbook holds up whoever wants one of the invoices. What is not as it was written, once it is
locked, is written by a worker.
"""

from dataclasses import dataclass, replace
from uuid import UUID

from payables.accounts import queries as accounts
from payables.audit.actions.record import record
from payables.exports import store
from payables.exports.actions.record_file import record_file
from payables.exports.actions.render_file import Rendered, render_file
from payables.exports.errors import FormatOfMapping, MappingOfAnotherCompany, NothingToExport
from payables.exports.model import FILE_CHANNEL, Format, Job, JobState, Mapping
from payables.exports.queries import mappings
from payables.exports.queries.documents import documents_for
from payables.exports.rules.layouts import standard
from payables.invoices.actions.claim_for_export import Ready, claim_for_export, lock_named, lock_ready
from payables.invoices.model import Invoice
from payables.invoices.queries.ready import look_at_ready
from payables.kit.errors import FieldError, InvalidFields
from payables.platform.caller import Caller
from payables.platform.db import Transaction
from payables.platform.files import FileStore
from payables.platform.queue import enqueue

WRITE_FILE = "exports.write_file"
MOST_INVOICES = 1000
MOST_AT_ONCE = 100  # larger files are written by a worker, so that no other request waits for them


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be exported. `ids` are the UUIDs and the integer ids that were named, None for all that is ready."""

    company_id: int
    location_id: int | None
    format: Format | None
    mapping_id: str | None
    ids: tuple[list[UUID], list[int]] | None
    transaction_prefix: str


async def create_export(tx: Transaction, caller: Caller, files: FileStore, wanted: Wanted) -> Job:
    """From here on the invoices are the job's alone. What was named and cannot be exported is told in the job.

    Raises NotFound, OutOfScope, InvalidFields, MappingOfAnotherCompany, FormatOfMapping, NothingToExport.
    """
    await accounts.company(tx, caller, wanted.company_id)
    if wanted.location_id is not None:
        await accounts.location(tx, caller, wanted.location_id, company_id=wanted.company_id)
    mapping = await mappings.load(tx, caller.scope, wanted.mapping_id) if wanted.mapping_id else None
    draft = _job(tx, wanted, mapping)
    rendered = await _written_before(tx, caller, files, draft, wanted)
    ready = await _ready(tx, caller, wanted)
    if not ready.invoices:
        raise _nothing([(str(one.invoice.invoice_id), one.code, one.message) for one in ready.left_out])
    job = replace(draft, location_ids=sorted({invoice.location_id for invoice in _all(ready)}))
    await store.insert_job(tx, job)
    await claim_for_export(tx, job.id, ready.invoices, ready.left_out)
    _write_down(tx, job, ready)
    return await _with_file(tx, job, rendered)


async def _written_before(
    tx: Transaction, caller: Caller, files: FileStore, draft: Job, wanted: Wanted
) -> Rendered | None:
    """None where there are too many for a request to wait for, or none."""
    place = (wanted.company_id, wanted.location_id if wanted.ids is None else None)
    seen = await look_at_ready(tx, caller, *place, wanted.ids, MOST_AT_ONCE + 1)
    if not 0 < len(seen) <= MOST_AT_ONCE:
        return None
    company, documents = await documents_for(tx, draft, seen)
    # the others are left out once they are locked
    unchanged = [document for document in documents if not document.changed]
    return await render_file(files, draft, company.currency, unchanged) if unchanged else None


async def _ready(tx: Transaction, caller: Caller, wanted: Wanted) -> Ready:
    if wanted.ids is None:
        return await lock_ready(tx, caller, wanted.company_id, wanted.location_id, MOST_INVOICES)
    ready = await lock_named(tx, caller, wanted.company_id, *wanted.ids)
    found = {key for one in _all(ready) for key in (one.id, one.invoice_id)}
    unknown = [id for group in wanted.ids for id in group if id not in found]
    if unknown:
        sentence = f"There is no such invoice within your access: {unknown[0]}."
        raise InvalidFields([FieldError("invoice_ids", sentence, "unknown_invoice")])
    return ready


def _all(ready: Ready) -> list[Invoice]:
    return [*ready.invoices, *(one.invoice for one in ready.left_out)]


def _job(tx: Transaction, wanted: Wanted, mapping: Mapping | None) -> Job:
    """Before it is known which invoices it gets."""
    if mapping and mapping.company_id != wanted.company_id:
        raise MappingOfAnotherCompany(company_id=wanted.company_id)
    if mapping and wanted.format not in (None, mapping.layout.format):
        raise FormatOfMapping(format=mapping.layout.format)
    layout = mapping.layout if mapping else standard(wanted.format or Format.CSV)
    return Job(
        id=tx.new_id(),
        company_id=wanted.company_id,
        location_ids=[],
        channel=FILE_CHANNEL,
        format=layout.format,
        mapping_id=mapping.id if mapping else None,
        mapping_version=mapping.version if mapping else None,
        mapping=layout,
        transaction_prefix=wanted.transaction_prefix,
        state=JobState.CREATED,
        failure_code=None,
        failure_message=None,
        file_sha256=None,
        file_name=None,
        file_size=None,
        created_at=tx.now,
        created_by=tx.actor.user_id,
        sent_at=None,
        answer_due_at=None,
        uncertain_at=None,
        finished_at=None,
    )


async def _with_file(tx: Transaction, job: Job, rendered: Rendered | None) -> Job:
    written = await record_file(tx, job, rendered) if rendered else None
    if rendered is None or written is None:
        enqueue(tx, WRITE_FILE, {"account_id": str(tx.account_id), "job": str(job.id)})
        return job
    if written.file_sha256 is None:
        raise _nothing([(str(claim.invoice), claim.code or "", claim.reason or "") for claim in rendered.refused])
    return written


def _nothing(why: list[tuple[str, str, str]]) -> NothingToExport:
    """With each of what was named and the reason, as faults of the field that named it."""
    faults = [FieldError("invoice_ids", f"{id}: {sentence}", code) for id, code, sentence in why]
    return NothingToExport(faults, why=why[0][2] if why else "nothing is ready for export.")


def _write_down(tx: Transaction, job: Job, ready: Ready) -> None:
    after = {
        "state": job.state,
        "format": job.format,
        "invoices": [invoice.invoice_id for invoice in ready.invoices],
        "left_out": [one.invoice.invoice_id for one in ready.left_out],
        "mapping_id": str(job.mapping_id) if job.mapping_id else None,
        "mapping_version": job.mapping_version,
    }
    record(tx, "export.created", "export_job", job.id, after=after)
