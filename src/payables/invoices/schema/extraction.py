"""API shape of what was read from the paper, beside what the record says (design: extraction)."""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from payables.extraction.einvoice import EInvoice, EInvoiceLine
from payables.invoices.schema.straight_through import StraightThroughObject
from payables.invoices.schema.vendor_match import VendorMatchObject

Share = Annotated[float, Meta(ge=0, le=1)]  # not money: a share of the page or a probability


OnPage = Annotated[
    int | None,
    Meta(
        description="From 1, as `page_views` numbers them; null where the value stands on no page: it is in the XML of an "
        "e-invoice, or follows from other values."
    ),
]
Box = Annotated[
    list[float] | None,  # not money
    Meta(
        description="[x0, y0, x1, y1] from the upper left, as shares of the page as its file shows it when it is opened, "
        "with the rotation that the file itself asks for. A page that lies on its side or head is not turned: see "
        "`page_views`. Null where `page` is."
    ),
]


class ReadInstead(msgspec.Struct, kw_only=True, omit_defaults=True):
    """What was read from the paper itself, where the vendor's memory chose another value."""

    value: str
    confidence: Annotated[Share, Meta(description="How sure that reading was, 0 to 1.")]
    page: OnPage
    box: Box
    raw: Annotated[str | None, Meta(description="As printed.")] = None


class ReadField(msgspec.Struct, kw_only=True, omit_defaults=True):
    """One value on the paper."""

    value: Annotated[str, Meta(description="As normalised: amounts with a dot, dates ISO 8601.")]
    confidence: Annotated[Share, Meta(description="How sure the reading is, 0 to 1.")]
    page: OnPage
    box: Box
    raw: Annotated[str | None, Meta(description="As printed.")] = None
    by: Annotated[
        Literal["memory", "ranker", "terms"] | None,
        Meta(
            description="memory: chosen by what corrections of this vendor's earlier papers taught. ranker: chosen by what the "
            "installation learned at night, against the program's own choice. terms: a due date that is not printed, reckoned "
            "from the invoice's date and the payment terms."
        ),
    ] = None
    instead_of: Annotated[
        ReadInstead | None,
        Meta(description="What was read without memory, or without what was learned at night; null if nothing was."),
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


class ReadTax(msgspec.Struct, omit_defaults=True):
    """What one rate makes of the tax; a part that the document does not show is left out."""

    rate: Annotated[ReadField | None, Meta(description="In per cent.")] = None
    taxable_amount: Annotated[ReadField | None, Meta(description="Without tax.")] = None
    tax_amount: ReadField | None = None
    category: Annotated[
        ReadField | None,
        Meta(description="Of e-invoices: S, Z, E, AE (reverse charge), K (intra-community), G (export), O, L, M."),
    ] = None


class ReadDiscount(msgspec.Struct):
    """What may be taken off for paying early."""

    percent: str
    days: Annotated[int, Meta(description="From the invoice's date.")]


class ReadTerms(msgspec.Struct, omit_defaults=True):
    """The payment terms as they were understood; `payment_terms` has them as printed."""

    days: Annotated[int | None, Meta(description="Left out where only a discount is stated.")] = None
    counted: Annotated[
        Literal["after_invoice", "to_month_end", "after_month_end"],
        Meta(
            description="after_invoice: from the invoice's date. to_month_end: likewise, and on to the last day of that month. "
            "after_month_end: from the last day of the invoice's month."
        ),
    ] = "after_invoice"
    discounts: list[ReadDiscount] = []


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


class PageObject(msgspec.Struct):
    """A page that was read, as its file shows it when it is opened."""

    number: Annotated[
        int, Meta(description="From 1, counted through all files that were read together: what a value's `page` means.")
    ]
    image_id: Annotated[
        int | None, Meta(description="The one of the invoice's `images` it stands on; null where that was taken off.")
    ]
    image_page: Annotated[
        int | None,
        Meta(description="Its number in the file that the image's `url` gives, from 1: that may be cut out."),
    ]
    width: Annotated[float, Meta(description="In points; a picture's pixels count as 200 to the inch.")]  # not money
    height: float  # not money
    turned: Annotated[
        Literal[0, 90, 180, 270],
        Meta(
            description="Degrees to the right by which the page was turned to be read: turn what is shown by as many, boxes "
            "included, and it stands upright. 0 for nearly all."
        ),
    ]


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
    straight_through: Annotated[
        StraightThroughObject | None,
        Meta(
            description="Whether it was read surely enough to go on unseen; null for papers read before that was asked."
        ),
    ] = None
    items: list[ReadLine]
    allowances: Annotated[list[ReadAdjustment], Meta(description="Taken off the whole document.")]
    charges: Annotated[list[ReadAdjustment], Meta(description="Put on the whole document.")]
    taxes: Annotated[list[ReadTax], Meta(description="One for each rate, of papers and e-invoices alike.")] = []
    terms: Annotated[ReadTerms | None, Meta(description="Where they are of a usual form.")] = None
    einvoice: Annotated[EInvoice | None, Meta(description="What the XML says beyond the fields.")] = None
    attachments: Annotated[list[ReadAttachment], Meta(description="Files inside the document.")] = []
    validation: list[ValidationFinding]
    method: Annotated[
        list[str], Meta(description="Where it was read, in order of trust.", examples=[["xml:cii", "text"]])
    ]
    rankers: Annotated[
        dict[str, str],
        Meta(
            description="By which rankers the fields of a page were chosen: `program` is the fingerprint of those that come "
            "with the program; a field beside it has the version that this installation has learned.",
            examples=[{"program": "41ef79fb4d3d", "number": "3"}],
        ),
    ] = {}
    pages: int
    page_views: Annotated[
        list[PageObject],
        Meta(description="The document's own pages, for whoever draws boxes on them; none for an e-invoice in XML."),
    ]
    warnings: list[str]
