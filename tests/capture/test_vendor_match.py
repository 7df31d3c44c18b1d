"""A paper finds its vendor, says by what, and leaves what is doubtful to a person."""

from typing import Any

import pytest

from harness.invoices import make_vendor
from harness.tenants import Tenant
from harness.worker import finished, paper, sent

pytestmark = pytest.mark.usefixtures("worker")
IBAN, OTHER_IBAN = "GB33BUKB20201555555555", "DE10999900000000001111"


def read(tenant: Tenant, **changes: str) -> dict[str, Any]:
    found = finished(tenant, sent(tenant, paper(**changes)))
    [id] = found["invoice_ids"]
    return tenant.api().get(f"/v1/invoices/{id}", params={"expand": "extraction"}).json()


def codes(invoice: dict[str, Any]) -> set[str]:
    return {reason["code"] for reason in invoice["reasons"]}


def test_the_invoice_tells_by_what_its_vendor_was_found(tenant: Tenant) -> None:
    vendor = make_vendor(tenant, erp_vendor_name="HARBOUR SUPPLIES LIMITED", tax_id="GB 123 4567 89", iban=IBAN)
    invoice = read(tenant)
    match = invoice["extraction"]["vendor_match"]
    assert invoice["ottimate_vendor_id"] == match["ottimate_vendor_id"] == vendor["id"]
    assert match["by"] == ["tax_id", "iban", "name"]
    assert match["score"] > 0.99
    assert match["others"] == []


def test_a_known_name_with_another_account_is_matched_and_told(tenant: Tenant) -> None:
    vendor = make_vendor(tenant, erp_vendor_name="Harbour Supplies", iban=OTHER_IBAN)
    invoice = read(tenant)
    assert invoice["ottimate_vendor_id"] == vendor["id"]
    assert "other_bank_details" in codes(invoice)
    assert invoice["status"] == "needs-attention"
    for beside in ({"posting_date": "2026-11-20"}, {"invoice_number": invoice["invoice_number"]}):
        tenant.api().patch(f"/v1/invoices/{invoice['id']}", json=beside)
    assert "other_bank_details" in codes(tenant.api().get(f"/v1/invoices/{invoice['id']}").json())
    answered = tenant.api().patch(f"/v1/invoices/{invoice['id']}", json={"ottimate_vendor_id": vendor["id"]}).json()
    assert "other_bank_details" not in codes(answered)


def test_two_vendors_of_one_name_leave_the_choice_to_a_person_who_is_told_both(tenant: Tenant) -> None:
    made = [
        make_vendor(tenant, erp_vendor_name=name)["id"] for name in ("Harbour Supplies Ltd", "Harbour Supplies Inc")
    ]
    invoice = read(tenant)
    assert invoice["ottimate_vendor_id"] is None
    assert "vendor_in_doubt" in codes(invoice)
    assert [other["ottimate_vendor_id"] for other in invoice["extraction"]["vendor_match"]["others"]] == made


def test_the_account_of_one_and_the_name_of_another_are_nobodys(tenant: Tenant) -> None:
    make_vendor(tenant, erp_vendor_name="Quite Other Trading", iban=IBAN)
    make_vendor(tenant, erp_vendor_name="Harbour Supplies")
    invoice = read(tenant)
    assert invoice["ottimate_vendor_id"] is None
    assert "vendor_in_doubt" in codes(invoice)


def test_the_companys_own_name_as_a_vendors_is_not_found_on_its_papers(tenant: Tenant) -> None:
    companies = tenant.api().get(f"/v1/accounts/{tenant.racc}/companies").json()["results"]
    [own] = [company["name"] for company in companies if company["id"] == tenant.company("east")]
    make_vendor(tenant, erp_vendor_name=own)
    for there in ("Blue Anchor Hotels Ltd", "Harbour Supplies Ltd"):
        assert read(tenant, **{there: own})["ottimate_vendor_id"] is None


def test_a_vendor_whose_name_is_part_of_another_is_not_found(tenant: Tenant) -> None:
    make_vendor(tenant, erp_vendor_name="Anchor")
    make_vendor(tenant, erp_vendor_name="Blue Anchor")
    assert read(tenant)["ottimate_vendor_id"] is None
