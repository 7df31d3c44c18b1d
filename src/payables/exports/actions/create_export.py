"""Make an export job of invoices that are ready, and its file."""

from dataclasses import dataclass
from uuid import UUID

from payables.accounts import queries as accounts
from payables.audit.actions.record import record
from payables.exports import store
from payables.exports.actions.write_file import write_file
from payables.exports.errors import FormatOfMapping, MappingOfAnotherCompany, NothingToExport
from payables.exports.model import FILE_CHANNEL, Format, Job, JobState, Mapping
from payables.exports.queries import mappings
from payables.exports.rules.layouts import standard
from payables.invoices.actions.claim_for_export import Ready, claim_for_export, lock_named, lock_ready
from payables.invoices.model import Invoice
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
    ready = await _ready(tx, caller, wanted)
    if not ready.invoices:
        raise _nothing([(str(one.invoice.invoice_id), one.code, one.message) for one in ready.left_out])
    job = _job(tx, wanted, mapping, ready)
    await store.insert_job(tx, job)
    await claim_for_export(tx, job.id, ready.invoices, ready.left_out)
    _write_down(tx, job, ready)
    return await _with_file(tx, files, job, len(ready.invoices))


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


def _job(tx: Transaction, wanted: Wanted, mapping: Mapping | None, ready: Ready) -> Job:
    if mapping and mapping.company_id != wanted.company_id:
        raise MappingOfAnotherCompany(company_id=wanted.company_id)
    if mapping and wanted.format not in (None, mapping.layout.format):
        raise FormatOfMapping(format=mapping.layout.format)
    layout = mapping.layout if mapping else standard(wanted.format or Format.CSV)
    return Job(
        id=tx.new_id(),
        company_id=wanted.company_id,
        location_ids=sorted({invoice.location_id for invoice in _all(ready)}),
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


async def _with_file(tx: Transaction, files: FileStore, job: Job, count: int) -> Job:
    if count > MOST_AT_ONCE:
        enqueue(tx, WRITE_FILE, {"account_id": str(tx.account_id), "job": str(job.id)})
        return job
    written, refused = await write_file(tx, files, job)
    if written.file_sha256 is None:
        raise _nothing([(str(claim.invoice), claim.code or "", claim.reason or "") for claim in refused])
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
