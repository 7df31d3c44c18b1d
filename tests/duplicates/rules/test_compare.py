"""Are two invoices the same one?"""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payables.duplicates.model import Compared, Kind, VendorSign
from payables.duplicates.rules.compare import compare
from payables.duplicates.rules.keys import digest_of, keys_of

FIRST = Compared(
    invoice=uuid4(),
    company_id=1,
    location_id=3,
    type="invoice",
    vendor=VendorSign(7, "highline coffee roasters", "990001001", "Highline Coffee Roasters Inc."),
    number="HC-20417",
    currency="USD",
    total=Decimal("119.00"),
    tax=Decimal("19.00"),
    date=date(2026, 10, 3),
    location="Main Street",
)
TWICE = VendorSign(8, "highline coffee", "990001001", "Highline Coffee")
STRANGER = VendorSign(9, "meadow gate dairy", "990001002", "Meadow Gate Dairy")
MISREAD = VendorSign(None, "highline cofee roasters", None, "Highline Cofee Roasters")


def verdict(first: Compared = FIRST, **changes: Any) -> tuple[str, str] | None:
    """Kind and scenario of the same invoice with other values, and the same whichever came first."""
    second = replace(first, invoice=uuid4(), **changes)
    found, turned = compare(second, first), compare(first, second)
    assert (found and (found.kind, found.score)) == (turned and (turned.kind, turned.score))
    return (found.kind, found.scenario) if found else None


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, ("likely", "a")),
        ({"number": "hc 20417"}, ("likely", "a")),
        ({"location_id": 4}, ("likely", "b")),
        ({"vendor": TWICE}, ("likely", "c")),
        ({"vendor": STRANGER}, ("likely", "c")),
        ({"vendor": STRANGER, "location_id": 4}, ("possible", "c")),
        ({"total": Decimal("120.00")}, ("likely", "d")),
        ({"total": Decimal("120.00"), "date": date(2026, 11, 3)}, ("likely", "e")),
        ({"total": Decimal("120.00"), "date": date(2026, 11, 2)}, ("likely", "fuzzy")),
        ({"date": date(2026, 12, 3)}, ("likely", "fuzzy")),
        ({"total": None, "date": None}, ("likely", "fuzzy")),
        ({"number": "20417", "vendor": replace(FIRST.vendor)}, None),
        ({"number": "HC-020417"}, ("likely", "fuzzy")),
        ({"number": "HC-2O4l7"}, ("likely", "fuzzy")),
        ({"number": "HC-020417", "date": date(2026, 3, 10)}, ("likely", "fuzzy")),
        ({"number": "HC-020417", "date": date(2026, 10, 4)}, ("likely", "fuzzy")),
        ({"number": "HC-020417", "total": Decimal("100.00"), "tax": None}, ("likely", "fuzzy")),
        ({"number": "HC-020417", "total": Decimal("191.00")}, ("likely", "fuzzy")),
        ({"number": "HC-020417", "total": Decimal("120.00")}, ("possible", "fuzzy")),
        ({"number": "HC-020417", "vendor": MISREAD}, ("likely", "fuzzy")),
        ({"number": "HC-20471"}, ("possible", "fuzzy")),
        ({"number": "HC-2041"}, ("possible", "fuzzy")),
        ({"number": "---"}, ("possible", "fuzzy")),
        ({"vendor": MISREAD}, ("likely", "c")),
        ({"vendor": VendorSign()}, ("possible", "fuzzy")),
    ],
)
def test_what_is_flagged(changes: dict[str, Any], expected: tuple[str, str] | None) -> None:
    assert verdict(**changes) == expected


@pytest.mark.parametrize(
    "changes",
    [
        {"number": "HC-20418", "date": date(2026, 11, 3)},
        {"number": "HC-20418"},
        {"number": "HC-20471", "date": date(2026, 10, 4)},
        {"number": "HC-20471", "total": Decimal("120.00")},
        {"number": "HC-20471", "vendor": TWICE, "date": date(2026, 10, 4)},
        {"number": "---", "location_id": 4},
        {"number": "---", "date": date(2026, 10, 4)},
        {"number": "HC-020417", "date": date(2026, 12, 3)},
        {"number": "HC-020417", "vendor": STRANGER},
        {"vendor": STRANGER, "total": Decimal("120.00")},
        {"type": "credit_memo"},
        {"company_id": 2},
        {"currency": "EUR", "number": "HC-020417", "date": date(2026, 11, 1)},
    ],
)
def test_what_is_not(changes: dict[str, Any]) -> None:
    assert verdict(**changes) is None


