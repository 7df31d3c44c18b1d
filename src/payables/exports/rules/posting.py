"""An invoice as a bill of QuickBooks: rows whose amounts sum to zero exactly, or why it cannot be one.

Lines have their amounts without tax or with it, and parts of an invoice may have tax and discount in them: whichever of
the three closes is meant. What is left is a row of its own on an account that was named for it, never hidden in another.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from payables.exports.model import AccountName, Code, Document, Line, QuickBooks, VendorName

LONGEST_NUMBER = 20  # "Ref. No." of a bill
LONGEST_NAME = 41
LONGEST_ACCOUNT = 159
LONGEST_MEMO = 4000
CODE_PAGE = "cp1252"  # what QuickBooks for Windows reads

ZERO = Decimal(0)


# Why an invoice is left out of a file that is written: that holds until it is approved as another one, or the mapping is.
CODES = frozenset({
    "incomplete", "foreign_currency", "number_too_long", "unreadable_text", "line_without_amount", "missing_gl_account",
    "no_tax_account", "no_discount_account", "no_difference_account", "account_name_length", "vendor_name_length",
})  # fmt: skip


class CannotPost(Exception):
    """Why an invoice is left out of the file: one of CODES and a sentence."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class Split:
    """One row below a bill. Amounts as on the paper; the file turns their signs."""

    account: str
    amount: Decimal
    memo: str
    class_: str = ""


@dataclass(frozen=True, slots=True)
class Bill:
    """A bill or, of a credit memo, its refund: the splits sum to the total."""

    document: Document
    vendor: str
    account: str
    total: Decimal
    splits: tuple[Split, ...]


def bill_of(document: Document, accounts: QuickBooks, home_currency: str) -> Bill:
    """Raises CannotPost."""
    if document.total_amount is None or document.invoice_date is None:
        raise CannotPost("incomplete", "The invoice has no total or no date.")
    if document.currency != home_currency:
        sentence = f"The invoice is in {document.currency}: an IIF file carries only the company's {home_currency}."
        raise CannotPost("foreign_currency", sentence)
    if len(document.number or "") > LONGEST_NUMBER:
        sentence = (
            f"QuickBooks takes {LONGEST_NUMBER} characters of a number, this one has {len(document.number or '')}."
        )
        raise CannotPost("number_too_long", sentence)
    written_key("invoice number", document.number or "")
    splits = tuple(_splits(document, accounts))
    vendor = document.vendor_name if accounts.vendors_by is VendorName.NAME else document.erp_vendor_id
    name = _key("vendor", vendor or "", LONGEST_NAME)
    return Bill(document, name, _account(accounts.payable_account), document.total_amount, splits)


def written_key(what: str, text: str) -> str:
    """A text that QuickBooks finds something by: it is written as it is, or not at all. Raises CannotPost."""
    clean = one_line(text)
    try:
        clean.encode(CODE_PAGE)
    except UnicodeEncodeError as error:
        sentence = f"The {what} {text!r} has characters that QuickBooks for Windows cannot read ({CODE_PAGE})."
        raise CannotPost("unreadable_text", sentence) from error
    return clean


def one_line(text: str) -> str:
    """Without what ends a cell or a row, and without double quotes, which would open a quoted cell."""
    return " ".join(text.replace('"', "'").split())


def _splits(document: Document, accounts: QuickBooks) -> Iterable[Split]:
    coded = list(_coded(document, accounts))
    tax, discount = document.total_tax or ZERO, document.discount_amount or ZERO
    total = document.total_amount or ZERO
    with_tax, with_discount = _beside(sum((split.amount for split in coded), ZERO), tax, discount, total)
    yield from coded
    if with_tax:
        yield Split(_needed(accounts.tax_account, "tax", "tax_account"), tax, "Tax")
    if with_discount:
        yield Split(_needed(accounts.discount_account, "a discount", "discount_account"), -discount, "Discount")
    rest = (
        total
        - sum((split.amount for split in coded), ZERO)
        - (tax if with_tax else 0)
        + (discount if with_discount else 0)
    )
    if rest:
        account = _needed(accounts.difference_account, f"a difference of {rest:f}", "difference_account")
        yield Split(account, rest, "Difference between lines and total")


def _beside(coded: Decimal, tax: Decimal, discount: Decimal, total: Decimal) -> tuple[bool, bool]:
    """Whether tax and discount come on top of what is coded: the reading that closes, or comes nearest."""
    readings = [(True, True), (False, True), (True, False), (False, False)]

    def gap(reading: tuple[bool, bool]) -> Decimal:
        return abs(coded + (tax if reading[0] else 0) - (discount if reading[1] else 0) - total)

    nearest = min(readings, key=gap)
    return nearest[0] and bool(tax), nearest[1] and bool(discount)


def _coded(document: Document, accounts: QuickBooks) -> Iterable[Split]:
    """What has GL accounts: parts of the invoice, else its lines or their parts, else the invoice as a whole."""
    for part in document.parts:
        yield _split(document, accounts, part.coding, part.amount, part.memo or f"Split {part.number}")
    if document.parts:
        return
    for line in document.lines:
        if line.amount is None:
            raise CannotPost("line_without_amount", f"Line {line.number} has no amount.")
        memo = line.name or line.description or f"Line {line.number}"
        for part in line.parts:
            yield _split(document, accounts, line.coding | part.coding, part.amount, part.memo or memo, line)
        if not line.parts:
            yield _split(document, accounts, line.coding, line.amount, memo, line)
    if not document.lines:
        amount = (document.total_amount or ZERO) - (document.total_tax or ZERO) + (document.discount_amount or ZERO)
        yield _split(document, accounts, {}, amount, document.notes or "Invoice")


def _split(
    document: Document,
    accounts: QuickBooks,
    coding: dict[str, Code],
    amount: Decimal | None,
    memo: str,
    line: Line | None = None,
) -> Split:
    if amount is None:
        raise CannotPost("line_without_amount", f"{memo}: there is no amount.")
    full = document.coding | coding
    account = full.get("account")
    if account is None:
        where = f"Line {line.number} ({memo})" if line else "The invoice"
        raise CannotPost("missing_gl_account", f"{where} has no GL account: code it with an account.")
    class_ = full.get("class")
    return Split(
        _account(_named(account, accounts)),
        amount,
        memo,
        written_key("class", _named(class_, accounts)) if class_ else "",
    )


def _named(code: Code, accounts: QuickBooks) -> str:
    match accounts.accounts_by:
        case AccountName.NAME:
            return code.name
        case AccountName.CODE:
            return code.code
        case AccountName.ERP_ID:
            return code.erp_dimension_id


def _needed(account: str | None, what: str, setting: str) -> str:
    if account is None:
        sentence = f"The invoice has {what}, and the mapping names no {setting} for it."
        raise CannotPost(f"no_{setting}", sentence)
    return _account(account)


def _account(name: str) -> str:
    return _key("account", name, LONGEST_ACCOUNT)


def _key(what: str, text: str, longest: int) -> str:
    name = written_key(what, text)
    if not name or len(name) > longest:
        sentence = (
            f"The name of the {what} must have 1 to {longest} characters in QuickBooks: {name[:60]!r} has {len(name)}."
        )
        raise CannotPost(f"{what}_name_length", sentence)
    return name
