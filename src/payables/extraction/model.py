"""What a reading says: fields, lines and findings, each with where on the paper it stands.

Boxes are `[x0, y0, x1, y1]` as shares (0..1) of the upright page, origin top left. A value from XML has no box.
Amounts are decimal text with a dot, dates ISO 8601, currencies ISO 4217, VAT ids and IBANs without blanks.
"""

import msgspec

from payables.extraction.einvoice import EInvoice, EInvoiceLine
from payables.extraction.errors import Unreadable as Unreadable
from payables.extraction.page.said import ScannedPage

CANDIDATES_KEPT = 12


class Choice(msgspec.Struct, omit_defaults=True):
    """One of the values that a field may have, as the reading weighed them: `left` and `above` are the words before it in
    its row and over it (lower case, no accents), by which a correction finds its place on the vendor's next paper.
    """

    value: str
    confidence: float
    page: int = 1
    box: list[float] | None = None
    raw: str | None = None
    left: str = ""
    above: str = ""


# Who else than the paper's own words chose a value.
BY_MEMORY, BY_RANKER, BY_TERMS = "memory", "ranker", "terms"


class Field(msgspec.Struct, omit_defaults=True):
    """One value as normalised, how sure the reading is (0..1), and where it was found (`raw` as printed).

    `by` is "memory" where earlier papers of the vendor chose it, "ranker" where what the installation learned at night did,
    each against `instead_of`: what was read without; "terms" for a due date that is not printed and was reckoned from the terms.
    """

    value: str
    confidence: float
    page: int = 1
    box: list[float] | None = None
    raw: str | None = None
    by: str | None = None
    instead_of: Choice | None = None


class Line(msgspec.Struct, omit_defaults=True):
    """One line item; `amount` is without tax where the document says so, and after the line's `allowances` and `charges`.

    `sub_lines` make up the line and are in its amount; `einvoice` is what XML says of it beside this.
    """

    name: Field | None = None
    sku: Field | None = None
    quantity: Field | None = None
    unit: Field | None = None
    price: Field | None = None
    amount: Field | None = None
    tax_rate: Field | None = None
    description: Field | None = None
    allowances: list["Adjustment"] = []
    charges: list["Adjustment"] = []
    sub_lines: list["Line"] = []
    einvoice: EInvoiceLine | None = None


class Adjustment(msgspec.Struct, omit_defaults=True):
    """An allowance (taken off) or a charge (put on) of the whole document or of a line, without tax; `amount` is positive.

    `percent` of `base_amount` where it was reckoned so; `code` of UNTDID 5189 or 7161.
    """

    amount: Field | None = None
    reason: Field | None = None
    tax_rate: Field | None = None
    tax_category: Field | None = None
    code: Field | None = None
    percent: Field | None = None
    base_amount: Field | None = None


class Tax(msgspec.Struct, omit_defaults=True):
    """What one rate makes of the tax: `taxable_amount` at `rate` per cent is `tax_amount`. `category` is that of UNTDID 5305,
    which only e-invoices state. A part that is not printed is left out."""

    rate: Field | None = None
    taxable_amount: Field | None = None
    tax_amount: Field | None = None
    category: Field | None = None


class EarlyDiscount(msgspec.Struct):
    """So many per cent less if it is paid within so many days of the invoice's date."""

    percent: str
    days: int


class Terms(msgspec.Struct, omit_defaults=True):
    """The payment terms as they were understood.

    `days` count by `counted`: "after_invoice" from the invoice's date, "to_month_end" likewise and on to that month's last
    day, "after_month_end" from the last day of the invoice's month. None where only a discount is stated.
    """

    days: int | None = None
    counted: str = "after_invoice"
    discounts: list[EarlyDiscount] = []


class BankDetail(msgspec.Struct, omit_defaults=True):
    """What pages say of accounts beside the IBANs that are candidates: `unclear` looks like one and is none, `number` is a
    bank's code and an account, or an account beside a bank's name, `bare_number` an account alone, `bank` a BIC, `address` one
    to pay to; `change` and `denied_change` are words about other accounts, with what stands `near` them; `many` says of which
    kind there are more than are kept."""

    kind: str
    value: str
    near: str = ""


