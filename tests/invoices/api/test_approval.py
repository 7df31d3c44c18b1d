"""All about the approval of one invoice in one read: the chain, since when whom it waits for, and what the reader may do."""

from collections.abc import Callable
from typing import Any

import pytest

from harness.api import error_of
from harness.approvals import approve_as, ask, email, stand_in
from harness.invoices import make_invoice, make_vendor
from harness.policies import make_policy
from harness.tenants import Tenant


def approval(tenant: Tenant, invoice: dict[str, Any], user: str = "second") -> dict[str, Any]:
    answer = tenant.api(user).get(f"/v1/invoices/{invoice['id']}/approval")
    assert answer.status_code == 200, answer.text
    return answer.json()


def yours(tenant: Tenant, invoice: dict[str, Any], user: str = "second") -> dict[str, Any]:
    return approval(tenant, invoice, user)["yours"]


def refused(part: dict[str, Any]) -> tuple[str | None, str | None]:
    """Codes of why one may not approve, and not decline."""
    return tuple(part[step]["why_not"] and part[step]["why_not"]["code"] for step in ("approve", "decline"))


def test_the_chain_says_who_is_asked_by_what_and_since_when(new_tenant: Callable[..., Tenant]) -> None:
    tenant = new_tenant(approval_mode="advanced")
    first = make_policy(tenant, "Clerk", "bo")
    make_policy(tenant, "Chief", "ada", conditions={"after": [first["id"]]})
    invoice = make_invoice(tenant)
    found = approval(tenant, invoice)
    assert (found["id"], found["status"]) == (invoice["id"], "pending-approval")
    assert [(one["policy"]["name"], one["waiting"]) for one in found["approvers"]] == [
        ("Clerk", True),
        ("Chief", False),
    ]
    assert found["approvers"] == tenant.api().get(f"/v1/invoices/{invoice['id']}/approvers").json()["approvers"]
    assert found["waiting_since_date"] == found["approvers"][0]["waiting_since_date"] is not None
    assert found["etag"] == tenant.api().get(f"/v1/invoices/{invoice['id']}").headers["ETag"]
    assert refused(found["yours"]) == ("not_an_approver", "not_an_approver")


def test_what_it_says_one_may_do_is_what_the_step_answers(tenant: Tenant) -> None:
    own, free, asked, incomplete = (
        make_invoice(tenant, tenant.api("second")),
        make_invoice(tenant),
        make_invoice(tenant),
        make_invoice(tenant, total_amount=None),
    )
    ask(tenant, asked, "ada")
    assert refused(yours(tenant, free)) == (None, None)
    assert yours(tenant, free)["completes"]
    assert refused(yours(tenant, own)) == ("own_entry", None)
    assert refused(yours(tenant, asked)) == ("not_an_approver", "not_an_approver")
    assert refused(yours(tenant, incomplete)) == ("not_approvable", "not_approvable")
    assert refused(yours(tenant, free, "editor")) == ("permission_denied", "permission_denied")
    assert [yours(tenant, one)["force"] for one in (free, own, asked, incomplete)] == [True, False, True, False]
    for one in (own, free, asked, incomplete):
        code = refused(yours(tenant, one))[0]
        answer = tenant.api("second").post(f"/v1/invoices/{one['id']}/approve")
        assert (error_of(answer) if answer.status_code >= 400 else None) == code


def test_it_says_what_can_be_taken_back_and_by_whom(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    path = f"/v1/invoices/{invoice['id']}"
    assert yours(tenant, invoice)["undo"] is None
    tenant.api("second").post(f"{path}/approve")
    assert (yours(tenant, invoice)["undo"], yours(tenant, invoice, "all")["undo"]) == ("approve", None)
    tenant.api().post(f"{path}/flag")
    assert (yours(tenant, invoice)["undo"], yours(tenant, invoice, "all")["undo"]) == (None, "flag")
    tenant.api().post(f"{path}/flag/undo")
    assert (yours(tenant, invoice)["undo"], yours(tenant, invoice, "all")["undo"]) == (None, None)


def test_what_has_left_is_not_offered_for_undo(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    tenant.api("second").post(f"/v1/invoices/{invoice['id']}/approve")
    tenant.api().post("/v1/invoices/mark-exported", json={"invoices": [{"invoice_id": invoice["id"]}]})
    assert yours(tenant, invoice)["undo"] is None


def test_nothing_is_changed_by_looking(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    before = tenant.api().get(f"/v1/invoices/{invoice['id']}", params={"expand": "history"}).json()
    yours(tenant, invoice)
    assert tenant.api().get(f"/v1/invoices/{invoice['id']}", params={"expand": "history"}).json() == before


def test_what_was_put_away_waits_for_nobody(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    ask(tenant, invoice, "ada")
    tenant.api().post(f"/v1/invoices/{invoice['id']}/archive")
    found = approval(tenant, invoice)
    assert (found["waiting_since_date"], found["approvers"][0]["waiting"]) == (None, False)


@pytest.mark.parametrize("user", ["main", "reader"])
def test_the_scope_holds(tenant: Tenant, user: str) -> None:
    here, there = make_invoice(tenant), make_invoice(tenant, ottimate_location_id=tenant.location("park"))
    assert tenant.api(user).get(f"/v1/invoices/{here['id']}/approval").status_code == 200
    status = 404 if user == "main" else 200
    assert tenant.api(user).get(f"/v1/invoices/{there['id']}/approval").status_code == status


def test_a_list_shows_the_chains_of_its_invoices_and_what_to_decide_them_with(tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    asked, free = make_invoice(tenant, vendor=vendor), make_invoice(tenant, vendor=vendor)
    ask(tenant, asked, "ada", "bo")
    approve_as(tenant, asked, "ada")
    stand_in(tenant, "ada", "bo")
    listed = tenant.api().get("/v1/invoices", params={"expand": "approvers"}).json()["results"]
    for one in listed:
        alone = tenant.api().get(f"/v1/invoices/{one['id']}", params={"expand": "approvers"})
        assert (one["approvers"], one["etag"]) == (alone.json()["approvers"], alone.headers["ETag"])
        assert alone.json()["etag"] == one["etag"]
    by_id = {one["id"]: one for one in listed}
    assert {one["approver"]["email"] for one in by_id[asked["id"]]["approvers"]} == {
        email(tenant, "ada"),
        email(tenant, "bo"),
    }
    assert by_id[free["id"]]["approvers"] == []
    plain = tenant.api().get("/v1/invoices").json()["results"][0]
    assert not {"approvers", "etag"} & plain.keys()
