"""Conversions of units: taught, read, forgotten, and what they refuse."""

from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from typing import Any

import pytest

from harness.api import Api, error_of, fields_of
from harness.invoices import make_vendor
from harness.tenants import Tenant
from harness.trail import trail

PATH = "/v1/unit-conversions"


def teach(tenant: Tenant, vendor: dict[str, Any], api: Api | None = None, **changes: Any) -> Any:
    body = {
        "ottimate_company_id": tenant.company(),
        "ottimate_vendor_id": vendor["id"],
        "sku": "10442",
        "from_unit": "Case (C)",
        "to_unit": "each",
        "factor": 12,
        **changes,
    }
    return (api or tenant.api()).post(PATH, json=body)


def listed(tenant: Tenant, **params: Any) -> list[dict[str, Any]]:
    return tenant.api().get(PATH, params=params).json()["results"]


def test_a_conversion_is_kept_by_the_codes_of_its_units(tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    answer = teach(tenant, vendor)
    assert answer.status_code == 201
    kept = answer.json()
    assert (kept["from_unit"], kept["to_unit"], kept["factor"]) == ("CS", "EA", 12)
    assert kept["source"] == "person" and kept["created_by"]
    assert tenant.api().get(f"{PATH}/{kept['id']}").json() == kept
    assert [entry["action"] for entry in trail(tenant, "unit_conversion")] == ["unit_conversion.learned"]


def test_the_vendor_may_be_named_by_its_id_in_the_erp_and_the_item_by_its_name(tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    answer = teach(
        tenant,
        vendor,
        ottimate_vendor_id=None,
        erp_vendor_id=vendor["erp_vendor_id"],
        sku=None,
        item_name="Tomate, Róma",
    )
    assert answer.status_code == 201 and answer.json()["ottimate_vendor_id"] == vendor["id"]
    assert [one["item_name"] for one in listed(tenant, item_name="TOMATE ROMA")] == ["Tomate, Róma"]


def test_what_is_taught_again_takes_the_place_of_what_was_known_in_either_direction(tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    first = teach(tenant, vendor).json()
    assert teach(tenant, vendor).json() == first
    second = teach(tenant, vendor, sku="0010442", factor=10).json()
    assert second["factor"] == 10
    third = teach(tenant, vendor, from_unit="EA", to_unit="CS", factor=0.125).json()
    assert listed(tenant, ottimate_vendor_id=vendor["id"]) == [third]


def test_a_conversion_that_contradicts_what_is_known_is_refused(tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    teach(tenant, vendor, to_unit="BG", factor=4)
    teach(tenant, vendor, from_unit="BG", to_unit="LB", factor=10)
    answer = teach(tenant, vendor, to_unit="kg", factor=20)
    assert answer.status_code == 409 and error_of(answer) == "conversion_contradicts"
    assert teach(tenant, vendor, to_unit="KG", factor=18.14).status_code == 201


def test_a_forgotten_conversion_is_gone(tenant: Tenant) -> None:
    kept = teach(tenant, make_vendor(tenant)).json()
    answer = tenant.api().delete(f"{PATH}/{kept['id']}")
    assert answer.status_code == 200 and answer.json() == kept
    assert tenant.api().get(f"{PATH}/{kept['id']}").status_code == 404
    assert tenant.api().delete(f"{PATH}/{kept['id']}").status_code == 404
    told = {entry["action"] for entry in trail(tenant, "unit_conversion")}
    assert told == {"unit_conversion.learned", "unit_conversion.forgotten"}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"factor": 0}, "factor"),
        ({"factor": -1}, "factor"),
        ({"factor": 1e12}, "factor"),
        ({"to_unit": "CS"}, "to_unit"),
        ({"from_unit": "LB", "to_unit": "KG"}, "to_unit"),
        ({"from_unit": " "}, "from_unit"),
        ({"to_unit": "x" * 41}, "to_unit"),
        ({"sku": None}, "sku"),
        ({"sku": "---"}, "sku"),
        ({"ottimate_vendor_id": None}, "ottimate_vendor_id"),
        ({"ottimate_vendor_id": 2_000_000_000}, "ottimate_vendor_id"),
        ({"ottimate_vendor_id": None, "erp_vendor_id": "nobody"}, "erp_vendor_id"),
        ({"erp_vendor_id": "another one"}, "ottimate_vendor_id"),
        ({"pack": "6/10#"}, "pack"),
    ],
)
def test_what_cannot_be_is_refused_by_its_field(tenant: Tenant, changes: dict[str, Any], field: str) -> None:
    answer = teach(tenant, make_vendor(tenant), **changes)
    assert answer.status_code == 400
    assert field in fields_of(answer)
    assert listed(tenant) == []


