"""QuickBooks IIF: cells divided by tabs, a bill per invoice and a bill refund per credit memo, days as MM/DD/YYYY.

A bill's own row is what we owe, so it stands below zero on the payable account, and its splits above; a refund mirrors
that. TRNS and its SPL rows sum to zero.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from payables.exports.model import Document
from payables.exports.rules.posting import CODE_PAGE, LONGEST_MEMO, Bill, one_line
from payables.kit.guarded import guarded

_CELLS = ("TRNSTYPE", "DATE", "ACCNT", "NAME", "CLASS", "AMOUNT", "DOCNUM", "MEMO", "DUEDATE")
_HEAD = (("!TRNS", "TRNSID", *_CELLS), ("!SPL", "SPLID", *_CELLS), ("!ENDTRNS",))


def write_iif(bills: Iterable[Bill]) -> bytes:
    """The same bytes for the same bills."""
    rows = [*_HEAD, *(row for bill in bills for row in _rows(bill))]
    return "".join("\t".join(row) + "\r\n" for row in rows).encode(CODE_PAGE, errors="replace")


def _rows(bill: Bill) -> Iterable[tuple[str, ...]]:
    document = bill.document
    sign = Decimal(1) if document.type == "credit_memo" else Decimal(-1)
    due = _day(document.due_date) if document.type != "credit_memo" else ""
    start = (
        "BILL REFUND" if document.type == "credit_memo" else "BILL",
        _day(document.posting_date or document.invoice_date),
    )
    number = one_line(document.number or "")
    yield (
        "TRNS", "", *start, bill.account, bill.vendor, "", _amount(sign * bill.total), number, _memo_of(document), due,
    )  # fmt: skip
    for split in bill.splits:
        yield (
            "SPL", "", *start, split.account, "", split.class_, _amount(-sign * split.amount), number,
            _memo(split.memo), "",
        )  # fmt: skip
    yield ("ENDTRNS",)


def _memo_of(document: Document) -> str:
    """Our transaction id leads: whoever looks for a posting finds it, and one that is there twice is seen."""
    return _memo(f"{document.transaction_id} {document.notes or ''}")


def _memo(text: str) -> str:
    """Of others, so guarded: such files are opened in spreadsheets too. Names of accounts and vendors are not, since
    QuickBooks would make new ones of them."""
    return guarded(one_line(text))[:LONGEST_MEMO]


def _amount(value: Decimal) -> str:
    return format(value if value else abs(value), "f")


def _day(day: date | None) -> str:
    return day.strftime("%m/%d/%Y") if day else ""
