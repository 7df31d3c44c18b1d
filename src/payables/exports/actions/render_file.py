"""Write the bytes of a job's file and store them: slow work, so nothing is locked meanwhile and the event loop stays free."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from payables.exports.model import Document, Format, Job, Layout
from payables.exports.rules.csv_file import write_csv
from payables.exports.rules.iif_file import write_iif
from payables.exports.rules.posting import Bill, CannotPost, bill_of
from payables.exports.rules.xlsx_file import write_xlsx
from payables.invoices.actions.withhold_changed import why_changed
from payables.invoices.model import Claim, ClaimOutcome
from payables.platform.files import FileStore


@dataclass(frozen=True, slots=True)
class Rendered:
    """A stored file, from which documents it was written, and which of them could not stand in it. Without a file
    (`sha256` None) when nothing can stand in it."""

    documents: list[Document]
    refused: list[Claim]
    sha256: bytes | None
    size: int


async def render_file(files: FileStore, job: Job, home_currency: str, documents: list[Document]) -> Rendered:
    """The job need not be stored yet. Raises StorageUnavailable."""
    data, refused = await asyncio.to_thread(_render, job, home_currency, documents)
    digest = None if data is None else await files.put(data)
    return Rendered(documents, refused, digest, len(data or b""))


def _render(job: Job, home_currency: str, documents: Sequence[Document]) -> tuple[bytes | None, list[Claim]]:
    layout = job.mapping
    assert layout is not None  # a job of the file channel
    bills: list[Bill] = []
    sound: list[Document] = []
    refused: list[Claim] = []
    for position, document in enumerate(documents):
        try:
            bills += _bill(layout, document, home_currency)
            sound.append(document)
        except CannotPost as why:
            refused.append(Claim(job.id, document.id, position, ClaimOutcome.LEFT_OUT, why.code, why.sentence))
    return _bytes(job, layout, sound, bills) if sound else None, refused


def _bill(layout: Layout, document: Document, home_currency: str) -> list[Bill]:
    """Of QuickBooks; a table takes every invoice as it is. What is not what people approved stands in no file. Raises
    CannotPost."""
    if document.changed:
        why = why_changed(document.changed)
        raise CannotPost(why.code, why.message)
    return [bill_of(document, layout.quickbooks, home_currency)] if layout.quickbooks else []


def _bytes(job: Job, layout: Layout, documents: Sequence[Document], bills: Sequence[Bill]) -> bytes:
    match layout.format:
        case Format.CSV:
            return write_csv(layout, documents)
        case Format.XLSX:
            return write_xlsx(layout, documents, job.created_at)
        case Format.IIF:
            return write_iif(bills)
