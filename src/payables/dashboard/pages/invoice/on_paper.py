"""What the paper says of a field, beside what the record says."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from babel import Locale

from payables.dashboard.pages.invoice.fields import FormField, Kind
from payables.dashboard.shown.typed import typed_number

SURE, LOOK, DOUBTFUL = "sure", "look", "doubtful"
THRESHOLD = 0.8  # the lowest that is ever used; what a paper was held against stands in its straight_through
HALF = 0.5
_HELD = {"vendor_name": "vendor"}  # the reading's name -> that of its threshold


@dataclass(frozen=True, slots=True)
class OnPaper:
    """`value` as it would be typed, `raw` as printed. `differs` from the record; `sure` is one of SURE, LOOK, DOUBTFUL; `by`
    says who chose it, if not the paper's own words."""

    value: str
    raw: str | None
    confidence: float
    sure: str
    differs: bool
    by: str | None


def on_paper(invoice: Mapping[str, Any], field: FormField, stored: Any, locale: Locale) -> OnPaper | None:
    """None where there is no paper, or nothing was read."""
    paper = invoice.get("extraction") or {}
    read = paper.get(field.paper) if field.paper else None
    if read is None:
        return None
    confidence = float(read["confidence"])
    sure = _sure(confidence, _threshold(paper, field))
    typed = _typed(read["value"], field, locale, invoice["currency"])
    return OnPaper(
        typed, read.get("raw"), confidence, sure, not _same(read["value"], stored, field.kind), read.get("by")
    )


def _typed(value: str, field: FormField, locale: Locale, currency: str) -> str:
    number = _number(value) if field.kind is Kind.AMOUNT else None
    return value if number is None else typed_number(number, locale, currency)


def _threshold(paper: Mapping[str, Any], field: FormField) -> float:
    straight = paper.get("straight_through")
    held = (straight["fields"] if straight else {}).get(_HELD.get(field.paper or "", field.paper))
    return float(held["threshold"]) if held else THRESHOLD


def _sure(confidence: float, threshold: float) -> str:
    return SURE if confidence >= threshold else LOOK if confidence >= HALF else DOUBTFUL


def _same(read: str, stored: Any, kind: Kind) -> bool:
    if stored is None or stored == "":
        return False
    if kind is Kind.AMOUNT:
        return _number(read) == stored
    return " ".join(read.split()).casefold() == " ".join(str(stored).split()).casefold()


def _number(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None
