"""The form of an invoice beside its paper: what comes late, and what is pressed too often, does no harm."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from harness.invoices import make_invoice
from harness.keyboard import Keyboard
from harness.tenants import Tenant

WORD = "text => document.dispatchEvent(new CustomEvent('payables:word', { detail: { text } }))"


@pytest.fixture
def keys(person: Page) -> Keyboard:
    return Keyboard(person)


@pytest.fixture
def opened(tenant: Tenant, keys: Keyboard) -> Page:
    keys.open(f"/invoices/{make_invoice(tenant)['id']}?queue=needs-attention")
    return keys.page


def held(page: Page, address: str) -> list[Route]:
    """What is asked for there, and not answered."""
    waiting: list[Route] = []
    page.route(address, lambda route: waiting.append(route))
    return waiting


def word(page: Page, text: str, waiting: list[Route]) -> Route:
    """It was chosen on the paper, and the server is asked what it means."""
    before = len(waiting)
    page.evaluate(WORD, text)
    while len(waiting) == before:
        page.wait_for_timeout(10)
    return waiting[-1]


def answered(page: Page, route: Route) -> None:
    """And what the page does with the answer is done."""
    with page.expect_response(route.request.url):
        route.continue_()
    page.wait_for_timeout(100)


def test_a_word_that_comes_late_writes_over_nothing_and_takes_no_focus(opened: Page) -> None:
    waiting = held(opened, "**/word?*")
    opened.locator("#f-purchase_order").focus()
    asked = word(opened, "PO-7781", waiting)
    opened.locator("#f-notes").focus()
    opened.keyboard.type("On the")
    answered(opened, asked)
    opened.keyboard.type(" way")
    expect(opened.locator("#f-notes")).to_have_value("On the way")
    expect(opened.locator("#f-purchase_order")).to_have_value("")
    asked = word(opened, "7781", waiting)
    opened.keyboard.type("!")
    answered(opened, asked)
    expect(opened.locator("#f-notes")).to_have_value("On the way!")


def test_of_two_words_the_one_that_was_chosen_last_stays(opened: Page) -> None:
    waiting = held(opened, "**/word?*")
    opened.locator("#f-purchase_order").focus()
    first, second = word(opened, "PO-1", waiting), word(opened, "PO-2", waiting)
    answered(opened, second)
    answered(opened, first)
    expect(opened.locator("#f-purchase_order")).to_have_value("PO-2")


def saves(page: Page) -> list[str]:
    """Addresses that are sent to from now on."""
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    return sent


def test_who_may_not_edit_saves_nothing_by_a_key(open_as: Callable[..., Page], tenant: Tenant) -> None:
    page = open_as(tenant, role="Invoice Processor - Read Only")
    keys = Keyboard(page)
    keys.open(f"/invoices/{make_invoice(tenant)['id']}")
    sent = saves(page)
    keys.press("Control+s")
    assert sent == []


def test_nothing_is_saved_behind_the_palette(opened: Page, keys: Keyboard) -> None:
    sent = saves(opened)
    keys.press("Control+k", "Control+s")
    assert sent == []
    keys.press("Escape", "Control+s")
    assert [address.split("?")[0].rsplit("/", 1)[1] for address in sent] == ["save"]


def test_why_is_told_once_however_often_it_is_asked(opened: Page, keys: Keyboard) -> None:
    waiting = held(opened, "**/why?*")
    keys.press("w", "w")
    for route in [*waiting]:
        answered(opened, route)
    expect(opened.locator("dialog[open]")).to_have_count(1)
    assert len(waiting) == 1
    keys.press("Escape")
    expect(opened.locator("dialog[open]")).to_have_count(0)
