"""The account structure as an API client sees it (contract/platform.md section 8.1)."""

from harness.api import error_of, fields_of
from harness.tenants import Tenant


def test_the_account_is_listed_with_its_counts(shared_tenant: Tenant) -> None:
    answer = shared_tenant.api().get("/v1/accounts").json()
    assert answer["count"] == 1
    (account,) = answer["results"]
    assert account["id"] == shared_tenant.racc
    assert (account["company_count"], account["location_count"]) == (2, 3)


def test_companies_say_in_which_currency_they_order(shared_tenant: Tenant) -> None:
    answer = shared_tenant.api().get(f"/v1/accounts/{shared_tenant.racc}/companies").json()
    assert {company["currency"] for company in answer["results"]} == {"USD", "EUR"}


def test_companies_carry_plan_and_location_count(shared_tenant: Tenant) -> None:
    answer = shared_tenant.api().get(f"/v1/accounts/{shared_tenant.racc}/companies").json()
    assert {(c["location_count"], c["plan"]) for c in answer["results"]} == {(2, "Basic"), (1, "Basic")}
    assert (answer["count"], answer["page"], answer["limit"]) == (2, 1, 20)


def test_search_finds_part_of_a_name_in_any_case(shared_tenant: Tenant) -> None:
    answer = shared_tenant.api().get(f"/v1/accounts/{shared_tenant.racc}/locations", params={"search": "PARK"}).json()
    assert [location["name"] for location in answer["results"]] == ["Park Lane"]


def test_both_slash_forms_answer_alike(shared_tenant: Tenant) -> None:
    path = f"/v1/accounts/{shared_tenant.racc}/companies"
    without, with_slash = shared_tenant.api().get(path), shared_tenant.api().get(path + "/")
    assert (with_slash.status_code, with_slash.json()) == (200, without.json())


def test_an_unversioned_client_sees_both_names_of_the_group(shared_tenant: Tenant) -> None:
    assert _main_street(shared_tenant, {}).items() >= {"group": "Centre", "location_group": "Centre"}.items()


def test_version_1_0_0_knows_only_group(shared_tenant: Tenant) -> None:
    location = _main_street(shared_tenant, {"X-API-Version": "1.0.0"})
    assert location["group"] == "Centre" and "location_group" not in location


def test_version_1_1_0_knows_only_location_group(shared_tenant: Tenant) -> None:
    location = _main_street(shared_tenant, {"X-API-Version": "1.1.0"})
    assert location["location_group"] == "Centre" and "group" not in location


def test_a_company_scope_sees_only_its_company(shared_tenant: Tenant) -> None:
    api = shared_tenant.api("east")
    companies = api.get(f"/v1/accounts/{shared_tenant.racc}/companies").json()
    locations = api.get(f"/v1/accounts/{shared_tenant.racc}/locations").json()
    assert (companies["count"], locations["count"]) == (1, 2)


def test_a_location_scope_sees_its_location_and_that_company(shared_tenant: Tenant) -> None:
    api = shared_tenant.api("main")
    companies = api.get(f"/v1/accounts/{shared_tenant.racc}/companies").json()["results"]
    locations = api.get(f"/v1/accounts/{shared_tenant.racc}/locations").json()["results"]
    assert [company["location_count"] for company in companies] == [1]
    assert [location["name"] for location in locations] == ["Main Street"]


def test_another_account_does_not_exist(shared_tenant: Tenant, other_tenant: Tenant) -> None:
    for account in (other_tenant.racc, "racc_" + "0" * 32, "racc_nonsense"):
        answer = shared_tenant.api().get(f"/v1/accounts/{account}/companies")
        assert (answer.status_code, error_of(answer)) == (404, "not_found")


def test_page_zero_reads_as_one_and_a_page_past_the_end_is_empty(shared_tenant: Tenant) -> None:
    path = f"/v1/accounts/{shared_tenant.racc}/companies"
    first = shared_tenant.api().get(path, params={"page": 0}).json()
    past = shared_tenant.api().get(path, params={"page": 99}).json()
    assert first["page"] == 1 and len(first["results"]) == 2
    assert (past["count"], past["results"]) == (2, [])


def test_a_malformed_page_or_limit_is_refused_by_name(shared_tenant: Tenant) -> None:
    path = f"/v1/accounts/{shared_tenant.racc}/companies"
    for parameter, value in (("limit", "0"), ("limit", "1e9"), ("limit", "101"), ("page", "-1"), ("page", "x")):
        answer = shared_tenant.api().get(path, params={parameter: value})
        assert answer.status_code == 400
        assert parameter in fields_of(answer), answer.text


def _main_street(tenant: Tenant, headers: dict[str, str]) -> dict[str, object]:
    found = tenant.api().get(f"/v1/accounts/{tenant.racc}/locations", headers=headers).json()["results"]
    return next(location for location in found if location["name"] == "Main Street")
