"""API shape of what was read from the paper, beside what the record says (design: extraction)."""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from payables.extraction.einvoice import EInvoice, EInvoiceLine
from payables.invoices.schema.vendor_match import VendorMatchObject

Share = Annotated[float, Meta(ge=0, le=1)]  # not money: a share of the page or a probability


class ReadInstead(msgspec.Struct, omit_defaults=True):
    """What was read from the paper itself, where the vendor's memory chose another value."""

    value: str
    confidence: Annotated[Share, Meta(description="How sure that reading was, 0 to 1.")]
    page: Annotated[int, Meta(description="From 1.")] = 1
    box: Annotated[list[float] | None, Meta(description="[x0, y0, x1, y1] as shares of the page.")] = None  # not money
    raw: Annotated[str | None, Meta(description="As printed.")] = None


class ReadField(msgspec.Struct, omit_defaults=True):
    """One value on the paper."""

    value: Annotated[str, Meta(description="As normalised: amounts with a dot, dates ISO 8601.")]
    confidence: Annotated[Share, Meta(description="How sure the reading is, 0 to 1.")]
    page: Annotated[int, Meta(description="From 1.")] = 1
    box: Annotated[list[float] | None, Meta(description="[x0, y0, x1, y1] as shares of the page.")] = None  # not money
    raw: Annotated[str | None, Meta(description="As printed.")] = None
    by: Annotated[
        Literal["memory"] | None,
        Meta(description="memory: chosen by what corrections of this vendor's earlier papers taught."),
    ] = None
    instead_of: Annotated[
        ReadInstead | None, Meta(description="What was read without memory; null if nothing was.")
    ] = None


class ReadAdjustment(msgspec.Struct, omit_defaults=True):
    """An allowance or a charge of the whole document or of a line, without tax."""

    amount: ReadField | None = None
    reason: Annotated[ReadField | None, Meta(description="In words, else the code that the document gives.")] = None
    tax_rate: ReadField | None = None
    tax_category: ReadField | None = None
    code: Annotated[ReadField | None, Meta(description="Of UNTDID 5189 (allowances) or 7161 (charges).")] = None
    percent: Annotated[ReadField | None, Meta(description="Of `base_amount`.")] = None
    base_amount: ReadField | None = None


class ReadLine(msgspec.Struct, omit_defaults=True):
    """One line on the paper."""

    name: ReadField | None = None
    sku: ReadField | None = None
    quantity: ReadField | None = None
    unit: ReadField | None = None
    price: ReadField | None = None
    amount: ReadField | None = None
    tax_rate: ReadField | None = None
    description: ReadField | None = None
    allowances: Annotated[list[ReadAdjustment], Meta(description="Taken off the line, and off its `amount`.")] = []
    charges: Annotated[list[ReadAdjustment], Meta(description="Put on the line, and on its `amount`.")] = []
    sub_lines: Annotated[list["ReadLine"], Meta(description="What the line is made of; they are in its amount.")] = []
    einvoice: Annotated[EInvoiceLine | None, Meta(description="What the XML of an e-invoice says beside this.")] = None


class ReadAttachment(msgspec.Struct, omit_defaults=True):
    """A file inside the document."""

    name: str
    size: Annotated[int, Meta(description="In bytes.")]
    media_type: Annotated[str | None, Meta(description="As the document states it.")] = None


class ValidationFinding(msgspec.Struct):
    """What a check says about the document."""

    rule: str
    severity: Annotated[Literal["error", "warning", "info"], Meta(description="An error stops the invoice.")]
    message: str


class ExtractionObject(msgspec.Struct, kw_only=True, omit_defaults=True):
    """What the paper says, field by field; a field that was not found is left out."""

    number: ReadField | None = None
    invoice_date: ReadField | None = None
    due_date: ReadField | None = None
    currency: ReadField | None = None
    total_amount: ReadField | None = None
    total_tax: ReadField | None = None
    net_amount: ReadField | None = None
    allowance_total: Annotated[ReadField | None, Meta(description="Sum of `allowances`.")] = None
    charge_total: Annotated[ReadField | None, Meta(description="Sum of `charges`.")] = None
    prepaid_amount: Annotated[ReadField | None, Meta(description="Paid before the document was written.")] = None
    rounding_amount: Annotated[ReadField | None, Meta(description="Added to the amount due to round it.")] = None
    amount_due: Annotated[ReadField | None, Meta(description="Total less what was prepaid, plus rounding.")] = None
    purchase_order: ReadField | None = None
    vendor_name: ReadField | None = None
    vendor_vat_id: ReadField | None = None
    vendor_tax_number: ReadField | None = None
    vendor_iban: ReadField | None = None
    vendor_address: ReadField | None = None
    vendor_email: ReadField | None = None
    vendor_phone: ReadField | None = None
    vendor_domain: Annotated[ReadField | None, Meta(description="Of its web site.")] = None
    buyer_name: ReadField | None = None
    buyer_vat_id: ReadField | None = None
    buyer_address: ReadField | None = None
    payment_reference: Annotated[ReadField | None, Meta(description="What a payment code wants to be quoted.")] = None
    payment_terms: ReadField | None = None
    delivery_date: ReadField | None = None
    type: ReadField | None = None
    vendor_match: Annotated[
        VendorMatchObject | None,
        Meta(description="Which vendor was found, and by what; null if nothing points to one."),
    ] = None
    items: list[ReadLine]
    allowances: Annotated[list[ReadAdjustment], Meta(description="Taken off the whole document.")]
    charges: Annotated[list[ReadAdjustment], Meta(description="Put on the whole document.")]
    einvoice: Annotated[EInvoice | None, Meta(description="What the XML says beyond the fields.")] = None
    attachments: Annotated[list[ReadAttachment], Meta(description="Files inside the document.")] = []
    validation: list[ValidationFinding]
    method: Annotated[
        list[str], Meta(description="Where it was read, in order of trust.", examples=[["xml:cii", "text"]])
    ]
    pages: int
    warnings: list[str]
