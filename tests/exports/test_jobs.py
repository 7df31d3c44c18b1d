"""An export job: it has its invoices to itself until the ERP has answered for each of them."""

from hashlib import sha256
from typing import Any

import pytest

from harness.api import error_of, fields_of
from harness.exports import (
    download,
    export,
    invoice_of,
    job_of,
    ready_invoice,
    ready_invoices,
    sent_export,
    step,
    stuck,
    try_export,
)
from harness.inside import inside
from harness.invoices import make_invoice, make_vendor, status_of
from harness.tenants import Tenant
from harness.trail import trail
from payables.platform.db import Transaction


def test_a_job_takes_all_that_is_ready_of_one_company(tenant: Tenant) -> None:
    ready, waiting = ready_invoices(tenant, 2), make_invoice(tenant)
    job = export(tenant)
    assert job["state"] == "created"
    assert [one["invoice_id"] for one in job["invoices"]] == [invoice["invoice_id"] for invoice in ready]
    assert job["counts"]["claimed"] == 2
    assert status_of(tenant, waiting) == "pending-approval"
    assert try_export(tenant).status_code == 409


def test_invoices_of_a_job_are_not_ready_any_more_and_name_it(tenant: Tenant) -> None:
    invoice = ready_invoice(tenant)
    job = export(tenant)
    shown = invoice_of(tenant, invoice)
    assert (shown["status"], shown["export_job_id"]) == ("approved", job["id"])
    assert tenant.api().get("/v1/invoices", params={"status": "ready-for-export"}).json()["count"] == 0


def test_only_the_named_invoices_are_taken_by_either_id(tenant: Tenant) -> None:
    first, second, third = ready_invoices(tenant, 3)
    job = export(tenant, invoice_ids=[first["id"], second["invoice_id"], str(second["invoice_id"])])
    assert {one["id"] for one in job["invoices"]} == {first["id"], second["id"]}
    assert status_of(tenant, third) == "ready-for-export"


def test_what_was_named_and_cannot_leave_is_told_in_the_job(tenant: Tenant) -> None:
    ready, waiting = ready_invoice(tenant), make_invoice(tenant)
    job = export(tenant, invoice_ids=[ready["id"], waiting["id"]])
    assert [(one["invoice_id"], one["code"]) for one in job["failed"]] == [(waiting["invoice_id"], "not_approved")]
    assert job["counts"] == {"claimed": 1, "exported": 0, "rejected": 0, "released": 0, "left_out": 1}


def test_why_something_could_not_go_when_it_was_named_is_over_once_it_is_ready(tenant: Tenant) -> None:
    ready, waiting, held = ready_invoice(tenant), make_invoice(tenant), ready_invoice(tenant)
    assert tenant.api().post(f"/v1/invoices/{held['id']}/hold", json={"reason": "Disputed"}).status_code == 200
    job = export(tenant, invoice_ids=[one["id"] for one in (ready, waiting, held)])
    assert {one["code"] for one in job["failed"]} == {"not_approved", "on_hold"}
    assert tenant.api("second").post(f"/v1/invoices/{waiting['id']}/approve").status_code == 200
    assert tenant.api().post(f"/v1/invoices/{held['id']}/release").status_code == 200
    assert [status_of(tenant, one) for one in (waiting, held)] == ["ready-for-export"] * 2
    assert stuck(tenant) == {}


def test_a_job_that_failed_is_told_though_another_job_could_not_take_the_invoice_meanwhile(tenant: Tenant) -> None:
    first, other = ready_invoices(tenant, 2)
    job = sent_export(tenant, invoice_ids=[first["id"]])
    [left] = export(tenant, invoice_ids=[first["id"], other["id"]])["failed"]
    assert left["code"] == "export_in_progress"
    step(tenant, job, "fail", reason="The ERP refuses the file.")
    [listed] = tenant.api().get("/v1/exports/stuck").json()["results"]
    assert (listed["invoice_id"], listed["code"]) == (first["invoice_id"], "export_failed")
    assert "The ERP refuses the file." in listed["message"]


def test_a_job_of_nothing_is_not_made(tenant: Tenant) -> None:
    waiting = make_invoice(tenant)
    assert error_of(try_export(tenant)) == "nothing_to_export"
    answer = try_export(tenant, invoice_ids=[waiting["id"]])
    assert (answer.status_code, error_of(answer), fields_of(answer)) == (
        409,
        "nothing_to_export",
        {"invoice_ids": "not_approved"},
    )
    assert tenant.api().get("/v1/exports").json()["count"] == 0


