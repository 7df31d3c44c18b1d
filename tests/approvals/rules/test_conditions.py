"""Each condition alone, as a table; together, as laws."""

from dataclasses import fields
from decimal import Decimal
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from payables.approvals.model import Conditions, GlAccount, SubjectFacts
from payables.approvals.rules.conditions import CHECKS, unmet

RENT = GlAccount("dim_rent", "Rent and lease", "6100")
FOOD = GlAccount("dim_food", "Food cost", "5010")

PLAIN: dict[str, Any] = {
    "company_id": 1,
    "location_id": 2,
    "group_id": 3,
    "vendor_id": 7,
    "erp_vendor_id": "V-7",
    "total": Decimal("100.00"),
    "currency": "USD",
    "department_ids": frozenset({"dim_kitchen"}),
    "gl_accounts": frozenset({RENT, FOOD}),
    "received_from_vendor": False,
    "has_unmapped_items": False,
    "has_po_number": False,
}


def facts(**changes: Any) -> SubjectFacts:
    return SubjectFacts(**{**PLAIN, **changes})


def fires(conditions: Conditions, known: SubjectFacts) -> bool:
    return not unmet(conditions, known)


def usd(**limits: str) -> Conditions:
    return Conditions(currency="USD", **{name: Decimal(text) for name, text in limits.items()})


TABLE: list[tuple[Conditions, dict[str, Any], bool]] = [
    (Conditions(), {}, True),
    (Conditions(vendor_ids=(6, 7)), {}, True),
    (Conditions(vendor_ids=(6,)), {}, False),
    (Conditions(vendor_ids=(6,)), {"vendor_id": None}, False),
    (Conditions(erp_vendor_ids=("V-7",)), {}, True),
    (Conditions(erp_vendor_ids=("V-8",)), {}, False),
    (Conditions(erp_vendor_ids=("V-7",)), {"erp_vendor_id": None}, False),
    (usd(min_total="100"), {}, True),
    (usd(min_total="100.01"), {}, False),
    (usd(max_total="100"), {}, True),
    (usd(max_total="99.99"), {}, False),
    (usd(min_total="50", max_total="150"), {}, True),
    (usd(min_total="50", max_total="150"), {"currency": "EUR"}, False),
    (usd(max_total="150"), {"total": None}, False),
    (Conditions(department_ids=("dim_bar", "dim_kitchen")), {}, True),
    (Conditions(department_ids=("dim_bar",)), {}, False),
    (Conditions(department_ids=("dim_bar",)), {"department_ids": frozenset()}, False),
    (Conditions(gl_account_ids=("dim_food",)), {}, True),
    (Conditions(gl_account_ids=("dim_other",)), {}, False),
    (Conditions(gl_name_contains=("RENT",)), {}, True),
    (Conditions(gl_name_contains=("travel", "lease")), {}, True),
    (Conditions(gl_name_contains=("travel",)), {}, False),
    (Conditions(gl_name_contains=("travel",)), {"gl_accounts": frozenset()}, False),
    (Conditions(gl_name_not_contains=("rent",)), {}, False),
    (Conditions(gl_name_not_contains=("travel",)), {}, True),
    (Conditions(gl_name_not_contains=("rent",)), {"gl_accounts": frozenset()}, True),
    (Conditions(gl_number_contains=("501",)), {}, True),
    (Conditions(gl_number_contains=("99",)), {}, False),
    (Conditions(gl_number_not_contains=("501",)), {}, False),
    (Conditions(gl_number_not_contains=("99",)), {}, True),
    (Conditions(received_from_vendor=True), {}, False),
    (Conditions(received_from_vendor=False), {}, True),
    (Conditions(received_from_vendor=True), {"received_from_vendor": True}, True),
    (Conditions(has_unmapped_items=True), {}, False),
    (Conditions(has_unmapped_items=False), {}, True),
    (Conditions(has_unmapped_items=True), {"has_unmapped_items": True}, True),
    (Conditions(has_po_number=True), {}, False),
    (Conditions(has_po_number=False), {}, True),
    (Conditions(has_po_number=True), {"has_po_number": True}, True),
    (Conditions(vendor_ids=(7,), has_po_number=True), {}, False),
]


