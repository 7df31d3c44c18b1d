"""What is typed into an invoice and not saved: nothing that is sent beside it acts on what is stored, and nothing typed is lost."""

from decimal import Decimal

import pytest
from playwright.sync_api import Page, expect

from harness.axe import violations
from harness.invoices import make_invoice, status_of
from harness.keyboard import Keyboard
from harness.tenants import Tenant

TOTAL, TOLD = "#f-total_amount", ".unsaved-first"


@pytest.fixture
def keys(person: Page) -> Keyboard:
    return Keyboard(person)


def type_total(keys: Keyboard, total: str) -> None:
    keys.page.locator(TOTAL).focus()
    keys.press("Control+a")
    keys.type(total)
    keys.press("Tab", "Escape")


def total_of(tenant: Tenant, invoice: dict[str, object]) -> Decimal:
    return Decimal(str(tenant.api().get(f"/v1/invoices/{invoice['id']}").json()["total_amount"]))


def test_what_is_typed_and_not_saved_is_not_approved(tenant: Tenant, keys: Keyboard) -> None:
    invoice = make_invoice(tenant)
    before = total_of(tenant, invoice)
    keys.open(f"/invoices/{invoice['id']}")
    type_total(keys, "1.00")
    keys.press("a")
    expect(keys.page.locator(f"form.approve {TOLD}")).to_contain_text("not saved yet")
    expect(keys.page.locator("#announce")).to_contain_text("Ctrl+S")
    expect(keys.page.locator(TOTAL)).to_have_value("1.00")
    expect(keys.page.get_by_role("button", name="Save Ctrl S")).to_be_focused()
    assert not violations(keys.page)
    assert (status_of(tenant, invoice), total_of(tenant, invoice)) == ("pending-approval", before)


def test_what_was_saved_is_approved(tenant: Tenant, keys: Keyboard) -> None:
    invoice = make_invoice(tenant)
    keys.open(f"/invoices/{invoice['id']}")
    keys.page.locator("#f-notes").focus()
    keys.type("Looked at")
    keys.press("Escape", "a", "Enter")
    expect(keys.page.locator("#said")).to_contain_text("Saved")
    keys.press("a")
    expect(keys.page.locator("#said")).to_contain_text("pproved")
    assert status_of(tenant, invoice) == "ready-for-export"


@pytest.mark.parametrize("key", ["f", "d"])
def test_every_other_step_waits_too_and_what_was_typed_can_be_left(tenant: Tenant, keys: Keyboard, key: str) -> None:
    invoice = make_invoice(tenant)
    keys.open(f"/invoices/{invoice['id']}")
    type_total(keys, "1.00")
    keys.press(key)
    expect(keys.page.locator(TOLD)).to_have_count(1)
    assert status_of(tenant, invoice) == "pending-approval"
    keys.page.get_by_role("button", name="Leave what I typed").click()
    expect(keys.page.locator(TOTAL)).not_to_have_value("1.00")
    keys.page.wait_for_load_state("networkidle")
    keys.press(key)
    expect(keys.page.locator("#said")).not_to_be_empty()
    assert status_of(tenant, invoice) != "pending-approval"


def test_a_ticked_line_is_nothing_to_be_saved(tenant: Tenant, keys: Keyboard) -> None:
    invoice = make_invoice(tenant)
    keys.open(f"/invoices/{invoice['id']}")
    keys.page.locator("input[name=line]").first.check()
    keys.press("a")
    expect(keys.page.locator("#said")).to_contain_text("pproved")


def test_a_reason_that_was_typed_before_saving_is_still_there(tenant: Tenant, keys: Keyboard) -> None:
    invoice = make_invoice(tenant)
    keys.open(f"/invoices/{invoice['id']}")
    keys.page.locator("#f-notes").focus()
    keys.type("Looked at")
    keys.press("Escape", "r")
    keys.type("Not ours")
    keys.press("Control+Enter")
    expect(keys.page.locator(f".opened {TOLD}")).to_have_count(1)
    keys.press("Control+s")
    expect(keys.page.locator("#said")).to_contain_text("Saved")
    reason = keys.page.locator("textarea[name=reason]")
    expect(reason).to_have_value("Not ours")
    reason.press("Control+Enter")
    expect(keys.page.locator("#said")).to_contain_text("eclined")
    assert status_of(tenant, invoice) == "needs-attention"
