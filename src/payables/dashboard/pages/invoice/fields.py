"""The fields of the form: what each is called in the API, in the answer and on the paper, and how it is typed."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """How a value is typed."""

    TEXT = "text"
    LONG = "long"
    DAY = "day"
    AMOUNT = "amount"  # with the digits of the currency
    NUMBER = "number"
    CHOICE = "choice"
    YES_NO = "yes_no"
    CODE = "code"  # of a dimension


@dataclass(frozen=True, slots=True)
class FormField:
    """`name` is its name in a PATCH and in the answer; `paper` that of the reading; `label` where it has a name of its own;
    `most` the longest text; `choices` all values of a choice; `type` that of a dimension."""

    name: str
    kind: Kind
    paper: str | None = None
    most: int = 255
    label: str | None = None
    choices: tuple[str, ...] = ()
    required: bool = False
    type: str | None = None

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """Of a choice: what is sent, and what people read."""
        return [(choice, choice) for choice in self.choices]


VENDOR = FormField("vendor", Kind.TEXT, "vendor_name", most=500)
# Whatever names it in a reason or a refusal, it is the vendor.
NAMES_OF_VENDOR = frozenset({"vendor", "ottimate_vendor_id", "erp_vendor_id", "erp_vendor_name", "vendor_name"})

# In the order in which a paper is read.
FIELDS = (
    FormField("invoice_number", Kind.TEXT, "number"),
    FormField("invoice_date", Kind.DAY, "invoice_date"),
    FormField("due_date", Kind.DAY, "due_date"),
    FormField("total_amount", Kind.AMOUNT, "total_amount", most=40),
    FormField("total_tax", Kind.AMOUNT, "total_tax", most=40),
    FormField("discount_amount", Kind.AMOUNT, most=40),
    FormField("currency", Kind.TEXT, "currency", most=3),
    FormField("purchase_order", Kind.TEXT, "purchase_order"),
    FormField("type", Kind.CHOICE, "type"),
    FormField("ottimate_location_id", Kind.CHOICE),
    FormField("posting_date", Kind.DAY),
    FormField("notes", Kind.LONG, most=10_000),
)
BY_NAME = {field.name: field for field in (VENDOR, *FIELDS)}

CODED, CUSTOM = "dimensions.", "custom_fields."  # before a type or a key, as the API names them in its refusals
_KINDS = {"text": Kind.TEXT, "number": Kind.NUMBER, "date": Kind.DAY, "boolean": Kind.YES_NO, "choice": Kind.CHOICE}


def coded_fields(types: list[str]) -> list[FormField]:
    """One for each dimension type, in capitals."""
    return [FormField(f"{CODED}{type_}", Kind.CODE, type=type_) for type_ in types]


def custom_fields(definitions: list[dict[str, Any]]) -> list[FormField]:
    """Of the answer of GET /v1/custom-fields, by key; a company's own before the account's of the same key."""
    found: dict[str, FormField] = {}
    for one in sorted(definitions, key=lambda one: (one["key"], one["ottimate_company_id"] is None)):
        found.setdefault(one["key"], _custom(one))
    return list(found.values())


def _custom(one: dict[str, Any]) -> FormField:
    kind = _KINDS[one["type"]]
    field = FormField(f"{CUSTOM}{one['key']}", kind, most=2000, label=one["label"], required=one["required"])
    choices = ("yes", "no") if kind is Kind.YES_NO else tuple(one["choices"])
    return replace(field, choices=choices)
