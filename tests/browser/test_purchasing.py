"""Orders, prices and credits by keys alone, and accessible in every look."""

import re
from itertools import cycle

import pytest
from playwright.sync_api import Page, expect

from browser.conftest import OpenAs
from harness.axe import violations
from harness.chromium import Watch
from harness.dashboard import browser as client
from harness.dashboard_pages import found_by
from harness.furnished_purchasing import furnish_purchasing
from harness.invoices import make_vendor
from harness.orders import make_order, order_of
from harness.server import Server
from harness.tenants import Tenant

WORDS = cycle(["Meadow flour", "Bäckerei & Söhne", "عصير برتقال", "🍅 tomatoes", "x" * 60])
OURS = re.compile(r"/(purchase-orders|receipts|catalog|variances|claims|statements|matching)(/|\?|$)")


def furnished(tenant: Tenant) -> None:
    def offer(path: str, body: object, user: str = "all") -> object:
        answer = tenant.api(user).post(path, json=body)
        assert answer.is_success, answer.text
        return answer.json()

    furnish_purchasing(tenant, make_vendor(tenant, erp_vendor_name="Sysco <b>Foods</b>"), WORDS, offer)


@pytest.mark.proof
def test_pages_are_accessible_in_every_look(open_as: OpenAs, server: Server, tenant: Tenant) -> None:
    furnished(tenant)
    found = found_by(client(server, tenant, company="east"), each=2)
    ours = [address for address in found.all if OURS.match(address)]
    invoices = [address for address in found.all if re.match(r"/invoices/[0-9a-f]{8}-", address)][:2]
    assert len(ours) >= 18, ours
    wrong: list[str] = []
    for look in ("light", "dark", "phone"):
        tab = open_as(tenant, look=look, company="east")
        for address in [*ours, *invoices]:
            tab.goto(address)
            tab.evaluate("document.querySelectorAll('main details').forEach((one) => { one.open = true; })")
            wrong += [f"{look} {address}: {line}" for line in violations(tab, "main")]
            if (width := tab.evaluate("document.documentElement.scrollWidth - innerWidth")) > 0:
                wrong.append(f"{look} {address}: {width} px wider than the window")
    assert wrong == [], "\n".join(wrong[:40])


def test_an_order_is_found_opened_and_changed_without_a_mouse(open_as: OpenAs, tenant: Tenant) -> None:
    orders = [make_order(tenant, po_number=f"PO-{n}") for n in (1, 2, 3)]
    tab = open_as(tenant)
    tab.goto("/purchase-orders")
    for key in ("j", "j", "k", "j", "Enter"):
        tab.keyboard.press(key)
    expect(tab.get_by_role("heading", level=1)).to_contain_text("PO-2")
    tab.keyboard.press("e")
    expect(tab.get_by_label("Freight")).to_be_visible()
    tab.get_by_label("Freight").focus()
    tab.keyboard.type("7.5")
    tab.keyboard.press("Enter")
    expect(tab.locator("#said")).to_contain_text("The order is changed")
    assert order_of(tenant, orders[1])["freight"] == 7.5
    tab.keyboard.press("u")
    expect(tab).to_have_url(re.compile("/purchase-orders$"))


def test_an_empty_line_is_always_left_to_type_into(open_as: OpenAs, tenant: Tenant) -> None:
    make_vendor(tenant)
    tab = open_as(tenant)
    tab.goto("/purchase-orders/new")
    for n in range(6):
        tab.locator(f'[name="items[{n}].name"]').fill(f"Line {n}")
    expect(tab.locator('[name="items[6].name"]')).to_have_value("")
    tab.locator('[name="items[0].name"]').press("Enter")
    assert tab.evaluate("document.activeElement.name") == "items[1].name"


def test_what_is_refused_comes_back_with_what_was_typed(open_as: OpenAs, tenant: Tenant, watch: Watch) -> None:
    watch.expected.append("status of 400")
    tab = open_as(tenant)
    tab.goto("/purchase-orders/new")
    _fill_order(tab, tenant, amount="much")
    tab.get_by_role("button", name="Enter the order").click()
    expect(tab.get_by_role("alert")).to_be_visible()
    expect(tab.locator('[name="total_amount"]')).to_have_attribute("aria-invalid", "true")
    expect(tab.locator('[name="items[0].name"]')).to_have_value("Flour")
    tab.locator('[name="total_amount"]').fill("80")
    tab.get_by_role("button", name="Enter the order").click()
    expect(tab.locator("#said")).to_contain_text("The order is entered")


def _fill_order(tab: Page, tenant: Tenant, *, amount: str) -> None:
    tab.locator('[name="ottimate_location_id"]').select_option(str(tenant.location()))
    typed = {"po_number": "PO-9", "erp_vendor_id": make_vendor(tenant)["erp_vendor_id"], "date": "2026-11-02"}
    line = {"items[0].name": "Flour", "items[0].quantity": "2", "items[0].price": "40"}
    for name, value in {**typed, "total_amount": amount, **line}.items():
        tab.locator(f'[name="{name}"]').fill(value)
