"""The main flows with the keyboard alone, and how many keystrokes they take. Figures are printed, and kept from growing."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from browser.conftest import OpenAs
from harness.coding import settle
from harness.dimensions import make_dimension
from harness.invoices import make_invoice
from harness.keyboard import Keyboard
from harness.server import Server
from harness.tenants import Tenant


def status_of(tenant: Tenant, invoice: dict[str, Any]) -> str:
    return tenant.api().get(f"/v1/invoices/{invoice['id']}").json()["status"]


@pytest.fixture
def keys(person: Page) -> Keyboard:
    return Keyboard(person)


@pytest.fixture
def counted(record_property: Callable[[str, object], None]) -> Callable[[str, Keyboard, int], None]:
    """Prints how many keystrokes something took, and fails where they are more than before."""

    def check(what: str, keys: Keyboard, most: int) -> None:
        record_property(what, keys.strokes)
        print(f"{what}: {keys.strokes} keystrokes")
        assert keys.strokes <= most, f"{what} took {keys.strokes} keystrokes, it was {most}"

    return check


def test_a_clean_invoice_is_approved(tenant: Tenant, keys: Keyboard, counted: Any) -> None:
    invoice = make_invoice(tenant)
    keys.open("/queue/my-approvals")
    keys.press("Enter", "a")
    assert status_of(tenant, invoice) == "ready-for-export"
    counted("a clean invoice, from the queue to approved", keys, 2)


def test_ten_clean_invoices_are_approved_one_after_the_other(tenant: Tenant, keys: Keyboard, counted: Any) -> None:
    invoices = [make_invoice(tenant) for _ in range(10)]
    keys.open("/queue/my-approvals")
    keys.press("Enter", *"a" * 10)
    assert {status_of(tenant, one) for one in invoices} == {"ready-for-export"}
    counted("ten clean invoices, looked at one by one", keys, 11)


def test_several_invoices_are_approved_at_once(tenant: Tenant, keys: Keyboard, counted: Any) -> None:
    invoices = [make_invoice(tenant) for _ in range(3)]
    keys.open("/queue/my-approvals")
    keys.press("j", "x", "j", "x", "j", "x", "a")
    assert {status_of(tenant, one) for one in invoices} == {"ready-for-export"}
    counted("three invoices at once", keys, 7)


def test_one_missing_field_is_filled_in_and_the_invoice_approved(tenant: Tenant, keys: Keyboard, counted: Any) -> None:
    invoice = make_invoice(tenant, invoice_number=None)
    keys.open("/queue/needs-attention")
    keys.press("Enter", "e")
    keys.type("K-77")
    keys.press("Enter")
    expect(keys.page.locator("#said")).to_contain_text("Saved")
    keys.press("a")
    assert status_of(tenant, invoice) == "ready-for-export"
    counted("one missing field (four letters), from the queue to approved", keys, 8)


def test_five_lines_are_coded_and_the_invoice_approved(tenant: Tenant, keys: Keyboard, counted: Any) -> None:
    settle(tenant, required_line_dimensions=["account"])
    make_dimension(tenant, "account", "51100")
    lines = [{"name": f"Thing {n}", "amount": 22} for n in range(5)]
    invoice = make_invoice(tenant, items=lines, total_tax=None)
    assert invoice["status"] == "needs-attention"
    keys.open("/queue/needs-attention")
    keys.press("Enter", "b")
    keys.type("511")
    expect(keys.page.locator(".choices li")).to_have_count(1)
    keys.press("Enter", "Enter")
    expect(keys.page.locator("#said")).to_contain_text("Saved")
    keys.press("a")
    assert status_of(tenant, invoice) == "ready-for-export"
    counted("five lines coded alike (three digits), from the queue to approved", keys, 8)


def test_a_decline_says_why_and_undo_takes_it_back(tenant: Tenant, keys: Keyboard) -> None:
    invoice = make_invoice(tenant)
    keys.open("/queue/my-approvals")
    keys.press("Enter", "r")
    keys.type("Not ours.")
    keys.tab_to("button")
    keys.press("Enter")
    assert status_of(tenant, invoice) in ("incomplete", "needs-attention")
    keys.press("z")
    assert status_of(tenant, invoice) == "pending-approval"


def test_a_flag_is_set_and_taken_back(tenant: Tenant, keys: Keyboard) -> None:
    invoice = make_invoice(tenant)
    keys.open("/queue/my-approvals")
    keys.press("Enter", "f")
    assert status_of(tenant, invoice) == "incomplete"
    keys.press("z")
    assert status_of(tenant, invoice) == "pending-approval"


def test_the_palette_leads_to_every_page(keys: Keyboard) -> None:
    keys.open("/help")
    keys.press("Control+k")
    keys.type("overview")
    keys.press("Enter")
    keys.page.wait_for_url("**/overview")


def test_keys_can_be_switched_off(tenant: Tenant, keys: Keyboard) -> None:
    invoice = make_invoice(tenant)
    keys.open("/help")
    keys.tab_to("input[type=checkbox]")
    keys.press("Space")
    keys.open("/queue/my-approvals")
    keys.press("Enter", "a")
    assert status_of(tenant, invoice) == "pending-approval"


def test_the_back_button_after_approving_does_nothing_twice(tenant: Tenant, keys: Keyboard) -> None:
    invoice = make_invoice(tenant)
    keys.open("/queue/my-approvals")
    keys.press("Enter", "a")
    keys.page.go_back()
    keys.page.wait_for_load_state("networkidle")
    keys.press("a")
    history = tenant.api().get(f"/v1/invoices/{invoice['id']}", params={"expand": "history"}).json()["history"]
    assert [one["reason"] for one in history].count("approved") == 1


def test_rights_that_were_taken_away_a_second_ago_are_gone(
    tenant: Tenant, server: Server, open_as: OpenAs, watch: Any
) -> None:
    """The button is still there; what is answered says why it does nothing, and the invoice waits on."""
    invoice = make_invoice(tenant)
    page = open_as(tenant, email=f"late@{tenant.key}.example")
    keys = Keyboard(page)
    keys.open("/queue/my-approvals")
    keys.press("Enter")
    server.run(_demote(server, tenant, f"late@{tenant.key}.example"))
    watch.expected.append("status of 403")
    keys.press("a")
    assert status_of(tenant, invoice) == "pending-approval"
    expect(page.locator("main")).to_contain_text("role")


async def _demote(server: Server, tenant: Tenant, email: str) -> None:
    async with server.database.transaction(tenant.account_id) as tx:
        role = "Invoice Processor - Read Only"
        await tx.execute("UPDATE users SET role = $3 WHERE account_id = $1 AND email = $2", tx.account_id, email, role)


def test_a_policy_is_tried_on_past_invoices_before_it_is_made(tenant: Tenant, keys: Keyboard) -> None:
    make_invoice(tenant)
    keys.open("/policies")
    keys.press("c")
    keys.page.wait_for_url("**/policies/new")
    keys.press("t")
    assert tenant.api().get("/v1/approval-policies").json()["results"] == [], "trying makes nothing"
    expect(keys.page.locator("h1")).to_be_visible()
