"""What was paid in a currency stays paid in it, and a total below what is paid is seen."""

from typing import Any

import pytest

from harness.api import error_of
from harness.exports import ready_invoice, try_export
from harness.invoices import make_invoice, make_vendor
from harness.tenants import Tenant


def pay(tenant: Tenant, invoice: dict[str, Any], amount: float) -> str:
    body = {"paid_on": "2026-11-20", "amount": amount}
    answer = tenant.api().post(f"/v1/invoices/{invoice['id']}/payments", json=body)
    assert answer.status_code == 201, answer.text
    return answer.json()["payment"]["id"]


def void(tenant: Tenant, payment: str) -> None:
    assert tenant.api().post(f"/v1/payments/{payment}/void", json={"reason": "Bounced."}).status_code == 200


def change(tenant: Tenant, invoice: dict[str, Any], **body: Any) -> Any:
    return tenant.api().patch(f"/v1/invoices/{invoice['id']}", json=body)


def shown(tenant: Tenant, invoice: dict[str, Any]) -> dict[str, Any]:
    return tenant.api().get(f"/v1/invoices/{invoice['id']}").json()


def codes(tenant: Tenant, invoice: dict[str, Any]) -> list[str]:
    return [reason["code"] for reason in shown(tenant, invoice)["reasons"]]


@pytest.mark.parametrize("amount", [110, 60])
def test_the_currency_of_a_paid_invoice_changes_only_once_its_payments_are_void(tenant: Tenant, amount: float) -> None:
    invoice = make_invoice(tenant)
    payments = [pay(tenant, invoice, amount / 2), pay(tenant, invoice, amount / 2)]
    for payment in payments:
        refused = change(tenant, invoice, currency="EUR")
        assert (refused.status_code, error_of(refused)) == (409, "paid_in_currency")
        assert shown(tenant, invoice)["currency"] == "USD"
        void(tenant, payment)
    assert change(tenant, invoice, currency="EUR").status_code == 200
    assert shown(tenant, invoice)["currency"] == "EUR"


@pytest.mark.parametrize(
    "other",
    [{"invoice_number": "ANOTHER-1"}, {"invoice_date": "2026-10-02"}, {"type": "credit_memo"}],
    ids=["number", "date", "type"],
)
def test_a_paid_invoice_stays_the_one_that_was_paid(tenant: Tenant, other: dict[str, str]) -> None:
    invoice = make_invoice(tenant)
    payment = pay(tenant, invoice, 10)
    refused = change(tenant, invoice, **other)
    assert (refused.status_code, error_of(refused)) == (409, "invoice_paid")
    void(tenant, payment)
    assert change(tenant, invoice, **other).status_code == 200


def test_the_vendor_of_a_paid_invoice_stays(tenant: Tenant) -> None:
    invoice, vendor = make_invoice(tenant), make_vendor(tenant)
    pay(tenant, invoice, 10)
    assert error_of(change(tenant, invoice, erp_vendor_id=vendor["erp_vendor_id"])) == "invoice_paid"


def test_naming_the_same_currency_changes_nothing(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    pay(tenant, invoice, 10)
    assert change(tenant, invoice, currency="USD", notes="Paid in part.").status_code == 200


def test_a_total_below_what_is_paid_is_a_reason_until_total_and_payments_fit_again(tenant: Tenant) -> None:
    invoice = ready_invoice(tenant)
    pay(tenant, invoice, 50)
    payment = pay(tenant, invoice, 60)
    assert change(tenant, invoice, total_amount=100).status_code == 200
    assert codes(tenant, invoice) == ["paid_more_than_total"]
    assert shown(tenant, invoice)["status"] == "needs-attention"
    assert try_export(tenant, invoice_ids=[invoice["id"]]).status_code == 409
    change(tenant, invoice, notes="Naming nothing that is approved answers nothing.")
    change(tenant, invoice, due_date="2026-12-24")
    assert codes(tenant, invoice) == ["paid_more_than_total"]
    void(tenant, payment)
    assert codes(tenant, invoice) == []
    assert shown(tenant, invoice)["status"] == "pending-approval"
    change(tenant, invoice, total_amount=40)
    assert "paid_more_than_total" in codes(tenant, invoice)
    change(tenant, invoice, total_amount=110)
    assert codes(tenant, invoice) == []
