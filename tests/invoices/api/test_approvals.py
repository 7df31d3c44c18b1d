"""Approving, asking and flagging (contract/invoices-and-catalog.md section 4)."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from harness.api import error_of, fields_of
from harness.dimensions import make_dimension
from harness.entered import enter_for
from harness.inside import inside
from harness.invoices import make_invoice, make_vendor, status_of
from harness.tenants import Tenant
from payables.access import queries as access


def approve(tenant: Tenant, invoice: dict[str, Any], user: str = "second", **body: Any) -> Any:
    return tenant.api(user).post(f"/v1/invoices/{invoice['id']}/approve", json=body)


def approvers_of(tenant: Tenant, invoice: dict[str, Any]) -> list[dict[str, Any]]:
    return tenant.api().get(f"/v1/invoices/{invoice['id']}/approvers").json()["approvers"]


def ask(tenant: Tenant, invoice: dict[str, Any], *emails: str) -> Any:
    body = {"approvers": [{"email": email} for email in emails]}
    return tenant.api().post(f"/v1/invoices/{invoice['id']}/approvers", json=body)


def ada(tenant: Tenant) -> str:
    return f"ada@{tenant.key}.example"


def bo(tenant: Tenant) -> str:
    return f"bo@{tenant.key}.example"


def history_of(tenant: Tenant, invoice: dict[str, Any]) -> list[dict[str, Any]]:
    return tenant.api().get(f"/v1/invoices/{invoice['id']}", params={"expand": "history"}).json()["history"]


def test_one_person_with_the_permission_is_enough_where_nobody_was_asked(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    assert invoice["status"] == "pending-approval"
    answer = approve(tenant, invoice, comment="Looks right.")
    assert answer.status_code == 200
    assert answer.json()["status"] == "ready-for-export"
    assert answer.json()["approved_date_utc"].endswith("Z")
    (record,) = approvers_of(tenant, invoice)
    assert (record["status"], record["comment"], record["forced"]) == ("approved", "Looks right.", False)
    assert record["id"].startswith("pbjappr_") and record["policy"] is None


def test_the_integer_id_serves_as_well(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    answer = tenant.api("second").post(f"/v1/invoices/{invoice['invoice_id']}/approve")
    assert answer.json()["id"] == invoice["id"]


def test_nobody_approves_what_they_entered(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    answer = approve(tenant, invoice, user="all")
    assert (answer.status_code, error_of(answer)) == (403, "own_entry")
    forced = approve(tenant, invoice, user="all", force=True, comment="Month end")
    assert (forced.status_code, error_of(forced)) == (403, "own_entry")
    assert status_of(tenant, invoice) == "pending-approval"


def test_a_role_without_the_permission_cannot_approve(tenant: Tenant) -> None:
    answer = approve(tenant, make_invoice(tenant), user="reader")
    assert (answer.status_code, error_of(answer)) == (403, "permission_denied")


def test_an_api_user_may_act_for_a_person_and_both_are_on_record(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    answer = approve(tenant, invoice, approver={"email": ada(tenant)})
    assert answer.json()["status"] == "ready-for-export"
    (record,) = approvers_of(tenant, invoice)
    assert record["approver"]["email"] == ada(tenant)
    assert record["decided_by"]["display_name"] == "second"


def test_acting_for_somebody_without_the_permission_is_refused(tenant: Tenant) -> None:
    answer = approve(tenant, make_invoice(tenant), user="all", approver={"email": f"cy@{tenant.key}.example"})
    assert (answer.status_code, error_of(answer)) == (400, "approver_may_not_approve")


def test_everyone_who_was_asked_must_approve(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    assert len(ask(tenant, invoice, ada(tenant), bo(tenant)).json()["approvers"]) == 2
    first = approve(tenant, invoice, approver={"email": ada(tenant)})
    assert first.json()["status"] == "pending-approval"
    again = approve(tenant, invoice, approver={"email": ada(tenant)})
    assert (again.status_code, error_of(again)) == (409, "already_decided")
    last = approve(tenant, invoice, approver={"email": bo(tenant)})
    assert last.json()["status"] == "ready-for-export"


def test_who_was_not_asked_cannot_approve_past_those_who_were(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    ask(tenant, invoice, ada(tenant))
    answer = approve(tenant, invoice)
    assert (answer.status_code, error_of(answer)) == (403, "not_an_approver")


def test_a_forced_approval_needs_a_reason_and_is_on_record(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    ask(tenant, invoice, ada(tenant))
    without = approve(tenant, invoice, force=True)
    assert (without.status_code, error_of(without)) == (400, "force_needs_reason")
    forced = approve(tenant, invoice, force=True, comment="Vendor stops delivery otherwise")
    assert forced.json()["status"] == "ready-for-export"
    history = tenant.api().get(f"/v1/invoices/{invoice['id']}", params={"expand": "history"}).json()["history"]
    assert history[-1]["reason"] == "approval_forced"
    assert history[-1]["message"] == "Vendor stops delivery otherwise"


def test_asking_by_id_and_one_person_at_the_top_level(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    ask(tenant, invoice, ada(tenant))
    user_id = approvers_of(tenant, invoice)[0]["approver"]["id"]
    other = make_invoice(tenant)
    answer = tenant.api().post(f"/v1/invoices/{other['id']}/approvers", json={"id": user_id})
    assert [record["approver"]["email"] for record in answer.json()["approvers"]] == [ada(tenant)]


def test_asking_twice_asks_once(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    ask(tenant, invoice, ada(tenant))
    assert len(ask(tenant, invoice, ada(tenant), ada(tenant).upper()).json()["approvers"]) == 1


def test_nobody_is_asked_who_cannot_approve_or_does_not_exist(tenant: Tenant, other_tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    without_permission = ask(tenant, invoice, ada(tenant), f"cy@{tenant.key}.example")
    assert (without_permission.status_code, error_of(without_permission)) == (400, "approver_may_not_approve")
    foreign = ask(tenant, invoice, ada(other_tenant))
    assert (foreign.status_code, fields_of(foreign)) == (400, {"approvers[0]": "unknown_user"})
    assert approvers_of(tenant, invoice) == []


def test_whoever_entered_it_cannot_be_asked(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    probe = make_invoice(tenant, api=tenant.api("second"))
    approve(tenant, probe, user="all")
    me = approvers_of(tenant, probe)[0]["approver"]["id"]
    answer = tenant.api().post(f"/v1/invoices/{invoice['id']}/approvers", json={"id": int(me)})
    assert (answer.status_code, error_of(answer)) == (400, "approver_entered_it")


def test_a_request_can_be_taken_back_by_query_or_body(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    ask(tenant, invoice, ada(tenant), bo(tenant))
    first, second = (record["id"] for record in approvers_of(tenant, invoice))
    path = f"/v1/invoices/{invoice['id']}/approvers"
    left = tenant.api().delete(path, params={"approval_id": first}).json()["approvers"]
    assert [record["id"] for record in left] == [second]
    left = tenant.api().request("DELETE", path, json={"approval_id": second}).json()["approvers"]
    assert left == []


def one_of_two_approved(tenant: Tenant) -> tuple[dict[str, Any], str]:
    """An invoice entered by the API user `all`, that Ada has approved and Bo has not; the id of Bo's open request."""
    invoice = make_invoice(tenant)
    ask(tenant, invoice, ada(tenant), bo(tenant))
    approve(tenant, invoice, approver={"email": ada(tenant)})
    return invoice, next(r["id"] for r in approvers_of(tenant, invoice) if r["status"] == "pending")


