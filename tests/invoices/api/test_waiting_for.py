"""The queue of an approver: invoices whose approval it is a person's turn to give."""

from collections.abc import Callable
from typing import Any

from harness.api import error_of, fields_of
from harness.approvals import approve_as, ask, email, stand_in, user_id
from harness.invoices import make_invoice, make_vendor
from harness.policies import make_policy
from harness.tenants import Tenant


def queue(tenant: Tenant, name: str, user: str = "all", **params: Any) -> list[str]:
    answer = tenant.api(user).get("/v1/invoices", params={"waiting_for": name, **params})
    assert answer.status_code == 200, answer.text
    return [one["id"] for one in answer.json()["results"]]


def test_a_request_by_hand_is_in_the_queue_of_whoever_was_asked(tenant: Tenant) -> None:
    asked, ada = make_invoice(tenant), email(tenant, "ada")
    ask(tenant, asked, "ada")
    assert queue(tenant, ada) == queue(tenant, str(user_id(tenant, "ada"))) == [asked["id"]]
    assert queue(tenant, email(tenant, "bo")) == []
    approve_as(tenant, asked, "ada")
    assert queue(tenant, ada) == []


def test_only_the_stage_whose_turn_it_is_waits(new_tenant: Callable[..., Tenant]) -> None:
    tenant = new_tenant(approval_mode="advanced")
    first = make_policy(tenant, "Clerk", "bo")
    make_policy(tenant, "Chief", "ada", conditions={"after": [first["id"]]})
    invoice = make_invoice(tenant)
    assert (queue(tenant, email(tenant, "bo")), queue(tenant, email(tenant, "ada"))) == ([invoice["id"]], [])
    approve_as(tenant, invoice, "bo")
    assert (queue(tenant, email(tenant, "bo")), queue(tenant, email(tenant, "ada"))) == ([], [invoice["id"]])


def test_what_nobody_was_asked_for_waits_for_everybody_who_may_approve_it(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    assert queue(tenant, email(tenant, "bo")) == queue(tenant, "me", "second") == [invoice["id"]]
    assert queue(tenant, "me") == []  # entered it
    assert queue(tenant, email(tenant, "cy")) == []  # may not approve
    assert queue(tenant, email(tenant, "di")) == []  # does not see the location


def test_the_queue_is_filtered_like_any_list_and_shows_what_one_sees(tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    invoice, archived = make_invoice(tenant, vendor=vendor), make_invoice(tenant, vendor=vendor)
    ask(tenant, invoice, "bo")
    ask(tenant, archived, "bo")
    tenant.api().post(f"/v1/invoices/{archived['id']}/archive", json={})
    assert queue(tenant, email(tenant, "bo"), status="pending-approval") == [invoice["id"]]
    assert queue(tenant, email(tenant, "bo"), status="archived") == []


def test_whom_nobody_knows_is_refused(tenant: Tenant, other_tenant: Tenant) -> None:
    api = tenant.api()
    for name in ("nobody@a.example", email(other_tenant, "bo"), "99999999"):
        assert error_of(api.get("/v1/invoices", params={"waiting_for": name})) == "not_found"
    assert fields_of(api.get("/v1/invoices", params={"waiting_for": "bo"})) == {"waiting_for": "invalid_id"}


def test_a_stand_in_sees_what_waits_for_the_other_as_long_as_they_stand_in(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    ask(tenant, invoice, "ada")
    made = stand_in(tenant, "bo", "ada").json()["stand_in"]
    assert queue(tenant, email(tenant, "bo")) == queue(tenant, email(tenant, "ada")) == [invoice["id"]]
    tenant.api().delete(f"/v1/stand-ins/{made['id']}")
    assert queue(tenant, email(tenant, "bo")) == []


def test_a_stand_in_to_come_sees_nothing_yet(tenant: Tenant) -> None:
    ask(tenant, make_invoice(tenant), "ada")
    stand_in(tenant, "bo", "ada", start_date="2099-01-01")
    assert queue(tenant, email(tenant, "bo")) == []


def test_whoever_changed_what_it_pays_does_not_find_it(tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    paid, noted = make_invoice(tenant, vendor=vendor), make_invoice(tenant, vendor=vendor)
    change = tenant.api("second").patch
    assert change(f"/v1/invoices/{paid['id']}", json={"total_amount": 100, "total_tax": 0}).is_success
    assert change(f"/v1/invoices/{noted['id']}", json={"notes": "Seen"}).is_success
    assert queue(tenant, "me", "second") == [noted["id"]]
    assert queue(tenant, email(tenant, "bo")) == [noted["id"], paid["id"]]
    assert tenant.api("second").get("/v1/invoices/counts").json()["my_approvals"] == 1


def test_its_author_finds_it_where_self_approval_is_allowed(new_tenant: Callable[..., Tenant]) -> None:
    tenant = new_tenant(allow_self_approval="true")
    invoice = make_invoice(tenant)
    assert queue(tenant, "me") == [invoice["id"]]
