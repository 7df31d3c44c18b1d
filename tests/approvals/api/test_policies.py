"""Making, changing, versioning and retiring approval policies through the public API."""

from typing import Any
from uuid import uuid4

import pytest

from harness import tenants
from harness.api import error_of, fields_of
from harness.dimensions import make_dimension
from harness.invoices import make_invoice, make_vendor
from harness.policies import make_policy, person, post_policy
from harness.tenants import Tenant
from harness.trail import trail

PATH = "/v1/approval-policies"


def listed(tenant: Tenant, user: str = "all", **params: Any) -> list[str]:
    return [policy["name"] for policy in tenant.api(user).get(PATH, params=params).json()["results"]]


def change(tenant: Tenant, policy: dict[str, Any], user: str = "all", **body: Any) -> Any:
    return tenant.api(user).patch(f"{PATH}/{policy['id']}", json=body)


def test_a_policy_is_answered_as_it_is_kept(tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    department = make_dimension(tenant, "department", "D-1")
    conditions = {
        "vendor_ids": [vendor["id"]],
        "erp_vendor_ids": ["V-1"],
        "min_total": 100.5,
        "max_total": "2000",
        "currency": "USD",
        "department_ids": [department["id"]],
        "gl_name_not_contains": [" Rent "],
        "received_from_vendor": False,
        "has_po_number": True,
    }
    policy = make_policy(tenant, "Flour", "ada", "bo", needs="all", conditions=conditions)
    told = tenant.api().get(f"{PATH}/{policy['id']}").json()
    assert told == policy
    assert (told["policy_version"], told["active"], told["error"], told["level"]) == (1, True, None, "account")
    assert [one["email"] for one in told["approvers"]] == [person(tenant, name)["email"] for name in ("ada", "bo")]
    expected = conditions | {"min_total": 100.5, "max_total": 2000, "gl_name_not_contains": ["Rent"]}
    assert told["conditions"] == expected


def test_every_change_is_a_new_version_and_old_ones_stay(tenant: Tenant) -> None:
    policy = make_policy(tenant, "Old name", "ada")
    assert change(tenant, policy, name="New name").json()["policy_version"] == 2
    assert change(tenant, policy, approvers=[person(tenant, "bo")]).json()["name"] == "New name"
    versions = tenant.api().get(f"{PATH}/{policy['id']}/versions").json()["results"]
    assert [(one["policy_version"], one["name"]) for one in versions] == [
        (3, "New name"), (2, "New name"), (1, "Old name"),
    ]  # fmt: skip
    assert [entry["action"] for entry in trail(tenant, "approval_policy")] == [
        "approval_policy.created", "approval_policy.changed", "approval_policy.changed",
    ]  # fmt: skip


def test_a_change_that_changes_nothing_makes_no_version(tenant: Tenant) -> None:
    policy = make_policy(tenant, "Same", "ada")
    assert change(tenant, policy, name="Same", needs="any").json()["policy_version"] == 1
    assert change(tenant, policy).json()["policy_version"] == 1


def test_an_old_version_comes_back_as_the_newest(tenant: Tenant) -> None:
    policy = make_policy(tenant, "First", "ada")
    change(tenant, policy, name="Second", approvers=[])
    restored = tenant.api().post(f"{PATH}/{policy['id']}/versions/1/restore").json()
    assert (restored["policy_version"], restored["name"], restored["restored_from"]) == (3, "First", 1)
    assert len(restored["approvers"]) == 1
    for unknown in ("9", "x", "0"):
        assert tenant.api().post(f"{PATH}/{policy['id']}/versions/{unknown}/restore").status_code == 404


def test_a_retired_policy_is_not_changed_and_comes_back_by_restoring(tenant: Tenant) -> None:
    policy = make_policy(tenant, "Retired", "ada")
    retired = tenant.api().delete(f"{PATH}/{policy['id']}")
    assert (retired.status_code, retired.json()["active"]) == (200, False)
    assert tenant.api().delete(f"{PATH}/{policy['id']}").status_code == 200
    assert (listed(tenant, active=True), listed(tenant, active=False)) == ([], ["Retired"])
    refused = change(tenant, policy, name="No")
    assert (refused.status_code, error_of(refused)) == (409, "policy_inactive")
    assert tenant.api().post(f"{PATH}/{policy['id']}/versions/1/restore").json()["active"]


def test_a_policy_that_another_comes_after_stays(tenant: Tenant) -> None:
    first = make_policy(tenant, "First", "ada")
    second = make_policy(tenant, "Second", "bo", conditions={"after": [first["id"]]})
    answer = tenant.api().delete(f"{PATH}/{first['id']}")
    assert (answer.status_code, error_of(answer)) == (409, "policy_is_needed")
    tenant.api().delete(f"{PATH}/{second['id']}")
    assert tenant.api().delete(f"{PATH}/{first['id']}").status_code == 200
    back = tenant.api().post(f"{PATH}/{second['id']}/versions/1/restore")
    assert (back.status_code, fields_of(back)) == (400, {"conditions.after[0]": "unknown_policy"})


def test_policies_in_a_circle_are_refused(tenant: Tenant) -> None:
    first = make_policy(tenant, "First", "ada")
    second = make_policy(tenant, "Second", "ada", conditions={"after": [first["id"]]})
    third = make_policy(tenant, "Third", "ada", conditions={"after": [second["id"]]})
    for after in (first, third):
        answer = change(tenant, first, conditions={"after": [after["id"]]})
        assert (answer.status_code, fields_of(answer)) == (400, {"conditions.after": "policy_circle"})
    assert tenant.api().get(f"{PATH}/{first['id']}").json()["policy_version"] == 1


TOO_MANY = [{"email": f"{n}@x.example"} for n in range(101)]
REFUSED: dict[str, tuple[dict[str, Any], dict[str, str]]] = {
    "empty name": ({"name": "  "}, {"name": "required"}),
    "long name": ({"name": "x" * 121}, {"name": "too_long"}),
    "control character in the name": ({"name": "a\u0007b"}, {"name": "control_character"}),
    "101 people": ({"approvers": TOO_MANY}, {"approvers": "too_many"}),
    "nobody's address": ({"approvers": [{"email": "no@x.example"}]}, {"approvers[0]": "unknown_user"}),
    "an approver that is nothing": ({"approvers": [{}]}, {"approvers[0]": "required"}),
    "min above max": (
        {"conditions": {"min_total": 5, "max_total": 4, "currency": "USD"}}, {"conditions.min_total": "min_above_max"},
    ),
    "no currency": ({"conditions": {"min_total": 5}}, {"conditions.currency": "required"}),
    "unknown currency": ({"conditions": {"min_total": 5, "currency": "XXQ"}}, {"conditions.currency": "unknown_currency"}),
    "currency alone": ({"conditions": {"currency": "USD"}}, {"conditions.currency": "contradiction"}),
    "fractions of cents": (
        {"conditions": {"min_total": 5.001, "currency": "USD"}}, {"conditions.min_total": "too_many_decimals"},
    ),
    "empty text": ({"conditions": {"gl_name_contains": [""]}}, {"conditions.gl_name_contains": "required"}),
    "101 values": ({"conditions": {"vendor_ids": list(range(1, 102))}}, {"conditions.vendor_ids": "too_many"}),
    "vendor that is none": ({"conditions": {"vendor_ids": [0]}}, {"conditions.vendor_ids": "invalid_id"}),
    "unknown vendor": ({"conditions": {"vendor_ids": [2147483647]}}, {"conditions.vendor_ids[0]": "unknown_vendor"}),
    "unknown department": (
        {"conditions": {"department_ids": ["dim_x"]}}, {"conditions.department_ids[0]": "unknown_dimension"},
    ),
    "unknown policy": (
        {"conditions": {"after": ["01a1f70d-0000-7000-8000-000000000000"]}}, {"conditions.after[0]": "unknown_policy"},
    ),
    "catch-all after another": (
        {"conditions": {"catch_all": True, "after": ["01a1f70d-0000-7000-8000-000000000000"]}},
        {"conditions.after": "contradiction"},
    ),
    "unknown field in conditions": ({"conditions": {"colour": "red"}}, {"conditions.colour": "unknown_field"}),
    "unknown level": ({"level": "planet"}, {"level": "invalid"}),
    "company without its id": ({"level": "company"}, {"ottimate_company_id": "required"}),
    "location without its id": ({"level": "location"}, {"ottimate_location_id": "required"}),
    "group without its name": ({"level": "group"}, {"location_group": "required"}),
    "location that is none": ({"level": "location", "ottimate_location_id": "x"}, {"ottimate_location_id": "invalid_id"}),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_what_could_never_work_is_refused(shared_tenant: Tenant, case: str) -> None:
    body, faults = REFUSED[case]
    answer = shared_tenant.api().post(PATH, json={"name": "Fine", **body})
    assert (answer.status_code, fields_of(answer)) == (400, faults), answer.text
    assert "Fine" not in listed(shared_tenant)


def test_people_who_may_not_approve_or_do_not_see_the_level_are_refused(tenant: Tenant) -> None:
    for name, code in (("cy", "approver_may_not_approve"), ("di", "approver_does_not_see")):
        answer = post_policy(tenant, "Whole account", "ada", name)
        assert (answer.status_code, fields_of(answer)) == (400, {"approvers[1]": code})
    hafen = {"level": "location", "ottimate_location_id": tenant.location("hafen")}
    assert post_policy(tenant, "Hafen", "di", **hafen).status_code == 201
    group = post_policy(tenant, "Centre", "di", level="group", location_group="Centre")
    assert fields_of(group) == {"approvers[0]": "approver_does_not_see"}
    assert listed(tenant) == ["Hafen"]


def test_places_that_do_not_fit_or_exist_are_refused(tenant: Tenant, other_tenant: Tenant) -> None:
    mixed = {"ottimate_location_id": tenant.location("hafen"), "ottimate_company_id": tenant.company("east")}
    answer = post_policy(tenant, "Mixed", level="location", **mixed)
    assert (answer.status_code, error_of(answer)) == (400, "location_company_mismatch")
    foreign = post_policy(tenant, "Foreign", level="company", ottimate_company_id=other_tenant.company())
    assert (foreign.status_code, error_of(foreign)) == (404, "not_found")
    assert post_policy(tenant, "No group", level="group", location_group="Nowhere").status_code == 404


def test_vendors_and_dimensions_belong_to_the_level(tenant: Tenant) -> None:
    vendor, account = make_vendor(tenant, "west"), make_dimension(tenant, "account", "G-1", "west")
    east = {"level": "company", "ottimate_company_id": tenant.company("east")}
    conditions = {"vendor_ids": [vendor["id"]], "gl_account_ids": [account["id"]], "department_ids": [account["id"]]}
    assert fields_of(post_policy(tenant, "East", conditions=conditions, **east)) == {
        "conditions.vendor_ids[0]": "unknown_vendor",
        "conditions.gl_account_ids[0]": "unknown_dimension",
        "conditions.department_ids[0]": "unknown_dimension",
    }
    del conditions["department_ids"]
    assert post_policy(tenant, "All", conditions=conditions).status_code == 201


def test_a_group_is_named_by_name_or_id(tenant: Tenant) -> None:
    policy = make_policy(tenant, "Centre", "ada", level="group", location_group="Centre")
    assert policy["location_group"] == "Centre"
    by_id = make_policy(tenant, "Again", "ada", level="group", location_group=policy["location_group_id"])
    assert by_id["location_group_id"] == policy["location_group_id"]


def test_a_policy_moves_to_another_level(tenant: Tenant) -> None:
    policy = make_policy(tenant, "Moves", "ada")
    at_park = {"level": "location", "ottimate_location_id": tenant.location("park")}
    moved = change(tenant, policy, **at_park).json()
    assert (moved["ottimate_location_id"], moved["ottimate_company_id"]) == (tenant.location("park"), tenant.company())
    to_hafen = change(tenant, policy, ottimate_location_id=tenant.location("hafen")).json()
    assert to_hafen["ottimate_company_id"] == tenant.company("west")
    back = change(tenant, policy, level="account").json()
    assert (back["ottimate_company_id"], back["ottimate_location_id"], back["policy_version"]) == (None, None, 4)


def test_an_api_user_makes_policies_for_what_it_sees_and_reads_the_accounts(tenant: Tenant) -> None:
    account = make_policy(tenant, "Account", "ada")
    east = {"level": "company", "ottimate_company_id": tenant.company("east")}
    west = make_policy(tenant, "West", "ada", level="company", ottimate_company_id=tenant.company("west"))
    make_policy(tenant, "Centre", "ada", level="group", location_group="Centre")
    assert post_policy(tenant, "East", "ada", user="east", **east).status_code == 201
    assert listed(tenant, "east") == ["East", "Centre", "Account"]
    for level in ({}, {"level": "group", "location_group": "Centre"}):
        answer = post_policy(tenant, "Too far", user="east", **level)
        assert (answer.status_code, error_of(answer)) == (403, "out_of_scope")
    refused = change(tenant, account, user="east", name="Mine")
    assert (refused.status_code, error_of(refused)) == (403, "out_of_scope")
    assert tenant.api("east").delete(f"{PATH}/{account['id']}").status_code == 403
    assert tenant.api("east").get(f"{PATH}/{account['id']}").status_code == 200
    assert tenant.api("east").get(f"{PATH}/{west['id']}").status_code == 404
    assert tenant.api("east").get(PATH, params={"ottimate_company_id": tenant.company("west")}).status_code == 403


def test_an_api_user_of_one_location_makes_policies_for_it_alone(tenant: Tenant) -> None:
    here = {"level": "location", "ottimate_location_id": tenant.location("main")}
    assert post_policy(tenant, "Main", "ada", user="main", **here).status_code == 201
    company = post_policy(tenant, "East", user="main", level="company", ottimate_company_id=tenant.company())
    assert (company.status_code, error_of(company)) == (403, "out_of_scope")
    park = post_policy(tenant, "Park", user="main", level="location", ottimate_location_id=tenant.location("park"))
    assert (park.status_code, error_of(park)) == (403, "out_of_scope")
    make_policy(tenant, "Park", "ada", level="location", ottimate_location_id=tenant.location("park"))
    assert listed(tenant, "main") == ["Main"]


def test_a_list_of_a_company_has_all_that_can_speak_of_its_invoices(tenant: Tenant) -> None:
    make_policy(tenant, "Account", "ada")
    make_policy(tenant, "Park", "ada", level="location", ottimate_location_id=tenant.location("park"))
    make_policy(tenant, "West", "ada", level="company", ottimate_company_id=tenant.company("west"))
    make_policy(tenant, "Centre", "ada", level="group", location_group="Centre")
    assert listed(tenant, ottimate_company_id=tenant.company("east")) == ["Centre", "Park", "Account"]
    assert listed(tenant, ottimate_company_id=tenant.company("west")) == ["Centre", "West", "Account"]


def test_other_accounts_and_roles_without_the_permission_see_nothing(tenant: Tenant, other_tenant: Tenant) -> None:
    policy = make_policy(tenant, "Mine", "ada")
    for path in (policy["id"], f"{policy['id']}/versions", str(uuid4()), "x"):
        assert other_tenant.api().get(f"{PATH}/{path}").status_code == 404
    assert other_tenant.api().patch(f"{PATH}/{policy['id']}", json={"name": "Yours"}).status_code == 404
    assert listed(other_tenant) == []
    for user in ("reader", "editor"):
        answer = tenant.api(user).get(PATH)
        assert (answer.status_code, error_of(answer)) == (403, "permission_denied")


def test_a_location_with_a_policy_shows_its_company(tenant: Tenant) -> None:
    policy = make_policy(tenant, "Hafen", "di", level="location", ottimate_location_id=tenant.location("hafen"))
    assert policy["ottimate_company_id"] == tenant.company("west")


def test_policies_need_the_feature(server: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tenants, "ORG", tenants.ORG.replace(", approvals]", "]"))
    without = tenants.make_tenant(server, approval_mode="advanced")
    for answer in (without.api().get(PATH), post_policy(without, "No", "ada")):
        assert (answer.status_code, error_of(answer)) == (403, "feature_not_enabled")
    assert make_invoice(without)["status"] == "pending-approval"


def test_a_policy_comes_after_those_only_that_its_maker_sees_and_that_ask_for_the_same_invoices(tenant: Tenant) -> None:
    of_main = make_policy(tenant, "Main", "ada", level="location", ottimate_location_id=tenant.location("main"))
    of_park = make_policy(tenant, "Park", "ada", level="location", ottimate_location_id=tenant.location("park"))
    of_west = make_policy(tenant, "West", "ada", level="company", ottimate_company_id=tenant.company("west"))
    of_account = make_policy(tenant, "Account", "ada")
    mine = {"level": "location", "ottimate_location_id": tenant.location("main")}
    for other, user, status in (
        (of_main, "main", 201),
        (of_account, "main", 201),
        (of_park, "main", 400),
        (of_west, "main", 400),
        (of_west, "all", 400),
    ):
        answer = post_policy(tenant, "Then", "bo", user=user, conditions={"after": [other["id"]]}, **mine)
        assert answer.status_code == status, answer.text
        if status == 400:
            assert fields_of(answer) == {"conditions.after[0]": "unknown_policy"}
    assert post_policy(tenant, "Last", "bo", conditions={"after": [of_west["id"]]}).status_code == 201


def test_a_policy_that_somebody_else_has_changed_is_not_overwritten(tenant: Tenant) -> None:
    path = f"/v1/approval-policies/{make_policy(tenant, 'Large', 'ada')['id']}"
    seen = {"If-Match": '"1"'}
    assert tenant.api().patch(path, json={"name": "Larger"}, headers=seen).json()["policy_version"] == 2
    stale = [
        tenant.api().patch(path, json={"name": "Other"}, headers=seen),
        tenant.api().post(f"{path}/versions/1/restore", headers=seen),
        tenant.api().request("DELETE", path, headers=seen),
    ]
    assert [(answer.status_code, error_of(answer)) for answer in stale] == [(412, "stale_version")] * 3
    assert tenant.api().get(path).json()["name"] == "Larger"
    assert tenant.api().post(f"{path}/versions/1/restore", headers={"If-Match": '"2"'}).json()["name"] == "Large"
