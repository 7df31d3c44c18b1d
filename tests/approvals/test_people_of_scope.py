"""Whoever sees a part of the account knows nobody who sees none of it: the answer is that of people who do not exist.

`main` sees one location of company east, `di` one of company west; `ada` and `bo` see everything.
"""

import pytest

from harness.api import error_of, fields_of
from harness.approvals import email, stand_in, user_id
from harness.policies import make_policy, post_policy
from harness.tenants import Tenant


@pytest.mark.parametrize("path", ["/v1/stand-ins?user_id=", "/v1/notices?user_id=", "/v1/invoices?waiting_for="])
def test_asked_for_by_id_or_address_they_are_not_found(tenant: Tenant, path: str) -> None:
    api = tenant.api("main")
    unknown = api.get(f"{path}nobody@example.com")
    for name in (email(tenant, "di"), user_id(tenant, "di")):
        answer = api.get(f"{path}{name}")
        assert (answer.status_code, answer.json()["code"]) == (404, unknown.json()["code"])
    assert api.get(f"{path}{email(tenant, 'bo')}").status_code == 200


def test_their_stand_ins_are_not_listed_nor_ended(tenant: Tenant) -> None:
    of_di = stand_in(tenant, "bo", "di", end_date="2026-12-31").json()["stand_in"]
    of_ada = stand_in(tenant, "di", "ada", end_date="2026-12-31").json()["stand_in"]
    of_bo = stand_in(tenant, "ada", "bo", start_date="2027-01-01").json()["stand_in"]
    seen = {user: tenant.api(user).get("/v1/stand-ins").json() for user in ("all", "main")}
    assert [one["id"] for one in seen["all"]["results"]] == [of_bo["id"], of_ada["id"], of_di["id"]]
    assert ([one["id"] for one in seen["main"]["results"]], seen["main"]["count"]) == ([of_bo["id"]], 1)
    assert tenant.api("main").delete(f"/v1/stand-ins/{of_di['id']}").status_code == 404
    assert tenant.api("main").delete(f"/v1/stand-ins/{of_bo['id']}").status_code == 403


def test_nobody_stands_in_for_them_or_through_them(tenant: Tenant) -> None:
    assert stand_in(tenant, "bo", "di", api="main").status_code == 404
    me = {"id": next(one["id"] for one in tenant.api().get("/v1/users?search=main").json()["results"])}
    for name in ("di@nowhere.example", email(tenant, "di")):
        answer = tenant.api("main").post("/v1/stand-ins", json={"user": me, "stand_in": {"email": name}})
        assert (answer.status_code, error_of(answer)) == (404, "not_found")


def test_they_are_unknown_as_approvers_of_a_policy(tenant: Tenant) -> None:
    place = {"level": "location", "ottimate_location_id": tenant.location("main")}
    refused = post_policy(tenant, "Main", "ada", "di", user="main", **place)
    assert (refused.status_code, fields_of(refused)) == (400, {"approvers[1]": "unknown_user"})


def test_versions_of_a_policy_from_where_it_spoke_of_others_are_not_shown(tenant: Tenant) -> None:
    hafen = {"level": "location", "ottimate_location_id": tenant.location("hafen")}
    policy = make_policy(tenant, "Hafen", "di", **hafen)
    path = f"/v1/approval-policies/{policy['id']}"
    body = {"level": "location", "ottimate_location_id": tenant.location("main"), "approvers": []}
    assert tenant.api().patch(path, json=body).status_code == 200
    assert [one["policy_version"] for one in tenant.api().get(f"{path}/versions").json()["results"]] == [2, 1]
    seen = tenant.api("main").get(f"{path}/versions").json()
    assert ([one["policy_version"] for one in seen["results"]], seen["count"]) == ([2], 1)
    assert tenant.api("main").post(f"{path}/versions/1/restore").status_code == 404
