"""The same invoice once more, with a number that only looks the same."""

import pytest

from harness.invoices import make_invoice, make_vendor
from harness.tenants import Tenant


@pytest.mark.parametrize(
    "number", ["ІNV-7A041", "INV-7А041", "ΙΝV-7A041", "ＩＮＶ－７Ａ０４１", "INV-\u202e7A0\u200b41"]
)
def test_a_number_in_letters_that_look_alike_is_a_likely_duplicate(tenant: Tenant, number: str) -> None:
    vendor = make_vendor(tenant)
    first = make_invoice(tenant, vendor=vendor, invoice_number="INV-7A041")
    again = make_invoice(tenant, vendor=vendor, invoice_number=number)
    assert [(r["code"], r["other_invoice_id"]) for r in again["reasons"]] == [("likely_duplicate", first["id"])]


def test_what_nobody_sees_is_in_no_number_and_no_name(tenant: Tenant) -> None:
    vendor = make_vendor(tenant, erp_vendor_name="Blue\u202e Fin\u200b")
    invoice = make_invoice(tenant, vendor=vendor, invoice_number="\u2066INV\u2069-8\ufeff1")
    assert (vendor["erp_vendor_name"], invoice["invoice_number"]) == ("Blue Fin", "INV-81")
