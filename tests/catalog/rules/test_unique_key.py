"""By what an entry is known."""

import pytest

from payables.catalog.rules.unique_key import key_of_values

FLOUR = {"erp_vendor_id": "V-1", "sku": "F-1", "size": "25 LB", "item_name": "Flour"}


@pytest.mark.parametrize(
    "same",
    [
        {"item_name": " flour "},
        {"sku": "f-1"},
        {"size": "25  lb"},
        {"upc": "123"},
        {"buying_format": ""},
        {"uom": "BAG"},
    ],
)
def test_spelling_and_what_is_no_part_of_it_do_not_matter(same: dict[str, str]) -> None:
    assert key_of_values({**FLOUR, **same}) == key_of_values(FLOUR)


@pytest.mark.parametrize(
    "other",
    [
        {"erp_vendor_id": "v-1"},
        {"sku": "F-2"},
        {"sku": None},
        {"size": "50 LB"},
        {"item_name": "Rye"},
        {"buying_format": "SPLIT"},
        {"sku": None, "upc": "F-1"},
    ],
)
def test_each_part_tells_entries_apart(other: dict[str, str | None]) -> None:
    assert key_of_values({**FLOUR, **other}) != key_of_values(FLOUR)


def test_parts_do_not_run_into_each_other() -> None:
    one = {"erp_vendor_id": "V", "sku": "a", "size": "b c", "item_name": "d"}
    assert key_of_values({**one, "size": "b", "item_name": "c d"}) != key_of_values(one)


def test_a_key_that_was_given_is_taken_as_it_is() -> None:
    assert key_of_values({**FLOUR, "unique_key": "K-1"}) == "K-1"
