"""Write a job's file: once, from what its invoices are while it has them, and stored by content."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace

from payables.audit.actions.record import record
from payables.exports import store
from payables.exports.model import Document, Format, Job, Layout
from payables.exports.queries.documents import documents_of
from payables.exports.rules.csv_file import write_csv
from payables.exports.rules.iif_file import write_iif
from payables.exports.rules.posting import Bill, CannotPost, bill_of
from payables.exports.rules.xlsx_file import write_xlsx
from payables.invoices.actions.settle_export import settle_export
from payables.invoices.model import Claim, ClaimOutcome
from payables.platform.db import Transaction
from payables.platform.files import FileStore

MEDIA_TYPES = {
    Format.CSV: "text/csv",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Format.IIF: "application/x-iif",
}


async def write_file(tx: Transaction, files: FileStore, job: Job) -> tuple[Job, list[Claim]]:
    """The job with its file, and what could not stand in it: that is the job's no more and can be exported otherwise.

    Without a file when nothing can stand in it. The job is created and locked. Raises StorageUnavailable.
    """
    layout = job.mapping
    assert layout is not None  # a job of the file channel
    company, documents = await documents_of(tx, job)
    bills, refused = _bills(job, layout, documents, company.currency)
    await settle_export(tx, job.id, refused)
    if len(refused) == len(documents):
        return job, refused
    data = await asyncio.to_thread(_render, job, layout, documents, bills)
    digest = await files.put(data)
    await store.insert_file(tx, digest, len(data), MEDIA_TYPES[layout.format])
    written = replace(job, file_sha256=digest, file_name=_name(job, layout.format), file_size=len(data))
    await store.update_job(tx, written)
    after = {"sha256": digest.hex(), "size": len(data), "filename": written.file_name}
    record(tx, "export.file_written", "export_job", job.id, after=after)
    return written, refused


def _bills(
    job: Job, layout: Layout, documents: Sequence[Document], home_currency: str
) -> tuple[list[Bill], list[Claim]]:
    """Only QuickBooks is choosy; a table takes every invoice."""
    bills: list[Bill] = []
    refused: list[Claim] = []
    if layout.quickbooks is None:
        return bills, refused
    for position, document in enumerate(documents):
        try:
            bills.append(bill_of(document, layout.quickbooks, home_currency))
        except CannotPost as why:
            refused.append(Claim(job.id, document.id, position, ClaimOutcome.LEFT_OUT, why.code, why.sentence))
    return bills, refused


def _render(job: Job, layout: Layout, documents: Sequence[Document], bills: Sequence[Bill]) -> bytes:
    match layout.format:
        case Format.CSV:
            return write_csv(layout, documents)
        case Format.XLSX:
            return write_xlsx(layout, documents, job.created_at)
        case Format.IIF:
            return write_iif(bills)


def _name(job: Job, format: Format) -> str:
    return f"export-{job.created_at:%Y%m%d-%H%M%S}-{job.id.hex[-6:]}.{format}"
