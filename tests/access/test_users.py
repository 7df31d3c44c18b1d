"""Who there is: people and API users, as far as one shares something with them."""

from typing import Any

from harness.api import error_of, fields_of
from harness.approvals import email, stand_in, user_id
from harness.tenants import Tenant


def users(tenant: Tenant, user: str = "all", **params: Any) -> list[dict[str, Any]]:
    answer = tenant.api(user).get("/v1/users", params={"limit": 100, **params})
    assert answer.status_code == 200, answer.text
    return answer.json()["results"]


def names(found: list[dict[str, Any]]) -> set[str]:
    return {one["first_name"].lower() for one in found if one["kind"] == "person"}


def test_a_person_is_shown_with_role_and_scope(tenant: Tenant) -> None:
    (cy,) = users(tenant, search=email(tenant, "CY"))
    assert cy == {
        "id": user_id(tenant, "cy"),
        "email": email(tenant, "cy"),
        "first_name": "Cy",
        "last_name": "Roe",
        "kind": "person",
        "role": "Invoice Processor - Full",
        "active": True,
        "may_approve": False,
        "scope": {
            "kind": "locations",
            "ottimate_company_ids": [tenant.company("east")],
            "ottimate_location_ids": [tenant.location("main")],
        },
    }


def test_kind_and_search_narrow_the_list(tenant: Tenant) -> None:
    assert names(users(tenant, kind="person")) == {"ada", "bo", "cy", "di"}
    assert len(users(tenant, kind="person")) == 4
    assert {one["kind"] for one in users(tenant, kind="api")} == {"api"}
    assert names(users(tenant, search="marsh")) == {"ada"}


def test_whoever_sees_a_part_of_the_account_sees_those_who_share_it(tenant: Tenant, other_tenant: Tenant) -> None:
    assert names(users(tenant, "east", kind="person")) == {"ada", "bo", "cy"}
    assert names(users(tenant, "main", kind="person")) == {"ada", "bo", "cy"}
    assert all(one["email"].endswith(f"{tenant.key}.example") for one in users(tenant, kind="person"))


def test_who_sees_the_invoices_of_a_location(tenant: Tenant, other_tenant: Tenant) -> None:
    at = "ottimate_location_id"
    assert names(users(tenant, **{at: tenant.location("main")})) == {"ada", "bo", "cy"}
    assert names(users(tenant, **{at: tenant.location("park")})) == {"ada", "bo"}
    assert names(users(tenant, **{at: tenant.location("hafen")})) == {"ada", "bo", "di"}
    assert names(users(tenant, "main", **{at: tenant.location("main")})) == {"ada", "bo", "cy"}
    foreign = tenant.api().get("/v1/users", params={at: other_tenant.location()})
    assert (foreign.status_code, error_of(foreign)) == (404, "not_found")
    beyond = tenant.api("main").get("/v1/users", params={at: tenant.location("park")})
    assert beyond.status_code == 403


def test_groups_of_locations_are_listed_with_those_one_sees(tenant: Tenant) -> None:
    def groups(user: str) -> list[tuple[str, list[int]]]:
        found = tenant.api(user).get("/v1/location-groups").json()
        return [(group["name"], group["ottimate_location_ids"]) for group in found["results"]]

    main, hafen = tenant.location("main"), tenant.location("hafen")
    assert groups("all") == [("Centre", sorted([main, hafen]))]
    assert groups("east") == [("Centre", [main])]


def test_notices_and_stand_ins_take_an_address_as_well_as_an_id(tenant: Tenant) -> None:
    assert stand_in(tenant, "bo", "ada").status_code == 201
    api = tenant.api()
    for name in (email(tenant, "ada"), str(user_id(tenant, "ada"))):
        found = api.get("/v1/stand-ins", params={"user_id": name}).json()
        assert [one["user"]["first_name"] for one in found["results"]] == ["Ada"]
        assert api.get("/v1/notices", params={"user_id": name}).status_code == 200
    for path in ("/v1/notices", "/v1/stand-ins"):
        assert error_of(api.get(path, params={"user_id": "nobody@a.example"})) == "not_found"
        assert fields_of(api.get(path, params={"user_id": "ada"})) == {"user_id": "invalid_id"}
        assert tenant.api("reader").get(path, params={"user_id": email(tenant, "ada")}).status_code == 403
        assert tenant.api("reader").get(path, params={"user_id": "nobody@a.example"}).status_code == 403
