"""Papers that are full: what is read of them grows with what is printed, not with its square."""

import cProfile
import pstats
from collections.abc import Callable
from decimal import Decimal
from functools import partial

import pytest

from extraction.desk import Desk
from extraction.papers import Text, pages_pdf
from payables.extraction.document import read_pages
from payables.extraction.fields.candidates.amounts import amounts
from payables.extraction.fields.candidates.identifiers import identifiers
from payables.extraction.fields.candidates.model import NEAR
from payables.extraction.fields.currency_printed import place_of
from payables.extraction.fields.term_words import understood
from payables.extraction.model import Field
from payables.extraction.page.document import Document
from payables.extraction.page.model import Page, Word
from payables.extraction.ranking.features import MANY, OUTER_PAGES, considered

HEADER = ("Description", "Qty", "Unit price", "Amount")
PLACES = (40, 300, 400, 500)


def price_list(pages: int, rows: int) -> tuple[list[list[Text]], Decimal]:
    """Pages of lines that multiply, with a total at the end, which is the other value."""
    total = Decimal(0)
    found: list[list[Text]] = []
    for number in range(pages):
        texts: list[Text] = [(x, 90, word) for x, word in zip(PLACES, HEADER, strict=True)]
        for row in range(rows):
            quantity, price = 1 + (number + 3 * row) % 17, Decimal(199 + (37 * number + 101 * row) % 9000) / 100
            total += quantity * price
            cells = (f"Steel bracket size {row}", f"{quantity}", f"{price:.2f}", f"{quantity * price:.2f}")
            texts += [(x, 106 + 15 * row, cell) for x, cell in zip(PLACES, cells, strict=True)]
        found.append(texts)
    found[0] += [
        (40, 40, "Harbour Supplies Ltd"),
        (300, 40, "Invoice number: HS-20417"),
        (300, 56, "Invoice date: 14 March 2026"),
    ]
    found[-1] += [(400, 800, "Total GBP"), (500, 800, f"{total:.2f}")]
    return found, total


def words_of(pages: list[list[Text]]) -> list[Page]:
    return [Page(n, 595.0, 842.0, [w for text in texts for w in words(*text)]) for n, texts in enumerate(pages, 1)]


def words(x: float, y: float, text: str) -> list[Word]:
    found: list[Word] = []
    for word in text.split():
        found.append(Word(word, x, y, x + 5.0 * len(word), y + 9))
        x += 5.0 * len(word) + 3
    return found


def calls(work: Callable[[], object]) -> dict[str, int]:
    """How often each function of the reader was called, by its name; under "" all of them together."""
    profile = cProfile.Profile()
    profile.runcall(work)
    counts: dict[str, int] = {"": 0}
    for (file, _, name), (_, count, *_) in pstats.Stats(profile).stats.items():  # pyright: ignore
        if "payables/extraction" in file:
            counts[name] = counts.get(name, 0) + count
            counts[""] += count
    return counts


def test_the_words_beside_an_amount_are_looked_for_once() -> None:
    pages = words_of(price_list(6, 40)[0])
    printed = len(amounts(Document(pages)))
    counted = calls(lambda: read_pages(pages))
    assert printed > 480
    assert counted["label_words"] <= printed + 10
    assert counted["left_of"] <= 3 * printed


@pytest.mark.proof
def test_twice_the_pages_are_twice_the_work() -> None:
    read_pages(words_of(price_list(1, 5)[0]))  # rankers are loaded
    some, more = (calls(partial(read_pages, words_of(price_list(n, 40)[0]))) for n in (8, 16))
    assert more[""] <= 2.5 * some[""]


def test_a_value_is_looked_for_among_the_rows_of_its_own_page() -> None:
    document = Document(words_of(price_list(6, 40)[0]))
    row = document.rows_by_page[4][9]
    printed = Field(row.words[-1].text, 1.0, page=4, box=row.page.box(row.words[-1:]))
    place = place_of(printed, document)
    assert place is not None
    assert place[0] is row
    document.rows_by_page[4] = []
    assert place_of(printed, document) is None


def test_what_is_kept_of_the_words_before_a_value_does_not_grow_with_the_row() -> None:
    row = [w for i in range(600) for w in words(30.0 * i, 100, f"R{i}-7")]
    found = identifiers(Document([Page(1, 20_000, 800, row)]))
    assert len(found) == 600
    assert max(len(c.left) for c in found) <= NEAR
    assert found[-1].left.endswith("r598-7")


def test_twice_the_values_in_one_row_are_twice_the_work() -> None:
    def row(count: int) -> list[Page]:
        return [
            Page(1, 30.0 * count, 800, [w for i in range(count) for w in words(30.0 * i, 100, f"{i}.{10 + i % 90}")])
        ]

    some, more = (calls(partial(read_pages, row(count))) for count in (500, 1000))
    assert more[""] <= 2.5 * some[""]


def test_terms_are_looked_for_in_no_more_than_a_paragraph() -> None:
    found = understood("2% 10 net 30 " * 2000)
    assert found is not None
    assert found.days == 30
    assert len(found.discounts) < 100


@pytest.mark.proof
def test_two_hundred_dense_pages_are_read_within_the_limits(desk: Desk) -> None:
    pages, total = price_list(200, 40)
    reading = desk.read(pages_pdf(*pages), "prices.pdf")
    assert reading.fields["number"].value == "HS-20417"
    assert reading.fields["total_amount"].value == f"{total:.2f}"
    assert len(reading.items) == 8000


def phone_bill(pages: int) -> list[Page]:
    """Calls on every page; the number stands on the first, the total on the last."""
    found: list[Page] = []
    for number in range(pages):
        rows = [
            f"{row % 28 + 1:02}/03/2026 call to 0{number * 60 + row:09d} 00:0{row % 9} GBP {row % 7}.{row % 100:02}"
            for row in range(60)
        ]
        rows = ["Invoice number: HS-20417", *rows] if number == 0 else rows
        rows += ["Total due GBP 9,588.00"] if number == pages - 1 else []
        found.append(
            Page(number + 1, 595, 842, [w for at, row in enumerate(rows) for w in _printed(row, 30.0 + 12 * at)])
        )
    return found


def _printed(row: str, y: float) -> list[Word]:
    words, x = list[Word](), 40.0
    for part in row.split():
        words.append(Word(part, x, y, x + 4.4 * len(part), y + 8))
        x += 4.4 * len(part) + 2.2
    return words


@pytest.mark.proof
def test_of_a_very_long_table_the_first_and_the_last_pages_are_looked_at_for_the_header() -> None:
    document = Document(phone_bill(40))
    assert len(identifiers(document)) > MANY
    seen = {candidate.row.page.number for candidate in considered("number", document)}
    assert seen <= {*range(1, OUTER_PAGES + 1), *range(41 - OUTER_PAGES, 41)}
    found = read_pages(phone_bill(40)).fields
    assert (found["number"].value, found["total_amount"].value) == ("HS-20417", "9588.00")