def test_count_and_total_of_each_currency_are_told_before_and_after(tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    debts = ready_invoices(tenant, 2, vendor=vendor)
    credit = ready_invoice(tenant, vendor=vendor, type="credit_memo")
    foreign = ready_invoice(tenant, vendor=vendor, currency="EUR")
    left_out = make_invoice(tenant)
    expected = [
        {"currency": "EUR", "count": 1, "total_amount": 110.0},
        {"currency": "USD", "count": 3, "total_amount": 110.0},
    ]
    ready = tenant.api().get("/v1/exports/ready", params={"ottimate_company_id": tenant.company()}).json()
    assert (ready["count"], ready["totals"]) == (4, expected)
    job = export(tenant, invoice_ids=[one["id"] for one in (*debts, credit, foreign, left_out)])
    assert job["totals"] == expected
    assert tenant.api().get("/v1/exports").json()["results"][0]["totals"] == expected
    rows = {one["id"]: one for one in job["invoices"]}
    assert (rows[credit["id"]]["type"], rows[credit["id"]]["total_amount"]) == ("credit_memo", 110.0)
    assert (rows[foreign["id"]]["ottimate_vendor_id"], rows[foreign["id"]]["currency"]) == (vendor["id"], "EUR")
    assert job["failed"][0]["total_amount"] == 110.0
    assert tenant.api().get("/v1/exports/ready").json()["totals"] == []


def test_totals_of_what_is_ready_are_those_of_the_callers_places(tenant: Tenant) -> None:
    ready_invoice(tenant)
    ready_invoice(tenant, ottimate_location_id=tenant.location("park"))
    assert tenant.api().get("/v1/exports/ready").json()["count"] == 2
    assert tenant.api("main").get("/v1/exports/ready").json()["count"] == 1


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("PATCH", "", {"total_amount": 1}),
        ("PATCH", "", {"notes": "later"}),
        ("POST", "/flag", {}),
        ("POST", "/archive", {}),
        ("POST", "/approve", {}),
        ("POST", "/decline", {"reason": "No."}),
        ("POST", "/approvers", {"approvers": [{"email": "x@y.example"}]}),
        ("DELETE", "/splits", None),
    ],
)
def test_nothing_else_happens_to_an_invoice_in_a_job(tenant: Tenant, method: str, path: str, body: Any) -> None:
    invoice = ready_invoice(tenant)
    job = export(tenant)
    answer = tenant.api().request(method, f"/v1/invoices/{invoice['id']}{path}", json=body)
    assert (answer.status_code, error_of(answer)) == (409, "export_in_progress")
    assert job["id"] in answer.json()["code"]


def test_archiving_many_leaves_those_in_a_job_alone(tenant: Tenant) -> None:
    inside, outside = ready_invoices(tenant, 2)
    export(tenant, invoice_ids=[inside["id"]])
    body = {"invoices": [{"invoice_id": inside["invoice_id"]}, {"invoice_id": outside["invoice_id"]}]}
    done = tenant.api().post("/v1/invoices/archive", json=body).json()
    assert done["updated"] == [outside["invoice_id"]] and len(done["failed"]) == 1


def test_marking_exported_beside_the_job_fails_unless_it_names_the_job(tenant: Tenant) -> None:
    invoice = ready_invoice(tenant)
    job = sent_export(tenant)
    body = {"invoices": [{"invoice_id": invoice["invoice_id"], "export_transaction_id": "ERP-1"}]}
    done = tenant.api().post("/v1/invoices/mark-exported", json=body).json()
    assert done["updated"] == [] and job["id"] in done["failed"][0]["error"]
    named = {"X-Export-Batch-Id": job["id"]}
    assert tenant.api().post("/v1/invoices/mark-exported", json=body, headers=named).json()["failed"] == []
    shown = invoice_of(tenant, invoice)
    assert (shown["status"], shown["export_transaction_id"], shown["export_job_id"]) == ("exported", "ERP-1", None)
    assert job_of(tenant, job)["counts"]["exported"] == 1


def test_the_first_download_sends_the_job(tenant: Tenant) -> None:
    ready_invoice(tenant)
    job = export(tenant)
    first = download(tenant, job)
    assert job_of(tenant, job)["state"] == "sent"
    assert download(tenant, job) == first
    entries = trail(tenant, "export_job")
    told = [entry["action"] for entry in entries]
    assert told == ["export.created", "export.file_written", "export.send", "export.downloaded_again"]
    assert {entry["after"]["sha256"] for entry in entries[1:]} == {sha256(first).hexdigest()}


def test_an_acknowledged_job_marks_its_invoices_exported_with_transactions(tenant: Tenant) -> None:
    first, second = ready_invoices(tenant, 2)
    job = sent_export(tenant, transaction_prefix="AP-")
    done = step(tenant, job, "acknowledge")
    assert done.json()["state"] == "acknowledged"
    for invoice in (first, second):
        shown = invoice_of(tenant, invoice)
        assert (shown["status"], shown["export_transaction_id"]) == ("exported", f"AP-{invoice['invoice_id']}")


