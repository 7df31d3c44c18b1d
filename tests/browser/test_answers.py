"""What becomes of a page when a form of it is answered, and when it is not: nothing typed is lost, and what went wrong is seen."""

import pytest
from playwright.sync_api import Dialog, Page, Route, expect

from browser.conftest import OpenAs
from harness.approvals import email
from harness.axe import violations
from harness.chromium import Watch
from harness.dimensions import make_dimension
from harness.given_up import given_up
from harness.invoices import make_invoice, status_of
from harness.tenants import Tenant

NOTES, TROUBLE = "#f-notes", "#trouble"
PROXY = "<html><head><title>502</title></head><body><h1>Bad gateway</h1></body></html>"
BROKEN = "XX000"  # what a database says that cannot go on
ERRORS = "status of|Failed to load|status 5"


def opened(page: Page, path: str) -> None:
    page.goto(path)
    page.wait_for_load_state("networkidle")


def typed_and_saved(page: Page, text: str) -> None:
    page.locator(NOTES).fill(text)
    page.keyboard.press("Control+s")


def stays(page: Page, text: str) -> None:
    """The form, with what was typed into it, and what went wrong."""
    expect(page.locator(TROUBLE)).to_be_visible()
    expect(page.locator(TROUBLE)).to_be_in_viewport()
    expect(page.locator(NOTES)).to_have_value(text)


@pytest.mark.parametrize("status", [502, 503])
def test_a_page_of_somebody_else_does_not_take_the_place_of_a_form(
    person: Page, tenant: Tenant, watch: Watch, status: int
) -> None:
    """A proxy's, for example."""
    watch.expected.append(ERRORS)
    invoice = make_invoice(tenant)
    opened(person, f"/invoices/{invoice['id']}")
    person.route("**/save*", lambda route: route.fulfill(status=status, content_type="text/html", body=PROXY))
    typed_and_saved(person, "Mine")
    stays(person, "Mine")
    expect(person.locator(TROUBLE)).to_contain_text("cannot be reached")
    person.unroute("**/save*")
    person.locator(NOTES).press("Control+s")
    expect(person.locator("#said")).to_contain_text("Saved")
    expect(person.locator(TROUBLE)).to_be_hidden()
    assert tenant.api().get(f"/v1/invoices/{invoice['id']}").json()["notes"] == "Mine"


def test_a_page_that_only_says_what_went_wrong_does_not_take_the_place_of_a_form(
    person: Page, tenant: Tenant, watch: Watch
) -> None:
    watch.expected.append(ERRORS)
    invoice = make_invoice(tenant)
    opened(person, f"/invoices/{invoice['id']}")
    with given_up(tenant, BROKEN):
        typed_and_saved(person, "Mine")
        stays(person, "Mine")
    expect(person.locator(TROUBLE)).to_contain_text("req_")
    person.locator(NOTES).press("Control+s")
    expect(person.locator("#said")).to_contain_text("Saved")


def test_everybody_sees_that_the_server_cannot_be_reached(person: Page, tenant: Tenant, watch: Watch) -> None:
    watch.expected.append("/save|ERR_FAILED")
    invoice = make_invoice(tenant)
    opened(person, f"/invoices/{invoice['id']}")
    person.route("**/save*", lambda route: route.abort())
    typed_and_saved(person, "Mine")
    stays(person, "Mine")
    assert violations(person) == []
    person.locator(TROUBLE).get_by_role("button", name="Close").click()
    expect(person.locator(TROUBLE)).to_be_hidden()