@pytest.mark.parametrize(("conditions", "changes", "expected"), TABLE, ids=str)
def test_of_each_condition(conditions: Conditions, changes: dict[str, Any], expected: bool) -> None:
    found = unmet(conditions, facts(**changes))
    assert (not found) is expected, found
    assert all(one.sentence.endswith(".") for one in found)


def test_every_condition_is_looked_at() -> None:
    elsewhere = {"currency", "catch_all", "after"}
    assert CHECKS.keys() | elsewhere == {field.name for field in msgspec.structs.fields(Conditions)}
    assert len(fields(SubjectFacts)) == len(PLAIN)


def test_another_currency_is_told() -> None:
    (found,) = unmet(usd(min_total="1"), facts(currency="EUR"))
    assert (found.condition, found.sentence) == ("min_total", "Its total is in EUR, and the policy's limit in USD.")


texts = st.lists(st.text("abcAB6", min_size=1, max_size=3), max_size=3, unique=True).map(tuple)
accounts = st.frozensets(
    st.builds(GlAccount, st.sampled_from("xyz"), st.text("abcAB", max_size=5), st.text("56", max_size=4))
)
amounts = st.none() | st.decimals(0, 9, places=1)
some_facts = st.builds(
    SubjectFacts,
    company_id=st.just(1),
    location_id=st.just(2),
    group_id=st.none(),
    vendor_id=st.none() | st.integers(1, 3),
    erp_vendor_id=st.none() | st.sampled_from("ab"),
    total=amounts,
    currency=st.sampled_from(["USD", "EUR"]),
    department_ids=st.frozensets(st.sampled_from("xyz")),
    gl_accounts=accounts,
    received_from_vendor=st.booleans(),
    has_unmapped_items=st.booleans(),
    has_po_number=st.booleans(),
)
some_conditions = st.builds(
    Conditions,
    vendor_ids=st.lists(st.integers(1, 3), max_size=2).map(tuple),
    erp_vendor_ids=st.lists(st.sampled_from("ab"), max_size=2).map(tuple),
    currency=st.just("USD"),
    min_total=amounts,
    max_total=amounts,
    department_ids=st.lists(st.sampled_from("xyz"), max_size=2).map(tuple),
    gl_account_ids=st.lists(st.sampled_from("xyz"), max_size=2).map(tuple),
    gl_name_contains=texts,
    gl_name_not_contains=texts,
    gl_number_contains=texts,
    gl_number_not_contains=texts,
    received_from_vendor=st.none() | st.booleans(),
    has_unmapped_items=st.none() | st.booleans(),
    has_po_number=st.none() | st.booleans(),
)


@given(some_facts, texts.filter(bool), st.sampled_from(["gl_name", "gl_number"]))
def test_a_negation_is_the_exact_opposite(known: SubjectFacts, parts: tuple[str, ...], what: str) -> None:
    contains = Conditions(**{f"{what}_contains": parts})
    lacks = Conditions(**{f"{what}_not_contains": parts})
    assert fires(contains, known) is not fires(lacks, known)


@given(some_facts, st.sampled_from(["received_from_vendor", "has_unmapped_items", "has_po_number"]))
def test_yes_and_no_are_opposites(known: SubjectFacts, name: str) -> None:
    assert fires(Conditions(**{name: True}), known) is not fires(Conditions(**{name: False}), known)


@given(some_facts, some_conditions)
def test_all_hold_together_where_each_holds_alone(known: SubjectFacts, conditions: Conditions) -> None:
    alone = [Conditions(**{name: getattr(conditions, name), "currency": "USD"}) for name in CHECKS]
    assert fires(conditions, known) is all(fires(one, known) for one in alone)
    assert unmet(conditions, known) == [found for one in alone for found in unmet(one, known)]


@given(some_facts, some_conditions, st.randoms())
def test_order_is_irrelevant(known: SubjectFacts, conditions: Conditions, random: Any) -> None:
    said = list(msgspec.to_builtins(conditions).items())
    random.shuffle(said)
    for _, value in said:
        if isinstance(value, list):
            random.shuffle(value)
    assert unmet(msgspec.convert(dict(said), Conditions), known) == unmet(conditions, known)
