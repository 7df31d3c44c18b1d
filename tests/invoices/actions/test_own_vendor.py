"""Whoever alone has given a vendor its bank details leaves the vendor's first invoice to somebody else."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from harness.api import error_of
from harness.approvals import approve_as, approvers_of, ask, email, stand_in
from harness.bank_changes import NEW, OLD, asked, confirm
from harness.inside import inside
from harness.invoices import make_invoice, make_vendor, status_of
from harness.policies import chain_of, make_policy
from harness.tenants import Tenant
from payables.approvals.jobs import ApprovalClock
from payables.invoices.actions.chase_approvals import chase_approvals
from payables.platform.db import Transaction


def vendor_of(tenant: Tenant, user: str = "second", **changes: Any) -> dict[str, Any]:
    """A vendor that this API user brought with its account."""
    body = {
        "ottimate_company_id": tenant.company(),
        "erp_vendor_name": "Fraud",
        "erp_vendor_id": f"F-{user}",
        "net_terms": "Net 30",
        "iban": OLD,
        **changes,
    }
    answer = tenant.api(user).post("/v1/vendors", json=body)
    assert answer.status_code == 201, answer.text
    return answer.json()["vendor"]


def billed(tenant: Tenant, vendor: dict[str, Any]) -> dict[str, Any]:
    """An invoice of the vendor that somebody else entered."""
    return make_invoice(tenant, tenant.api("editor"), vendor=vendor)


def approve(tenant: Tenant, invoice: dict[str, Any], user: str = "second", **body: Any) -> Any:
    return tenant.api(user).post(f"/v1/invoices/{invoice['id']}/approve", json=body)


def waiting_for(tenant: Tenant, name: str) -> set[str]:
    found = tenant.api().get("/v1/invoices", params={"waiting_for": email(tenant, name)})
    return {one["id"] for one in found.json()["results"]}


def brought_by(tenant: Tenant, vendor: dict[str, Any], name: str) -> None:
    """As if this person had entered the vendor on its page."""

    async def change(tx: Transaction) -> None:
        sql = """
        UPDATE vendor_bank_changes b SET asked_by = u.id
          FROM users u WHERE u.account_id = $1 AND u.email = $2 AND b.account_id = $1 AND b.vendor_id = $3
        """
        assert await tx.execute(sql, tx.account_id, email(tenant, name), vendor["id"]) == "UPDATE 1"

    inside(tenant, change)


@pytest.mark.parametrize(
    "body", [{}, {"force": True, "comment": "Urgent"}, {"approver": "bo"}], ids=["oneself", "by force", "for another"]
)
def test_whoever_brought_the_bank_details_does_not_approve_the_first_invoice(
    tenant: Tenant, body: dict[str, Any]
) -> None:
    invoice = billed(tenant, vendor_of(tenant))
    if "approver" in body:
        body = {"approver": {"email": email(tenant, "bo")}}
    answer = approve(tenant, invoice, **body)
    assert (answer.status_code, error_of(answer)) == (403, "own_vendor")
    assert status_of(tenant, invoice) == "pending-approval"
    assert approvers_of(tenant, invoice) == []


def test_once_another_has_approved_one_they_approve_the_next(tenant: Tenant) -> None:
    vendor = vendor_of(tenant)
    assert approve(tenant, billed(tenant, vendor), "all").status_code == 200
    assert approve(tenant, billed(tenant, vendor)).status_code == 200


def test_an_approval_that_was_taken_back_or_is_of_another_vendor_does_not_count(tenant: Tenant) -> None:
    vendor = vendor_of(tenant)
    first = billed(tenant, vendor)
    assert approve(tenant, first, "all").status_code == 200
    assert tenant.api().post(f"/v1/invoices/{first['id']}/approve/undo").status_code == 200
    assert approve(tenant, billed(tenant, make_vendor(tenant)), "all").status_code == 200
    assert error_of(approve(tenant, billed(tenant, vendor))) == "own_vendor"


def test_once_another_has_confirmed_later_bank_details_they_approve(tenant: Tenant) -> None:
    vendor = vendor_of(tenant)
    invoice = billed(tenant, vendor)
    change = asked(tenant, vendor, NEW, user="second")
    assert error_of(approve(tenant, invoice)) == "own_vendor", "it waits still"
    assert confirm(tenant, change, user="all").status_code == 200
    assert approve(tenant, invoice).status_code == 200


def test_a_vendor_without_an_account_bars_nobody(tenant: Tenant) -> None:
    assert approve(tenant, billed(tenant, vendor_of(tenant, iban=None))).status_code == 200


def test_an_account_that_allows_self_approval_allows_this_too(new_tenant: Callable[..., Tenant]) -> None:
    tenant = new_tenant(allow_self_approval="true")
    invoice = billed(tenant, vendor_of(tenant))
    assert (
        tenant.api("second").get(f"/v1/invoices/{invoice['id']}/approval").json()["yours"]["approve"]["why_not"] is None
    )
    assert approve(tenant, invoice).status_code == 200


def test_the_approval_view_says_so_before_and_offers_to_decline(tenant: Tenant) -> None:
    invoice = billed(tenant, vendor_of(tenant))
    path = f"/v1/invoices/{invoice['id']}/approval"
    yours = tenant.api("second").get(path).json()["yours"]
    assert yours["approve"]["why_not"]["code"] == "own_vendor"
    assert "let somebody else approve this one" in yours["approve"]["why_not"]["message"]
    assert (yours["decline"]["why_not"], yours["force"]) == (None, False)
    assert tenant.api().get(path).json()["yours"]["approve"]["why_not"] is None


def test_among_many_at_once_its_row_is_refused(tenant: Tenant) -> None:
    own, other = billed(tenant, vendor_of(tenant)), billed(tenant, make_vendor(tenant))
    api = tenant.api("second")
    rows = [
        {"invoice_id": one["invoice_id"], "etag": api.get(f"/v1/invoices/{one['id']}").headers["ETag"]}
        for one in (own, other)
    ]
    results = api.post("/v1/invoices/approve", json={"invoices": rows}).json()["results"]
    assert [row["error"] and row["error"]["code"] for row in results] == ["own_vendor", None]


def test_it_waits_for_others_until_one_has_approved(tenant: Tenant) -> None:
    vendor = make_vendor(tenant, iban=OLD)
    brought_by(tenant, vendor, "ada")
    first, second = billed(tenant, vendor), billed(tenant, vendor)
    assert (waiting_for(tenant, "ada"), waiting_for(tenant, "bo")) == (set(), {first["id"], second["id"]})
    assert approve_as(tenant, first, "bo").status_code == 200
    assert waiting_for(tenant, "ada") == {second["id"]}


def test_who_was_asked_stays_asked_and_approves_after_somebody_else(new_tenant: Callable[..., Tenant]) -> None:
    tenant = new_tenant(approval_mode="advanced")
    make_policy(tenant, "All", "ada", "bo", needs="all")
    vendor = make_vendor(tenant, iban=OLD)
    brought_by(tenant, vendor, "ada")
    invoice = billed(tenant, vendor)
    assert sorted(chain_of(tenant, invoice)) == [("All", 0, "ada", "waiting"), ("All", 0, "bo", "waiting")]
    assert error_of(approve_as(tenant, invoice, "ada")) == "own_vendor"
    assert approve_as(tenant, invoice, "bo").status_code == 200
    assert approve_as(tenant, invoice, "ada").status_code == 200
    assert status_of(tenant, invoice) == "ready-for-export"


def test_in_the_place_of_whoever_was_asked_they_do_not_approve_either(tenant: Tenant) -> None:
    vendor = make_vendor(tenant, iban=OLD)
    brought_by(tenant, vendor, "ada")
    invoice = billed(tenant, vendor)
    ask(tenant, invoice, "bo")
    stand_in(tenant, "ada", "bo")
    assert waiting_for(tenant, "ada") == set()
    assert error_of(approve_as(tenant, invoice, "ada")) == "own_vendor"


def test_whoever_stands_in_for_them_is_somebody_else(tenant: Tenant) -> None:
    vendor = make_vendor(tenant, iban=OLD)
    brought_by(tenant, vendor, "ada")
    invoice, later = billed(tenant, vendor), billed(tenant, vendor)
    ask(tenant, invoice, "ada")
    stand_in(tenant, "bo", "ada")
    assert approve_as(tenant, invoice, "bo").status_code == 200
    assert approve_as(tenant, later, "ada").status_code == 200


def test_what_takes_too_long_is_not_passed_on_to_them(tenant: Tenant) -> None:
    vendor = make_vendor(tenant, iban=OLD)
    brought_by(tenant, vendor, "ada")
    invoice = billed(tenant, vendor)
    ask(tenant, invoice, "bo")
    tenant.api().patch("/v1/approval-settings", json={"escalate_after_hours": 1, "escalate_to": [email(tenant, "ada")]})
    tenant.server.clock.offset = timedelta(hours=2)
    tenant.server.run(ApprovalClock(tenant.server.database, chase_approvals).tick())
    tenant.server.clock.offset = timedelta()
    assert approvers_of(tenant, invoice)[0]["escalated_to"] == []


def test_they_do_not_send_away_whom_somebody_else_asked(tenant: Tenant) -> None:
    invoice = billed(tenant, vendor_of(tenant))
    ask(tenant, invoice, "bo")
    (request,) = approvers_of(tenant, invoice)
    which = {"approval_id": request["id"]}
    answer = tenant.api("second").delete(f"/v1/invoices/{invoice['id']}/approvers", params=which)
    assert error_of(answer) == "request_of_another"
