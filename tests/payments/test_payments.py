"""Recording what was paid (extension; contract/invoices-and-catalog.md section 3.2 shows it)."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from harness.api import Api
from harness.invoices import make_invoice, make_vendor
from harness.tenants import Tenant

UNKNOWN = "01900000-0000-7000-8000-000000000000"


def pay(tenant: Tenant, invoice: dict[str, Any], api: Api | None = None, **body: Any) -> Any:
    body = {"paid_on": "2026-11-20", **body}
    return (api or tenant.api()).post(f"/v1/invoices/{invoice['id']}/payments", json=body)


def detail(tenant: Tenant, invoice: dict[str, Any]) -> dict[str, Any]:
    return tenant.api().get(f"/v1/invoices/{invoice['id']}", params={"expand": "history"}).json()


def error_of(answer: Any) -> str:
    return answer.json()["message"]["error"]


def test_a_payment_settles_its_invoice(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    answer = pay(tenant, invoice, amount=110, method="ach", reference="T-77", note="November run")
    assert answer.status_code == 201
    payment = answer.json()["payment"]
    assert (payment["amount"], payment["invoice_id"]) == (110.0, invoice["invoice_id"])
    now = detail(tenant, invoice)
    assert (now["payment_status"], now["outstanding_balance"]) == ("paid", 0)
    assert now["payment_info"] == {"payment_method": "ach", "reference": "T-77"}
    assert (now["history"][-1]["reason"], now["history"][-1]["message"]) == ("payment_recorded", "November run")


def test_without_an_amount_all_that_is_open_is_paid(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    assert pay(tenant, invoice, amount=10.01).status_code == 201
    assert detail(tenant, invoice)["payment_status"] == "partial"
    assert pay(tenant, invoice).json()["payment"]["amount"] == 99.99
    assert detail(tenant, invoice)["payment_status"] == "paid"


def test_a_discount_for_paying_early_settles_beside_the_amount(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    payment = pay(tenant, invoice, discount_taken=2.2).json()["payment"]
    assert (payment["amount"], payment["discount_taken"]) == (107.8, 2.2)
    assert detail(tenant, invoice)["outstanding_balance"] == 0


def test_nothing_is_paid_twice(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    pay(tenant, invoice, reference="A")
    again = pay(tenant, invoice, reference="B", amount=110)
    assert (again.status_code, error_of(again)) == (409, "overpaid")
    assert error_of(pay(tenant, invoice)) == "overpaid"
    assert detail(tenant, invoice)["outstanding_balance"] == 0


def test_the_same_reference_told_again_records_nothing_new(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    first = pay(tenant, invoice, reference="A", amount=50).json()["payment"]
    assert pay(tenant, invoice, reference="A", amount=50.00).json()["payment"]["id"] == first["id"]
    assert detail(tenant, invoice)["outstanding_balance"] == 60
    other = pay(tenant, invoice, reference="A", amount=60)
    assert (other.status_code, error_of(other)) == (409, "payment_reference_used")


@pytest.mark.parametrize(
    "written", ["t-77", "T\u201177", "T\u221277", "T-\u200b77", "\uff34-\uff17\uff17", "T - 77", "\u2066T-77"]
)
def test_a_reference_is_the_same_however_it_is_written(tenant: Tenant, written: str) -> None:
    invoice = make_invoice(tenant)
    first = pay(tenant, invoice, reference="T-77", amount=50).json()["payment"]
    again = pay(tenant, invoice, reference=written, amount=50).json()["payment"]
    assert (again["id"], again["reference"]) == (first["id"], "T-77")
    refused = pay(tenant, invoice, reference=written, amount=60)
    assert (refused.status_code, error_of(refused)) == (409, "payment_reference_used")
    assert "T-77" in refused.json()["code"]
    assert pay(tenant, invoice, reference="T-78", amount=60).status_code == 201


def test_a_reference_is_stored_as_it_was_sent_and_is_free_again_once_voided(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    first = pay(tenant, invoice, reference="t\u20111", amount=50).json()["payment"]
    assert first["reference"] == "t\u20111"
    tenant.api().post(f"/v1/payments/{first['id']}/void", json={"reason": "Bounced"})
    again = pay(tenant, invoice, reference="T-1", amount=50)
    assert (again.status_code, again.json()["payment"]["id"] != first["id"]) == (201, True)


def test_fifty_simultaneous_payments_settle_it_once(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    references = [f"R-{n}" for n in range(50)]
    with ThreadPoolExecutor(12) as pool:
        answers = list(pool.map(lambda reference: pay(tenant, invoice, reference=reference).status_code, references))
    assert (answers.count(201), answers.count(409)) == (1, 49)
    assert detail(tenant, invoice)["outstanding_balance"] == 0


def test_a_voided_payment_stays_on_record_and_settles_nothing(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    pay(tenant, invoice, amount=60, reference="A", method="check")
    payment = pay(tenant, invoice, amount=50, reference="B", method="ach").json()["payment"]
    answer = tenant.api().post(f"/v1/payments/{payment['id']}/void", json={"reason": "Check returned."})
    assert answer.json()["payment"]["void_reason"] == "Check returned."
    now = detail(tenant, invoice)
    assert (now["payment_status"], now["outstanding_balance"]) == ("partial", 50)
    listed = tenant.api().get(f"/v1/invoices/{invoice['id']}/payments").json()["results"]
    assert [(one["reference"], one["voided_date"] is None) for one in listed] == [("A", True), ("B", False)]
    again = tenant.api().post(f"/v1/payments/{payment['id']}/void", json={"reason": "Again."})
    assert error_of(again) == "already_voided"
    assert pay(tenant, invoice, amount=50, reference="B").status_code == 201


def test_paying_is_no_change_of_what_was_approved(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    tenant.api("second").post(f"/v1/invoices/{invoice['id']}/approve")
    pay(tenant, invoice)
    assert detail(tenant, invoice)["status"] == "ready-for-export"


@pytest.mark.parametrize(
    ("body", "field", "code"),
    [
        ({"amount": 0}, "amount", "not_positive"),
        ({"amount": -5}, "amount", "not_positive"),
        ({"amount": 10.005}, "amount", "too_many_decimals"),
        ({"amount": 10, "discount_taken": -1}, "discount_taken", "not_positive"),
        ({"paid_on": None}, "paid_on", "required"),
        ({"paid_on": "0202-11-20"}, "paid_on", "date_out_of_range"),
        ({"reference": "a\x07b"}, "reference", "control_character"),
        ({"reference": "x" * 256}, "reference", "too_long"),
    ],
)
def test_what_is_wrong_is_named_and_records_nothing(
    tenant: Tenant, body: dict[str, Any], field: str, code: str
) -> None:
    invoice = make_invoice(tenant)
    answer = pay(tenant, invoice, **body)
    assert answer.status_code == 400
    assert [(f["field"], f["type"]) for f in answer.json()["message"]["fields"]] == [(field, code)]
    assert detail(tenant, invoice)["payment_status"] == "unpaid"


def test_an_amount_has_the_decimals_of_the_invoices_currency(tenant: Tenant) -> None:
    invoice = make_invoice(tenant, currency="JPY", total_amount=110, total_tax=10)
    assert pay(tenant, invoice, amount=10.5).status_code == 400
    assert error_of(pay(tenant, invoice, amount=10, currency="USD")) == "other_currency"
    assert pay(tenant, invoice, amount=10, currency="JPY").status_code == 201


def test_a_payment_is_recorded_when_it_was_made(tenant: Tenant) -> None:
    answer = pay(tenant, make_invoice(tenant), paid_on="2199-01-01")
    assert (answer.status_code, error_of(answer)) == (400, "paid_in_future")


def test_an_invoice_without_a_total_cannot_be_paid(tenant: Tenant) -> None:
    assert error_of(pay(tenant, make_invoice(tenant, total_amount=None))) == "missing_total"


def test_an_archived_invoice_is_not_paid(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    tenant.api().post(f"/v1/invoices/{invoice['id']}/archive", json={})
    assert error_of(pay(tenant, invoice)) == "invoice_archived"


def test_many_are_recorded_each_by_itself(tenant: Tenant) -> None:
    one, two, full = make_invoice(tenant), make_invoice(tenant), make_invoice(tenant)
    pay(tenant, full)
    rows: list[Any] = [
        {"invoice_id": one["invoice_id"], "paid_on": "2026-11-19", "amount": 100, "reference": "S-1"},
        {"invoice_id": one["id"], "paid_on": "2026-11-19", "amount": 20, "reference": "S-2"},
        {"invoice_id": str(two["invoice_id"]), "paid_on": "2026-11-19", "reference": "S-1"},
        {"invoice_id": full["id"], "paid_on": "2026-11-19"},
        {"invoice_id": UNKNOWN, "paid_on": "2026-11-19"},
        {"paid_on": "2026-11-19"},
        "nonsense",
        {"invoice_id": two["id"], "paid_on": "2026-13-19"},
    ]
    answer = tenant.api().post("/v1/payments/bulk", json={"payments": rows})
    assert answer.status_code == 207
    body = answer.json()
    assert [(p["invoice_id"], p["amount"]) for p in body["recorded"]] == [
        (one["invoice_id"], 100),
        (two["invoice_id"], 110),
    ]
    assert [(f["index"], f["type"]) for f in body["errors"]] == [
        (1, "overpaid"),
        (3, "overpaid"),
        (4, "not_found"),
        (5, "validation_error"),
        (6, "validation_error"),
        (7, "validation_error"),
    ]
    again = tenant.api().post("/v1/payments/bulk", json={"payments": [rows[0], rows[2]]})
    assert again.status_code == 201
    assert detail(tenant, one)["outstanding_balance"] == 10


def test_a_list_is_filtered_by_company_reference_and_day(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    pay(tenant, invoice, amount=1, reference="F-1", paid_on="2026-03-01")
    pay(tenant, invoice, amount=1, reference="F-2", paid_on="2026-03-02")
    api = tenant.api()

    def found(**filters: Any) -> list[str]:
        return [one["reference"] for one in api.get("/v1/payments", params=filters).json()["results"]]

    assert found(paid_from="2026-03-01", paid_to="2026-03-01") == ["F-1"]
    assert found(reference="F-2") == ["F-2"]
    assert found(ottimate_company_id=tenant.company("west")) == []
    assert api.get("/v1/payments", params={"paid_from": "yesterday"}).status_code == 400


def test_whoever_does_not_see_the_invoice_sees_and_pays_nothing(tenant: Tenant, other_tenant: Tenant) -> None:
    invoice = make_invoice(tenant, ottimate_location_id=tenant.location("park"))
    payment = pay(tenant, invoice, amount=5).json()["payment"]
    assert pay(tenant, invoice, tenant.api("main")).status_code == 404
    assert pay(tenant, invoice, tenant.api("reader")).status_code == 403
    assert pay(tenant, invoice, tenant.api("editor")).status_code == 403
    for stranger in (tenant.api("main"), other_tenant.api()):
        assert stranger.post(f"/v1/payments/{payment['id']}/void", json={"reason": "x"}).status_code == 404
        assert payment["id"] not in {p["id"] for p in stranger.get("/v1/payments").json()["results"]}
        bulk = {"payments": [{"invoice_id": invoice["id"], "paid_on": "2026-11-19"}]}
        assert stranger.post("/v1/payments/bulk", json=bulk).json()["errors"][0]["type"] == "not_found"
    assert detail(tenant, invoice)["outstanding_balance"] == 105


def test_more_than_a_hundred_rows_are_refused(tenant: Tenant) -> None:
    rows = [{"invoice_id": 1, "paid_on": "2026-11-19"}] * 101
    assert tenant.api().post("/v1/payments/bulk", json={"payments": rows}).status_code == 400


def test_a_credit_memo_is_settled_like_an_invoice(tenant: Tenant) -> None:
    memo = make_invoice(tenant, vendor=make_vendor(tenant), type="credit_memo")
    assert pay(tenant, memo, method="refund").status_code == 201
    assert detail(tenant, memo)["payment_status"] == "paid"