def take_back(tenant: Tenant, invoice: dict[str, Any], approval_id: str, user: str = "all") -> Any:
    return tenant.api(user).delete(f"/v1/invoices/{invoice['id']}/approvers", params={"approval_id": approval_id})


def test_taking_back_the_last_open_request_completes_the_approval(tenant: Tenant) -> None:
    invoice, open_one = one_of_two_approved(tenant)
    assert take_back(tenant, invoice, open_one, user="second").status_code == 200
    assert status_of(tenant, invoice) == "ready-for-export"
    assert [entry["reason"] for entry in history_of(tenant, invoice)][-2:] == ["approver_removed", "approved"]


@pytest.mark.parametrize("user", ["all", "editor"])
def test_nobody_completes_by_removal_what_they_may_not_approve(tenant: Tenant, user: str) -> None:
    """`all` entered it, `editor` may change invoices and not approve them."""
    invoice, open_one = one_of_two_approved(tenant)
    answer = take_back(tenant, invoice, open_one, user=user)
    assert (answer.status_code, error_of(answer)) == (403, "removal_would_approve")
    assert sorted(record["status"] for record in approvers_of(tenant, invoice)) == ["approved", "pending"]
    assert status_of(tenant, invoice) == "pending-approval"


def test_whoever_entered_it_may_take_back_a_request_while_another_is_open(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    ask(tenant, invoice, ada(tenant), bo(tenant))
    first, _ = (record["id"] for record in approvers_of(tenant, invoice))
    assert take_back(tenant, invoice, first).status_code == 200
    assert status_of(tenant, invoice) == "pending-approval"


def test_an_approved_invoice_keeps_its_approvers(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    ask(tenant, invoice, ada(tenant))
    approve(tenant, invoice, force=True, comment="Vendor stops delivery otherwise")
    open_one = next(r["id"] for r in approvers_of(tenant, invoice) if r["status"] == "pending")
    for answer in (take_back(tenant, invoice, open_one, user="second"), ask(tenant, invoice, bo(tenant))):
        assert (answer.status_code, error_of(answer)) == (409, "already_approved")
    tenant.api().post("/v1/invoices/mark-exported", json={"invoices": [{"invoice_id": invoice["id"]}]})
    for answer in (take_back(tenant, invoice, open_one, user="second"), ask(tenant, invoice, bo(tenant))):
        assert (answer.status_code, error_of(answer)) == (409, "invoice_exported")
    assert len(approvers_of(tenant, invoice)) == 2


def test_asking_and_taking_back_show_in_history_and_dates_and_make_no_version(tenant: Tenant) -> None:
    """Approvals are not content: whoever has read the invoice may still change or approve what was read."""
    invoice = make_invoice(tenant)
    ask(tenant, invoice, ada(tenant))
    asked = tenant.api().get(f"/v1/invoices/{invoice['id']}")
    assert asked.headers["etag"].startswith('"1-')
    assert asked.json()["last_modified_date_utc"] > invoice["last_modified_date_utc"]
    (open_one,) = approvers_of(tenant, invoice)
    take_back(tenant, invoice, open_one["id"], user="second")
    removed = tenant.api().get(f"/v1/invoices/{invoice['id']}")
    assert removed.headers["etag"] == asked.headers["etag"]
    assert removed.json()["last_modified_date_utc"] > asked.json()["last_modified_date_utc"]
    assert removed.json()["last_modified_user"]["id"] != asked.json()["last_modified_user"]["id"]
    assert [entry["reason"] for entry in history_of(tenant, invoice)] == [
        "entered", "approvers_added", "approver_removed",
    ]  # fmt: skip


def test_an_api_user_cannot_act_for_the_person_who_entered_it(tenant: Tenant) -> None:
    (person,) = inside(tenant, access.named_users, [ada(tenant)])
    invoice = enter_for(tenant, person.id)
    for body in ({}, {"force": True, "comment": "Month end"}):
        answer = approve(tenant, invoice, approver={"email": ada(tenant)}, **body)
        assert (answer.status_code, error_of(answer)) == (403, "own_entry")
    assert status_of(tenant, invoice) == "pending-approval"
    assert approve(tenant, invoice, approver={"email": bo(tenant)}).status_code == 200


def test_an_api_user_cannot_act_for_the_api_user_that_entered_it(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    probe = make_invoice(tenant, api=tenant.api("second"))
    approve(tenant, probe, user="all")
    enterer = approvers_of(tenant, probe)[0]["approver"]["id"]
    answer = approve(tenant, invoice, approver={"id": int(enterer)})
    assert (answer.status_code, error_of(answer)) == (400, "approver_may_not_approve")


def test_where_the_account_allows_it_people_approve_what_they_entered(new_tenant: Callable[..., Tenant]) -> None:
    tenant = new_tenant(allow_self_approval="true")
    invoice = make_invoice(tenant)
    assert approve(tenant, invoice, user="all").json()["status"] == "ready-for-export"
    other, open_one = one_of_two_approved(tenant)
    assert take_back(tenant, other, open_one).status_code == 200
    assert status_of(tenant, other) == "ready-for-export"


def test_a_decision_that_was_made_cannot_be_taken_out(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    ask(tenant, invoice, ada(tenant), bo(tenant))
    approve(tenant, invoice, approver={"email": ada(tenant)})
    decided = next(r["id"] for r in approvers_of(tenant, invoice) if r["status"] == "approved")
    answer = tenant.api().delete(f"/v1/invoices/{invoice['id']}/approvers", params={"approval_id": decided})
    assert (answer.status_code, error_of(answer)) == (409, "decided_stays")


def test_an_unknown_approval_record_is_not_found(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    answer = tenant.api().delete(f"/v1/invoices/{invoice['id']}/approvers", params={"approval_id": "pbjappr_x"})
    assert (answer.status_code, error_of(answer)) == (404, "not_found")
    nameless = tenant.api().delete(f"/v1/invoices/{invoice['id']}/approvers")
    assert (nameless.status_code, fields_of(nameless)) == (400, {"approval_id": "required"})


def test_a_material_change_undoes_the_approval(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    approve(tenant, invoice)
    changed = tenant.api().patch(f"/v1/invoices/{invoice['id']}", json={"invoice_number": "OTHER-1"}).json()
    assert (changed["status"], changed["approved_date"]) == ("pending-approval", None)
    assert approvers_of(tenant, invoice) == []
    assert approve(tenant, invoice).json()["status"] == "ready-for-export"


def test_who_was_asked_is_asked_again_after_a_change(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    ask(tenant, invoice, ada(tenant))
    approve(tenant, invoice, approver={"email": ada(tenant)})
    tenant.api().patch(f"/v1/invoices/{invoice['id']}", json={"invoice_number": "OTHER-2"})
    assert [record["status"] for record in approvers_of(tenant, invoice)] == ["pending"]


def test_approving_a_version_that_is_no_longer_there_is_refused(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    seen = tenant.api().get(f"/v1/invoices/{invoice['id']}").headers["etag"]
    tenant.api().patch(f"/v1/invoices/{invoice['id']}", json={"invoice_number": "OTHER-3"})
    path = f"/v1/invoices/{invoice['id']}/approve"
    answer = tenant.api("second").post(path, headers={"If-Match": seen})
    assert (answer.status_code, error_of(answer)) == (412, "stale_version")


def test_what_needs_attention_cannot_be_approved(tenant: Tenant) -> None:
    invoice = make_invoice(tenant, invoice_date=None)
    assert invoice["status"] == "needs-attention"
    answer = approve(tenant, invoice)
    assert (answer.status_code, error_of(answer)) == (409, "not_approvable")


def test_where_no_approval_is_wanted_a_clean_invoice_is_ready_at_once(new_tenant: Callable[..., Tenant]) -> None:
    invoice = make_invoice(new_tenant(approval_mode="none"))
    assert invoice["status"] == "ready-for-export"
    assert invoice["approved_date"] is not None


def test_twenty_people_at_once_approve_once(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(lambda _: approve(tenant, invoice).status_code, range(20)))
    assert sorted(set(answers)) == [200, 409] and answers.count(200) == 1


def test_flagging_sends_an_approved_invoice_back_and_undoes_its_approval(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    approve(tenant, invoice)
    answer = tenant.api().post(f"/v1/invoices/{invoice['id']}/flag", json={"flagging_reason": "Wrong site"}).json()
    assert (answer["success"], answer["invoice"]["status"]) == (True, "incomplete")
    shown = tenant.api().get(f"/v1/invoices/{invoice['id']}").json()
    assert (shown["status"], shown["error"], shown["approved_date"]) == ("incomplete", "Wrong site", None)
    assert approvers_of(tenant, invoice) == []


def test_flagging_needs_no_body_and_is_found_by_both_words(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    assert tenant.api().post(f"/v1/invoices/{invoice['id']}/flag").status_code == 200
    for word in ("incomplete", "needs-attention"):
        found = tenant.api().get("/v1/invoices", params={"status": word}).json()["results"]
        assert [i["id"] for i in found] == [invoice["id"]]


def test_another_accounts_invoice_does_not_exist(tenant: Tenant, other_tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    stranger = other_tenant.api()
    for path in (invoice["id"], invoice["invoice_id"]):
        assert stranger.get(f"/v1/invoices/{path}/approvers").status_code == 404
        assert stranger.post(f"/v1/invoices/{path}/approve").status_code == 404
        assert stranger.post(f"/v1/invoices/{path}/flag").status_code == 404
        assert stranger.post(f"/v1/invoices/{path}/approvers", json={"id": 1}).status_code == 404
    assert status_of(tenant, invoice) == "pending-approval"


def test_an_invoice_outside_the_scope_does_not_exist(tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    invoice = make_invoice(tenant, vendor=vendor, ottimate_location_id=tenant.location("park"))
    assert approve(tenant, invoice, user="main").status_code == 404
    assert approve(tenant, invoice, user="east").status_code == 200


def test_a_flagged_invoice_goes_on_when_somebody_has_looked_at_it(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    path = f"/v1/invoices/{invoice['id']}"
    tenant.api().post(f"{path}/flag", json={"flagging_reason": "Is this right?"})
    assert tenant.api().patch(path, json={"notes": "Asked the vendor."}).json()["status"] == "incomplete"
    looked_at = tenant.api().patch(path, json={"total_amount": 110.00}).json()
    assert (looked_at["status"], looked_at["error"]) == ("pending-approval", None)


@pytest.mark.parametrize("name", ["ottimate_location_id", "posting_date", "dimensions"])
def test_naming_anything_that_an_approval_covers_clears_a_flag(shared_tenant: Tenant, name: str) -> None:
    tenant = shared_tenant
    coding = {"ACCOUNT": make_dimension(tenant, "account", f"6000-{name}")["erp_dimension_id"]}
    invoice = make_invoice(tenant, posting_date="2026-11-03", dimensions=coding)
    path = f"/v1/invoices/{invoice['id']}"
    tenant.api().post(f"{path}/flag", json={"flagging_reason": "Is this right?"})
    as_it_is = {"ottimate_location_id": tenant.location(), "posting_date": "2026-11-03", "dimensions": coding}
    looked_at = tenant.api().patch(path, json={name: as_it_is[name]}).json()
    assert (looked_at["status"], looked_at["error"]) == ("pending-approval", None)


def test_whoever_changed_how_much_is_paid_cannot_approve_it_alone(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    lines = [{"id": invoice["items"][0]["id"], "price": 3000.00}]
    path = f"/v1/invoices/{invoice['id']}"
    changed = tenant.api("second").patch(path, json={"total_amount": 6050.00, "items": lines}).json()
    assert changed["status"] == "pending-approval", changed["reasons"]
    answer = approve(tenant, invoice, user="second")
    assert (answer.status_code, error_of(answer)) == (403, "own_entry")
    assert approve(tenant, invoice, user="east").status_code == 200


def test_whoever_only_coded_it_may_approve_it(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    tenant.api("second").patch(f"/v1/invoices/{invoice['id']}", json={"due_date": "2026-12-31"})
    assert approve(tenant, invoice).status_code == 200


def test_nobody_decides_over_what_they_may_not_see(tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    invoice = make_invoice(tenant, vendor=vendor, ottimate_location_id=tenant.location("park"))
    elsewhere = f"di@{tenant.key}.example"
    acting = approve(tenant, invoice, user="all", approver={"email": elsewhere})
    assert (acting.status_code, fields_of(acting)) == (400, {"approver": "unknown_user"})
    asking = ask(tenant, invoice, elsewhere)
    assert (asking.status_code, fields_of(asking)) == (400, {"approvers[0]": "unknown_user"})


def test_acting_for_another_api_user_is_refused(tenant: Tenant) -> None:
    probe = make_invoice(tenant)
    approve(tenant, probe, user="second")
    second = approvers_of(tenant, probe)[0]["approver"]["id"]
    answer = approve(tenant, make_invoice(tenant), user="all", approver={"id": second})
    assert (answer.status_code, error_of(answer)) == (400, "approver_may_not_approve")


def test_the_history_tells_for_whom_an_api_user_approved(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    approve(tenant, invoice, approver={"email": ada(tenant)}, comment="Delivered.")
    history = tenant.api().get(f"/v1/invoices/{invoice['id']}", params={"expand": "history"}).json()["history"]
    assert history[-1]["message"] == "On behalf of Ada Marsh. Delivered."
