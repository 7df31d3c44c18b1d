"""What lines come to, against the total."""

from decimal import Decimal
from typing import Any

import pytest
from babel import Locale

from payables.dashboard.pages.invoice.lines import COLUMNS, shown_lines
from payables.dashboard.pages.invoice.sums import Sums, sums_of
from payables.dashboard.web.forms import Form

LOCALE = Locale.parse("en_US")


def invoice(total: str | None, tax: str | None = None, *amounts: str | None) -> dict[str, Any]:
    empty = dict.fromkeys(("sku", "quantity", "unit", "price", "description"))
    items = [
        {"id": n, "name": "x", **empty, "amount": amount and Decimal(amount), "dimensions": {}, "coding": {}}
        for n, amount in enumerate(amounts, 1)
    ]
    header = {"total_amount": total and Decimal(total), "total_tax": tax and Decimal(tax), "discount_amount": None}
    return {**header, "currency": "USD", "items": items, "reasons": [], "gl_splits": None}


def sums(of: dict[str, Any], **typed: str) -> Sums:
    form = Form({name.replace("__", "."): [text] for name, text in typed.items()})
    return sums_of(of, shown_lines(of, COLUMNS, form, LOCALE), form, LOCALE)


@pytest.mark.parametrize(
    ("of", "difference", "adds_up"),
    [
        (invoice("110", "10", "60", "40"), "0", True),
        (invoice("110", "10", "70", "40"), "0", True),
        (invoice("110.01", "10", "60", "40"), "0.01", True),
        (invoice("110.02", "10", "60", "40"), "0.02", False),
        (invoice("100", None, "60"), "40", False),
    ],
)
def test_with_tax_or_without_the_nearer_is_compared(of: dict[str, Any], difference: str, adds_up: bool) -> None:
    found = sums(of)
    assert (found.difference, found.adds_up) == (Decimal(difference), adds_up)


@pytest.mark.parametrize("of", [invoice(None, None, "60"), invoice("60", None, None), invoice("60")])
def test_where_something_is_missing_nothing_is_compared(of: dict[str, Any]) -> None:
    assert (sums(of).difference, sums(of).adds_up) == (None, None)


def test_what_is_typed_counts() -> None:
    found = sums(invoice("100", None, "60"), was__total_amount="100.00", total_amount="60")
    assert found.adds_up is True
    typed = {
        "was__line__1__quantity": "",
        "line__1__quantity": "2",
        "was__line__1__price": "",
        "line__1__price": "0.335",
    }
    assert sums(invoice("0.67", None, "60"), **typed).amounts == {"1": Decimal("0.67")}
    assert sums(invoice("60", None, "60"), was__line__1__amount="60.00", line__1__amount="much").lines is None
