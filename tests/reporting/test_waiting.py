"""With whom decisions wait and since when, through the public API."""

from datetime import timedelta
from typing import Any

import pytest

from harness.invoices import make_invoice
from harness.policies import make_policy
from harness.reports import behind, later, report, table
from harness.tenants import Tenant


@pytest.fixture
def asking(new_tenant: Any) -> Tenant:
    """An account whose policies ask people."""
    return new_tenant(approval_mode="advanced")


def waits(tenant: Tenant, **params: Any) -> dict[str | None, int]:
    found = report(tenant, "approvals-waiting", **params)["people"]
    return {one["person"] and one["person"]["first_name"]: one["count"] for one in found}


def test_an_invoice_waits_with_everyone_whose_turn_it_is(asking: Tenant) -> None:
    make_policy(asking, "Both", "ada", "bo", needs="all")
    make_invoice(asking)
    assert waits(asking) == {"Ada": 1, "Bo": 1}
    found = report(asking, "approvals-waiting")["all"]
    assert (found["count"], found["under_1_day"]) == (1, 1), "the invoice counts once"


def test_where_nobody_is_asked_it_waits_with_nobody(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    assert waits(tenant) == {None: 1}
    assert behind(tenant, waiting_for="nobody") == {invoice["id"]}


def test_ages_count_from_the_turn_and_the_list_behind_them_agrees(asking: Tenant) -> None:
    asking.server.clock.stand_still()
    make_policy(asking, "Ada", "ada")
    old = make_invoice(asking)
    later(asking, days=4)
    new = make_invoice(asking)
    found = report(asking, "approvals-waiting")
    (ada,) = found["people"]
    assert [ada[name] for name in ("under_1_day", "days_1_3", "days_3_7", "days_7_14", "over_14_days")] == [
        1,
        0,
        1,
        0,
        0,
    ]
    now = asking.server.clock.now()
    person = ada["person"]["id"]
    before = (now - timedelta(days=3)).isoformat()
    assert behind(asking, waiting_for=person, waiting_since_to=before) == {old["id"]}
    assert behind(asking, waiting_for=person, waiting_since_from=before) == {new["id"]}
    assert behind(asking, waiting_since_to=before) == {old["id"]}


def test_whoever_stands_in_is_told(asking: Tenant) -> None:
    make_policy(asking, "Ada", "ada")
    make_invoice(asking)
    people = {one["first_name"]: one for one in asking.api().get("/v1/users", params={"limit": 100}).json()["results"]}
    body = {"user": {"id": people["Ada"]["id"]}, "stand_in": {"id": people["Bo"]["id"]}}
    answer = asking.api().post("/v1/stand-ins", json=body)
    assert answer.status_code == 201, answer.text
    (ada,) = report(asking, "approvals-waiting")["people"]
    assert ada["stand_in"]["first_name"] == "Bo"
    (row,) = table(asking, "approvals-waiting")
    assert (row["person_first_name"], row["stand_in_first_name"], row["count"]) == ("Ada", "Bo", "1")


def test_pages_are_of_people_and_the_sum_is_of_all(asking: Tenant) -> None:
    make_policy(asking, "Both", "ada", "bo", needs="all")
    make_invoice(asking)
    for page, shown in ((1, 1), (2, 1), (3, 0)):
        found = report(asking, "approvals-waiting", page=page, limit=1)
        assert (found["people_count"], len(found["people"]), found["all"]["count"]) == (2, shown, 1)


def test_nothing_waits_where_nothing_is_pending(tenant: Tenant) -> None:
    found = report(tenant, "approvals-waiting")
    assert (found["people"], found["all"]["count"], found["all"]["oldest_date"]) == ([], 0, None)


def test_whoever_sees_one_location_sees_what_waits_there(tenant: Tenant) -> None:
    make_invoice(tenant, ottimate_location_id=tenant.location("park"))
    assert waits(tenant, user="main") == {}
