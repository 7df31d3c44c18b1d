"""Invoices reviewed with the keyboard alone."""

from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from harness.axe import violations
from harness.chromium import Watch, weight
from harness.custom_fields import ITEM, set_fields
from harness.dimensions import make_dimension
from harness.doubted import make_doubted
from harness.invoices import make_invoice, make_vendor
from harness.tenants import Tenant

# Counts what listens to the document and the window, and is not over.
LISTENERS = """
window.heard = new Set();
for (const target of [document, window]) {
  const add = target.addEventListener.bind(target);
  target.addEventListener = (name, act, options) => {
    const one = { name };
    window.heard.add(one);
    options?.signal?.addEventListener("abort", () => window.heard.delete(one));
    return add(name, act, options);
  };
}
"""


def stored(tenant: Tenant, invoice: dict[str, Any]) -> dict[str, Any]:
    return tenant.api().get(f"/v1/invoices/{invoice['id']}").json()


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def opened(page: Page, invoice: dict[str, Any], queue: str = "needs-attention") -> None:
    page.goto(f"/invoices/{invoice['id']}?queue={queue}")
    page.wait_for_load_state("networkidle")


def test_one_wrong_field_is_corrected_with_a_few_keys(person: Page, tenant: Tenant) -> None:
    invoice = make_invoice(tenant, total_amount=None)
    page = person
    page.goto("/queue/needs-attention")
    page.wait_for_load_state("networkidle")
    press(page, "Enter")
    page.wait_for_url("**/invoices/**")
    page.wait_for_load_state("networkidle")
    press(page, "e")
    page.keyboard.type("110")
    press(page, "Enter")
    expect(page.locator("#said")).to_contain_text("Saved")
    assert stored(tenant, invoice)["total_amount"] == 110


def test_five_lines_are_coded_at_once(person: Page, tenant: Tenant) -> None:
    make_dimension(tenant, "account", "51100")
    lines = [{"name": f"Thing {n}", "amount": 22} for n in range(5)]
    invoice = make_invoice(tenant, items=lines, total_tax=None)
    opened(person, invoice)
    press(person, "b")
    person.keyboard.type("511")
    expect(person.locator(".choices li")).to_have_count(1)
    press(person, "Enter", "Enter")
    expect(person.locator("#said")).to_contain_text("Saved")
    assert [line["dimensions"]["ACCOUNT"]["code"] for line in stored(tenant, invoice)["items"]] == ["51100"] * 5


def test_lines_are_typed_into_like_a_spreadsheet(person: Page, tenant: Tenant) -> None:
    make_dimension(tenant, "account", "51100")
    invoice = make_invoice(tenant)
    opened(person, invoice)
    first = person.locator("table.lines tbody tr").first.locator("td").nth(1)
    first.click()
    person.keyboard.type("Rye flour")
    press(person, "Tab", "Tab", "Tab")
    person.keyboard.type("3")
    press(person, "Enter")
    expect(person.locator("[data-sum=lines]")).to_contain_text("130.00")
    expect(person.locator("[data-differs]")).to_be_visible()
    press(person, "Control+Enter")
    person.keyboard.type("Salt")
    press(person, "Tab", "Tab", "Tab")
    person.keyboard.type("1")
    press(person, "Tab", "Tab")
    person.keyboard.type("5")
    press(person, "Enter", "Control+s")
    expect(person.locator("#said")).to_contain_text("Saved")
    lines = stored(tenant, invoice)["items"]
    assert [(line["name"], line["quantity"], line["amount"]) for line in lines] == [
        ("Rye flour", 3, 90),
        ("Sugar", 4, 40),
        ("Salt", 1, 5),
    ]