def test_of_two_forms_that_are_sent_at_once_both_are_answered(person: Page, tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    opened(person, f"/invoices/{invoice['id']}")
    held: list[Route] = []
    person.route("**/comments*", lambda route: held.append(route))
    person.locator(".comments textarea").fill("Looks fine.")
    with person.expect_request("**/comments*"):
        person.locator("form[action*='/comments'] button").click()
    person.get_by_role("button", name="Approve a").click()
    held.pop().continue_()
    expect(person.locator("#said")).to_contain_text("pproved")
    expect(person.locator(".comments ol")).to_contain_text("Looks fine.")
    assert status_of(tenant, invoice) == "ready-for-export"


def test_the_navigation_stays_folded_on_a_phone(open_as: OpenAs, tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    page = open_as(tenant, look="phone")
    opened(page, f"/invoices/{invoice['id']}")
    expect(page.locator("nav.side ul").first).to_be_hidden()
    typed_and_saved(page, "Mine")
    expect(page.locator("#said")).to_contain_text("Saved")
    expect(page.locator("nav.side ul").first).to_be_hidden()


def test_what_was_read_is_no_more_counted_in_the_top_bar(open_as: OpenAs, tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    body = {"text": f"@{email(tenant, 'bo')} look"}
    assert tenant.api().post(f"/v1/invoices/{invoice['id']}/comments", json=body).status_code == 201
    page = open_as(tenant, email=email(tenant, "bo"))
    opened(page, "/notices")
    expect(page.locator("nav.person .tag")).to_have_text("1")
    page.locator("form[action='/notices/read'] button").click()
    expect(page.locator("main")).to_contain_text("You have read everything.")
    expect(page.locator("nav.person .tag")).to_have_count(0)


def test_a_mention_that_is_opened_leads_the_keyboard_to_the_comment(open_as: OpenAs, tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    body = {"text": f"@{email(tenant, 'bo')} look"}
    comment = tenant.api().post(f"/v1/invoices/{invoice['id']}/comments", json=body).json()["comment"]
    page = open_as(tenant, email=email(tenant, "bo"))
    opened(page, "/notices")
    page.get_by_role("button", name="mentioned you").click()
    page.wait_for_url(f"**/invoices/{invoice['id']}#comment-{comment['id']}")
    expect(page.locator(f"#comment-{comment['id']}")).to_be_focused()
    expect(page.locator(f"#comment-{comment['id']}")).to_be_in_viewport()


def test_whoever_stays_after_all_can_still_sign_out(person: Page, tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    opened(person, f"/invoices/{invoice['id']}")
    person.locator(NOTES).click()
    person.keyboard.type("Mine")
    asked: list[Dialog] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog)
        dialog.dismiss()

    person.on("dialog", stay)
    out = person.get_by_role("button", name="Sign out")
    out.click(no_wait_after=True)
    expect(person.locator("form[action='/signout'][aria-busy]")).to_have_count(0, timeout=3000)
    assert len(asked) == 1
    person.remove_listener("dialog", stay)
    person.on("dialog", lambda dialog: dialog.accept())
    out.click()
    person.wait_for_url("**/signin**")


def test_what_is_typed_over_what_stands_there_outlasts_a_step_beside_it(person: Page, tenant: Tenant) -> None:
    """A value, a choice: what nobody else has changed meanwhile."""
    food = make_dimension(tenant, "account", "51100")
    for place in ({"price_percent": 5}, {"price_percent": 9, "category": food["id"]}):
        body = {"ottimate_company_id": tenant.company(), **place}
        assert tenant.api().post("/v1/matching/tolerances", json=body).status_code == 201
    opened(person, "/matching")
    row = person.locator("tr", has_text="5 %")
    row.locator("summary").click()
    row.locator("input[name=price_percent]").fill("7")
    needed = person.locator("select[name=orders_needed]")
    needed.select_option("always")
    person.locator("tr", has_text="9 %").locator("form[action*='/delete'] button").click()
    expect(person.locator("tr", has_text="9 %")).to_have_count(0)
    expect(row.locator("input[name=price_percent]")).to_have_value("7")
    expect(row.locator("input[name=price_percent]")).to_be_visible()
    expect(needed).to_have_value("always")


def test_of_two_forms_that_do_the_same_the_one_that_has_the_field_gets_what_was_typed(
    person: Page, tenant: Tenant, watch: Watch
) -> None:
    """A flag without words stands above the one with them."""
    watch.expected.append("status of 412")
    invoice = make_invoice(tenant)
    opened(person, f"/invoices/{invoice['id']}")
    held: list[Route] = []
    person.route("**/flag*", lambda route: held.append(route))
    reason = person.locator("textarea[name=flagging_reason]")
    person.locator("details", has=reason).locator("summary").click()
    reason.fill("Too much")
    with person.expect_request("**/flag*"):
        reason.press("Control+Enter")
    person.keyboard.type(" of it")
    tenant.api().patch(f"/v1/invoices/{invoice['id']}", json={"purchase_order": "PO-9"})
    held.pop().continue_()
    expect(person.locator("main [role=alert]").first).to_be_visible()
    expect(reason).to_have_value("Too much of it")
    expect(reason).to_be_visible()
