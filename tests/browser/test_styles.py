"""A page that comes by a form sent in the background looks like one that was loaded."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from harness.dimensions import make_dimension
from harness.invoices import make_invoice
from harness.server import Server
from harness.tenants import Tenant
from harness.worker import finished, paper, sent, working

SHEETS = "() => [...document.head.querySelectorAll('link[rel=stylesheet]')].map(one => one.getAttribute('href')).sort()"
LOOKS = """() => [...document.querySelectorAll('main, main *')].filter(one => !one.hidden).map(one => {
  const { display, position, backgroundColor } = getComputedStyle(one);
  return [one.localName, one.className, display, position, backgroundColor].join(' ');
})"""


@pytest.fixture
def worker(server: Server) -> Iterator[None]:
    with working(server):
        yield


@pytest.mark.usefixtures("worker")
def test_two_files_put_together_stand_in_their_pane(person: Page, tenant: Tenant) -> None:
    for name in ("first.pdf", "second.pdf"):
        finished(tenant, sent(tenant, paper(), name))
    person.goto("/uploads?all=true")
    for box in person.locator("tr[data-row] input[type=checkbox]").all():
        box.check()
    person.locator("form[action='/uploads/merge'] button").click()
    expect(person.locator("#said")).to_contain_text("read together")
    assert person.locator(".document .pages").evaluate("element => getComputedStyle(element).overflowX") == "auto"
    expect(person.locator("#said")).to_be_in_viewport()


def test_the_invoice_after_a_split_has_its_styles_and_no_others(person: Page, tenant: Tenant) -> None:
    for code in ("51100", "62000"):
        make_dimension(tenant, "account", code)
    invoice = make_invoice(tenant)
    person.goto(f"/invoices/{invoice['id']}/split?line={invoice['items'][0]['id']}")
    for part, (share, code) in enumerate((("60", "51100"), ("40", "62000")), 1):
        person.fill(f"input[name='part.{part}.share']", share)
        person.fill(f"input[name='part.{part}.d.ACCOUNT']", code)
    person.locator("form[action*='/split'] button.primary").click()
    expect(person.locator("#said")).to_contain_text("The line is split.")
    person.wait_for_load_state("networkidle")
    sheets, looks = person.evaluate(SHEETS), person.evaluate(LOOKS)
    person.goto(person.url)
    person.wait_for_load_state("networkidle")
    assert sheets == person.evaluate(SHEETS)
    assert looks == person.evaluate(LOOKS)
