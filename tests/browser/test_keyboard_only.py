"""What else people do all day, without a mouse: duplicates, uploads, splits, vendors, the palette, and keys that are off."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from extraction.papers import pdf
from harness.dimensions import make_dimension
from harness.invoices import make_invoice, make_vendor, status_of
from harness.keyboard import Keyboard
from harness.server import Server
from harness.tenants import Tenant
from harness.worker import finished, paper, sent, upload, working


@pytest.fixture
def keys(person: Page) -> Keyboard:
    return Keyboard(person)


@pytest.fixture
def worker(server: Server) -> Iterator[None]:
    with working(server):
        yield


def alike(tenant: Tenant) -> tuple[dict[str, str], dict[str, str]]:
    vendor = make_vendor(tenant)
    first, second = [make_invoice(tenant, vendor=vendor, invoice_number=number) for number in ("HC-20417", "hc 20417")]
    return first, second


def compared(keys: Keyboard, invoice: dict[str, str]) -> None:
    """From the queue to the two of them beside each other."""
    keys.open("/queue/needs-attention")
    keys.press("Enter", "p")
    table = keys.page.locator("table.compare")
    expect(table).to_contain_text("HC-20417")
    expect(table).to_contain_text("hc 20417")
    assert invoice["id"] in keys.page.url


def test_two_that_look_alike_are_compared_and_both_kept(tenant: Tenant, keys: Keyboard) -> None:
    _, second = alike(tenant)
    compared(keys, second)
    keys.press("b")
    expect(keys.page.locator("#said")).to_contain_text("Both are kept")
    assert status_of(tenant, second) == "pending-approval"
    keys.press("z")
    assert status_of(tenant, second) == "needs-attention"


def test_of_two_that_are_the_same_one_is_put_away_and_brought_back(tenant: Tenant, keys: Keyboard) -> None:
    _, second = alike(tenant)
    compared(keys, second)
    keys.press("o")
    expect(keys.page.locator("#said")).to_contain_text("Archived")
    assert status_of(tenant, second) == "archived"
    keys.press("z")
    assert status_of(tenant, second) == "needs-attention"
    keys.open("/queue/needs-attention")
    expect(keys.page.locator("tr[data-row]")).to_have_count(1)


@pytest.mark.usefixtures("worker")
def test_a_file_is_divided_by_pages_and_made_whole_again(tenant: Tenant, keys: Keyboard) -> None:
    id = sent(tenant, pdf(pages=3), "stack.pdf")
    finished(tenant, id)
    keys.open("/uploads?all=true")
    keys.press("j", "Enter")
    keys.page.wait_for_url(f"**/uploads/{id}")
    keys.tab_to("input[name=begins][value='2']")
    keys.press("Space")
    keys.tab_to("form[action$='/split'] button")
    keys.press("Enter")
    expect(keys.page.locator("#said")).to_contain_text("divided")
    assert [part["pages"] for part in finished(tenant, id)["parts"]] == [[1], [2, 3]]
    keys.open(f"/uploads/{id}")
    keys.tab_to("form[action$='/undo'] button")
    keys.press("Enter")
    expect(keys.page.locator("form[action$='/undo']")).to_have_count(0)
    assert len(upload(tenant, id)["parts"]) < 2


@pytest.mark.usefixtures("worker")
def test_two_files_are_put_together(tenant: Tenant, keys: Keyboard) -> None:
    first, second = (sent(tenant, paper(), name) for name in ("first.pdf", "second.pdf"))
    for id in (first, second):
        finished(tenant, id)
    keys.open("/uploads?all=true")
    keys.press("j", "x", "j", "x")
    keys.tab_to("form[action='/uploads/merge'] button")
    keys.press("Enter")
    expect(keys.page.locator("#said")).to_contain_text("read together")
    assert upload(tenant, second)["merged_into"] == first


def test_a_line_is_split_between_two_accounts(tenant: Tenant, keys: Keyboard) -> None:
    for code in ("51100", "62000"):
        make_dimension(tenant, "account", code)
    invoice = make_invoice(tenant)
    line = invoice["items"][0]
    keys.open(f"/invoices/{invoice['id']}")
    keys.press("s")
    keys.page.wait_for_url("**/split**")
    keys.tab_to("select[name=item_id]")
    keys.press("ArrowDown")
    for part, (share, code) in enumerate((("60", "511"), ("40", "620")), 1):
        keys.tab_to(f"input[name='part.{part}.share']")
        keys.type(share)
        keys.tab_to(f"input[name='part.{part}.d.ACCOUNT']")
        keys.type(code)
        expect(keys.page.locator(".choices:visible li")).to_have_count(1)
        keys.press("Enter")
    keys.press("Enter")
    expect(keys.page.locator("#said")).to_contain_text("The line is split.")
    splits = tenant.api().get(f"/v1/invoices/{invoice['id']}").json()["gl_splits"]
    assert [(one["item_id"], one["amount"]) for one in splits] == [(line["id"], "36.00"), (line["id"], "24.00")]


def test_a_vendor_is_chosen_with_arrows_from_the_queue_on(tenant: Tenant, keys: Keyboard) -> None:
    make_vendor(tenant, erp_vendor_name="Zephyr Foods")
    make_vendor(tenant, erp_vendor_name="Zephyr Tools")
    invoice = make_invoice(tenant, erp_vendor_id=None)
    keys.open("/queue/needs-attention")
    keys.press("Enter", "e")
    keys.type("zephyr")
    offered = keys.page.locator(".choices:visible li")
    expect(offered).to_have_count(2)
    second = offered.nth(1).locator("span").inner_text()
    keys.press("ArrowDown", "Enter", "Enter")
    expect(keys.page.locator("#said")).to_contain_text("Saved")
    stored = tenant.api().get(f"/v1/invoices/{invoice['id']}").json()
    assert stored["ottimate_vendor_name"] == second


def test_the_palette_does_what_the_page_offers_and_finds_an_invoice(tenant: Tenant, keys: Keyboard) -> None:
    invoice = make_invoice(tenant, invoice_number="PAL-77")
    keys.open(f"/invoices/{invoice['id']}")
    keys.press("Control+k")
    keys.type("archive")
    keys.press("Enter")
    expect(keys.page.locator("#said")).to_contain_text("Archived")
    assert status_of(tenant, invoice) == "archived"
    keys.press("Control+k")
    keys.type("PAL-77")
    keys.press("ArrowUp", "Enter")
    keys.page.wait_for_url("**/queue/all?search=PAL-77")
    expect(keys.page.locator("tr[data-row]")).to_have_count(1)
    keys.press("Control+k", "Escape")
    expect(keys.page.locator("dialog[open]")).to_have_count(0)


def test_keys_that_are_off_do_nothing_and_the_palette_stays(tenant: Tenant, keys: Keyboard) -> None:
    invoice = make_invoice(tenant)
    keys.open("/help")
    keys.tab_to("main input[type=checkbox]")
    keys.press("Space")
    keys.open(f"/invoices/{invoice['id']}?queue=my-approvals")
    keys.press("a", "d", "j", "e")
    assert keys.page.evaluate("document.activeElement.localName") == "body"
    assert status_of(tenant, invoice) == "pending-approval"
    keys.press("Control+k")
    keys.type("approve")
    keys.press("Enter")
    expect(keys.page.locator("#said")).to_contain_text("pproved")
    keys.open("/help")
    keys.tab_to("main input[type=checkbox]")
    keys.press("Space")
    keys.press("u", "?")
    assert keys.page.evaluate("localStorage.getItem('payables.keys')") == "on"
