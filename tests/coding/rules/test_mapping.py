"""Which mapping rule wins: for all rules in any order, the most specific one of each type, and never over what is there."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from payables.coding.model import AppliesTo, Line, Place, Rule
from payables.coding.rules.mapping import code_header, code_line, specificity

NOW = datetime(2026, 11, 21, tzinfo=UTC)
VENDOR, LOCATION = 7, 3
PLACE = Place(1, VENDOR, LOCATION)
LINE = Line(1, "Olive oil 5 l", "extra virgin", "OO-5", {})
TYPES = ("account", "department", "class")

maybe = st.booleans()


@st.composite
def rules(draw: st.DrawFn) -> list[Rule]:
    return [draw(rule(n)) for n in range(draw(st.integers(0, 8)))]


@st.composite
def rule(draw: st.DrawFn, n: int) -> Rule:
    """Conditions that hold for LINE at PLACE, or one that does not."""
    conditions: dict[str, Any] = {
        "vendor_id": draw(st.sampled_from([None, None, VENDOR, 8])),
        "location_id": draw(st.sampled_from([None, None, LOCATION, 4])),
        "sku": draw(st.sampled_from([None, None, "oo5", "OO-6"])),
        "item_name": draw(st.sampled_from([None, None, "OLIVE OIL, 5 L", "Olive oil"])),
        "keyword": draw(st.sampled_from([None, None, "olive oil", "extra virgin", "oli"])),
        "applies_to": draw(st.sampled_from(AppliesTo)),
    }
    dimensions = dict.fromkeys(draw(st.sets(st.sampled_from(TYPES), min_size=1)), f"dim_{n}")
    return Rule(id=UUID(int=n + 1), company_id=1, dimensions=dimensions, created_at=NOW, updated_at=NOW, **conditions)


def holds(rule: Rule) -> bool:
    return (
        rule.applies_to is not AppliesTo.HEADER
        and rule.vendor_id in (None, VENDOR)
        and rule.location_id in (None, LOCATION)
        and rule.sku in (None, "oo5")
        and rule.item_name in (None, "OLIVE OIL, 5 L")
        and rule.keyword in (None, "olive oil", "extra virgin")
    )


@settings(deadline=None)
@given(rules())
def test_of_each_type_the_most_specific_rule_that_holds_wins(given_rules: list[Rule]) -> None:
    found = code_line(given_rules, PLACE, LINE)
    for type_ in TYPES:
        holding = [one for one in given_rules if holds(one) and type_ in one.dimensions]
        best = max(holding, key=specificity, default=None)
        assert (found[type_].rule_id if type_ in found else None) == (best.id if best else None)


@settings(deadline=None)
@given(rules(), st.randoms(use_true_random=False))
def test_the_order_of_the_rules_does_not_matter(given_rules: list[Rule], random: Any) -> None:
    shuffled = given_rules[:]
    random.shuffle(shuffled)
    assert code_line(shuffled, PLACE, LINE) == code_line(given_rules, PLACE, LINE)
    assert code_header(shuffled, PLACE, {}) == code_header(given_rules, PLACE, {})


@settings(deadline=None)
@given(rules(), st.sets(st.sampled_from(TYPES)))
def test_types_that_are_there_are_never_touched(given_rules: list[Rule], sent: set[str]) -> None:
    line = Line(1, LINE.name, LINE.description, LINE.sku, dict.fromkeys(sent, "dim_sent"))
    found = code_line(given_rules, PLACE, line)
    assert not found.keys() & sent
    others = {type_: origin for type_, origin in code_line(given_rules, PLACE, LINE).items() if type_ not in sent}
    assert found == others, "what was sent of one type changes nothing for another"


@settings(deadline=None)
@given(rules())
def test_the_header_is_coded_by_rules_of_vendor_and_location_alone(given_rules: list[Rule]) -> None:
    asked = [one for one in given_rules if one.sku is None and one.item_name is None and one.keyword is None]
    assert code_header([r for r in asked if r.applies_to is AppliesTo.LINES], PLACE, {}) == {}
    named = {origin.rule_id for origin in code_header(asked, PLACE, {}).values()}
    assert named <= {one.id for one in asked if one.vendor_id in (None, VENDOR) and one.location_id in (None, LOCATION)}


def one(**conditions: Any) -> Rule:
    return Rule(id=UUID(int=1), company_id=1, created_at=NOW, updated_at=NOW, **conditions)


def test_the_table_of_ranks() -> None:
    ranked = [
        one(vendor_id=1, item_name="x", location_id=1),
        one(vendor_id=1, sku="x"),
        one(vendor_id=1, keyword="x"),
        one(vendor_id=1, location_id=1),
        one(vendor_id=1),
        one(sku="x", location_id=1),
        one(item_name="x"),
        one(keyword="x"),
        one(location_id=1),
        one(),
    ]
    assert sorted(ranked, key=specificity, reverse=True) == ranked