def test_an_answer_may_cover_some_of_the_invoices(tenant: Tenant) -> None:
    taken, rejected, waiting = ready_invoices(tenant, 3)
    job = sent_export(tenant)
    answers = [
        {"invoice_id": taken["id"], "export_transaction_id": "ERP-7"},
        {"invoice_id": rejected["invoice_id"], "outcome": "rejected", "reason": "Period 10 is closed."},
    ]
    done = step(tenant, job, "acknowledge", invoices=answers).json()
    assert (done["state"], done["counts"]["claimed"]) == ("sent", 1)
    assert invoice_of(tenant, taken)["export_transaction_id"] == "ERP-7"
    shown = invoice_of(tenant, rejected)
    assert (shown["status"], shown["reasons"][0]["code"]) == ("needs-attention", "export_rejected")
    assert "Period 10 is closed." in shown["error"]
    assert step(tenant, job, "acknowledge").json()["state"] == "acknowledged"
    assert status_of(tenant, waiting) == "exported"


def test_a_rejected_invoice_goes_on_once_somebody_has_looked_at_it_and_approved_it_again(tenant: Tenant) -> None:
    invoice = ready_invoice(tenant)
    job = sent_export(tenant)
    answer = {"invoice_id": invoice["id"], "outcome": "rejected", "reason": "Closed."}
    assert step(tenant, job, "acknowledge", invoices=[answer]).json()["state"] == "acknowledged"
    tenant.api().patch(f"/v1/invoices/{invoice['id']}", json={"posting_date": "2026-11-30"})
    assert status_of(tenant, invoice) == "pending-approval"
    tenant.api("second").post(f"/v1/invoices/{invoice['id']}/approve")
    assert status_of(tenant, invoice) == "ready-for-export"


def test_answers_about_strangers_and_contradictions_are_refused_and_change_nothing(tenant: Tenant) -> None:
    invoice, stranger = ready_invoices(tenant, 2)
    job = sent_export(tenant, invoice_ids=[invoice["id"]])
    answers = [{"invoice_id": invoice["id"]}, {"invoice_id": stranger["id"]}]
    assert fields_of(step(tenant, job, "acknowledge", invoices=answers)) == {"invoices[1].invoice_id": "not_in_job"}
    answers = [{"invoice_id": invoice["id"]}, {"invoice_id": invoice["id"], "outcome": "rejected", "reason": "No."}]
    refused = step(tenant, job, "acknowledge", invoices=answers)
    assert fields_of(refused) == {"invoices[1].invoice_id": "answered_before"}
    refused = step(tenant, job, "acknowledge", invoices=[{"invoice_id": invoice["id"], "outcome": "rejected"}])
    assert fields_of(refused) == {"invoices[0].reason": "required"}
    assert job_of(tenant, job)["counts"]["claimed"] == 1


def test_a_failed_job_gives_its_invoices_back_and_its_file_out_no_more(tenant: Tenant) -> None:
    invoice = ready_invoice(tenant)
    job = sent_export(tenant)
    failed = step(tenant, job, "fail", reason="The ERP refuses the file.").json()
    assert (failed["state"], failed["error"]["code"]) == ("failed", "export_failed")
    assert status_of(tenant, invoice) == "ready-for-export"
    assert stuck(tenant) == {invoice["invoice_id"]: "export_failed"}
    assert tenant.api().get(f"/v1/exports/{job['id']}/file").status_code == 409
    again = sent_export(tenant)
    assert stuck(tenant) == {}
    assert step(tenant, again, "acknowledge").json()["counts"]["exported"] == 1


def test_only_what_has_not_left_can_be_cancelled(tenant: Tenant) -> None:
    invoice = ready_invoice(tenant)
    job = export(tenant)
    assert step(tenant, job, "cancel").json()["error"]["code"] == "cancelled"
    assert status_of(tenant, invoice) == "ready-for-export"
    assert stuck(tenant) == {}
    sent = sent_export(tenant)
    assert error_of(step(tenant, sent, "cancel")) == "illegal_export_step"


def test_an_uncertain_job_stays_until_a_person_decides(tenant: Tenant) -> None:
    first, second = ready_invoices(tenant, 2)
    job = sent_export(tenant)
    assert step(tenant, job, "uncertain", reason="Connection lost.").json()["state"] == "uncertain"
    assert stuck(tenant) == {one["invoice_id"]: "export_uncertain" for one in (first, second)}
    assert try_export(tenant).status_code == 409
    for name in ("fail", "cancel", "uncertain"):
        assert error_of(step(tenant, job, name, reason="x")) == "illegal_export_step"
    done = step(tenant, job, "resolve", outcome="arrived", reason="Seen in the ledger.", export_transaction_id="L-1")
    assert done.json()["state"] == "acknowledged"
    assert invoice_of(tenant, first)["export_transaction_id"] == "L-1"


