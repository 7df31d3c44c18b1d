"""While a vendor's bank details wait, and for a while after they were changed, none of its invoices is exported."""

from concurrent.futures import ThreadPoolExecutor

from harness.api import error_of
from harness.bank_changes import asked, banked_vendor, confirm, decline, pass_hours
from harness.exports import download, export, invoice_of, ready_invoice, ready_invoices, step, stuck, try_export
from harness.tenants import Tenant

WAITS = "New bank details of its vendor wait for a second person: confirm or decline them first."


def test_an_approved_invoice_is_held_with_the_reason_and_free_again_after_a_decline(tenant: Tenant) -> None:
    vendor = banked_vendor(tenant)
    invoice = ready_invoice(tenant, vendor=vendor)
    assert invoice_of(tenant, invoice)["status"] == "ready-for-export"
    change = asked(tenant, vendor)
    held = invoice_of(tenant, invoice)
    assert (held["status"], held["on_hold"]) == ("approved", {"is_held": True, "reason": WAITS})
    decline(tenant, change)
    free = invoice_of(tenant, invoice)
    assert (free["status"], free["on_hold"]) == ("ready-for-export", {"is_held": False, "reason": None})


def test_no_list_of_what_is_ready_shows_it(tenant: Tenant) -> None:
    vendor = banked_vendor(tenant)
    invoice, other = ready_invoice(tenant, vendor=vendor), ready_invoice(tenant, vendor=banked_vendor(tenant))

    def ready() -> list[int]:
        answer = tenant.api().get("/v1/invoices", params={"status": "ready-for-export"})
        return [one["invoice_id"] for one in answer.json()["results"]]

    assert ready() == [other["invoice_id"], invoice["invoice_id"]]
    asked(tenant, vendor)
    assert ready() == [other["invoice_id"]]
    assert stuck(tenant) == {invoice["invoice_id"]: "bank_details_held"}


def test_an_export_takes_it_neither_unasked_nor_named(tenant: Tenant) -> None:
    vendor = banked_vendor(tenant)
    held, free = ready_invoice(tenant, vendor=vendor), ready_invoice(tenant, vendor=banked_vendor(tenant))
    asked(tenant, vendor)
    job = export(tenant, invoice_ids=[held["id"], free["id"]])
    (left,) = job["failed"]
    assert (left["invoice_id"], left["code"], left["error"]) == (held["invoice_id"], "bank_details_held", WAITS)
    assert [one["invoice_id"] for one in job["invoices"]] == [free["invoice_id"]]
    assert try_export(tenant).status_code in (400, 409)


def test_marking_it_exported_is_refused_with_the_reason(tenant: Tenant) -> None:
    vendor = banked_vendor(tenant)
    invoice = ready_invoice(tenant, vendor=vendor)
    asked(tenant, vendor)
    answer = tenant.api().post("/v1/invoices/mark-exported", json={"invoices": [{"invoice_id": invoice["id"]}]})
    assert answer.json()["updated"] == []
    assert answer.json()["failed"][0]["error"] == WAITS


def test_what_has_left_in_a_file_is_acknowledged_as_ever(tenant: Tenant) -> None:
    vendor = banked_vendor(tenant)
    (invoice,) = ready_invoices(tenant, 1, vendor=vendor)
    job = export(tenant)
    download(tenant, job)
    asked(tenant, vendor)
    assert step(tenant, job, "acknowledge").status_code == 200
    assert invoice_of(tenant, invoice)["status"] == "exported"
    assert invoice_of(tenant, invoice)["on_hold"] == {"is_held": False, "reason": None}


def test_after_a_confirmation_it_is_held_as_long_as_the_company_wants(tenant: Tenant) -> None:
    vendor = banked_vendor(tenant)
    invoice = ready_invoice(tenant, vendor=vendor)
    confirm(tenant, asked(tenant, vendor))
    reason = invoice_of(tenant, invoice)["on_hold"]["reason"]
    assert reason.startswith("The bank details of its vendor were changed: it can be exported from 2")
    pass_hours(tenant, 25)
    assert invoice_of(tenant, invoice)["status"] == "ready-for-export"
    assert len(export(tenant)["invoices"]) == 1


def test_it_is_approved_meanwhile_but_does_not_leave(tenant: Tenant) -> None:
    vendor = banked_vendor(tenant)
    asked(tenant, vendor)
    assert invoice_of(tenant, ready_invoice(tenant, vendor=vendor))["status"] == "approved"


def test_releasing_it_by_hand_is_refused_with_where_to_look(tenant: Tenant) -> None:
    vendor = banked_vendor(tenant)
    invoice = ready_invoice(tenant, vendor=vendor)
    asked(tenant, vendor)
    answer = tenant.api().post(f"/v1/invoices/{invoice['id']}/release")
    assert (answer.status_code, error_of(answer)) == (409, "bank_details_held")


def test_a_hold_by_hand_is_told_first_and_stays_after_the_bank_details_are_settled(tenant: Tenant) -> None:
    vendor = banked_vendor(tenant)
    invoice = ready_invoice(tenant, vendor=vendor)
    change = asked(tenant, vendor)
    tenant.api().post(f"/v1/invoices/{invoice['id']}/hold", json={"reason": "Ask Bo."})
    assert invoice_of(tenant, invoice)["on_hold"]["reason"] == "Ask Bo."
    decline(tenant, change)
    assert invoice_of(tenant, invoice)["on_hold"]["reason"] == "Ask Bo."


def test_an_export_and_a_question_at_once_never_export_what_is_held(tenant: Tenant) -> None:
    """Whoever comes first: the export had it before the question, or it is held."""
    tenant.api("second")
    for _ in range(5):
        vendor = banked_vendor(tenant)
        invoice = ready_invoice(tenant, vendor=vendor)
        with ThreadPoolExecutor(2) as pool:
            asking = pool.submit(asked, tenant, vendor)
            exporting = pool.submit(try_export, tenant, tenant.api("second"), invoice_ids=[invoice["id"]])
        asking.result()
        taken = (
            exporting.result().status_code == 201 and exporting.result().json()["invoices"][0]["outcome"] == "claimed"
        )
        now = invoice_of(tenant, invoice)
        assert now["on_hold"]["is_held"] is not taken