def test_a_line_is_taken_away_brought_back_and_an_edit_undone(person: Page, tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    opened(person, invoice)
    rows = person.locator("table.lines tbody tr")
    rows.first.locator("td").nth(1).click()
    press(person, "Delete")
    expect(rows.first).to_have_class("removed")
    press(person, "Delete")
    expect(rows.first).not_to_have_class("removed")
    person.keyboard.type("Other")
    press(person, "Enter", "Control+z")
    expect(rows.first.locator("td").nth(1)).to_have_text("Flour")
    press(person, "ArrowDown", "Delete", "Control+s")
    expect(person.locator("#said")).to_contain_text("Saved")
    assert [line["name"] for line in stored(tenant, invoice)["items"]] == ["Flour"]


def test_a_vendor_is_found_while_it_is_typed(person: Page, tenant: Tenant) -> None:
    wanted = make_vendor(tenant, erp_vendor_name="Zephyr Foods")
    make_vendor(tenant, erp_vendor_name="Zephyr Tools")
    invoice = make_invoice(tenant, erp_vendor_id=None)
    opened(person, invoice)
    press(person, "e")
    person.keyboard.type("zeph food")
    expect(person.locator(".choices li")).to_have_count(1)
    press(person, "Enter", "Enter")
    expect(person.locator("#said")).to_contain_text("Saved")
    assert stored(tenant, invoice)["ottimate_vendor_id"] == wanted["id"]


def test_what_somebody_else_changes_is_told_and_what_is_typed_stays(person: Page, tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    person.clock.install()
    opened(person, invoice)
    person.locator("#f-notes").fill("Mine")
    tenant.api().patch(f"/v1/invoices/{invoice['id']}", json={"purchase_order": "PO-9"})
    person.clock.run_for(11_000)
    expect(person.locator("#newer")).to_be_visible()
    person.locator("#newer button").click()
    expect(person.locator("#f-purchase_order")).to_have_value("PO-9")
    expect(person.locator("#f-notes")).to_have_value("Mine")
    person.locator("#f-notes").focus()
    press(person, "Control+s")
    expect(person.locator("#said")).to_contain_text("Saved")
    assert (stored(tenant, invoice)["purchase_order"], stored(tenant, invoice)["notes"]) == ("PO-9", "Mine")


def test_a_word_of_the_paper_goes_into_the_field(person: Page, tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    opened(person, invoice)
    person.locator("#f-total_amount").focus()
    tell = "text => document.dispatchEvent(new CustomEvent('payables:word', {detail: {text}}))"
    person.evaluate(tell, "EUR 1.234,56")
    expect(person.locator("#f-total_amount")).to_have_value("1234.56")
    person.locator("#f-due_date").focus()
    person.evaluate(tell, "24.12.2026")
    expect(person.locator("#f-due_date")).to_have_value("2026-12-24")


def test_the_page_has_no_violations(open_as: Any, look: str, tenant: Tenant) -> None:
    make_dimension(tenant, "account", "51100")
    invoice = make_invoice(tenant, total_amount=None)
    page = open_as(tenant, look=look)
    opened(page, invoice)
    assert violations(page) == []


def test_enter_says_that_a_doubted_value_is_right_and_nothing_about_the_others(person: Page, tenant: Tenant) -> None:
    id = make_doubted(tenant)
    person.goto(f"/invoices/{id}")
    person.wait_for_load_state("networkidle")
    person.locator("#f-total_amount").focus()
    press(person, "Enter")
    expect(person.locator("#said")).to_contain_text("Saved")
    reasons = tenant.api().get(f"/v1/invoices/{id}").json()["reasons"]
    assert [reason["field"] for reason in reasons] == ["ottimate_vendor_id", "items[1].price"]
    person.locator("#f-notes").blur()
    person.keyboard.press("c")
    expect(person.locator(".attention")).to_have_count(0)
    assert tenant.api().get(f"/v1/invoices/{id}").json()["reasons"] == []


@pytest.mark.parametrize("below", ["/why", "/duplicates", "/split", "/lines", None])
def test_the_pages_around_it_have_no_violations(person: Page, tenant: Tenant, below: str | None) -> None:
    make_dimension(tenant, "account", "51100")
    vendor = make_vendor(tenant)
    for number in ("HC-20417", "hc 20417"):
        invoice = make_invoice(tenant, vendor=vendor, invoice_number=number)
    path = f"/invoices/{invoice['id']}{below}" if below else f"/invoices/new?ottimate_location_id={tenant.location()}"
    person.goto(path)
    person.wait_for_load_state("networkidle")
    assert violations(person) == []


def test_why_is_told_beside_the_invoice(person: Page, tenant: Tenant) -> None:
    invoice = make_invoice(tenant, total_amount=None)
    opened(person, invoice)
    press(person, "w")
    expect(person.locator("dialog.panel")).to_contain_text("The total is missing.")
    assert violations(person) == []
    press(person, "Escape")
    expect(person.locator("dialog.panel")).to_have_count(0)


def test_an_archived_invoice_comes_back_with_one_key(person: Page, tenant: Tenant) -> None:
    first, second = [make_invoice(tenant, total_amount=None) for _ in range(2)]
    opened(person, second)
    press(person, "d")
    person.wait_for_url(f"**/{first['id']}**")
    expect(person.locator("#said")).to_contain_text("Archived")
    press(person, "z")
    person.wait_for_url(f"**/{second['id']}**")
    expect(person.locator("#said")).to_contain_text("Restored")
    assert stored(tenant, second)["status"] == "needs-attention"


def test_a_clean_invoice_is_approved_with_two_keys(person: Page, tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    person.goto("/queue/pending")
    person.wait_for_load_state("networkidle")
    press(person, "Enter")
    person.wait_for_url("**/invoices/**")
    person.wait_for_load_state("networkidle")
    press(person, "a")
    expect(person.locator("#said")).to_contain_text("pproved")
    assert stored(tenant, invoice)["status"] == "ready-for-export"


def test_without_scripts_an_invoice_is_corrected(open_as: Any, tenant: Tenant) -> None:
    invoice = make_invoice(tenant, total_amount=None)
    page = open_as(tenant, java_script_enabled=False)
    page.goto(f"/invoices/{invoice['id']}")
    page.locator("#f-total_amount").fill("110")
    page.get_by_role("button", name="Save").first.click()
    assert stored(tenant, invoice)["total_amount"] == 110


def test_four_hundred_lines_stay_usable(person: Page, tenant: Tenant) -> None:
    make_dimension(tenant, "account", "51100")
    lines = [{"name": f"Thing number {n}", "sku": f"SKU-{n}", "quantity": 2, "price": 3.5} for n in range(400)]
    invoice = make_invoice(tenant, items=lines, total_amount=2800, total_tax=None)
    assert weight(person, f"/invoices/{invoice['id']}") < 150_000
    person.goto(f"/invoices/{invoice['id']}?lines=all")
    person.wait_for_load_state("networkidle")
    person.locator("table.lines tbody tr").nth(399).locator("td").nth(1).click()
    person.keyboard.type("Last")
    press(person, "Enter", "Control+s")
    expect(person.locator("#said")).to_contain_text("Saved")
    assert stored(tenant, invoice)["items"][399]["name"] == "Last"


@pytest.mark.parametrize("keys", [["j"], ["k"]])
def test_j_and_k_walk_through_the_queue(person: Page, tenant: Tenant, keys: list[str]) -> None:
    oldest, middle, newest = [make_invoice(tenant, total_amount=None) for _ in range(3)]
    opened(person, middle)
    press(person, *keys)
    person.wait_for_url(f"**/{(oldest if keys == ['j'] else newest)['id']}**")
    press(person, "u")
    person.wait_for_url("**/queue/needs-attention")


def test_undo_takes_back_each_change_of_the_lines_as_it_was_made(person: Page, tenant: Tenant) -> None:
    """Values, several at once, lines added and lines taken away: back to where it began, and nothing is left to save."""
    invoice = make_invoice(tenant)
    opened(person, invoice)
    rows = person.locator("table.lines tbody tr[data-line]")
    names = rows.locator("td:nth-child(2)")
    names.first.click()
    press(person, "Delete", "ArrowDown", "Control+d", "Control+Enter")
    person.keyboard.type("Salt")
    press(person, "Tab", "Control+Enter", "Escape", "Delete")
    expect(rows).to_have_count(3)
    expect(names).to_have_text(["Flour", "Flour", "Salt"])
    press(person, "Control+z")
    expect(rows).to_have_count(4)
    press(person, "Control+z", "Control+z")
    expect(names).to_have_text(["Flour", "Flour", ""])
    press(person, "Control+z", "Control+z")
    expect(names).to_have_text(["Flour", "Sugar"])
    expect(rows.first).to_have_class("removed")
    press(person, "Control+z", "Control+z")
    expect(rows.first).not_to_have_class("removed")
    assert person.locator("#invoice-form [name^='line.'], #invoice-form [name=remove]").count() == 0


def test_what_is_pasted_is_taken_back_as_one(person: Page, tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    opened(person, invoice)
    cells = person.locator("table.lines tbody tr[data-line] td:nth-child(2)")
    cells.first.click()
    paste = """text => {
      const data = new DataTransfer();
      data.setData("text/plain", text);
      document.activeElement.dispatchEvent(new ClipboardEvent("paste", { bubbles: true, cancelable: true, clipboardData: data }));
    }"""
    person.evaluate(paste, "Rye\t31\nSpelt\t52\n")
    expect(cells).to_have_text(["Rye", "Spelt"])
    press(person, "Control+z")
    expect(cells).to_have_text(["Flour", "Sugar"])
    expect(person.locator("table.lines td.edited")).to_have_count(0)


def test_an_amount_that_is_being_typed_is_not_drawn_over_by_the_sums(person: Page, tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    opened(person, invoice)
    amount = person.locator("table.lines tbody tr[data-line]").first.locator("td:nth-child(3)")
    person.locator("table.lines tbody tr[data-line]").first.locator("td:nth-child(4)").click()
    with person.expect_response("**/sums"):
        person.keyboard.type("3")
        press(person, "Shift+Tab")
        person.keyboard.type("7")
    person.wait_for_timeout(100)
    person.keyboard.type("7")
    press(person, "Enter")
    expect(amount).to_have_text("77")
    with person.expect_response("**/sums"):
        amount.click()
        press(person, "Control+z")
    expect(amount).to_have_text("90.00")
    with person.expect_response("**/sums"):
        press(person, "Control+z")
    expect(amount).to_have_text("60.00")


def test_taxed_and_custom_fields_of_lines_are_typed_into_the_grid(person: Page, tenant: Tenant) -> None:
    kinds = [
        {"key": "grown", "subject": "item", "type": "date", "label": "Grown"},
        {"key": "route", "subject": "item", "type": "choice", "label": "Route", "choices": ["north", "south"]},
        {"key": "organic", "subject": "item", "type": "boolean", "label": "Organic"},
    ]
    set_fields(tenant, *ITEM, *kinds)
    invoice = make_invoice(tenant)
    opened(person, invoice)
    heads = person.locator("table.lines th[data-name]").all_inner_texts()
    first = person.locator("table.lines tbody tr[data-line]").first.locator("td")
    typed = {"Taxed": "y", "lot": "L-7", "weight": "2.25", "Grown": "11022026", "Route": "s", "Organic": "n"}
    first.nth(1).click()
    for head, text in typed.items():
        press(person, "Home", *["ArrowRight"] * heads.index(head))
        person.keyboard.type(text)
        press(person, "Enter", "ArrowUp")
    press(person, "Control+s")
    expect(person.locator("#said")).to_contain_text("Saved")
    line, other = stored(tenant, invoice)["items"]
    assert line["is_taxed"] is True and other["is_taxed"] is None
    assert line["custom_fields"] == {
        "lot": "L-7",
        "weight": 2.25,
        "grown": "2026-11-02",
        "route": "south",
        "organic": False,
    }
    assert violations(person) == []


def test_a_newer_state_that_could_not_be_shown_is_shown_when_it_can(person: Page, tenant: Tenant, watch: Watch) -> None:
    watch.expected.append("/look|ERR_FAILED|/version")
    invoice = make_invoice(tenant)
    person.clock.install()
    opened(person, invoice)
    person.locator("#f-notes").fill("Mine")
    tenant.api().patch(f"/v1/invoices/{invoice['id']}", json={"purchase_order": "PO-9"})
    person.route("**/look*", lambda route: route.abort())
    person.clock.run_for(11_000)
    person.locator("#newer button").click()
    expect(person.locator("#trouble")).to_be_visible()
    expect(person.locator("#trouble")).to_contain_text("reached")
    expect(person.locator("#f-notes")).to_have_value("Mine")
    person.unroute("**/look*")
    person.locator("#newer button").click()
    expect(person.locator("#f-purchase_order")).to_have_value("PO-9")
    expect(person.locator("#f-notes")).to_have_value("Mine")
    tenant.api().patch(f"/v1/invoices/{invoice['id']}", json={"purchase_order": "PO-10"})
    person.clock.run_for(11_000)
    expect(person.locator("#newer")).to_be_visible()


def saved(page: Page) -> None:
    """With Ctrl+S, and answered."""
    with page.expect_response("**/save*"):
        press(page, "Control+s")
    answered(page)
    expect(page.locator(".unsaved")).to_be_hidden()


def answered(page: Page) -> None:
    page.wait_for_function("() => document.querySelector('form[aria-busy=true], main[aria-busy=true]') === null")


def test_what_listens_for_a_page_ends_with_it(person: Page, tenant: Tenant) -> None:
    """Six saves leave as many listeners on the document as one."""
    invoice = make_invoice(tenant)
    person.add_init_script(LISTENERS)
    opened(person, invoice)
    counts: list[int] = []
    for n in range(6):
        person.locator("#f-notes").fill(f"Note {n}")
        saved(person)
        counts.append(person.evaluate("() => window.heard.size"))
    assert stored(tenant, invoice)["notes"] == "Note 5"
    assert len(set(counts[1:])) == 1, counts


def test_what_is_typed_while_it_is_being_saved_goes_along(person: Page, tenant: Tenant) -> None:
    """In a field and in a line, and the keyboard stays in it: letters are no keys of the page."""
    invoice = make_invoice(tenant)
    opened(person, invoice)
    held: list[Route] = []
    person.route("**/save*", lambda route: held.append(route))
    person.locator("#f-notes").fill("First")
    press(person, "Control+s")
    person.keyboard.type(" and a second thought")
    held.pop().continue_()
    expect(person.locator("#said")).to_contain_text("Saved")
    expect(person.locator("#f-notes")).to_be_focused()
    expect(person.locator("#f-notes")).to_have_value("First and a second thought")
    assert stored(tenant, invoice)["notes"] == "First"
    person.keyboard.type("!")
    person.locator("table.lines tbody tr[data-line] td:nth-child(2)").first.click()
    press(person, "Control+s")
    person.keyboard.type("Fla")
    held.pop().continue_()
    answered(person)
    expect(person.locator("#f-notes")).to_have_value("First and a second thought!")
    expect(person.locator("input.cell")).to_have_value("Fla")
    person.keyboard.type("x")
    press(person, "Enter")
    person.unroute("**/save*")
    saved(person)
    now = stored(tenant, invoice)
    assert (now["notes"], now["items"][0]["name"]) == ("First and a second thought!", "Flax")
    assert now["status"] == invoice["status"], "no letter was taken for a key"
