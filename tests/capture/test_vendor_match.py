"""A paper finds its vendor, says by what, and leaves what is doubtful to a person."""

from typing import Any

import pytest

from harness.bank_changes import asked, confirm
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


PAY_TO = "Please pay to IBAN GB33 BUKB 2020 1555 5555 55"
PRINTS_BOTH = {PAY_TO: "New account DE10 9999 0000 0000 0011 11, old GB33 BUKB 2020 1555 5555 55 closed"}


def test_another_account_beside_the_vendors_own_is_told_until_it_is_added_to_the_record(tenant: Tenant) -> None:
    vendor = make_vendor(tenant, erp_vendor_name="Harbour Supplies", iban=IBAN)
    invoice = read(tenant, **PRINTS_BOTH)
    [reason] = [reason for reason in invoice["reasons"] if reason["code"] == "other_bank_details"]
    assert IBAN in reason["message"] and OTHER_IBAN in reason["message"]
    add_account(tenant, vendor, f"{IBAN}; {OTHER_IBAN}")
    confirmed = read(tenant, **PRINTS_BOTH)
    assert confirmed["ottimate_vendor_id"] == vendor["id"]
    assert "other_bank_details" not in codes(confirmed)


def test_a_vendor_is_found_by_each_of_its_accounts(tenant: Tenant) -> None:
    vendor = make_vendor(tenant, erp_vendor_name="Harbour Supplies", iban=f"{OTHER_IBAN}, {IBAN}")
    match = read(tenant)["extraction"]["vendor_match"]
    assert (match["ottimate_vendor_id"], match["by"]) == (vendor["id"], ["iban", "name"])


def test_a_vendor_that_is_chosen_by_hand_is_compared_with_the_paper(tenant: Tenant) -> None:
    invoice = read(tenant)
    assert codes(invoice) >= {"unknown_vendor"}
    chosen = make_vendor(tenant, erp_vendor_name="Somebody Else", iban=OTHER_IBAN, tax_id="GB 999 0000 73")
    first = name_vendor(tenant, invoice, chosen)
    assert codes(first) >= {"other_bank_details", "vendor_in_doubt"}
    assert first["status"] == "needs-attention"
    again = name_vendor(tenant, invoice, chosen)
    assert not codes(again) & {"other_bank_details", "vendor_in_doubt"}


def test_changing_to_a_vendor_and_back_compares_each_time(tenant: Tenant) -> None:
    right = make_vendor(tenant, erp_vendor_name="Harbour Supplies", iban=IBAN)
    other = make_vendor(tenant, erp_vendor_name="Somebody Else", iban=OTHER_IBAN)
    invoice = read(tenant)
    assert "other_bank_details" not in codes(invoice)
    for _ in range(2):
        assert "other_bank_details" in codes(name_vendor(tenant, invoice, other))
        assert "other_bank_details" not in codes(name_vendor(tenant, invoice, right))


def test_a_second_record_of_a_vendor_is_not_chosen_in_its_place_unseen(tenant: Tenant) -> None:
    """Who has a record of its own has its numbers there: a new one has none to be compared with."""
    make_vendor(tenant, erp_vendor_name="Harbour Supplies", tax_id="GB123456789", iban=OTHER_IBAN)
    invoice = read(tenant)
    second = {"erp_vendor_id": "V-second", "erp_vendor_name": "Harbour Supplies Ltd (new)"}
    chosen = tenant.api().patch(f"/v1/invoices/{invoice['id']}", json=second).json()
    [reason] = [reason for reason in chosen["reasons"] if reason["code"] == "vendor_in_doubt"]
    assert "tax id" in reason["message"] and "Harbour Supplies" in reason["message"]


def test_a_name_in_look_alike_letters_finds_the_vendor(tenant: Tenant) -> None:
    vendor = make_vendor(tenant, erp_vendor_name="Наrbоur Supрliеs Ltd", iban=OTHER_IBAN)
    invoice = read(tenant)
    assert invoice["ottimate_vendor_id"] == vendor["id"]
    assert "other_bank_details" in codes(invoice)


def add_account(tenant: Tenant, vendor: dict[str, Any], iban: str) -> None:
    """A second person has confirmed it."""
    assert confirm(tenant, asked(tenant, vendor, iban)).status_code == 200


def name_vendor(tenant: Tenant, invoice: dict[str, Any], vendor: dict[str, Any]) -> dict[str, Any]:
    return tenant.api().patch(f"/v1/invoices/{invoice['id']}", json={"ottimate_vendor_id": vendor["id"]}).json()


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
