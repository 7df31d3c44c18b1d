"""Statements against ledgers: golden cases, each as short as it can be written down.

A line is `number|day|amount|type`, a document `number|day|amount|type|open`; days are of November 2026, a type or an open amount
that is left out is that of the amount's sign, and all of it. `->` names the outcome of each line, then what is missing there.
"""

from datetime import date
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payables.statements.model import Decided, Document, EntryType, Line, Reconciliation
from payables.statements.rules.reconcile import reconcile

GOLDEN = {
    # number, amount and date agree
    "equal": ("INV-1001|2|110", "INV-1001|2|110", "matched"),
    "case": ("inv-a77|2|110", "INV-A77|2|110", "matched"),
    "punctuation": ("INV 1001|2|110", "INV-1001|2|110", "matched"),
    "leading zeros": ("0001001|2|110", "1001|2|110", "matched"),
    "a prefix": ("RE-1001|2|110", "1001|2|110", "matched"),
    "padded groups": ("2026-0012|2|110", "2026-12|2|110", "matched"),
    "a digit read as a letter": ("1OO1|2|110", "1001|2|110", "matched"),
    "full width": ("\uff11\uff10\uff10\uff11|2|110", "1001|2|110", "matched"),
    "several": ("1001|2|10; 1002|3|20", "1002|3|20; 1001|2|10", "matched matched"),
    "another order": ("1002|3|20; 1001|2|10", "1001|2|10; 1002|3|20", "matched matched"),
    # what is still open of it is printed
    "the open amount": ("1001|2|60", "1001|2|110||60", "matched"),
    "the whole amount of one that is paid here": ("1001|2|110", "1001|2|110||0", "matched"),
    "neither of them": ("1001|2|70", "1001|2|110||60", "amount_differs"),
    # amount or date differ
    "another amount": ("1001|2|112.50", "1001|2|110", "amount_differs"),
    "a cent": ("1001|2|110.01", "1001|2|110", "amount_differs"),
    "another amount, number with a prefix": ("INV1001|2|112", "1001|2|110", "amount_differs"),
    "another amount and date": ("1001|9|112", "1001|2|110", "amount_differs"),
    "another currency": ("1001|2|110", "1001|2|110 EUR", "amount_differs"),
    "another date": ("1001|5|110", "1001|2|110", "date_differs"),
    "another date, number with a prefix": ("RE1001|5|110", "1001|2|110", "date_differs"),
    "the document has no date": ("1001|5|110", "1001||110", "date_differs"),
    # missing on either side
    "missing here": ("1001|2|110", "", "missing_here"),
    "missing there": ("1001|2|110", "1001|2|110; 2002|4|50", "matched / 2002"),
    "both": ("1001|2|110", "2002|4|50", "missing_here / 2002"),
    "paid before the day is not missed": ("1001|2|110", "1001|2|110; 2002|4|50||0", "matched"),
    "dated after the statement is not missed": ("1001|2|110", "1001|2|110; 2002|31|50", "matched"),
    "of another currency is not missed": ("1001|2|110", "1001|2|110; 2002|4|50 EUR", "matched"),
    "no lines that fit at all": ("9|2|1", "1001|2|110; 1002|3|20", "missing_here / 1001 1002"),
    # possible: a person decides
    "no number on the statement": ("|2|110", "1001|2|110", "possible:1001"),
    "no number here": ("1001|2|110", "|2|110", "possible:-"),
    "two digits swapped": ("1010|2|110", "1001|2|110", "possible:1001"),
    "a digit dropped": ("10017|2|110", "1017|2|110", "possible:1017"),
    "the purchase order instead of the number": ("PO-88|2|110", "1001|2|110", "possible:1001"),
    "the likeliest first": ("10017|2|110", "5555|2|110; 1017|2|110", "possible:1017,5555"),
    "only the amount agrees": ("4711|3|110", "1001|2|110", "missing_here / 1001"),
    "only the date agrees": ("4711|2|111", "1001|2|110", "missing_here / 1001"),
    "a prefix, and nothing else agrees": ("RE1001|9|55", "1001|2|110", "possible:1001"),
    "a better line takes it": ("|2|110; 1001|2|110", "1001|2|110", "missing_here matched"),
    # twice on the statement
    "the same line twice": ("1001|2|110; 1001|2|110", "1001|2|110", "matched duplicate:1"),
    "twice, the second fits": ("1001|2|55; 1001|2|110", "1001|2|110", "duplicate:2 matched"),
    "twice and not here": ("1001|2|110; 1001|2|110", "", "missing_here duplicate:1"),
    "twice with a prefix": ("1001|2|110; RE-1001|2|110", "1001|2|110", "matched duplicate:1"),
    "twice on both sides": ("1001|2|110; 1001|2|110", "1001|2|110; 1001|2|110", "matched matched"),
    "a number used again": ("1001|2|110; 1001|20|70", "1001|20|70; 1001|2|110", "matched matched"),
    "an invoice and its credit memo of one number": (
        "1001|2|110; 1001|5|-110", "1001|2|110; 1001|5|-110", "matched matched",
    ),
    # credits on either side
    "a credit memo": ("CM-7|2|-20|credit_memo", "CM-7|2|-20", "matched"),
    "a credit that says no more": ("CM-7|2|-20", "CM-7|2|-20", "matched"),
    "a credit memo is no invoice": ("7|2|20", "7|2|-20", "missing_here / 7"),
    "a credit memo missing here": ("CM-7|2|-20", "", "missing_here"),
    "a credit memo missing there": ("1001|2|110", "1001|2|110; CM-7|2|-20", "matched / CM-7"),
    "a credit memo of another amount": ("CM-7|2|-25", "CM-7|2|-20", "amount_differs"),
    "a payment by its reference": ("CHK-55|4|-90|payment", "CHK-55|2|-90|payment", "matched"),
    "a payment that the vendor calls otherwise": ("R-9|4|-90|payment", "CHK-55|2|-90|payment", "matched"),
    "a payment as a plain credit": ("R-9|4|-90", "CHK-55|2|-90|payment", "matched"),
    "a payment after too long": ("R-9|20|-90|payment", "CHK-55|2|-90|payment", "missing_here"),
    "a payment of another amount": ("CHK-55|2|-91|payment", "CHK-55|2|-90|payment", "missing_here / CHK-55"),
    "a payment is no credit memo": ("CM-7|2|-20|payment", "CM-7|2|-20", "missing_here / CM-7"),
    "a payment missing there": ("A|1|-5|payment", "A|1|-5|payment; B|3|-9|payment", "matched / B"),
    "payments are not missed where none are listed": ("1001|2|110", "1001|2|110; B|3|-9|payment", "matched"),
    "the nearest of two payments": ("R|5|-9|payment; S|12|-9|payment", "B|12|-9|payment; A|4|-9|payment", "matched matched"),
    "zero": ("1001|2|0", "1001|2|0", "matched"),
}  # fmt: skip


