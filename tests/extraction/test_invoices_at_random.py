"""Invoices drawn at random are read back exactly: six languages, many tables and styles of numbers."""

from decimal import Decimal
from random import Random

import pytest

from extraction.made_up import layout, paper
from payables.extraction.document import read_pages
from payables.extraction.model import Field, Reading

COUNTS = (1, 2, 3, 5, 8, 20, 45)


@pytest.mark.parametrize("seed", range(60))
def test_an_invoice_at_random_is_read_back_exactly(seed: int) -> None:
    random = Random(seed)
    look = layout(random)
    pages, truth = paper(random, look, random.choice(COUNTS))
    reading = read_pages(pages)
    assert triples(reading) == truth.lines
    assert [value(reading.fields.get(n)) for n in ("net_amount", "total_tax", "total_amount")] == [
        truth.net, truth.tax, truth.total,
    ]  # fmt: skip
    assert [f.severity for f in reading.validation] == []


@pytest.mark.parametrize("seed", range(60, 100))
def test_no_value_is_said_to_stand_where_it_does_not(seed: int) -> None:
    """Every number with a box is printed, digit for digit; one without follows from the others."""
    random = Random(seed)
    pages, _ = paper(random, layout(random), random.choice(COUNTS))
    printed = {"".join(c for c in " ".join(w.text for w in p.words) if c.isdigit()) for p in pages}
    reading = read_pages(pages)
    amounts = [reading.fields[n] for n in ("net_amount", "total_tax", "total_amount") if n in reading.fields]
    cells = [c for i in reading.items for c in (i.quantity, i.price, i.amount) if c]
    assert all(any(digits(f.raw or f.value) in page for page in printed) for f in (*amounts, *cells) if f.box)
    assert all(f.confidence < 0.95 for f in (*amounts, *cells) if not f.box)


@pytest.mark.parametrize("seed", range(100, 130))
def test_sums_that_close_lower_no_confidence(seed: int) -> None:
    """The same paper, once with a tax and a net that close and once with neither."""
    random = Random(seed)
    pages, truth = paper(random, layout(random), random.choice(COUNTS))
    whole = read_pages(pages).fields["total_amount"]
    for page in pages:
        page.words = [w for w in page.words if digits(w.text) not in (digits(f"{truth.net}"), digits(f"{truth.tax}"))]
    alone = read_pages(pages).fields.get("total_amount")
    assert Decimal(whole.value) == truth.total
    assert alone is None or Decimal(alone.value) != truth.total or alone.confidence <= whole.confidence


def triples(reading: Reading) -> list[tuple[Decimal | None, ...]]:
    return [(value(i.quantity), value(i.price), value(i.amount)) for i in reading.items]


def value(field: Field | None) -> Decimal | None:
    return Decimal(field.value) if field else None


def digits(text: str) -> str:
    return "".join(c for c in text if c.isdigit())
