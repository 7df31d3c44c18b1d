"""A vendor with more entries than are compared one by one: found by codes, names and words, and never all of them."""

from typing import Any

import pytest

from harness.catalog_entries import make_entry
from harness.catalog_items import TOMATOES, billed, item, line
from harness.inside import inside
from harness.tenants import Tenant
from payables.catalog.model import Line
from payables.catalog.queries.candidates import MOST_COMPARED, known_of
from payables.catalog.rules.entry import changed_entry, new_entry
from payables.catalog.rules.nearest import NEAREST, nearest
from payables.catalog.store import entries as store
from payables.platform.db import Transaction


@pytest.fixture
def entry(tenant: Tenant, vendor: dict[str, Any]) -> dict[str, Any]:
    """One among many others."""
    inside(tenant, _fill, tenant.company(), vendor["id"], MOST_COMPARED + 100)
    return make_entry(tenant, vendor, **TOMATOES)


async def _fill(tx: Transaction, company_id: int, vendor_id: int, count: int) -> None:
    ids = await tx.new_numbers("catalog_entry", count)
    made = [
        changed_entry(
            new_entry(tx.now, None, id, company_id, vendor_id, "Vendor"),
            {"erp_vendor_id": "V", "item_name": f"Bolt {_word(n)} M{n}", "sku": f"B-{n}", "unique_key": f"k-{n}"},
        )
        for n, id in enumerate(ids)
    ]
    assert len(await store.insert(tx, company_id, made)) == count


def _word(n: int) -> str:
    return "".join(chr(97 + n // 26**place % 26) for place in range(3)) + "ite"


@pytest.mark.parametrize(
    ("billed_as", "how"),
    [
        ({"name": "Something", "sku": "TOM-1"}, "sku"),
        ({"name": "tomato, roma"}, "name"),
        ({"name": "x", "sku": "634987654321"}, "upc"),
    ],
)
def test_codes_and_names_find_an_entry_among_many(
    tenant: Tenant, vendor: dict[str, Any], entry: dict[str, Any], billed_as: dict[str, str], how: str
) -> None:
    found = item(tenant, billed(tenant, vendor, line(**billed_as)))
    named = (
        found["catalog_entry"]["catalog_entry_id"]
        if found["catalog_entry"]
        else found["suggestions"][0]["catalog_entry_id"]
    )
    assert (named, found["how"]) == (entry["id"], how)


def test_a_similar_name_is_suggested_among_many(tenant: Tenant, vendor: dict[str, Any], entry: dict[str, Any]) -> None:
    found = item(tenant, billed(tenant, vendor, line("Fresh Roma tomatoes vine ripened")))
    assert found["state"] == "suggested" and found["suggestions"][0]["catalog_entry_id"] == entry["id"]
    assert item(tenant, billed(tenant, vendor, line("Window cleaner")))["state"] == "none"


def test_an_entry_that_is_renamed_is_found_by_its_new_name_only(
    tenant: Tenant, vendor: dict[str, Any], entry: dict[str, Any]
) -> None:
    path = f"/v1/catalog/entries/{entry['id']}"
    assert tenant.api().patch(path, json={"item_name": "Iceberg lettuce", "sku": "L-1", "upc": None}).status_code == 200
    assert item(tenant, billed(tenant, vendor, line("Lettuce iceberg")))["state"] == "auto"
    assert item(tenant, billed(tenant, vendor, line("Roma tomatoes")))["state"] == "none"


def test_of_many_entries_only_those_are_read_that_share_something(
    tenant: Tenant, vendor: dict[str, Any], entry: dict[str, Any]
) -> None:
    lines = [Line(n, f"k{n}", name=f"Bolts {_word(n)} of steel") for n in range(3)]
    known = inside(tenant, known_of, tenant.company(), {vendor["id"]: lines}, [])[vendor["id"]]
    assert known.is_on and 0 < len(known.entries) <= NEAREST * len(lines)
    names = [known.entries[near[0]].item_name for near in (known.near or {}).values()]
    assert names == [f"Bolt {_word(n)} M{n}" for n in range(3)]


def test_rare_words_tell_more_than_common_ones() -> None:
    found = {"w:cheese": list(range(400)), "w:pecorino": [399, 500], "w:block": list(range(300))}
    near = nearest(["w:cheese", "w:pecorino", "w:block"], found)
    assert near[0] == 399 and near[1] == 500 and len(near) == NEAREST
    assert nearest(["w:unknown"], found) == []
