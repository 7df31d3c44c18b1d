"""GET /v1/dimensions and GET /v1/dimensions/{id}."""

from typing import Any

import pytest

from harness.api import Api, error_of, fields_of
from harness.tenants import Tenant


@pytest.fixture
def dimensions(tenant: Tenant) -> list[dict[str, Any]]:
    """Two of the east company and one of the west, oldest first."""
    places = [("east", "Account"), ("east", "Department"), ("west", "Account")]
    return [dimension(tenant, number, company, erp_type) for number, (company, erp_type) in enumerate(places)]


def dimension(tenant: Tenant, number: int, company: str, erp_type: str) -> dict[str, Any]:
    sent = {
        "ottimate_company_id": tenant.company(company),
        "erp_type": erp_type,
        "ottimate_type": erp_type.lower(),
        "name": f"Dimension {number}",
        "code": f"{number}",
        "reference_id": f"ref-{number}",
        "erp_dimension_id": f"{number}",
    }
    answer = tenant.api().post("/v1/dimensions", json=sent)
    assert answer.status_code == 201
    return answer.json()["dimension"]


def test_the_newest_comes_first_with_all_fields(api: Api, dimensions: list[dict[str, Any]]) -> None:
    answer = api.get("/v1/dimensions/").json()
    assert answer.pop("dimensions") == dimensions[::-1]
    assert answer == {"version": "1.0.0", "count": 3, "page": 1, "limit": 20}


def test_pages_cover_all_and_the_one_past_the_end_is_empty(api: Api, dimensions: list[dict[str, Any]]) -> None:
    seen = [api.get("/v1/dimensions", params={"limit": 2, "page": page}).json() for page in (1, 2, 3)]
    assert [answer["dimensions"] for answer in seen] == [dimensions[:0:-1], dimensions[:1], []]
    assert {answer["count"] for answer in seen} == {3}


@pytest.mark.parametrize("query", ["limit=0", "limit=1000000000", "limit=x", "page=-1", "detail=full"])
def test_a_bad_parameter_is_named(shared_tenant: Tenant, query: str) -> None:
    answer = shared_tenant.api().get(f"/v1/dimensions?{query}")
    assert answer.status_code == 400
    assert list(fields_of(answer)) == [query.split("=")[0]]


def test_basic_detail_leaves_the_required_fields(api: Api, dimensions: list[dict[str, Any]]) -> None:
    names = ("id", "name", "erp_type", "erp_dimension_id")
    shown = api.get("/v1/dimensions?detail=basic").json()["dimensions"]
    assert shown == [{name: made[name] for name in names} for made in dimensions[::-1]]


def test_filters_by_company_and_erp_type(api: Api, tenant: Tenant, dimensions: list[dict[str, Any]]) -> None:
    def found(**query: Any) -> list[dict[str, Any]]:
        return api.get("/v1/dimensions", params=query).json()["dimensions"]

    east = tenant.company()
    assert found(ottimate_company_id=east) == [dimensions[1], dimensions[0]]
    assert found(erp_type="Account") == [dimensions[2], dimensions[0]]
    assert found(ottimate_company_id=east, erp_type="Account") == [dimensions[0]]
    assert found(erp_type="account") == []


@pytest.mark.parametrize("user", ["east", "main"])
def test_a_scope_shows_its_companies_only(tenant: Tenant, dimensions: list[dict[str, Any]], user: str) -> None:
    api = tenant.api(user)
    assert api.get("/v1/dimensions").json()["dimensions"] == [dimensions[1], dimensions[0]]
    answer = api.get("/v1/dimensions", params={"ottimate_company_id": tenant.company("west")})
    assert (answer.status_code, error_of(answer)) == (403, "out_of_scope")
    assert api.get(f"/v1/dimensions/{dimensions[0]['id']}").status_code == 200
    assert api.get(f"/v1/dimensions/{dimensions[2]['id']}").status_code == 404


