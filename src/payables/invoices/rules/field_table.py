"""Every field of an invoice and of its lines, once: what it is to an approval, and the names it is sent under.

Whatever treats fields alike is derived from here: what an approval covers (content.py), what a change takes over and
tells (changes.py), what it answers (reasons.py), what is written (store/invoices.py) and shown (api/answer.py). A
field that stands in model.py and not here fails a test, so that none escapes an approval unseen.
"""

import re
from dataclasses import dataclass
from enum import StrEnum


class Part(StrEnum):
    """What a field is to an approval."""

    CONTENT = "content"  # what is approved: a change of it starts approvals over
    ASIDE = "aside"  # written by people too, but nothing that is approved
    COURSE = "course"  # what happens to the invoice: written by its steps, never by a client
    ORIGIN = "origin"  # set once, when it is entered


@dataclass(frozen=True, slots=True)
class Field:
    """`own` is the name of a value that is stored as it is sent; `named_by` are names of what is looked up first."""

    part: Part
    own: str | None = None
    named_by: tuple[str, ...] = ()


INVOICE = {
    "id": Field(Part.ORIGIN),
    "invoice_id": Field(Part.ORIGIN),
    "company_id": Field(Part.CONTENT),
    "location_id": Field(Part.CONTENT, named_by=("ottimate_location_id",)),
    "vendor_id": Field(Part.CONTENT, named_by=("ottimate_vendor_id", "erp_vendor_id")),
    "vendor_as_read": Field(Part.ORIGIN),
    "type": Field(Part.CONTENT, "type"),
    "number": Field(Part.CONTENT, "invoice_number"),
    "invoice_date": Field(Part.CONTENT, "invoice_date"),
    "due_date": Field(Part.CONTENT, "due_date"),
    "posting_date": Field(Part.CONTENT, "posting_date"),
    "currency": Field(Part.CONTENT, "currency"),
    "total_amount": Field(Part.CONTENT, "total_amount"),
    "total_tax": Field(Part.CONTENT, "total_tax"),
    "discount_amount": Field(Part.CONTENT, "discount_amount"),
    "purchase_order": Field(Part.CONTENT, "purchase_order"),
    "notes": Field(Part.ASIDE, "notes"),
    "dimensions": Field(Part.CONTENT, named_by=("dimensions",)),
    "custom_fields": Field(Part.ASIDE),
    "state": Field(Part.COURSE),
    "reasons": Field(Part.COURSE),
    "flag_reason": Field(Part.COURSE),
    "hold_reason": Field(Part.COURSE),
    "source": Field(Part.ORIGIN),
    "upload_id": Field(Part.ORIGIN),
    "reference_id": Field(Part.ORIGIN),
    "sent_at": Field(Part.ORIGIN),
    "entered_by": Field(Part.ORIGIN),
    "approved_at": Field(Part.COURSE),
    "exported_at": Field(Part.COURSE),
    "export_transaction_id": Field(Part.COURSE),
    "paid_amount": Field(Part.COURSE),
    "payment_method": Field(Part.COURSE),
    "payment_reference": Field(Part.COURSE),
    "version": Field(Part.COURSE),
    "created_at": Field(Part.ORIGIN),
    "updated_at": Field(Part.COURSE),
    "updated_by": Field(Part.COURSE),
    "export_job": Field(Part.COURSE),
    "approved_as": Field(Part.COURSE),
    "settled_by_payments": Field(Part.COURSE),
    "has_price_variance": Field(Part.COURSE),
    "has_unmatched_items": Field(Part.COURSE),
}

LINE = {
    "id": Field(Part.CONTENT),
    "name": Field(Part.CONTENT, "name"),
    "description": Field(Part.CONTENT),
    "sku": Field(Part.CONTENT, "sku"),
    "quantity": Field(Part.CONTENT, "quantity"),
    "unit": Field(Part.CONTENT, "unit"),
    "price": Field(Part.CONTENT, "price"),
    "amount": Field(Part.CONTENT, "amount"),
    "is_taxed": Field(Part.CONTENT, "is_taxed"),
    "dimensions": Field(Part.CONTENT, named_by=("dimensions",)),
    "custom_fields": Field(Part.ASIDE),
}

SPLIT = {
    "item_id": Field(Part.CONTENT),
    "percent": Field(Part.CONTENT),
    "amount": Field(Part.CONTENT),
    "memo": Field(Part.CONTENT),
    "dimensions": Field(Part.CONTENT),
    "custom_fields": Field(Part.ASIDE),
    "rule_id": Field(Part.ORIGIN),
}


def _of(table: dict[str, Field], *parts: Part) -> tuple[str, ...]:
    return tuple(name for name, field in table.items() if field.part in parts)


COVERED = _of(INVOICE, Part.CONTENT)
COVERED_OF_LINE = _of(LINE, Part.CONTENT)
COVERED_OF_SPLIT = _of(SPLIT, Part.CONTENT)
WRITABLE = _of(INVOICE, Part.CONTENT, Part.ASIDE)

# Name in the API -> name in the record, of the values that are taken over as they are.
OWN = {field.own: name for name, field in INVOICE.items() if field.own}
OWN_OF_LINE = tuple(name for name, field in LINE.items() if field.own == name)

# Lines, files and splits are approved too, and are no fields of the invoice's row.
LINES, FILES, FILE_ADDRESSES = "items", "raw_images", "image_urls"
SPLITS = "gl_splits"

PLACE_OF_LINE = re.compile(r"items\[([0-9]+)\]")  # how reasons begin to name a line, and what is wrong with it
NAMING_VENDOR = frozenset(INVOICE["vendor_id"].named_by)  # whichever is sent, it is the vendor
READ_VENDOR = "vendor_name"  # as the paper has it
OF_VENDOR = NAMING_VENDOR | {READ_VENDOR, "vendor", "erp_vendor_name"}  # by any of these a reason is about the vendor

# Name in the API -> name in the record, of all that an approval covers.
NAMED = {
    name: record
    for record, field in INVOICE.items()
    if field.part is Part.CONTENT
    for name in (field.own, *field.named_by)
    if name
}

# Naming one of these with a value in a change, also with the value it has, says that somebody has looked at what is approved.
ANSWERING = frozenset({LINES, FILES, SPLITS, FILE_ADDRESSES, *NAMED})

# What stands on the paper itself: naming one of these says that somebody has compared the paper. Its vendor is chosen, and it
# is coded, posted and placed, by those who have not.
ON_THE_PAPER = frozenset(
    {"invoice_number", "invoice_date", "due_date", "total_amount", "total_tax", "discount_amount", "currency", "type"}
    | {"purchase_order", LINES, FILES}
)
