"""What the form shows of each field: what is stored, what the paper says, how sure that is, and what is wrong."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any

from babel import Locale

from payables.dashboard.pages.invoice.fields import NAMES_OF_VENDOR, PAPER_OF_VENDOR, FormField, Kind
from payables.dashboard.shown.typed import typed_number

SURE, LOOK, DOUBTFUL = "sure", "look", "doubtful"
THRESHOLD = 0.8  # the lowest that is ever used; what a paper was held against stands in its straight_through
HALF = 0.5


@dataclass(frozen=True, slots=True)
class OnPaper:
    """What the paper says of a field. `differs` from the record; `sure` is one of SURE, LOOK, DOUBTFUL."""

    value: str
    raw: str | None
    confidence: float
    sure: str
    differs: bool
    by: str | None


@dataclass(frozen=True, slots=True)
class ShownField:
    """`value` as it stands in its field; `reasons` are those of the invoice that are about it."""

    name: str
    kind: Kind
    value: str
    most: int
    paper: OnPaper | None
    reasons: list[dict[str, Any]] = field(default_factory=list)

    @property
    def needs_you(self) -> bool:
        return bool(self.reasons)


def shown_fields(invoice: Mapping[str, Any], fields: Iterable[FormField], locale: Locale) -> Iterator[ShownField]:
    """`invoice` as the API answers it, with its extraction."""
    for one in fields:
        stored = invoice.get(one.name)
        value = typed(stored, one.kind, locale, invoice["currency"])
        yield ShownField(
            one.name, one.kind, value, one.most, on_paper(invoice, one, stored), _about(invoice, {one.name})
        )


def shown_vendor(invoice: Mapping[str, Any]) -> ShownField:
    """The name of the vendor that was chosen, empty where none was."""
    known = invoice["ottimate_vendor_id"] is not None
    name = invoice["ottimate_vendor_name"] if known else ""
    reads = FormField(PAPER_OF_VENDOR, Kind.TEXT, PAPER_OF_VENDOR)
    return ShownField(
        "vendor", Kind.TEXT, name or "", 500, on_paper(invoice, reads, name), _about(invoice, set(NAMES_OF_VENDOR))
    )


def typed(stored: Any, kind: Kind, locale: Locale, currency: str) -> str:
    """A value of the API as it stands in a field."""
    if stored is None:
        return ""
    return typed_number(stored, locale, currency) if kind is Kind.AMOUNT else str(stored)


def on_paper(invoice: Mapping[str, Any], field: FormField, stored: Any) -> OnPaper | None:
    """None where there is no paper, or nothing was read."""
    paper = invoice.get("extraction") or {}
    read = paper.get(field.paper) if field.paper else None
    if read is None:
        return None
    confidence = float(read["confidence"])
    return OnPaper(
        read["value"],
        read.get("raw"),
        confidence,
        _sure(confidence, _threshold(paper, field)),
        not _same(read["value"], stored, field.kind),
        read.get("by"),
    )


def _about(invoice: Mapping[str, Any], names: set[str]) -> list[dict[str, Any]]:
    return [reason for reason in invoice["reasons"] if reason["field"] in names]


def _threshold(paper: Mapping[str, Any], field: FormField) -> float:
    straight = paper.get("straight_through")
    held = (straight["fields"] if straight else {}).get(field.paper)
    return float(held["threshold"]) if held else THRESHOLD


def _sure(confidence: float, threshold: float) -> str:
    return SURE if confidence >= threshold else LOOK if confidence >= HALF else DOUBTFUL


def _same(read: str, stored: Any, kind: Kind) -> bool:
    if stored is None or stored == "":
        return False
    if kind is not Kind.AMOUNT:
        return read.strip().casefold() == str(stored).strip().casefold()
    try:
        return Decimal(read) == stored
    except InvalidOperation:
        return False