def test_a_vendor_of_another_company_is_unknown(tenant: Tenant) -> None:
    answer = teach(tenant, make_vendor(tenant), ottimate_company_id=tenant.company("west"))
    assert answer.status_code == 400 and "ottimate_vendor_id" in fields_of(answer)


def test_a_reader_does_not_teach(tenant: Tenant) -> None:
    answer = teach(tenant, make_vendor(tenant), tenant.api("reader"))
    assert answer.status_code == 403 and error_of(answer) == "permission_denied"


def test_who_sees_some_locations_only_does_not_teach_for_all(tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    answer = teach(tenant, vendor, tenant.api("main"))
    assert answer.status_code == 403
    kept = teach(tenant, vendor).json()
    assert tenant.api("main").delete(f"{PATH}/{kept['id']}").status_code == 403


def test_another_tenant_sees_nothing_of_it(tenant: Tenant, other_tenant: Tenant) -> None:
    kept = teach(tenant, make_vendor(tenant)).json()
    assert other_tenant.api().get(f"{PATH}/{kept['id']}").status_code == 404
    assert other_tenant.api().delete(f"{PATH}/{kept['id']}").status_code == 404
    assert listed(other_tenant) == []


def test_the_same_two_units_taught_at_once_are_kept_once(tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda factor: teach(tenant, vendor, factor=factor), range(10, 16)))
    assert {answer.status_code for answer in answers} == {201}
    assert len(listed(tenant, ottimate_vendor_id=vendor["id"])) == 1


def test_an_item_has_so_many_conversions_and_no_more(tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    for number in range(20):
        assert teach(tenant, vendor, from_unit=f"WORD{number}", factor=number + 1).status_code == 201
    answer = teach(tenant, vendor, from_unit="ONE MORE")
    assert answer.status_code == 409 and error_of(answer) == "too_many_conversions"


def test_a_pack_can_be_tried(tenant: Tenant) -> None:
    answer = tenant.api().get("/v1/packs", params={"text": "6/10#", "unit": "CS", "to_unit": "LB"}).json()
    assert answer["pack"]["text"] == "6 x 10 LB" and answer["pack"]["counts"] == [6]
    assert Decimal(str(answer["factor"])) == 60
    named = tenant.api().get("/v1/packs", params={"text": "COKE 24/12 OZ CAN"}).json()
    assert named["pack"] is None and named["found"]["pieces"] == 24
    assert tenant.api().get("/v1/packs", params={"text": "\0 1/"}).json()["pack"] is None


def test_a_forgotten_conversion_comes_back_as_it_was(tenant: Tenant, other_tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    made = teach(tenant, vendor, factor=12.5).json()
    path = f"{PATH}/{made['id']}"
    assert error_of(tenant.api().post(f"{path}/restore")) == "not_found"
    tenant.api().delete(path)
    assert error_of(other_tenant.api().post(f"{path}/restore")) == "not_found"
    back = tenant.api().post(f"{path}/restore").json()
    names = ("id", "ottimate_vendor_id", "sku", "item_name", "from_unit", "to_unit", "factor", "source")
    assert {name: back[name] for name in names} == {name: made[name] for name in names}


def test_a_conversion_that_contradicts_what_is_known_by_now_stays_forgotten(tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    made = teach(tenant, vendor).json()
    tenant.api().delete(f"{PATH}/{made['id']}")
    teach(tenant, vendor, to_unit="BX", factor=2)
    teach(tenant, vendor, from_unit="BX", factor=5)
    assert error_of(tenant.api().post(f"{PATH}/{made['id']}/restore")) == "conversion_contradicts"


def test_what_somebody_taught_since_is_not_overwritten_by_an_undo(tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    made = teach(tenant, vendor, factor=12).json()
    tenant.api().delete(f"{PATH}/{made['id']}")
    since = teach(tenant, vendor, factor=24).json()
    assert error_of(tenant.api().post(f"{PATH}/{made['id']}/restore")) == "conversion_contradicts"
    assert tenant.api().get(PATH).json()["results"][0]["id"] == since["id"]
