"""Several documents in one file: divided where the next one surely begins, and nowhere else."""

from collections.abc import Sequence
from itertools import pairwise

import pytest

from extraction.desk import Desk
from extraction.papers import INVOICE, Text, pages_pdf
from payables.extraction.arrangement import ArrangedFile, Arrangement
from payables.extraction.page.model import Page, Word
from payables.extraction.page.rows import rows_of
from payables.extraction.parts.marks import follows, mark_of

OTHER: tuple[Text, ...] = (
    (60, 60, "Nordwind Energie GmbH"),
    (60, 76, "Deichweg 4, 20457 Hamburg"),
    (60, 92, "USt-IdNr. DE136695976"),
    (360, 60, "RECHNUNG"),
    (360, 84, "Rechnungsnummer: NW-5512"),
    (360, 100, "Rechnungsdatum: 02.04.2026"),
    (60, 260, "Beschreibung"),
    (330, 260, "Menge"),
    (400, 260, "Einzelpreis"),
    (500, 260, "Betrag"),
    (60, 280, "Strom März"),
    (335, 280, "1"),
    (405, 280, "200,00"),
    (505, 280, "200,00"),
    (400, 350, "Nettobetrag"),
    (505, 350, "200,00"),
    (400, 366, "USt 19%"),
    (505, 366, "38,00"),
    (400, 384, "Rechnungsbetrag EUR"),
    (505, 384, "238,00"),
)
ANOTHER = {
    "Invoice number: HS-20417": "Invoice number: HS-20418",
    "Invoice date: 14 March 2026": "Invoice date: 15 March 2026",
    "588.00": "600.00",
}
NEXT = tuple((x, y, ANOTHER.get(text, text)) for x, y, text in INVOICE)
TERMS: tuple[Text, ...] = (
    (60, 60, "Terms and conditions"),
    *((60, 90 + 16 * n, f"{n}. The buyer pays within 30 days.") for n in range(30)),
)
SEPARATOR: tuple[Text, ...] = ((200, 300, "SEPARATOR PAGE"),)
BLANK: tuple[Text, ...] = ()


def marked(texts: Sequence[Text], mark: str) -> tuple[Text, ...]:
    return (*texts, (280, 800, mark))


def divided(desk: Desk, *pages: Sequence[Text]) -> list[list[int]]:
    reading = desk.read(pages_pdf(*pages), "file.pdf")
    return [part.pages for part in reading.parts] or [list(range(1, reading.pages + 1))]


def test_invoices_of_two_vendors_are_two_documents(desk: Desk) -> None:
    reading = desk.read(pages_pdf(INVOICE, OTHER), "file.pdf")
    assert [part.pages for part in reading.parts] == [[1], [2]]
    assert [part.reading.fields["number"].value for part in reading.parts] == ["HS-20417", "NW-5512"]
    assert [part.reading.fields["total_amount"].value for part in reading.parts] == ["588.00", "238.00"]
    assert reading.parts[1].reading.fields["number"].page == 2
    assert min(part.confidence for part in reading.parts) > 0.97
    assert reading.fields == {}


def test_two_invoices_of_one_vendor_are_two_documents(desk: Desk) -> None:
    assert divided(desk, INVOICE, NEXT) == [[1], [2]]


def test_page_numbers_that_begin_again_divide(desk: Desk) -> None:
    pages = [marked(INVOICE, "Page 1 of 2"), marked(TERMS, "Page 2 of 2"), marked(NEXT, "Page 1 of 1")]
    assert divided(desk, *pages) == [[1, 2], [3]]


@pytest.mark.parametrize("behind", [TERMS, BLANK, INVOICE, ((60, 60, "Delivery note"), (60, 90, "Napkins 40"))])
def test_what_stands_behind_an_invoice_stays_with_it(desk: Desk, behind: Sequence[Text]) -> None:
    """Terms, blank pages, a copy of itself, a delivery note."""
    assert divided(desk, INVOICE, behind) == [[1, 2]]


def test_a_second_page_is_no_new_document(desk: Desk) -> None:
    assert divided(desk, marked(INVOICE, "Page 1 of 2"), marked(NEXT, "Page 2 of 2")) == [[1, 2]]


def test_a_separator_page_divides_and_belongs_to_no_document(desk: Desk) -> None:
    assert divided(desk, INVOICE, SEPARATOR, INVOICE, TERMS) == [[1], [3, 4]]
    assert divided(desk, SEPARATOR, INVOICE) == [[1, 2]]


def test_a_long_statement_of_account_is_one_document(desk: Desk) -> None:
    def page(n: int) -> tuple[Text, ...]:
        rows = ((60, 140 + 20 * i, f"{i + 1:02}.0{n}.2026 INV-{n}{i:02} {n}{i}.00") for i in range(20))
        return (
            (60, 60, "Statement of account"),
            (60, 100, "Date Invoice Amount"),
            *rows,
            (60, 700, f"Total {n}000.00"),
        )

    assert divided(desk, page(1), page(2), page(3)) == [[1, 2, 3]]


def test_what_is_not_sure_stays_one_document_and_says_so(desk: Desk) -> None:
    """Another number and date, and neither title nor total."""
    unsure = tuple(t for t in OTHER if t[1] <= 100 and t[2] not in ("USt-IdNr. DE136695976", "RECHNUNG"))
    reading = desk.read(pages_pdf(INVOICE, unsure), "file.pdf")
    assert reading.parts == []
    assert reading.suggestion is not None
    assert reading.suggestion.parts == [[1], [2]]
    assert [f.rule for f in reading.validation if f.rule == "possible-documents"] == ["possible-documents"]


def test_people_divide_as_they_want(desk: Desk) -> None:
    arranged = Arrangement([ArrangedFile("a.pdf", pages_pdf(INVOICE, TERMS, OTHER))], [[1, 3], [2]])
    reading = desk.read_arranged(arranged)
    assert [part.pages for part in reading.parts] == [[1, 3], [2]]


def test_files_that_belong_together_are_read_as_one(desk: Desk) -> None:
    head = tuple(t for t in INVOICE if t[1] < 340)
    tail = tuple(t for t in INVOICE if t[1] >= 340)
    arranged = Arrangement([ArrangedFile("a.pdf", pages_pdf(head)), ArrangedFile("b.pdf", pages_pdf(tail))], [[1, 2]])
    reading = desk.read_arranged(arranged)
    found = {name: reading.fields[name].value for name in ("number", "total_amount")}
    assert (reading.pages, found) == (2, {"number": "HS-20417", "total_amount": "588.00"})
    assert reading.fields["total_amount"].page == 2


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("Page 2 of 3", (2, 3)),
        ("Seite 1/2", (1, 2)),
        ("Blatt: 3", (3, None)),
        ("página 2 de 4", (2, 4)),
        ("- 2 -", (2, None)),
        ("2 von 5", (2, 5)),
        ("BLZ 700 500 00", None),
        ("Page 7 of 3", None),
        ("12/03/2026", None),
    ],
)
def test_page_marks(text: str, mark: tuple[int, int | None] | None) -> None:
    words = [Word(word, 50 + 60 * n, 50, 100 + 60 * n, 60) for n, word in enumerate(text.split())]
    for before, word in pairwise(words):
        word.x0, word.x1 = before.x1 + 3, before.x1 + 53
    assert mark_of(rows_of(Page(1, 595, 842, words))) == mark


def test_a_mark_follows_only_the_one_before() -> None:
    assert follows((2, 3), (1, 3))
    assert not follows((2, 2), (1, 3))
    assert not follows((1, 1), (1, 1))