class Finding(msgspec.Struct):
    """What a check says about the document; `severity` is error, warning or info."""

    rule: str
    severity: str
    message: str


class Code(msgspec.Struct, omit_defaults=True):
    """A QR code or barcode on a page, with its content as text."""

    kind: str
    text: str
    page: int = 1
    box: list[float] | None = None


class Numbering(msgspec.Struct, omit_defaults=True):
    """What the page marks of a document say: its first and last page are marked so, of so many."""

    first: int
    last: int
    of: int | None = None


class Suggestion(msgspec.Struct):
    """How the pages might be divided into documents, too unsure to be done: `because` says why, for people."""

    parts: list[list[int]]
    confidence: float
    because: str


class Part(msgspec.Struct):
    """One of several documents of a file: its pages, how sure it is that it is one, and its reading. Pages and boxes are
    those of the file."""

    pages: list[int]
    confidence: float
    reading: "Reading"


class Attachment(msgspec.Struct):
    """A file carried inside the document; its bytes stay in the original."""

    name: str
    size: int
    media_type: str | None = None


class ForRules(msgspec.Struct):
    """What the judge of an e-invoice is given: which rules, and the XML as the reader understood it."""

    rule_set: str
    xml: bytes


class FieldVerdict(msgspec.Struct):
    """Whether a field was sure enough to go on unseen; `confidence` is None where nothing was read."""

    confidence: float | None
    threshold: float
    passed: bool


class Reading(msgspec.Struct):
    """Everything that was read from one document.

    `kind` is pdf, image or xml. `method` names the sources in order of trust, e.g. `['xml:cii', 'text']`
    or `['ocr:rapidocr']`. `page_sizes` are [width, height] in points, upright; `page_turns` are the quarter turns to
    the right that a page as shown needs to stand upright (0 for nearly all): boxes are those of the upright page.
    `candidates` are the values that each field of a page was chosen from, best first, at most CANDIDATES_KEPT of different
    value or place; a document of XML has only accounts, those that its texts and its page name.
    `allowances` and `charges` are those of a whole document; those of a line are in its amount. `taxes` are one per rate.
    `terms` are those of the field payment_terms, where they are of a usual form. `einvoice` is what XML says beyond the fields.
    `unread_pages` are pictures that the limit on OCR left unread.
    `for_rules` is set between the reader's processes and None in what it gives.
    `parts` are the documents of a file that holds several: then fields, lines and findings are those of each part, and here
    is only what concerns the file. `suggestion` is a division of the file that people may want; `numbering` what its page
    marks say.
    `bank_details` are what pages say of accounts that are no IBAN.
    `scanned` are the words of pages that OCR read; they are kept apart from the reading.
    `printed` are texts of head and foot in which the vendor's name may stand.
    `rankers` says by which rankers it was weighed: `program` is the fingerprint of those that come with the program, and
    beside it stand the fields with the version that the installation has learned.
    `cpu_seconds` and `peak_bytes` (resident memory) are what its process cost.
    """

    kind: str
    method: list[str]
    pages: int
    page_sizes: list[list[float]] = []
    page_turns: list[int] = []
    fields: dict[str, Field] = {}
    candidates: dict[str, list[Choice]] = {}
    items: list[Line] = []
    allowances: list[Adjustment] = []
    charges: list[Adjustment] = []
    taxes: list[Tax] = []
    terms: Terms | None = None
    einvoice: EInvoice | None = None
    validation: list[Finding] = []
    warnings: list[str] = []
    unread_pages: list[int] = []
    attachments: list[Attachment] = []
    codes: list[Code] = []
    numbering: Numbering | None = None
    suggestion: Suggestion | None = None
    parts: list[Part] = []
    for_rules: ForRules | None = None
    bank_details: list[BankDetail] = []
    printed: list[str] = []
    rankers: dict[str, str] = {}
    scanned: list[ScannedPage] = []
    cpu_seconds: float = 0.0
    peak_bytes: int = 0

    @property
    def is_xml(self) -> bool:
        """Whether the values are those of an e-invoice, also of one that a PDF carries."""
        return any(source.startswith("xml") for source in self.method)