def lines_of(text: str) -> list[Line]:
    rows = [[*cell.split("|"), ""] for cell in text.split("; ") if cell]
    return [
        Line(n, row[0] or None, date(2026, 11, int(row[1])), Decimal(row[2]), type_of(row[3], row[2]))
        for n, row in enumerate(rows, 1)
    ]


def documents_of(text: str) -> list[Document]:
    found: list[Document] = []
    for n, cell in enumerate(cell for cell in text.split("; ") if cell):
        number, day, money, type, left = ([*cell.split("|"), "", ""])[:5]
        amount, _, currency = money.partition(" ")
        kind = EntryType(type) if type else EntryType.CREDIT_MEMO if amount.startswith("-") else EntryType.INVOICE
        on = date(2026, 12, 1) if day == "31" else date(2026, 11, int(day)) if day else None
        still = Decimal(0) if kind is EntryType.PAYMENT else Decimal(left or amount)
        found.append(Document(UUID(int=n + 1), kind, number or None, on, Decimal(amount), still, currency or "USD"))
    return found


def type_of(type: str, amount: str) -> EntryType:
    return EntryType(type) if type else EntryType.CREDIT if amount.startswith("-") else EntryType.INVOICE


def compared(lines: list[Line], documents: list[Document], *decided: Decided) -> Reconciliation:
    return reconcile(lines, documents, currency="USD", statement_date=date(2026, 11, 30), decided=decided)


