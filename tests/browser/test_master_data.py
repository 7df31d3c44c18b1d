"""Vendors, bank changes, dimensions, rules and imports in a real browser."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from browser.conftest import OpenAs
from harness.axe import violations
from harness.bank_changes import NEW, asked, banked_vendor, confirm, read_vendor
from harness.chromium import weight
from harness.coding import make_rule
from harness.dimensions import make_dimension
from harness.invoices import make_invoice, make_vendor
from harness.tenants import Tenant

LONG = "Übergröße und Söhne مخبز 🥖 " + "x" * 460


@pytest.fixture
def furnished(tenant: Tenant) -> list[str]:
    """Addresses of pages with something on each."""
    vendor = banked_vendor(tenant, erp_vendor_name=LONG)
    asked(tenant, vendor)
    confirm(tenant, asked(tenant, banked_vendor(tenant)))
    make_invoice(tenant, vendor=vendor)
    make_dimension(tenant, "account", "5000")
    rule = make_rule(tenant, {"ACCOUNT": "5000"}, ottimate_vendor_id=vendor["id"], keyword="flour")
    part = {"percent": 100, "dimensions": {"ACCOUNT": "5000"}}
    body = {"ottimate_company_id": tenant.company(), "ottimate_vendor_id": vendor["id"], "splits": [part]}
    split = tenant.api().post("/v1/split-rules", json=body).json()
    form = {"kind": "vendors", "ottimate_company_id": str(tenant.company())}
    file = {"file": ("v.csv", b"erp_vendor_id,erp_vendor_name\nX-1,Mill\n", "text/csv")}
    taken = tenant.api().post("/v1/imports", data=form, files=file).json()
    dimension = tenant.api().get("/v1/dimensions").json()["dimensions"][0]
    here = f"/vendors/{vendor['id']}"
    return [
        "/vendors", here, f"{here}/edit", "/vendors/new", "/bank-changes", "/bank-changes?status=all", "/dimensions",
        "/dimensions/new", f"/dimensions/{dimension['id']}/edit", "/mapping-rules", "/mapping-rules/new",
        f"/mapping-rules/{rule['id']}/edit", "/split-rules", "/split-rules/new", f"/split-rules/{split['id']}/edit",
        "/coding-settings", "/imports", "/imports/new", f"/imports/{taken['id']}",
    ]  # fmt: skip


@pytest.mark.proof
def test_every_page_is_accessible_and_as_wide_as_the_window(
    open_as: OpenAs, tenant: Tenant, furnished: list[str], look: str
) -> None:
    tab = open_as(tenant, look=look, company="east")
    wrong: list[str] = []
    for address in furnished:
        tab.goto(address)
        wrong += [f"{address}: {line}" for line in violations(tab)]
        wider = tab.evaluate("document.documentElement.scrollWidth - innerWidth")
        wrong += [f"{address}: {wider} px wider than the window"] if wider > 0 else []
    assert wrong == [], "\n".join(wrong)


def test_pages_are_light(open_as: OpenAs, tenant: Tenant, furnished: list[str]) -> None:
    heavy = {address: bytes_ for address in furnished[:6] if (bytes_ := weight(open_as(tenant), address)) > 150 * 1024}
    assert heavy == {}


def test_bank_details_are_asked_for_and_confirmed_without_a_mouse(open_as: OpenAs, tenant: Tenant) -> None:
    vendor = banked_vendor(tenant, erp_vendor_name="Zebra Works")
    make_vendor(tenant)
    clerk = open_as(tenant, role="Accounting - Full")
    clerk.goto("/vendors")
    clerk.keyboard.press("/")
    clerk.keyboard.type("zebra")
    clerk.keyboard.press("Enter")
    clerk.wait_for_url("**search=zebra**")
    clerk.keyboard.press("j")
    clerk.keyboard.press("Enter")
    clerk.wait_for_url(f"**/vendors/{vendor['id']}")
    summary = clerk.get_by_text("Ask for other bank details")
    summary.focus()
    clerk.keyboard.press("Enter")
    clerk.get_by_label("Bank account (IBAN)").focus()
    clerk.keyboard.press("Control+A")
    clerk.keyboard.type(NEW)
    clerk.keyboard.press("Enter")
    expect(clerk.get_by_role("status")).to_contain_text("wait for a second person")
    second = open_as(tenant)
    second.goto("/bank-changes")
    second.get_by_label("How you checked it").focus()
    second.keyboard.type("Called the number on file.")
    second.keyboard.press("Tab")  # Enter in the field decides nothing
    second.keyboard.press("Enter")
    expect(second.locator("#said")).to_contain_text("The bank details are in force.")
    assert read_vendor(tenant, vendor)["iban"] == NEW


def test_a_file_is_taken_in_with_its_faults_seen_first(person: Page, tenant: Tenant, tmp_path: Path) -> None:
    file = tmp_path / "vendors.csv"
    file.write_text("erp_vendor_id,erp_vendor_name,email\nX-1,Mill,\nX-2,Dairy,nobody\n", encoding="utf-8")
    person.goto("/imports/new?kind=vendors")
    person.get_by_label("File").set_input_files(file)
    person.get_by_role("button", name="Look at what it would do").click()
    expect(person.locator("td.wrong")).to_contain_text("Send an e-mail address")
    assert violations(person) == []
    expect(person).to_have_url(re.compile(r"/imports/try$"))
    person.get_by_role("button", name="Take in the good row and leave out 1").click()
    expect(person.locator("#said")).to_contain_text("The file is taken in.")
    person.get_by_role("button", name="Undo the import").click()
    expect(person.locator("#said")).to_contain_text("The import is undone.")
    assert tenant.api().get("/v1/vendors").json()["count"] == 0


def test_a_deleted_rule_is_back_after_undo(person: Page, tenant: Tenant) -> None:
    make_dimension(tenant, "account", "5000")
    make_rule(tenant, {"ACCOUNT": "5000"}, sku="S-1")
    person.goto("/mapping-rules")
    person.get_by_role("button", name="Delete").click()
    expect(person.locator("#said")).to_contain_text("The rule is deleted.")
    person.get_by_role("button", name="Undo").click()
    expect(person.get_by_role("table")).to_contain_text("S-1")


def test_everything_is_readable_and_sent_without_scripts(open_as: OpenAs, tenant: Tenant) -> None:
    tab = open_as(tenant, java_script_enabled=False, company="east")
    tab.goto("/vendors/new")
    tab.get_by_label("Name", exact=True).fill("No Scripts")
    tab.get_by_label("Id in the ERP").fill("N-1")
    tab.get_by_role("button", name="Enter the vendor").click()
    expect(tab.locator("#said")).to_contain_text("The vendor is entered.")