def test_what_did_not_arrive_can_be_exported_again(tenant: Tenant) -> None:
    invoice = ready_invoice(tenant)
    job = sent_export(tenant)
    step(tenant, job, "uncertain", reason="Connection lost.")
    done = step(tenant, job, "resolve", outcome="did_not_arrive", reason="Not in the ledger.").json()
    assert (done["state"], done["error"]["code"]) == ("failed", "did_not_arrive")
    assert export(tenant)["invoices"][0]["invoice_id"] == invoice["invoice_id"]


def test_approved_invoices_that_the_erp_cannot_post_are_listed_as_stuck(tenant: Tenant) -> None:
    ready, other = ready_invoice(tenant), ready_invoice(tenant)
    inside(tenant, forgotten_by_the_erp, other["ottimate_vendor_id"])
    assert stuck(tenant) == {other["invoice_id"]: "vendor_unknown_to_erp"}
    job = export(tenant, invoice_ids=[ready["id"], other["id"]])
    assert [one["code"] for one in job["failed"]] == ["vendor_unknown_to_erp"]


async def forgotten_by_the_erp(tx: Transaction, vendor_id: int) -> None:
    """As a vendor is that was read from a paper and never set up."""
    await tx.execute(
        "UPDATE vendors SET erp_vendor_id = NULL WHERE account_id = $1 AND id = $2", tx.account_id, vendor_id
    )


def test_a_job_is_seen_by_whoever_sees_all_its_invoices(tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    here = ready_invoice(tenant, vendor=vendor)
    there = ready_invoice(tenant, vendor=vendor, ottimate_location_id=tenant.location("park"))
    mine = export(tenant, tenant.api("main"))
    assert [one["id"] for one in mine["invoices"]] == [here["id"]]
    theirs = export(tenant)
    assert [one["id"] for one in theirs["invoices"]] == [there["id"]]
    limited = tenant.api("main")
    assert [one["id"] for one in limited.get("/v1/exports").json()["results"]] == [mine["id"]]
    for path in ("", "/file"):
        assert limited.get(f"/v1/exports/{theirs['id']}{path}").status_code == 404
    for name in ("acknowledge", "cancel"):
        assert limited.post(f"/v1/exports/{theirs['id']}/{name}", json={}).status_code == 404
    assert fields_of(try_export(tenant, limited, invoice_ids=[there["id"]])) == {"invoice_ids": "unknown_invoice"}


def test_another_account_sees_nothing_of_a_job(tenant: Tenant, other_tenant: Tenant) -> None:
    ready_invoice(tenant)
    job = export(tenant)
    api = other_tenant.api()
    assert api.get(f"/v1/exports/{job['id']}").status_code == 404
    assert api.post(f"/v1/exports/{job['id']}/cancel", json={}).status_code == 404
    assert api.get("/v1/exports").json()["count"] == 0


def test_exports_need_their_permission(tenant: Tenant) -> None:
    assert try_export(tenant, tenant.api("reader")).status_code == 403
    assert tenant.api("editor").get("/v1/exports").status_code == 403


def test_a_repeated_request_makes_one_job(tenant: Tenant) -> None:
    ready_invoice(tenant)
    body = {"ottimate_company_id": tenant.company()}
    headers = {"Idempotency-Key": "export-1"}
    first, again = (tenant.api().post("/v1/exports", json=body, headers=headers) for _ in range(2))
    assert first.json()["id"] == again.json()["id"]
    assert again.headers["x-idempotent-replayed"] == "true"


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"format": "pdf"}, "format"),
        ({"invoice_ids": []}, "invoice_ids"),
        ({"invoice_ids": ["x"]}, "invoice_ids[0]"),
        ({"invoice_ids": [1.5]}, "invoice_ids[0]"),
        ({"invoice_ids": [999_999_999]}, "invoice_ids"),
        ({"invoice_ids": list(range(1, 1002))}, "invoice_ids"),
        ({"transaction_prefix": "=1+1"}, "transaction_prefix"),
        ({"invoice_id": [1]}, "invoice_id"),  # a name that is wrong by a letter must not export everything
        ({"invoice_ids": [1], "ottimate_location_id": 1}, "ottimate_location_id"),
    ],
)
def test_a_wrong_body_is_refused_by_the_field(shared_tenant: Tenant, body: dict[str, Any], field: str) -> None:
    answer = try_export(shared_tenant, **body)
    assert answer.status_code == 400
    assert list(fields_of(answer)) == [field]


def test_a_company_outside_is_not_exported(tenant: Tenant, other_tenant: Tenant) -> None:
    assert try_export(tenant, ottimate_company_id=other_tenant.company()).status_code == 404
    assert try_export(tenant, tenant.api("east"), ottimate_company_id=tenant.company("west")).status_code == 403
