"""The document pane in a browser: boxes, zoom, words, pages, and what is there without scripts."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, Route

from extraction.einvoice_full import UBL_FULL
from extraction.papers import pdf
from harness.axe import violations
from harness.chromium import Watch
from harness.server import Server
from harness.tenants import Tenant
from harness.worker import finished, paper, sent, working

HEARD = """() => {
  window.heard = [];
  for (const name of ["payables:word", "payables:field"])
    document.addEventListener(name, (event) => window.heard.push({ name, ...event.detail }));
}"""
SCROLLED = "() => document.querySelector('.document .pages').scrollTop"


@pytest.fixture(scope="module")
def worker(server: Server) -> Iterator[None]:
    with working(server):
        yield


pytestmark = pytest.mark.usefixtures("worker")


def read(tenant: Tenant, data: bytes, name: str = "invoice.pdf") -> str:
    return finished(tenant, sent(tenant, data, name))["invoice_ids"][0]


def opened(page: Page, path: str) -> Page:
    page.goto(path)
    page.wait_for_selector(".sheet .word", state="attached")
    page.evaluate(HEARD)
    return page


def heard(page: Page) -> list[dict[str, Any]]:
    return page.evaluate("() => window.heard")


def middle_of(page: Page, text: str, path: str) -> tuple[float, float]:
    """Where the word stands on the screen."""
    words = page.evaluate("(path) => fetch(path).then((answer) => answer.json())", f"{path}/document/1/words")["words"]
    x0, y0, x1, y1 = next(word["box"] for word in words if word["text"] == text)
    frame = page.locator(".sheet img").first.bounding_box()
    assert frame is not None
    return frame["x"] + frame["width"] * (x0 + x1) / 2, frame["y"] + frame["height"] * (y0 + y1) / 2


def zoom(page: Page) -> str:
    return page.locator(".document output").inner_text().replace("\xa0", " ")


def test_the_paper_is_there_without_scripts_in_every_look(
    open_as: Callable[..., Page], tenant: Tenant, look: str
) -> None:
    page = open_as(tenant, look=look, java_script_enabled=False)
    page.goto(f"/invoices/{read(tenant, paper())}")
    box = page.locator(".sheet img").bounding_box()
    assert box is not None and box["width"] > 250 and box["height"] > box["width"]
    assert page.locator(".sheet rect.box").count() > 10
    assert not page.locator(".document .tools").is_visible()


def test_the_pane_has_no_violations(open_as: Callable[..., Page], tenant: Tenant, look: str) -> None:
    page = opened(open_as(tenant, look=look), f"/invoices/{read(tenant, paper())}")
    assert violations(page, ".document") == []


def test_a_word_goes_to_the_field_that_one_was_in(person: Page, tenant: Tenant) -> None:
    path = f"/invoices/{read(tenant, paper())}"
    opened(person, path)
    person.locator("[name=purchase_order]").focus()
    person.mouse.click(*middle_of(person, "PO-7781", path))
    assert [(told["name"], told["text"], told["page"]) for told in heard(person)] == [("payables:word", "PO-7781", 1)]
    assert person.evaluate("() => document.activeElement.name") == "purchase_order"


def test_the_form_and_the_paper_know_each_other(person: Page, tenant: Tenant) -> None:
    path = f"/invoices/{read(tenant, paper())}"
    opened(person, path)
    person.locator("[name=total_amount]").focus()
    assert person.locator(".box.lit").get_attribute("data-name") == "total_amount"
    person.locator("[name=notes]").focus()
    assert person.locator(".box.lit").count() == 0
    person.mouse.click(*middle_of(person, "Linen", path))
    person.wait_for_function("() => document.querySelector('[name=notes]').value === 'Linen'")
    person.evaluate("() => document.activeElement.blur()")
    person.mouse.click(*middle_of(person, "588.00", path))
    assert person.evaluate("() => document.activeElement.name") == "total_amount"


def test_several_words_are_chosen_by_dragging(person: Page, tenant: Tenant) -> None:
    path = f"/invoices/{read(tenant, paper())}"
    opened(person, path)
    person.locator("[name=notes]").focus()
    person.mouse.move(*middle_of(person, "Linen", path))
    person.mouse.down()
    person.mouse.move(*middle_of(person, "white", path), steps=8)
    person.mouse.up()
    [told] = heard(person)
    assert told["text"] == "Linen napkins, white"
    assert told["box"][0] < told["box"][2]


def test_a_click_on_a_box_tells_its_field_where_nobody_types(person: Page, tenant: Tenant) -> None:
    path = f"/invoices/{read(tenant, paper())}"
    opened(person, path)
    person.mouse.click(*middle_of(person, "588.00", path))
    assert heard(person) == [{"name": "payables:field", **{"name": "total_amount"}}]


def test_the_box_of_a_field_lights_up_and_comes_into_view(person: Page, tenant: Tenant) -> None:
    opened(person, f"/invoices/{read(tenant, paper())}")
    for _ in range(5):
        person.keyboard.press("+")
    person.evaluate("() => { document.querySelector('.document .pages').scrollTop = 0; }")
    tell = "(name) => document.dispatchEvent(new CustomEvent('payables:field-focus', { detail: { name } }))"
    person.evaluate(tell, "vendor_iban")
    assert person.locator(".box.lit").count() == 1
    assert person.evaluate(SCROLLED) > 0
    person.evaluate(tell, None)
    assert person.locator(".box.lit").count() == 0


def test_keys_and_the_wheel_make_the_paper_larger_and_fit_it_again(person: Page, tenant: Tenant) -> None:
    opened(person, f"/invoices/{read(tenant, paper())}")
    person.keyboard.press("+")
    assert zoom(person) == "125 %"
    person.keyboard.press("-")
    person.keyboard.press("-")
    assert zoom(person) == "75 %"
    person.keyboard.press("0")
    assert zoom(person) == "100 %"
    person.locator(".sheet svg").hover()
    person.keyboard.down("Control")
    person.mouse.wheel(0, -300)
    person.keyboard.up("Control")
    person.wait_for_function("() => parseInt(document.querySelector('.document output').value) > 150")


def test_pages_are_turned_by_keys_and_loaded_when_they_come_near(person: Page, tenant: Tenant) -> None:
    id = sent(tenant, pdf(pages=4), "stack.pdf")
    finished(tenant, id)
    person.goto(f"/uploads/{id}")
    person.wait_for_selector(".document .tools:not([hidden])")
    person.keyboard.press("]")
    person.wait_for_function("() => document.querySelector('.document .at').textContent.startsWith('Page 2')")
    for _ in range(2):
        person.keyboard.press("]")
    person.wait_for_function("() => document.querySelector('.document .at').textContent.startsWith('Page 4')")
    person.wait_for_function("() => [...document.querySelectorAll('.sheet img')].at(-1).naturalWidth > 0")
    person.keyboard.press("[")
    person.wait_for_function("() => document.querySelector('.document .at').textContent.startsWith('Page 3')")


def test_a_picture_that_found_no_place_is_asked_for_again(person: Page, tenant: Tenant, watch: Watch) -> None:
    watch.expected.append("503")
    asked: list[str] = []

    def full_at_first(route: Route) -> None:
        asked.append(route.request.url)
        if len(asked) == 1:
            route.fulfill(status=503, headers={"retry-after": "1"})
        else:
            route.continue_()

    person.route("**/document/1?*", full_at_first)
    person.goto(f"/invoices/{read(tenant, paper())}")
    person.wait_for_function("() => document.querySelector('.sheet img').naturalWidth > 0")
    assert len(asked) > 1


def test_words_that_could_not_be_had_are_asked_for_again(person: Page, tenant: Tenant, watch: Watch) -> None:
    watch.expected.append("503")
    path = f"/invoices/{read(tenant, paper())}"
    person.route("**/words", lambda route: route.fulfill(status=503), times=1)
    with person.expect_response(lambda answer: answer.url.endswith("/words") and answer.status == 503):
        person.goto(path)
    person.locator(".sheet .word").first.wait_for(state="attached", timeout=15_000)


def test_an_e_invoice_is_read_in_its_frame(person: Page, tenant: Tenant) -> None:
    person.goto(f"/invoices/{read(tenant, UBL_FULL.replace(b'VG-88<', b'VG-8877<'), 'invoice.xml')}")
    assert "VG-8877" in person.frame_locator("iframe.rendering").locator("h1").inner_text()


@pytest.mark.parametrize("word", ["$&$$$`", "<script>alert(1)</script>"])
def test_hostile_words_are_chosen_as_words(person: Page, tenant: Tenant, word: str) -> None:
    path = f"/invoices/{read(tenant, paper(**{'PO-7781': word}))}"
    opened(person, path)
    person.locator("[name=notes]").focus()
    person.mouse.click(*middle_of(person, word, path))
    assert heard(person)[0]["text"] == word
    assert person.locator("#announce").inner_text() == f"Chosen: {word}"
