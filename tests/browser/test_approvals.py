"""Approvals with the keyboard alone: one after the other, many at once, back again, and policies tried before they hold."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from harness.approvals import ask, email
from harness.axe import violations
from harness.chromium import Watch
from harness.invoices import make_invoice, make_vendor, status_of
from harness.policies import make_policy
from harness.tenants import Tenant


def opened(page: Page, path: str) -> Page:
    page.goto(path)
    page.wait_for_load_state("networkidle")
    return page


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def test_a_clean_invoice_takes_two_keys_and_the_next_one_more(person: Page, tenant: Tenant) -> None:
    """Enter opens the first row and `a` approves it, which leads to the next one."""
    vendor = make_vendor(tenant)
    older, newer = make_invoice(tenant, vendor=vendor), make_invoice(tenant, vendor=vendor)
    page = opened(person, "/queue/my-approvals")
    press(page, "Enter")
    page.wait_for_url(f"**/invoices/{newer['id']}*")
    page.wait_for_load_state("networkidle")
    press(page, "a")
    page.wait_for_url(f"**/invoices/{older['id']}*")
    expect(page.locator("#said")).to_contain_text("Approved.")
    press(page, "a")
    page.wait_for_url("**/queue/my-approvals*")
    assert {status_of(tenant, one) for one in (older, newer)} == {"ready-for-export"}


def test_why_it_waits_and_what_to_do_are_seen_without_scrolling(open_as: Any, tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    page = open_as(tenant)
    page.set_viewport_size({"width": 1440, "height": 900})
    opened(page, f"/invoices/{invoice['id']}")
    assert page.evaluate("scrollY") == 0
    for wanted in (page.get_by_role("button", name="Approve a"), page.locator("summary", has_text="Decline")):
        box = wanted.bounding_box()
        assert box is not None and box["y"] + box["height"] < 900
    expect(page.get_by_text("anybody who may approve")).to_be_in_viewport(ratio=1)


def test_a_reason_that_is_asked_for_declines_with_enter_and_approves_nothing(
    person: Page, tenant: Tenant, watch: Watch
) -> None:
    watch.expected.append("status of 400")
    invoice = make_invoice(tenant)
    page = opened(person, "/queue/my-approvals")
    press(page, "j", "x", "r")
    words = page.get_by_label("Comment or reason for the selected")
    expect(words).to_be_focused()
    page.keyboard.type("Never ordered")
    press(page, "Enter")
    expect(page.locator("#said")).to_contain_text("Declined")
    assert status_of(tenant, invoice) == "needs-attention"


def test_after_some_were_approved_the_keyboard_stands_on_the_same_button(person: Page, tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    invoices = [make_invoice(tenant, vendor=vendor) for _ in range(2)]
    page = opened(person, "/queue/my-approvals")
    page.locator("input[name=invoice]").first.check()
    page.get_by_role("button", name="Approve the selected").press("Enter")
    expect(page.locator("#said")).to_contain_text("Approved.")
    expect(page.get_by_role("button", name="Approve the selected")).to_be_focused()
    assert [status_of(tenant, one) for one in invoices].count("ready-for-export") == 1


def test_enter_beside_several_steps_takes_none_of_them(person: Page, tenant: Tenant) -> None:
    """The first button approves: words that are typed before one of them is chosen do not choose it."""
    invoice = make_invoice(tenant)
    page = opened(person, "/queue/my-approvals")
    press(page, "j", "x")
    words = page.get_by_label("Comment or reason for the selected")
    words.fill("Never ordered")
    words.press("Enter")
    page.wait_for_timeout(300)
    assert status_of(tenant, invoice) == "pending-approval"
    words.press("Escape")
    press(page, "r")
    expect(page.locator("#said")).to_contain_text("Declined")
    assert status_of(tenant, invoice) == "needs-attention"


def test_an_approval_is_undone_with_one_key(person: Page, tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    page = opened(person, f"/invoices/{invoice['id']}?queue=my-approvals")
    press(page, "a")
    expect(page.locator("#said")).to_contain_text("Approved.")
    press(page, "z")
    expect(page.locator("#said")).to_contain_text("Taken back")
    assert status_of(tenant, invoice) == "pending-approval"


def test_a_decline_asks_for_words_where_they_are_typed(person: Page, tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    page = opened(person, f"/invoices/{invoice['id']}")
    press(page, "r")
    page.keyboard.type("Never came")
    press(page, "Tab", "Enter")
    expect(page.locator("#said")).to_contain_text("Declined")
    assert status_of(tenant, invoice) == "needs-attention"


def test_a_flag_takes_one_key(person: Page, tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    press(opened(person, f"/invoices/{invoice['id']}"), "f")
    expect(person.locator("#said")).to_contain_text("Flagged")
    assert status_of(tenant, invoice) == "incomplete"


def test_a_comment_mentions_somebody(person: Page, tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    page = opened(person, f"/invoices/{invoice['id']}")
    press(page, "n")
    page.keyboard.type(f"Did it come, @{email(tenant, 'bo')}?")
    press(page, "Tab", "Tab", "Enter")
    expect(page.locator(".comments .said")).to_contain_text("Bo Lind")


def test_rows_are_selected_and_approved_and_brought_back(person: Page, tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    invoices = [make_invoice(tenant, vendor=vendor) for _ in range(3)]
    page = opened(person, "/queue/my-approvals")
    press(page, "j", "x", "j", "x", "a")
    expect(page.locator("#said")).to_contain_text("Approved.")
    assert sorted(status_of(tenant, one) for one in invoices) == [
        "pending-approval",
        "ready-for-export",
        "ready-for-export",
    ]
    press(page, "z")
    expect(page.locator("#said")).to_contain_text("Taken back")
    assert {status_of(tenant, one) for one in invoices} == {"pending-approval"}


def test_what_somebody_changed_meanwhile_is_told_in_its_row(person: Page, tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    page = opened(person, "/queue/my-approvals")
    tenant.api().patch(f"/v1/invoices/{invoice['id']}", json={"notes": "x"})
    press(page, "j", "x", "a")
    expect(page.locator(".refused-row")).to_contain_text("Somebody has changed it since")
    assert status_of(tenant, invoice) == "pending-approval"


def test_the_link_of_a_mail_leads_to_the_approval_and_enter_gives_it(open_as: Any, tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    page = opened(open_as(tenant), f"/invoices/{invoice['id']}?from=mail")
    expect(page.locator("[data-key=a]")).to_be_focused()
    assert status_of(tenant, invoice) == "pending-approval"
    press(page, "Enter")
    expect(page.locator("#said")).to_contain_text("Approved.")


def test_vendors_of_a_policy_are_chosen_by_their_names_one_after_the_other(open_as: Any, tenant: Tenant) -> None:
    chosen = [make_vendor(tenant, erp_vendor_name=name) for name in ("Highline Produce", "Pinecone Dairy")]
    page = opened(open_as(tenant, company="east"), "/policies/new")
    vendors = page.get_by_role("textbox", name="Vendors", exact=True)
    vendors.focus()
    for word, vendor in zip(("highl", "pinec"), chosen, strict=True):
        page.keyboard.type(word)
        expect(page.locator("ul.choices:not([hidden]) li")).to_have_count(1)
        page.keyboard.press("Enter")
        expect(vendors).to_have_value(re.compile(rf"(^|\n){vendor['id']} {vendor['erp_vendor_name']}\n$"))


def test_a_policy_is_tried_with_one_key_and_nothing_typed_is_lost(person: Page, tenant: Tenant) -> None:
    make_invoice(tenant)
    page = opened(person, "/policies/new")
    page.keyboard.type("Large")
    page.get_by_label("Total from").fill("100")
    page.get_by_label("Currency").fill("USD")
    page.get_by_label("Ada Marsh").check()
    page.locator("h1").click()
    press(page, "t")
    expect(page.locator(".tried")).to_contain_text("Large: Ada Marsh")
    expect(page.get_by_label("Name", exact=True)).to_have_value("Large")
    expect(page.get_by_label("Ada Marsh")).to_be_checked()


PAGES = ("/queue/my-approvals", "/policies", "/policies/new", "/stand-ins", "/notices?read=all", "/approval-settings")


@pytest.mark.parametrize("path", PAGES)
def test_the_pages_have_no_violations(open_as: Any, look: str, tenant: Tenant, path: str) -> None:
    invoice = make_invoice(tenant)
    make_policy(tenant, "Chief " + "x" * 90, "ada", "bo", conditions={"min_total": 5, "currency": "USD"})
    tenant.api("second").post(f"/v1/invoices/{invoice['id']}/comments", json={"text": f"@{email(tenant, 'bo')} look"})
    assert violations(opened(open_as(tenant, look=look, email=email(tenant, "bo")), path)) == []


def test_the_pane_has_no_violations(open_as: Any, look: str, tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    ask(tenant, invoice, "ada", "bo")
    tenant.api().post(f"/v1/invoices/{invoice['id']}/comments", json={"text": "w" * 400})
    page = opened(open_as(tenant, look=look, email=email(tenant, "bo")), f"/invoices/{invoice['id']}")
    for summary in page.locator(".approval details > summary").all():
        summary.click()
    assert violations(page) == []


def test_the_pane_is_read_and_an_approval_given_without_scripts(open_as: Any, tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    page = open_as(tenant, java_script_enabled=False)
    page.goto(f"/invoices/{invoice['id']}")
    page.get_by_role("button", name="Approve a").click()
    assert "Approved." in page.content() and status_of(tenant, invoice) == "ready-for-export"
