"""Values of an e-invoice's details: None for what is not there, and for parts that would say nothing."""

import re
from typing import TypeVar

import msgspec

from payables.extraction.einvoice import EInvoicePeriod, Identifier
from payables.extraction.xml import values
from payables.extraction.xml.document import Element
from payables.extraction.xml.walk import first, text

Part = TypeVar("Part", bound=msgspec.Struct)


def given(part: Part) -> Part | None:
    """The part, unless nothing in it is stated."""
    return part if any(getattr(part, name) for name in part.__struct_fields__) else None


def amount(node: Element | None, path: str = "") -> str | None:
    number = values.decimal(text(node, path))
    return None if number is None else values.plain(number)


def day(node: Element | None, path: str) -> str | None:
    found = values.date_field(text(node, path))
    return found.value if found else None


def compact(node: Element | None, path: str) -> str | None:
    """IBANs and VAT ids, which people write with blanks."""
    return re.sub(r"[\s.]+", "", text(node, path) or "").upper() or None


def identifier(node: Element | None, path: str = "", scheme: str = "schemeID") -> Identifier | None:
    """A number with the register that its attribute names."""
    found = first(node, path) if path else node
    value = text(found)
    return Identifier(value, found.get(scheme)) if found is not None and value else None


def period(start: str | None, end: str | None) -> EInvoicePeriod | None:
    return given(EInvoicePeriod(start, end))
