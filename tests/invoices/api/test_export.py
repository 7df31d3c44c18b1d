"""Export marks (contract/invoices-and-catalog.md sections 3.7 and 3.8): each approved invoice leaves exactly once."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from harness.api import Api, fields_of
from harness.approvals import approve_as, ask, notices_of
from harness.invoices import make_invoice, make_vendor, status_of
from harness.tenants import Tenant


def approved(tenant: Tenant) -> dict[str, Any]:
    invoice = make_invoice(tenant)
    answer = tenant.api("second").post(f"/v1/invoices/{invoice['id']}/approve")
    assert answer.status_code == 200, answer.text
    return invoice


def mark(api: Api, *ids: int | str, **more: Any) -> dict[str, Any]:
    body = {"invoices": [{"invoice_id": id} for id in ids], **more}
    return api.post("/v1/invoices/mark-exported", json=body).json()


def unmark(api: Api, *ids: int | str, **more: Any) -> dict[str, Any]:
    body = {"invoices": [{"invoice_id": id} for id in ids], **more}
    return api.post("/v1/invoices/mark-unexported", json=body).json()


def history_of(tenant: Tenant, invoice: dict[str, Any]) -> list[dict[str, Any]]:
    return tenant.api().get(f"/v1/invoices/{invoice['id']}", params={"expand": "history"}).json()["history"]


def test_an_approved_invoice_is_marked_and_its_reason_is_in_the_history(tenant: Tenant) -> None:
    invoice = approved(tenant)
    done = mark(tenant.api(), invoice["invoice_id"], export_transaction_id="ERP-1", marked_reason="Nightly run")
    assert (done["updated"], done["failed"]) == ([invoice["invoice_id"]], [])
    shown = tenant.api().get(f"/v1/invoices/{invoice['id']}").json()
    assert shown["status"] == "exported" and shown["exported_date_utc"].endswith("Z")
    assert (history_of(tenant, invoice)[-1]["reason"], history_of(tenant, invoice)[-1]["message"]) == (
        "exported",
        "Nightly run Transaction ERP-1.",
    )


def test_the_uuid_serves_as_well(tenant: Tenant) -> None:
    invoice = approved(tenant)
    assert mark(tenant.api(), invoice["id"])["updated"] == [invoice["invoice_id"]]


def test_what_is_not_approved_fails_and_does_not_keep_the_others_back(tenant: Tenant) -> None:
    ready, waiting = approved(tenant), make_invoice(tenant)
    done = mark(tenant.api(), waiting["invoice_id"], ready["invoice_id"], 999_999_999)
    assert done["updated"] == [ready["invoice_id"]]
    assert [one["id"] for one in done["failed"]] == [waiting["invoice_id"], 999_999_999]
    assert "only an approved invoice" in done["failed"][0]["error"]
    assert status_of(tenant, waiting) == "pending-approval"


def test_telling_the_same_export_again_changes_nothing(tenant: Tenant) -> None:
    invoice = approved(tenant)
    mark(tenant.api(), invoice["invoice_id"], export_transaction_id="ERP-1")
    before = tenant.api().get(f"/v1/invoices/{invoice['id']}").headers["etag"]
    again = mark(tenant.api(), invoice["invoice_id"], export_transaction_id="ERP-1")
    assert again["updated"] == [invoice["invoice_id"]]
    assert tenant.api().get(f"/v1/invoices/{invoice['id']}").headers["etag"] == before
    assert [entry["reason"] for entry in history_of(tenant, invoice)].count("exported") == 1


def test_another_transaction_for_an_exported_invoice_is_refused(tenant: Tenant) -> None:
    invoice = approved(tenant)
    mark(tenant.api(), invoice["invoice_id"], export_transaction_id="ERP-1")
    done = mark(tenant.api(), invoice["invoice_id"], export_transaction_id="ERP-2")
    assert done["updated"] == []
    assert "ERP-1" in done["failed"][0]["error"]


@pytest.mark.parametrize(("first", "second"), [("invoice_id", "invoice_id"), ("id", "id"), ("id", "invoice_id")])
def test_two_transactions_for_one_invoice_in_one_request_are_a_double_posting(
    shared_tenant: Tenant, first: str, second: str
) -> None:
    invoice = approved(shared_tenant)
    named = [
        {"invoice_id": invoice[first], "export_transaction_id": "ERP-1"},
        {"invoice_id": invoice[second], "export_transaction_id": "ERP-2"},
    ]
    done = shared_tenant.api().post("/v1/invoices/mark-exported", json={"invoices": named}).json()
    assert done["updated"] == [invoice["invoice_id"]]
    assert [one["id"] for one in done["failed"]] == [invoice["invoice_id"]]
    assert "ERP-1" in done["failed"][0]["error"] and "double posting" in done["failed"][0]["error"]
    assert [entry["reason"] for entry in history_of(shared_tenant, invoice)].count("exported") == 1


@pytest.mark.parametrize("transaction", ["ERP-1", None])
def test_one_invoice_twice_with_the_same_transaction_is_marked_once(
    shared_tenant: Tenant, transaction: str | None
) -> None:
    invoice = approved(shared_tenant)
    ids = (invoice["invoice_id"], invoice["id"], invoice["invoice_id"])
    done = mark(shared_tenant.api(), *ids, export_transaction_id=transaction)
    assert (done["updated"], done["failed"]) == ([invoice["invoice_id"]], [])
    assert [entry["reason"] for entry in history_of(shared_tenant, invoice)].count("exported") == 1


def test_ten_exporters_at_once_with_different_transactions_export_once(tenant: Tenant) -> None:
    invoice, api = approved(tenant), tenant.api()
    with ThreadPoolExecutor(10) as pool:
        work = [pool.submit(mark, api, invoice["invoice_id"], export_transaction_id=f"ERP-{n}") for n in range(10)]
        done = [one.result() for one in work]
    assert sum(len(one["updated"]) for one in done) == 1
    assert sum(len(one["failed"]) for one in done) == 9


def test_an_exported_invoice_stays_as_the_erp_has_it(tenant: Tenant) -> None:
    invoice = approved(tenant)
    mark(tenant.api(), invoice["invoice_id"])
    assert tenant.api().patch(f"/v1/invoices/{invoice['id']}", json={"total_amount": 1}).status_code == 409
    assert tenant.api().post(f"/v1/invoices/{invoice['id']}/flag").status_code == 409


def test_unmarking_makes_it_ready_again(tenant: Tenant) -> None:
    invoice = approved(tenant)
    mark(tenant.api(), invoice["invoice_id"], export_transaction_id="ERP-1")
    done = unmark(tenant.api(), invoice["invoice_id"], marked_reason="ERP rejected it")
    assert (done["updated"], done["flagged"], done["skipped"]) == ([invoice["invoice_id"]], [], [])
    assert status_of(tenant, invoice) == "ready-for-export"
    assert history_of(tenant, invoice)[-1]["message"] == "ERP rejected it"
    assert mark(tenant.api(), invoice["invoice_id"], export_transaction_id="ERP-2")["failed"] == []


def test_unmarking_with_a_flag_sends_it_back_to_review(tenant: Tenant) -> None:
    invoice = approved(tenant)
    mark(tenant.api(), invoice["invoice_id"])
    done = unmark(tenant.api(), invoice["invoice_id"], flag_invoice=True)
    assert done["flagged"] == [invoice["invoice_id"]]
    shown = tenant.api().get(f"/v1/invoices/{invoice['id']}").json()
    assert (shown["status"], shown["exported_date"], shown["approved_date"]) == ("incomplete", None, None)
    assert tenant.api().get(f"/v1/invoices/{invoice['id']}/approvers").json()["approvers"] == []


def test_who_approved_what_is_flagged_while_it_is_marked_unexported_is_told(tenant: Tenant) -> None:
    first, second = make_invoice(tenant), make_invoice(tenant)
    for invoice in (first, second):
        ask(tenant, invoice, "bo")
        approve_as(tenant, invoice, "bo")
    ids = [first["invoice_id"], second["invoice_id"]]
    mark(tenant.api(), *ids)
    unmark(tenant.api("second"), *ids, flag_invoice=True, unmarked_reason="Period closed")
    told = [notice for notice in notices_of(tenant, "bo") if notice["kind"] == "flagged"]
    assert {notice["invoice"] for notice in told} == {first["id"], second["id"]}
    assert {notice["kind"] for notice in tenant.api().get("/v1/notices").json()["results"]} == {"flagged"}


def test_unmarking_what_was_not_exported_is_skipped(tenant: Tenant) -> None:
    invoice = approved(tenant)
    done = unmark(tenant.api(), invoice["invoice_id"])
    assert (done["updated"], [one["id"] for one in done["skipped"]]) == ([], [invoice["invoice_id"]])


def test_another_accounts_invoice_cannot_be_marked(tenant: Tenant, other_tenant: Tenant) -> None:
    invoice = approved(tenant)
    done = mark(other_tenant.api(), invoice["invoice_id"], invoice["id"])
    assert done["updated"] == [] and len(done["failed"]) == 2
    assert status_of(tenant, invoice) == "ready-for-export"


def test_a_location_scope_cannot_export_another_locations_invoice(tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    invoice = make_invoice(tenant, vendor=vendor, ottimate_location_id=tenant.location("park"))
    tenant.api("second").post(f"/v1/invoices/{invoice['id']}/approve")
    assert mark(tenant.api("main"), invoice["invoice_id"])["updated"] == []


def test_nothing_to_mark_and_ids_that_are_none_are_refused(tenant: Tenant) -> None:
    api = tenant.api()
    assert api.post("/v1/invoices/mark-exported", json={"invoices": []}).status_code == 400
    assert api.post("/v1/invoices/mark-exported", json={}).status_code == 400
    answer = api.post("/v1/invoices/mark-exported", json={"invoices": [{"invoice_id": "x"}]})
    assert fields_of(answer) == {"invoices[0].invoice_id": "invalid_id"}


def test_a_reader_cannot_export(tenant: Tenant) -> None:
    answer = tenant.api("reader").post("/v1/invoices/mark-exported", json={"invoices": [{"invoice_id": 1}]})
    assert answer.status_code == 403


def detail(tenant: Tenant, invoice: dict[str, Any]) -> dict[str, Any]:
    return tenant.api().get(f"/v1/invoices/{invoice['id']}").json()


def test_an_invoices_own_values_win_over_those_of_the_batch_and_can_be_read(shared_tenant: Tenant) -> None:
    own, shared = approved(shared_tenant), approved(shared_tenant)
    body = {
        "invoices": [
            {"invoice_id": str(own["invoice_id"]), "export_transaction_id": "OWN-1", "marked_reason": "Mine"},
            {"invoice_id": shared["id"].upper()},
        ],
        "export_transaction_id": "RUN-1",
        "marked_reason": "Nightly",
    }
    headers = {"X-Export-Batch-Id": "run 7"}
    done = shared_tenant.api().post("/v1/invoices/mark-exported", json=body, headers=headers).json()
    assert (done["updated"], done["failed"]) == ([own["invoice_id"], shared["invoice_id"]], [])
    assert detail(shared_tenant, own)["export_transaction_id"] == "OWN-1"
    assert detail(shared_tenant, shared)["export_transaction_id"] == "RUN-1"
    told = [history_of(shared_tenant, one)[-1]["message"] for one in (own, shared)]
    assert told == ["Mine Transaction OWN-1. Export batch run 7.", "Nightly Transaction RUN-1. Export batch run 7."]
    unmark(shared_tenant.api(), own["invoice_id"])
    assert detail(shared_tenant, own)["export_transaction_id"] is None


def test_an_id_that_is_not_found_is_answered_as_it_was_sent(shared_tenant: Tenant) -> None:
    unknown = "01900000-0000-7000-8000-000000000000"
    for tell in (mark, unmark):
        assert [one["id"] for one in tell(shared_tenant.api(), unknown, 999_999_999)["failed"]] == [
            unknown,
            999_999_999,
        ]


def test_only_approved_invoices_are_marked_whatever_else_they_are(shared_tenant: Tenant) -> None:
    archived, flagged, incomplete = approved(shared_tenant), approved(shared_tenant), make_invoice(shared_tenant)
    shared_tenant.api().post(f"/v1/invoices/{archived['id']}/archive", json={})
    shared_tenant.api().post(f"/v1/invoices/{flagged['id']}/flag", json={})
    shared_tenant.api().patch(f"/v1/invoices/{incomplete['id']}", json={"invoice_date": None})
    ids = [one["invoice_id"] for one in (archived, flagged, incomplete)]
    done = mark(shared_tenant.api(), *ids)
    assert (done["updated"], [one["id"] for one in done["failed"]]) == ([], ids)
    assert {status_of(shared_tenant, one) for one in (archived, flagged, incomplete)} == {
        "archived",
        "incomplete",
        "needs-attention",
    }


@pytest.mark.parametrize("path", ["mark-exported", "mark-unexported"])
@pytest.mark.parametrize(
    "body",
    [
        {"invoices": [{"invoice_id": n} for n in range(1, 1002)]},
        {"invoices": [{"invoice_id": 1.5}]},
        {"invoices": [{"invoice_id": True}]},
        {"invoices": [{"invoice_id": 0}]},
        {"invoices": [{"invoice_id": -1}]},
        {"invoices": [{"invoice_id": "007"}]},
        {"invoices": [{}]},
        {"invoices": [{"invoice_id": 1, "marked_reason": "x" * 2001}]},
        {"invoices": {"invoice_id": 1}},
        {"invoices": [{"invoice_id": 1}], "marked_reason": "a\0b"},
    ],
)
def test_lists_that_are_too_long_and_values_of_wrong_kinds_are_refused(
    shared_tenant: Tenant, path: str, body: dict[str, Any]
) -> None:
    assert shared_tenant.api().post(f"/v1/invoices/{path}", json=body).status_code == 400


def test_an_idempotency_key_replays_a_mark(shared_tenant: Tenant) -> None:
    invoice = approved(shared_tenant)
    body = {"invoices": [{"invoice_id": invoice["invoice_id"]}]}
    headers = {"Idempotency-Key": f"mark-{invoice['invoice_id']}"}
    first, again = (
        shared_tenant.api().post("/v1/invoices/mark-exported", json=body, headers=headers) for _ in range(2)
    )
    assert first.json() == again.json() and again.headers["x-idempotent-replayed"] == "true"