def test_another_account_is_unknown(api: Api, other_tenant: Tenant, dimensions: list[dict[str, Any]]) -> None:
    assert api.get("/v1/dimensions", params={"ottimate_company_id": other_tenant.company()}).status_code == 404
    assert other_tenant.api().get("/v1/dimensions").json()["count"] == 0
    assert other_tenant.api().get(f"/v1/dimensions/{dimensions[0]['id']}").status_code == 404


@pytest.mark.parametrize("dimension_id", ["dim_", "x", "1", "dim_" + "A" * 5000, "%27", "dim_%F0%9F%98%80"])
def test_an_id_that_is_none_is_not_found(shared_tenant: Tenant, dimension_id: str) -> None:
    assert shared_tenant.api().get(f"/v1/dimensions/{dimension_id}").status_code == 404


def test_a_nul_in_the_path_or_a_filter_is_refused(shared_tenant: Tenant) -> None:
    assert shared_tenant.api().get("/v1/dimensions/%00").status_code in (400, 404)
    assert shared_tenant.api().get("/v1/dimensions?erp_type=%00").status_code == 400


def test_every_word_searched_for_is_part_of_the_name_or_a_code_and_the_nearest_comes_first(
    api: Api, tenant: Tenant, dimensions: list[dict[str, Any]]
) -> None:
    company = {"ottimate_company_id": tenant.company()}
    found = api.get("/v1/dimensions", params={**company, "search": "DIMENSION"}).json()["dimensions"]
    assert [one["name"] for one in found] == ["Dimension 0", "Dimension 1"]
    named = api.get("/v1/dimensions", params={**company, "search": "dim 1"}).json()["dimensions"]
    assert [one["code"] for one in named] == ["1"]
    assert api.get("/v1/dimensions", params={**company, "search": "%"}).json()["count"] == 0
    departments = api.get("/v1/dimensions", params={"ottimate_type": "department"}).json()["dimensions"]
    assert [one["name"] for one in departments] == ["Dimension 1"]


@pytest.mark.parametrize("search", ["x" * 201, "a\0b"])
def test_words_that_cannot_be_searched_for_are_refused(shared_tenant: Tenant, search: str) -> None:
    answer = shared_tenant.api().get("/v1/dimensions", params={"search": search})
    assert (answer.status_code, list(fields_of(answer))) == (400, ["search"])


def test_the_types_that_a_company_has_are_counted(api: Api, tenant: Tenant, dimensions: list[dict[str, Any]]) -> None:
    answer = api.get("/v1/dimensions/types", params={"ottimate_company_id": tenant.company()}).json()
    assert answer["types"] == [{"ottimate_type": "account", "count": 1}, {"ottimate_type": "department", "count": 1}]


def test_types_of_a_company_outside_the_scope_are_refused(tenant: Tenant) -> None:
    params = {"ottimate_company_id": tenant.company("west")}
    answer = tenant.api("east").get("/v1/dimensions/types", params=params)
    assert (answer.status_code, error_of(answer)) == (403, "out_of_scope")


def test_only_those_that_are_named_and_may_be_seen(tenant: Tenant, api: Api, dimensions: list[dict[str, Any]]) -> None:
    first, _, west = (one["id"] for one in dimensions)
    asked = {"dimension_ids": f"{first}, {west},dim_unknown,"}
    assert [one["id"] for one in api.get("/v1/dimensions", params=asked).json()["dimensions"]] == [west, first]
    seen = tenant.api("east").get("/v1/dimensions", params=asked).json()
    assert (seen["count"], [one["id"] for one in seen["dimensions"]]) == (1, [first])


@pytest.mark.parametrize(("ids", "code"), [(",".join(["dim_1"] * 101), "too_many"), ("dim_\0", "control_character")])
def test_ids_that_cannot_be_are_refused(api: Api, ids: str, code: str) -> None:
    answer = api.get("/v1/dimensions", params={"dimension_ids": ids})
    assert (answer.status_code, fields_of(answer)) == (400, {"dimension_ids": code})
