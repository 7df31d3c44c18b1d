"""What goes on unseen, and what a person looks at."""

from collections.abc import Mapping
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payables.capture.model import KeptReading, StraightThrough, VendorMatch
from payables.capture.rules.gate import Gate, is_sampled, straight_through
from payables.extraction.model import Adjustment, Field, Finding, Line

FIELDS = ("number", "invoice_date", "total_amount", "vendor")
THRESHOLDS = {"number": 0.9, "invoice_date": 0.85, "total_amount": 0.8, "total_amount_alone": 0.95, "vendor": 0.75}
GATE = Gate(THRESHOLDS)
UPLOAD = UUID(int=7)
SURE = dict.fromkeys(FIELDS, 0.97)
shares = st.floats(0, 1, allow_nan=False)


def reading(
    sure: Mapping[str, float] = SURE, lines: tuple[str, ...] = ("60.00", "40.00"), **more: object
) -> KeptReading:
    """119 with tax 19 and two lines that come to 100."""
    values = {"number": "R-1", "invoice_date": "2026-11-01", "total_amount": "119.00"}
    fields = {name: Field(value, sure[name], box=[0, 0, 1, 1]) for name, value in values.items() if name in sure}
    fields |= {name: Field(v, 0.9, box=[0, 0, 1, 1]) for name, v in (("net_amount", "100.00"), ("total_tax", "19.00"))}
    match = VendorMatch(5, ["name"], sure["vendor"]) if "vendor" in sure else None
    items = [Line(amount=Field(amount, 0.9)) for amount in lines]
    found = KeptReading("pdf", ["text"], 1, fields=fields, items=items, vendor_match=match)
    for name, value in more.items():
        setattr(found, name, value)
    return found


def asked(found: KeptReading, gate: Gate = GATE) -> StraightThrough:
    return straight_through(found, gate, UPLOAD)


def test_a_sure_paper_whose_arithmetic_closes_goes_on() -> None:
    found = asked(reading())
    assert (found.passed, found.arithmetic, found.thresholds_from, found.sampled) == (True, "closes", "shipped", False)
    assert found.fields["number"].threshold == 0.9


@pytest.mark.parametrize("name", FIELDS)
@pytest.mark.parametrize("missing", [True, False])
def test_each_of_the_four_stops_it(name: str, missing: bool) -> None:
    sure = {one: value for one, value in SURE.items() if one != name} | ({} if missing else {name: 0.5})
    found = asked(reading(sure))
    assert not found.passed
    assert [one for one, verdict in found.fields.items() if not verdict.passed] == [name]


@pytest.mark.parametrize(
    ("lines", "fields", "arithmetic"),
    [
        (("60.00", "40.00"), {}, "closes"),
        (("119.00",), {}, "closes"),  # lines with tax
        (("-60.00", "-40.00"), {}, "closes"),  # a credit memo prints them with a minus
        (("60.00", "39.00"), {}, "open"),
        ((), {}, "sums_close"),
        ((), {"total_tax": "18.00"}, "open"),
        ((), {"total_tax": "0.00", "net_amount": "119.00"}, "nothing_to_close"),  # a total plus nothing is itself
    ],
)
def test_arithmetic_closes_is_open_or_has_nothing_to_close(
    lines: tuple[str, ...], fields: dict[str, str], arithmetic: str
) -> None:
    found = reading(lines=lines)
    for name, value in fields.items():
        found.fields[name].value = value
    assert asked(found).arithmetic == arithmetic
    assert asked(found).passed is (arithmetic != "open")


def test_what_is_taken_off_and_put_on_belongs_to_the_lines() -> None:
    found = reading(lines=("60.00", "38.00"), charges=[Adjustment(Field("5.00", 0.9))])
    found.allowances = [Adjustment(Field("3.00", 0.9))]
    assert asked(found).arithmetic == "closes"


def test_a_net_that_only_follows_from_total_and_tax_closes_nothing() -> None:
    found = reading(lines=())
    found.fields["net_amount"].box = None
    assert asked(found).arithmetic == "nothing_to_close"


def test_a_total_to_which_no_lines_lead_has_the_higher_threshold() -> None:
    sure = {**SURE, "total_amount": 0.9}
    assert asked(reading(sure)).passed
    alone = asked(reading(sure, lines=()))
    assert (alone.passed, alone.fields["total_amount"].threshold) == (False, 0.95)


def test_a_valid_e_invoice_passes_by_nature_and_one_with_errors_does_not() -> None:
    doubted = dict.fromkeys(FIELDS, 0.8)
    assert asked(reading(doubted, method=["xml:cii", "text"])).passed
    broken = [Finding("BR-CO-15", "error", "The sum is wrong.")]
    assert not asked(reading(doubted, method=["xml:cii", "text"], validation=broken)).passed
    assert not asked(reading(validation=broken)).passed
    assert asked(reading(validation=[Finding("X", "warning", "Hm.")])).passed


def test_an_account_may_have_everything_looked_at() -> None:
    found = asked(reading(), Gate(THRESHOLDS, check_all=True))
    assert not found.passed
    assert all(verdict.passed for verdict in found.fields.values())


def test_what_is_sampled_would_have_gone_on() -> None:
    found = asked(reading(), Gate(THRESHOLDS, sampled_share=1.0))
    assert (found.passed, found.sampled) == (False, True)
    assert not asked(reading(lines=("1.00",)), Gate(THRESHOLDS, sampled_share=1.0)).sampled


def test_the_sample_is_the_same_whenever_a_file_is_read_again_and_as_large_as_asked() -> None:
    ids = [UUID(int=n) for n in range(4000)]
    sampled = [id for id in ids if is_sampled(id, 0.1)]
    assert sampled == [id for id in ids if is_sampled(id, 0.1)]
    assert 300 < len(sampled) < 500
    assert not any(is_sampled(id, 0.0) for id in ids)
    assert all(is_sampled(id, 1.0) for id in ids)


def test_it_says_whose_thresholds_they_were() -> None:
    assert asked(reading(), Gate(THRESHOLDS, own=frozenset({"number"}))).thresholds_from == "account"
    assert asked(reading(), Gate(THRESHOLDS, own=frozenset({"total_amount_alone"}))).thresholds_from == "shipped"


@given(st.fixed_dictionaries(dict.fromkeys(FIELDS, shares)), st.sampled_from(FIELDS), shares, st.booleans())
def test_being_surer_never_fails_what_passed(sure: dict[str, float], name: str, more: float, alone: bool) -> None:
    lines = () if alone else ("60.00", "40.00")
    surer = {**sure, name: max(sure[name], more)}
    assert asked(reading(surer, lines)).passed >= asked(reading(sure, lines)).passed


@given(st.fixed_dictionaries(dict.fromkeys(FIELDS, shares)), st.sampled_from(sorted(THRESHOLDS)), shares)
def test_a_higher_threshold_never_lets_more_through(sure: dict[str, float], name: str, higher: float) -> None:
    strict = Gate({**THRESHOLDS, name: max(THRESHOLDS[name], higher)})
    assert asked(reading(sure), strict).passed <= asked(reading(sure)).passed
