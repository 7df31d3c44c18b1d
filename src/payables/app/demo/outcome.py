"""What became of a document, and how the reading compares with what is really on it."""

import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from payables.app.demo.answers import Invoice, ReadField, Reason
from payables.app.demo.documents import Document, Truth

# Reasons whose sentence is the same for every field.
FIELDS_UNNAMED = ("doubtful_reading", "unusable_value")


class Match(StrEnum):
    """A value that was read, beside the truth."""

    RIGHT = "right"
    OTHERWISE = "read otherwise"
    MISSING = "missing"
    UNKNOWN = "not compared"


@dataclass(slots=True)
class DocumentOutcome:
    """`seconds` from upload to readable; None when it was read in an earlier run."""

    document: Document
    status: str
    seconds: float | None = None
    reference_id: str | None = None
    invoice: Invoice | None = None
    duplicate: bool = False
    problem: str | None = None

    @property
    def reasons(self) -> list[str]:
        """Why somebody has to look, as sentences."""
        if self.problem:
            return [self.problem]
        return _sentences(self.invoice.reasons) if self.invoice and not self.duplicate else []


def _sentences(reasons: list[Reason]) -> list[str]:
    """One for each thing that is wrong, with the fields where the sentence does not name them."""
    fields: dict[str, list[str]] = {}
    for reason in reasons:
        named = fields.setdefault(reason.message, [])
        if reason.code in FIELDS_UNNAMED and reason.field:
            named.append(reason.field.replace("_", " "))
    return [f"{', '.join(named).capitalize()}: {said}" if named else said for said, named in fields.items()]


@dataclass(frozen=True, slots=True)
class Cell:
    """One key field: the value of the record, how sure the reading was (0..1), and whether it is right."""

    field: str
    value: str | None
    confidence: float | None
    match: Match
    truth: str | None = None


def cells(outcome: DocumentOutcome) -> list[Cell]:
    """Number, date, total, vendor. Empty when there is nothing to show."""
    invoice = outcome.invoice
    if invoice is None or outcome.duplicate:
        return []
    truth, read = outcome.document.truth, invoice.extraction
    date = invoice.invoice_date.isoformat() if invoice.invoice_date else None
    total = None if invoice.total_amount is None else f"{invoice.total_amount:,f}"
    return [
        _cell("number", invoice.number, read and read.number, truth and truth.number),
        _cell("date", date, read and read.invoice_date, truth and _text(truth.invoice_date)),
        _cell("total", total, read and read.total_amount, truth and _total(truth)),
        _cell("vendor", invoice.ottimate_vendor_name, read and read.vendor_name, truth and truth.vendor_name),
    ]


def is_as_on_paper(outcome: DocumentOutcome) -> bool:
    """No key field was read otherwise than it stands on the paper, as far as that is known."""
    return all(cell.match in (Match.RIGHT, Match.UNKNOWN) for cell in cells(outcome))


def _cell(field: str, value: str | None, read: ReadField | None, truth: str | None) -> Cell:
    return Cell(field, value, read.confidence if read else None, _match(value, truth), truth)


def _match(value: str | None, truth: str | None) -> Match:
    if truth is None:
        return Match.UNKNOWN if value is not None else Match.MISSING
    if value is None:
        return Match.MISSING
    return Match.RIGHT if _plain(value) == _plain(truth) else Match.OTHERWISE


def _plain(text: str) -> str:
    """Capitals and blanks are a matter of taste."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _total(truth: Truth) -> str | None:
    return None if truth.total_amount is None else f"{truth.total_amount:,f}"
