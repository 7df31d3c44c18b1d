"""The lines of an invoice, walked and typed into: the keyboard never leaves them by itself."""

from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from harness.dimensions import make_dimension
from harness.invoices import make_invoice
from harness.keyboard import Keyboard
from harness.tenants import Tenant

AT = """() => {
  const cell = document.activeElement.closest("table.lines td");
  return cell && [cell.parentElement.rowIndex, cell.closest("table").tHead.rows[0].cells[cell.cellIndex].dataset.name];
}"""


@pytest.fixture
def keys(person: Page) -> Keyboard:
    return Keyboard(person)


def opened(tenant: Tenant, keys: Keyboard, lines: int) -> dict[str, Any]:
    make_dimension(tenant, "account", "51100")
    items = [{"name": f"Thing {n}", "amount": 22} for n in range(lines)]
    invoice = make_invoice(tenant, items=items, total_tax=None)
    keys.open(f"/invoices/{invoice['id']}?queue=needs-attention")
    return invoice


def column(page: Page, name: str, row: int = 0) -> Locator:
    place = page.locator("table.lines th").evaluate_all(
        "(all, name) => all.findIndex(th => th.dataset.name === name)", name
    )
    return page.locator("table.lines tbody tr[data-line]").nth(row).locator("td").nth(place)


def at(page: Page) -> list[Any] | None:
    """Row, from 1, and name of the column of the cell that has the focus."""
    return page.evaluate(AT)


def choose(keys: Keyboard, code: Locator, by: str) -> None:
    code.click()
    keys.type("511")
    expect(keys.page.locator(".choices:visible li")).to_have_count(1)
    keys.press(by)


def test_a_code_chosen_by_enter_leads_to_the_line_below(tenant: Tenant, keys: Keyboard) -> None:
    opened(tenant, keys, lines=2)
    choose(keys, column(keys.page, "d.ACCOUNT"), "Enter")
    assert at(keys.page) == [2, "d.ACCOUNT"]


def test_a_code_chosen_in_the_last_line_stays_there(tenant: Tenant, keys: Keyboard) -> None:
    """Outside of it, letters are keys of the page."""
    opened(tenant, keys, lines=1)
    code = column(keys.page, "d.ACCOUNT")
    choose(keys, code, "Enter")
    assert at(keys.page) == [1, "d.ACCOUNT"]
    expect(code).to_contain_text("51100")


def test_a_code_chosen_by_tab_leads_to_the_next_cell(tenant: Tenant, keys: Keyboard) -> None:
    opened(tenant, keys, lines=2)
    code = column(keys.page, "d.ACCOUNT", row=1)
    code.click()
    keys.press("Tab")
    after = at(keys.page)
    choose(keys, code, "Tab")
    assert at(keys.page) == after
    expect(code).to_contain_text("51100")


def test_the_first_key_in_a_cell_is_searched_for(tenant: Tenant, keys: Keyboard) -> None:
    opened(tenant, keys, lines=1)
    column(keys.page, "d.ACCOUNT").click()
    keys.type("5")
    expect(keys.page.locator(".choices:visible li")).to_have_count(1)


def test_a_line_that_is_given_up_leaves_the_keyboard_where_lines_are_begun(tenant: Tenant, keys: Keyboard) -> None:
    opened(tenant, keys, lines=0)
    add = keys.page.locator("[data-add-line]")
    add.click()
    keys.press("Escape", "Delete")
    expect(add).to_be_focused()
    keys.press("Enter")
    keys.press("Escape", "Control+z")
    expect(add).to_be_focused()
