"""What the coding of an invoice stands for, in a few bytes."""

from dataclasses import replace

import pytest

from payables.invoices.rules.coded_as import LENGTH, Coded, changed, tag, written

FOOD = Coded("dimension", "dim_1", "account", "5000", "50-00", "Food Cost")
CLASS = Coded("dimension", "dim_2", "class", "KITCHEN", "K", "Kitchen")
ACME = Coded("vendor", "7", None, "V-7", None, 'Acme "A" Ö')
ALL = [FOOD, CLASS, ACME]


def test_the_same_has_not_changed_in_any_order() -> None:
    assert len(written(ALL)) == len(ALL) * LENGTH
    assert changed(ALL, written(reversed(ALL))) == [] and tag(ALL) == tag(ALL[::-1])


@pytest.mark.parametrize("field", ["type", "erp_id", "code", "name"])
def test_whatever_an_erp_or_a_person_knows_a_dimension_by_counts(field: str) -> None:
    other = replace(FOOD, **{field: "owner"})
    assert changed([other, CLASS, ACME], written(ALL)) == [other.called]
    assert tag([other, CLASS, ACME]) != tag(ALL)


@pytest.mark.parametrize("field", ["erp_id", "name"])
def test_and_a_vendor_by(field: str) -> None:
    other = replace(ACME, **{field: "Evil"})
    assert changed([FOOD, CLASS, other], written(ALL)) == [other.called]


def test_another_dimension_is_told_as_it_is_called_today() -> None:
    assert changed([*ALL, replace(FOOD, id="dim_3", name="Drinks")], written(ALL)) == ["ACCOUNT Drinks"]


@pytest.mark.parametrize("name", ["FOOD COST", " food  cost ", "Food\tCost"])
def test_case_and_blanks_of_a_name_do_not_count(name: str) -> None:
    assert changed([replace(FOOD, name=name)], written([FOOD])) == []


def test_an_erp_id_may_be_filled_in_and_not_taken_away() -> None:
    bare = replace(ACME, erp_id=None)
    assert changed([ACME], written([bare])) == []
    assert changed([bare], written([ACME])) == [ACME.called]
    assert changed([replace(ACME, name="Evil")], written([bare])) == ["vendor Evil"]


def test_what_nobody_approved_is_not_compared_and_nothing_covers_nothing() -> None:
    assert changed(ALL, None) == []
    assert changed(ALL, b"") == sorted(one.called for one in ALL)
    assert (written([]), tag([])) == (b"", "")
