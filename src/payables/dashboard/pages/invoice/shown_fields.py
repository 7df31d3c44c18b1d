"""What the form shows of each field: what is stored and was typed, what the paper says, and what is wrong."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from babel import Locale

from payables.dashboard.pages.invoice.fields import CODED, CUSTOM, NAMES_OF_VENDOR, VENDOR, FormField, Kind
from payables.dashboard.pages.invoice.merged import Merged, merged
from payables.dashboard.pages.invoice.on_paper import OnPaper, on_paper
from payables.dashboard.shown.typed import typed_number
from payables.dashboard.web.forms import Form


@dataclass(frozen=True, slots=True)
class ShownField:
    """`reasons` are those of the invoice that are about it. `told`: what stands for its value, as the name of a dimension;
    `origin`: where that came from."""

    of: FormField
    merged: Merged
    paper: OnPaper | None = None
    reasons: list[dict[str, Any]] = field(default_factory=list)
    told: str | None = None
    origin: dict[str, Any] | None = None

    @property
    def name(self) -> str:
        return self.of.name

    @property
    def value(self) -> str:
        return self.merged.value

    @property
    def needs_you(self) -> bool:
        return bool(self.reasons) or self.merged.typed is not None

    @property
    def confirmable(self) -> bool:
        """Whether saying that it is right answers what is wrong."""
        return bool(self.reasons) and all(reason["confirmable"] for reason in self.reasons)


def shown_fields(
    invoice: Mapping[str, Any], fields: Iterable[FormField], form: Form, locale: Locale
) -> dict[str, ShownField]:
    """By name. `invoice` as the API answers it, with its extraction; `form` as it was sent, empty where none was."""
    return {one.name: _shown(invoice, one, form, locale) for one in fields}


def shown_vendor(invoice: Mapping[str, Any], form: Form, locale: Locale) -> ShownField:
    """The name of the vendor that was chosen, empty where none was."""
    name = vendor_name(invoice)
    reasons = [reason for reason in invoice["reasons"] if reason["field"] in NAMES_OF_VENDOR]
    return ShownField(VENDOR, merged(form, VENDOR.name, name), on_paper(invoice, VENDOR, name, locale), reasons)


def vendor_name(invoice: Mapping[str, Any]) -> str:
    """Of the record; what was read of an unknown one is none."""
    return (invoice["ottimate_vendor_name"] or "") if invoice["ottimate_vendor_id"] is not None else ""


def stored_of(invoice: Mapping[str, Any], field: FormField) -> Any:
    if field.name.startswith(CODED):
        coded = invoice["dimensions"].get(field.type)
        return coded["erp_dimension_id"] if coded else None
    if field.name.startswith(CUSTOM):
        return (invoice["custom_fields"] or {}).get(field.name.removeprefix(CUSTOM))
    return vendor_name(invoice) if field is VENDOR else invoice.get(field.name)


def typed(stored: Any, kind: Kind, locale: Locale, currency: str | None) -> str:
    """A value of the API as it stands in a field."""
    if stored is None:
        return ""
    if isinstance(stored, bool):
        return "yes" if stored else "no"
    if kind in (Kind.AMOUNT, Kind.NUMBER):
        return typed_number(stored, locale, currency if kind is Kind.AMOUNT else None)
    return str(stored)


def _shown(invoice: Mapping[str, Any], field: FormField, form: Form, locale: Locale) -> ShownField:
    stored = stored_of(invoice, field)
    value = merged(form, field.name, typed(stored, field.kind, locale, invoice["currency"]))
    reasons = [reason for reason in invoice["reasons"] if reason["field"] == field.name]
    coded = invoice["dimensions"].get(field.type) if field.type else None
    is_stored = coded is not None and value.value == value.stored
    told = f"{coded['code']} {coded['name']}" if coded and is_stored else None
    origin = invoice.get("coding", {}).get(field.type) if is_stored else None
    return ShownField(field, value, on_paper(invoice, field, stored, locale), reasons, told, origin)
