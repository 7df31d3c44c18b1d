"""The fields of the form: what each is called in the API, in the answer and on the paper, and how it is typed."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """How a value is typed."""

    TEXT = "text"
    LONG = "long"
    DAY = "day"
    AMOUNT = "amount"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class FormField:
    """`name` is its name in a PATCH and in the answer; `paper` that of the reading; `most` the longest text."""

    name: str
    kind: Kind
    paper: str | None = None
    most: int = 255


VENDOR = "vendor"
# Whatever names it in a reason or a refusal, it is the vendor.
NAMES_OF_VENDOR = ("ottimate_vendor_id", "erp_vendor_id", "erp_vendor_name", "vendor_name")
PAPER_OF_VENDOR = "vendor_name"

# In the order in which a paper is read.
FIELDS = (
    FormField("invoice_number", Kind.TEXT, "number"),
    FormField("invoice_date", Kind.DAY, "invoice_date"),
    FormField("due_date", Kind.DAY, "due_date"),
    FormField("total_amount", Kind.AMOUNT, "total_amount"),
    FormField("total_tax", Kind.AMOUNT, "total_tax"),
    FormField("discount_amount", Kind.AMOUNT),
    FormField("currency", Kind.TEXT, "currency", most=3),
    FormField("purchase_order", Kind.TEXT, "purchase_order"),
    FormField("type", Kind.CHOICE, "type"),
    FormField("ottimate_location_id", Kind.CHOICE),
    FormField("posting_date", Kind.DAY),
    FormField("notes", Kind.LONG, most=10_000),
)
BY_NAME = {field.name: field for field in FIELDS}
TYPES = ("invoice", "credit_memo")
WAS = "was."  # before the name of a field: what stood there when the page was made
