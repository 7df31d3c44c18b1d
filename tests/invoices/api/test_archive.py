"""Archiving and restoring (contract/invoices-and-catalog.md section 8)."""

from datetime import timedelta
from typing import Any

from harness.api import error_of
from harness.approvals import approvers_of, ask, notices_of, stand_in
from harness.inside import inside
from harness.invoices import make_invoice, make_vendor, status_of
from harness.tenants import Tenant
from payables.approvals.queries import turns


def approved(tenant: Tenant, **changes: Any) -> dict[str, Any]:
    invoice = make_invoice(tenant, **changes)
    answer = tenant.api("second").post(f"/v1/invoices/{invoice['id']}/approve")
    assert answer.status_code == 200, answer.text
    return invoice


def archive(tenant: Tenant, invoice: dict[str, Any], **body: object) -> Any:
    return tenant.api().post(f"/v1/invoices/{invoice['id']}/archive", json=body)


def restore(tenant: Tenant, invoice: dict[str, Any], **body: object) -> Any:
    return tenant.api().post(f"/v1/invoices/{invoice['id']}/restore", json=body)


def test_an_archived_invoice_leaves_its_queue_and_stays_readable(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    answer = archive(tenant, invoice, reason="Sent twice by mail.")
    assert (answer.status_code, answer.json()["status"]) == (200, "archived")
    listed = tenant.api().get("/v1/invoices", params={"status": "archived"}).json()["results"]
    assert invoice["id"] in {found["id"] for found in listed}
    last = tenant.api().get(f"/v1/invoices/{invoice['id']}", params={"expand": "history"}).json()["history"][-1]
    assert (last["reason"], last["message"]) == ("archived", "Sent twice by mail.")


def test_nothing_can_be_done_with_an_archived_invoice_but_restore_it(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    archive(tenant, invoice)
    path, api = f"/v1/invoices/{invoice['id']}", tenant.api()
    refused = [
        api.patch(path, json={"notes": "x"}),
        api.post(f"{path}/flag", json={}),
        tenant.api("second").post(f"{path}/approve", json={}),
        archive(tenant, invoice),
    ]
    assert {answer.status_code for answer in refused} == {409}
    assert status_of(tenant, invoice) == "archived"
    marked = api.post("/v1/invoices/mark-exported", json={"invoices": [{"invoice_id": invoice["invoice_id"]}]}).json()
    assert marked["updated"] == []


def test_a_restored_invoice_is_checked_and_approved_anew(tenant: Tenant) -> None:
    invoice = approved(tenant)
    archive(tenant, invoice)
    answer = restore(tenant, invoice, reason="It was right.").json()
    assert (answer["status"], answer["approved_date"]) == ("pending-approval", None)
    people = tenant.api().get(f"/v1/invoices/{invoice['id']}/approvers").json()["approvers"]
    assert [one for one in people if one["status"] == "approved"] == []


def test_what_was_exported_comes_back_as_exported(tenant: Tenant) -> None:
    invoice = approved(tenant)
    marks = {"invoices": [{"invoice_id": invoice["invoice_id"]}], "export_transaction_id": "T-1"}
    assert tenant.api().post("/v1/invoices/mark-exported", json=marks).json()["updated"]
    exported = archive(tenant, invoice).json()
    assert exported["exported_date"]
    answer = restore(tenant, invoice).json()
    assert (answer["status"], answer["exported_date"]) == ("exported", exported["exported_date"])


def test_the_number_of_an_archived_invoice_may_be_entered_again(tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    first = make_invoice(tenant, vendor=vendor, invoice_number="A-1")
    archive(tenant, first)
    second = make_invoice(tenant, vendor=vendor, invoice_number="A-1")
    assert second["reasons"] == []
    back = restore(tenant, first).json()
    assert [reason["code"] for reason in back["reasons"]] == ["likely_duplicate"]
    assert back["reasons"][0]["other_invoice_id"] == second["id"]


def test_the_number_of_an_exported_invoice_stays_taken_when_it_is_archived(tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    first = approved(tenant, vendor=vendor, invoice_number="A-2")
    tenant.api().post("/v1/invoices/mark-exported", json={"invoices": [{"invoice_id": first["invoice_id"]}]})
    archive(tenant, first)
    again = make_invoice(tenant, vendor=vendor, invoice_number="A-2")
    assert [reason["code"] for reason in again["reasons"]] == ["likely_duplicate"]


def test_a_flag_survives_the_archive(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    tenant.api().post(f"/v1/invoices/{invoice['id']}/flag", json={"flagging_reason": "Wrong site."})
    archive(tenant, invoice)
    back = restore(tenant, invoice).json()
    assert (back["status"], back["error"]) == ("incomplete", "Wrong site.")


def test_many_are_moved_each_by_itself(tenant: Tenant) -> None:
    one, two, gone = make_invoice(tenant), make_invoice(tenant), make_invoice(tenant)
    archive(tenant, gone)
    unknown = "01900000-0000-7000-8000-000000000000"
    named = [one["id"], str(one["invoice_id"]), two["invoice_id"], gone["invoice_id"], unknown]
    body = {"invoices": [{"invoice_id": id} for id in named], "reason": "Cleared out."}
    answer = tenant.api().post("/v1/invoices/archive", json=body).json()
    assert answer["updated"] == [one["invoice_id"], two["invoice_id"]]
    failed = [(failure["id"], failure["code"]) for failure in answer["failed"]]
    assert failed == [(str(gone["invoice_id"]), "invoice_archived"), (unknown, "not_found")]
    back = tenant.api().post("/v1/invoices/restore", json=body).json()
    assert set(back["updated"]) == {one["invoice_id"], two["invoice_id"], gone["invoice_id"]}


def test_whoever_may_not_edit_or_see_it_archives_nothing(tenant: Tenant, other_tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    path = f"/v1/invoices/{invoice['id']}/archive"
    assert tenant.api("reader").post(path, json={}).status_code == 403
    assert other_tenant.api().post(path, json={}).status_code == 404
    many = other_tenant.api().post("/v1/invoices/archive", json={"invoices": [{"invoice_id": invoice["id"]}]}).json()
    assert (many["updated"], many["failed"][0]["code"]) == ([], "not_found")
    assert status_of(tenant, invoice) == "pending-approval"


def test_a_stale_version_archives_nothing(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    tenant.api().patch(f"/v1/invoices/{invoice['id']}", json={"notes": "Seen."})
    path = f"/v1/invoices/{invoice['id']}/archive"
    assert tenant.api().post(path, json={}, headers={"If-Match": '"1"'}).status_code == 412


def test_of_many_only_those_are_moved_that_are_as_they_were_seen(tenant: Tenant) -> None:
    seen, changed = make_invoice(tenant), make_invoice(tenant)
    etags = [tenant.api().get(f"/v1/invoices/{one['id']}").headers["etag"] for one in (seen, changed)]
    assert tenant.api().patch(f"/v1/invoices/{changed['id']}", json={"notes": "Look"}).status_code == 200
    wanted = [{"invoice_id": one["invoice_id"], "etag": etag} for one, etag in zip((seen, changed), etags, strict=True)]
    for step in ("archive", "restore"):
        body = {"invoices": [{**wanted[0], "etag": etags[0] if step == "archive" else '"2"'}, wanted[1]]}
        answer = tenant.api().post(f"/v1/invoices/{step}", json=body).json()
        assert answer["updated"] == [seen["invoice_id"]]
        assert [one["code"] for one in answer["failed"]] == ["stale_version"]
    bad = tenant.api().post("/v1/invoices/archive", json={"invoices": [{**wanted[0], "etag": "new"}]})
    assert (bad.status_code, error_of(bad)) == (400, "validation_error")


def test_what_is_not_archived_is_not_restored(tenant: Tenant) -> None:
    answer = restore(tenant, make_invoice(tenant))
    assert (answer.status_code, answer.json()["message"]["error"]) == (409, "not_archived")


def test_an_archived_invoice_waits_for_nobody_and_once_restored_for_all_who_were_asked(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    ask(tenant, invoice, "bo")
    archive(tenant, invoice)
    assert [one["waiting"] for one in approvers_of(tenant, invoice)] == [False]
    stand_in(tenant, "di", "bo")
    assert notices_of(tenant, "di") == []
    assert restore(tenant, invoice).json()["status"] == "pending-approval"
    assert [one["waiting"] for one in approvers_of(tenant, invoice)] == [True]
    assert [notice["kind"] for notice in notices_of(tenant, "di")] == ["asked"]
    assert [notice["kind"] for notice in notices_of(tenant, "bo")] == ["asked", "asked"]


def test_clocks_do_not_run_for_an_archived_invoice_and_start_over_once_it_is_restored(tenant: Tenant) -> None:
    tenant.api().patch("/v1/approval-settings", json={"remind_after_hours": 1})
    invoice = make_invoice(tenant)
    ask(tenant, invoice, "bo")
    archive(tenant, invoice)
    tenant.server.clock.offset = timedelta(hours=2)
    assert inside(tenant, turns.due, "invoice", after=None, most=10) == []
    tenant.server.clock.offset = timedelta(minutes=50)
    restore(tenant, invoice)
    tenant.server.clock.offset = timedelta(minutes=90)
    assert inside(tenant, turns.due, "invoice", after=None, most=10) == []
    tenant.server.clock.offset = timedelta(hours=2)
    assert [str(id) for id in inside(tenant, turns.due, "invoice", after=None, most=10)] == [invoice["id"]]
