"""What is offered while somebody types is never taken for something else than what was typed."""

from collections.abc import Callable, Generator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from harness.invoices import make_invoice, make_vendor
from harness.keyboard import Keyboard
from harness.tenants import Tenant


@pytest.fixture
def keys(person: Page) -> Keyboard:
    return Keyboard(person)


@contextmanager
def held(page: Page) -> Generator[Callable[[], None]]:
    """What may be meant is asked for, and answered when this is called."""
    waiting: list[Route] = []
    page.route("**/find/**", lambda route: waiting.append(route))

    def answer() -> None:
        for route in waiting:
            route.continue_()
        page.unroute("**/find/**")

    yield answer


def offered(tenant: Tenant, keys: Keyboard, *names: str) -> Locator:
    """Beside an invoice that wants a vendor, after the first word was typed."""
    for name in names:
        make_vendor(tenant, erp_vendor_name=name)
    invoice = make_invoice(tenant, erp_vendor_id=None)
    keys.open(f"/invoices/{invoice['id']}?queue=needs-attention")
    keys.press("e")
    keys.type("zephyr")
    choices = keys.page.locator(".choices:visible li")
    expect(choices).to_have_count(len(names))
    return choices


def vendor_id(page: Page) -> str:
    return page.locator("[name=vendor_id]").input_value()


def test_enter_takes_what_is_found_for_all_that_was_typed(tenant: Tenant, keys: Keyboard) -> None:
    offered(tenant, keys, "Zephyr Foods", "Zephyr Tools")
    with held(keys.page) as answer:
        keys.type(" tools")
        keys.press("Enter")
        expect(keys.page.locator(":focus")).to_have_value("zephyr tools")
        assert vendor_id(keys.page) == ""
        answer()
    expect(keys.page.locator(":focus")).to_have_value("Zephyr Tools")
    keys.press("Enter")
    expect(keys.page.locator("#said")).to_contain_text("Saved")


def test_enter_takes_none_of_several_that_nobody_has_seen(tenant: Tenant, keys: Keyboard) -> None:
    choices = offered(tenant, keys, "Zephyr Foods", "Zephyr Tools East", "Zephyr Tools West")
    with held(keys.page) as answer:
        keys.type(" tools")
        keys.press("Enter")
        answer()
    expect(choices).to_have_count(2)
    assert vendor_id(keys.page) == ""
    keys.press("Enter")
    expect(keys.page.locator(":focus")).to_have_value("Zephyr Tools East")


def test_tab_takes_nothing_that_was_found_for_less_than_was_typed(tenant: Tenant, keys: Keyboard) -> None:
    offered(tenant, keys, "Zephyr Foods", "Zephyr Tools")
    field = keys.page.locator(":focus").element_handle()
    with held(keys.page) as answer:
        keys.type(" tools")
        keys.press("Tab")
        answer()
    assert field is not None and field.input_value() == "zephyr tools"
    assert vendor_id(keys.page) == ""
    assert not keys.page.evaluate("field => field === document.activeElement", field)


def test_what_was_walked_to_is_taken_whatever_comes_after(tenant: Tenant, keys: Keyboard) -> None:
    choices = offered(tenant, keys, "Zephyr Foods", "Zephyr Tools")
    second = choices.nth(1).locator("span").inner_text()
    with held(keys.page) as answer:
        keys.type(" x")
        keys.press("ArrowDown", "Enter")
        answer()
    expect(keys.page.locator(":focus")).to_have_value(second)
