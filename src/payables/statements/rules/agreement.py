"""A line of a statement and a document of the ledger: how well they agree in number, amount and date."""

from enum import IntEnum
from functools import lru_cache

from payables.kit.document_number import Likeness, likeness
from payables.statements.model import Document, EntryType, Line

# A payment is dated when it is sent, and booked by the vendor when it arrives.
PAYMENT_DAYS = 10

_SIDES = {
    EntryType.INVOICE: {EntryType.INVOICE},
    EntryType.CREDIT_MEMO: {EntryType.CREDIT_MEMO},
    EntryType.PAYMENT: {EntryType.PAYMENT},
    EntryType.CREDIT: {EntryType.CREDIT_MEMO, EntryType.PAYMENT},
}


class Rank(IntEnum):
    """Pairs from the best to the weakest: a better one is made before any weaker one is looked at."""

    ALL = 0
    ALL_BUT_SPELLING = 1
    NUMBER_AND_AMOUNT = 2
    SPELLING_AND_AMOUNT = 3
    NUMBER_AND_DATE = 4
    SPELLING_AND_DATE = 5
    NUMBER = 6
    PAYMENT = 7


_BY_NUMBER = {
    (Likeness.EQUAL, True, True): Rank.ALL,
    (Likeness.SAME, True, True): Rank.ALL_BUT_SPELLING,
    (Likeness.EQUAL, True, False): Rank.NUMBER_AND_AMOUNT,
    (Likeness.SAME, True, False): Rank.SPELLING_AND_AMOUNT,
    (Likeness.EQUAL, False, True): Rank.NUMBER_AND_DATE,
    (Likeness.SAME, False, True): Rank.SPELLING_AND_DATE,
    (Likeness.EQUAL, False, False): Rank.NUMBER,
}

alike = lru_cache(8192)(likeness)


def rank_of(line: Line, document: Document, currency: str) -> Rank | None:
    """None: the two are not paired by themselves. A payment needs the amount and a near day, since the vendor calls it by
    a number of its own."""
    if not same_side(line, document):
        return None
    amount, day = same_amount(line, document, currency), same_day(line, document)
    if document.type is EntryType.PAYMENT and not (amount and day):
        return None
    by_number = _BY_NUMBER.get((alike(line.number, document.number), amount, day))
    return Rank.PAYMENT if by_number is None and document.type is EntryType.PAYMENT else by_number


def may_be(line: Line, document: Document, currency: str) -> bool:
    """Amount and date agree and the number does not, or the number is the same but for its spelling and nothing else
    agrees: a person decides. A payment is never asked about."""
    if not same_side(line, document) or document.type is EntryType.PAYMENT:
        return False
    if same_amount(line, document, currency) and same_day(line, document):
        return True
    return alike(line.number, document.number) is Likeness.SAME


def differences(line: Line, document: Document, currency: str) -> tuple[str, ...]:
    """Of amount and date, those that differ; of a payment a near day is no difference."""
    found = {"amount": same_amount(line, document, currency), "date": same_day(line, document)}
    return tuple(name for name, agrees in found.items() if not agrees)


def same_side(line: Line, document: Document) -> bool:
    return document.type in _SIDES[line.type]


def same_amount(line: Line, document: Document, currency: str) -> bool:
    """The whole amount, or what is still open of it: vendors print either."""
    still_open = document.open_amount if document.open_amount else document.amount
    return document.currency == currency and line.amount in (document.amount, still_open)


def same_day(line: Line, document: Document) -> bool:
    if document.day is None:
        return False
    reach = PAYMENT_DAYS if document.type is EntryType.PAYMENT else 0
    return abs((line.day - document.day).days) <= reach