def told(found: Reconciliation) -> str:
    lines = [
        one.outcome
        + (f":{one.duplicate_of}" if one.duplicate_of else "")
        + (":" + ",".join(document.number or "-" for document in one.candidates) if one.candidates else "")
        for one in found.lines
    ]
    there = " / " + " ".join(one.number or "-" for one in found.missing_there) if found.missing_there else ""
    return " ".join(lines) + there


@pytest.mark.parametrize(("lines", "documents", "expected"), GOLDEN.values(), ids=GOLDEN)
def test_a_statement_is_told_as_the_golden_table_says(lines: str, documents: str, expected: str) -> None:
    assert told(compared(lines_of(lines), documents_of(documents))) == expected


@pytest.mark.parametrize(("lines", "documents", "expected"), GOLDEN.values(), ids=GOLDEN)
def test_the_order_in_which_documents_are_found_does_not_matter(lines: str, documents: str, expected: str) -> None:
    assert told(compared(lines_of(lines), documents_of(documents)[::-1])) == expected


def test_what_a_person_confirmed_goes_before_what_is_found() -> None:
    lines, documents = lines_of("1001|2|110; 4711|2|110"), documents_of("1001|2|110")
    assert told(compared(lines, documents, Decided(2, UUID(int=1), True))) == "missing_here matched"


def test_what_a_person_took_apart_is_neither_paired_nor_proposed() -> None:
    lines, documents = lines_of("1001|2|110"), documents_of("1001|2|110; 1001|2|110")
    first = compared(lines, documents, Decided(1, UUID(int=1), False)).lines[0]
    assert first.document is not None
    assert first.document.id == UUID(int=2)
    apart = [Decided(1, UUID(int=n), False) for n in (1, 2)]
    assert told(compared(lines, documents, *apart)) == "missing_here / 1001 1001"


def test_a_decision_about_a_document_that_is_gone_says_nothing() -> None:
    assert told(compared(lines_of("1001|2|110"), [], Decided(1, UUID(int=1), True))) == "missing_here"


def test_a_confirmed_pair_of_another_amount_still_differs() -> None:
    found = compared(lines_of("4711|5|112"), documents_of("1001|2|110"), Decided(1, UUID(int=1), True))
    assert (told(found), found.lines[0].amount_difference) == ("amount_differs", 2)


NUMBERS = st.sampled_from(["1", "01", "INV-1", "10", "", "7", "70", "INV 7"])
ENTRIES = st.tuples(NUMBERS, st.integers(1, 4), st.sampled_from(["5", "6", "-5"]))


@given(st.lists(ENTRIES, max_size=12), st.lists(ENTRIES, max_size=12))
def test_no_document_is_two_lines_and_all_lines_have_one_outcome(
    lines: list[tuple[str, int, str]], documents: list[tuple[str, int, str]]
) -> None:
    written = ["; ".join("|".join(map(str, entry)) for entry in entries) for entries in (lines, documents)]
    found = compared(lines_of(written[0]), documents_of(written[1]))
    paired = [one.document.id for one in found.lines if one.document]
    assert len(paired) == len(set(paired))
    assert len(found.lines) == len(lines)
    assert not {one.id for one in found.missing_there} & set(paired)
    assert found.counts["lines"] == len(lines)
    assert (
        told(compared(lines_of(written[0]), documents_of(written[1])[::-1])).split(" / ")[0]
        == told(found).split(" / ")[0]
    )


def test_a_hostile_statement_of_one_number_takes_no_minutes() -> None:
    lines = [Line(n, "1", date(2026, 11, 2), Decimal(n % 7), EntryType.INVOICE) for n in range(1, 5001)]
    documents = documents_of("; ".join(f"{'0' * (n % 9)}1|2|{n % 7}" for n in range(600)))
    assert compared(lines, documents).counts["matched"] >= 100


def test_thousands_of_equal_payments_take_no_minutes() -> None:
    lines = [Line(n, "1", date(2026, 11, 2), Decimal(-5), EntryType.PAYMENT) for n in range(1, 2001)]
    documents = documents_of("; ".join(f"P{n}|2|-5|payment" for n in range(1000)))
    assert compared(lines, documents).counts["matched"] == 200
