"""Signing in and the operators' pages in a real browser: by keyboard alone, in every look, without a violation."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page
from tests.access.doorway import PASSWORD, Doorway, secret_of

from harness.axe import violations
from harness.chromium import Watch
from harness.invoices import make_invoice, status_of
from harness.server import Server
from harness.tenants import Tenant
from payables.access.actions.name_operator import name_operator
from payables.access.model.people import Visitor
from payables.access.queries.door import at_the_door

OpenAs = Callable[..., Page]


@pytest.fixture
def ada(server: Server, tenant: Tenant) -> Doorway:
    async def forget() -> None:
        async with at_the_door(server.database) as door:
            await door.connection.execute("DELETE FROM sign_in_brakes")

    server.run(forget())
    return Doorway(server, tenant)


def sign_in(page: Page, ada: Doorway) -> None:
    """Where the caret is is where one types: not a click."""
    page.keyboard.type(ada.email)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")


def test_a_person_signs_in_without_a_mouse_and_is_where_they_wanted_to_go(open_as: OpenAs, ada: Doorway) -> None:
    page = open_as(None)
    page.goto("/queue/pending?search=x")
    sign_in(page, ada)
    page.wait_for_url("**/queue/pending?search=x")
    assert page.locator("nav.person").inner_text()


def test_the_second_factor_from_the_code_to_signing_in_with_it(server: Server, open_as: OpenAs, ada: Doorway) -> None:
    page = open_as(None)
    page.goto("/me")
    sign_in(page, ada)
    page.wait_for_url("**/me")
    page.fill("#password-me-second-factor", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url("**/me/second-factor")
    assert violations(page) == []
    secret = secret_of(page.locator("main code").inner_text())
    page.fill("#code", ada.code_now(secret))
    page.keyboard.press("Enter")
    page.wait_for_selector("ul.codes")
    assert violations(page) == []
    codes = page.locator("ul.codes li").all_inner_texts()
    other = open_as(None)
    other.goto("/queue/ready")
    sign_in(other, ada)
    other.wait_for_url("**/signin/code?next=*")
    assert violations(other) == []
    other.keyboard.type(codes[0])
    other.keyboard.press("Enter")
    other.wait_for_url("**/queue/ready")


def test_the_pages_of_signing_in_have_no_violation(open_as: OpenAs, ada: Doorway, watch: Watch, look: str) -> None:
    page = open_as(None, look=look)
    for path in ("/signin", f"/welcome/{ada.link()}"):
        page.goto(path)
        assert (path, violations(page)) == (path, [])
    page.goto("/signin")
    page.keyboard.type(ada.email)
    page.keyboard.press("Tab")
    page.keyboard.type("wrong password 1")
    page.keyboard.press("Enter")
    page.wait_for_selector("[role=alert]")
    assert violations(page) == []
    assert [fault for fault in watch.faults if "401" not in fault] == []
    watch.faults.clear()  # the browser says of a refused password that it was refused


def test_ones_own_pages_and_the_operators_have_no_violation(
    open_as: OpenAs, ada: Doorway, tenant: Tenant, look: str
) -> None:
    ada.at_door(lambda door: name_operator(door, ada.email, Visitor("test"), is_operator=True))
    page = open_as(tenant, look=look, email=ada.email)
    mine = f"?search={tenant.key}"  # the other tests' accounts are many, and look the same
    operators = [
        "/operator",
        f"/operator/accounts{mine}",
        f"/operator/accounts/{tenant.key}",
        f"/operator/people{mine}",
    ]
    operators += ["/operator/jobs", f"/operator/org-file?account={tenant.key}"]
    for path in ["/me", "/switch", *operators]:
        page.goto(path)
        page.evaluate("document.querySelectorAll('main details').forEach((one) => { one.open = true; })")
        assert (path, violations(page)) == (path, [])
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


def test_a_form_that_was_sent_too_late_is_sent_after_signing_in_again(
    server: Server, open_as: OpenAs, watch: Watch, tenant: Tenant, ada: Doorway
) -> None:
    invoice = make_invoice(tenant)
    page = open_as(None)
    page.goto("/queue/all")
    sign_in(page, ada)
    page.wait_for_url("**/queue/all")
    server.clock.offset += timedelta(hours=13)
    page.locator("tbody input[type=checkbox]").first.check()
    page.locator("button:has-text('Archive')").first.click()
    page.wait_for_selector("#password")
    page.fill("#email", ada.email)
    page.fill("#password", PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_selector("text=You are signed in again")
    assert violations(page) == []
    page.keyboard.press("Enter")
    page.wait_for_url("**said=archived**")
    server.clock.offset = timedelta()  # the token of our own client has not lasted either
    assert status_of(tenant, invoice) == "archived"
    watch.faults[:] = [fault for fault in watch.faults if "401" not in fault]