def test_the_reasons_tell_both_values() -> None:
    later = replace(FIRST, invoice=uuid4(), number="HC-020417", total=Decimal("100.00"), tax=None)
    found = compare(later, FIRST)
    assert found is not None
    assert found.reasons == [
        "The numbers are written differently: HC-020417 and HC-20417.",
        "The vendor is the same: Highline Coffee Roasters Inc.",
        "The totals differ: 100.00 USD and 119.00 USD, which is the one without its tax.",
        "The dates are equal: 2026-10-03.",
        "The locations are equal: Main Street.",
    ]


@pytest.mark.parametrize(
    ("id", "name", "sentence"),
    [
        (4, "Park Lane", "The locations differ: Park Lane and Main Street."),
        (4, "Main Street", "The locations differ: Main Street (4) and Main Street (3)."),
        (4, None, "The locations differ: 4 and Main Street."),
    ],
)
def test_locations_are_told_by_their_names(id: int, name: str | None, sentence: str) -> None:
    found = compare(replace(FIRST, invoice=uuid4(), location_id=id, location=name), FIRST)
    assert found is not None and found.reasons[-1] == sentence


def test_a_replacement_says_which_one_is_newer() -> None:
    found = compare(replace(FIRST, invoice=uuid4(), total=Decimal("120.00")), FIRST)
    assert found is not None
    assert "came later, over 120.00 USD, may replace the earlier one over 119.00 USD" in found.reasons[0]


def test_a_number_used_again_is_told_as_probably_another_invoice() -> None:
    found = compare(replace(FIRST, invoice=uuid4(), total=Decimal(5), date=date(2026, 12, 3)), FIRST)
    assert found is not None
    assert found.reasons[0].endswith("the two are not the same invoice.")


VENDORS = st.sampled_from([FIRST.vendor, TWICE, STRANGER, MISREAD, VendorSign()])
ANY = st.builds(
    Compared,
    invoice=st.uuids(),
    company_id=st.just(1),
    location_id=st.integers(1, 2),
    type=st.just("invoice"),
    vendor=VENDORS,
    number=st.one_of(st.none(), st.text("0126OIl-", max_size=6)),
    currency=st.sampled_from(["USD", "EUR"]),
    total=st.sampled_from([None, Decimal(10), Decimal("11.90"), Decimal("1.19")]),
    tax=st.sampled_from([None, Decimal("1.90")]),
    date=st.sampled_from([None, date(2026, 1, 2), date(2026, 2, 1), date(2026, 3, 1)]),
)


@given(ANY, ANY)
def test_whatever_is_flagged_shares_a_key_that_entries_wait_at(a: Compared, b: Compared) -> None:
    if compare(a, b) is not None:
        assert set(keys_of(a).locks) & set(keys_of(b).locks)


@given(ANY, ANY)
def test_the_verdict_does_not_depend_on_who_came_first(a: Compared, b: Compared) -> None:
    one, other = compare(a, b), compare(b, a)
    assert (one and (one.kind, one.scenario, one.score)) == (other and (other.kind, other.scenario, other.score))


@given(ANY)
def test_an_invoice_entered_twice_is_flagged_as_soon_as_it_can_be_found(a: Compared) -> None:
    found = compare(replace(a, invoice=uuid4()), a)
    assert found is not None or not (keys_of(a).locks and a.number and a.vendor.token)


@given(ANY)
def test_the_digest_is_that_of_the_values_and_not_of_their_spelling(a: Compared) -> None:
    total = None if a.total is None else a.total.quantize(Decimal("0.0001"))
    assert digest_of(replace(a, number=(a.number or "").lower() + " .", total=total)) == digest_of(a)
    assert digest_of(replace(a, location_id=9)) != digest_of(a)


def test_kinds_are_ordered_the_stronger_first() -> None:
    """Pairs are sorted by them, in Python as in SQL."""
    assert Kind.LIKELY < Kind.POSSIBLE
