"""Where the keyboard stands: the skip link, keys before the scripts are there, and the focus after each answer."""

import pytest
from playwright.sync_api import Page, Route, expect

from harness.chromium import Watch
from harness.invoices import make_invoice, make_vendor, status_of
from harness.keyboard import Keyboard
from harness.people import make_person
from harness.server import Server
from harness.tenants import Tenant

FOCUS = "() => document.activeElement.id || document.activeElement.localName"


@pytest.fixture
def keys(person: Page) -> Keyboard:
    return Keyboard(person)


def without_scripts_yet(page: Page, path: str, script: str = "app") -> list[Route]:
    """The page can be seen; its modules, or one of them, wait to be let go on."""
    held: list[Route] = []
    page.route(f"**/js/{script}.js", lambda route: held.append(route))
    with page.expect_request(f"**/js/{script}.js"):
        page.goto(path, wait_until="commit")
    page.locator("main h1").wait_for()
    page.wait_for_function("() => 'earlyKeys' in window")
    return held


def go_on(page: Page, held: list[Route]) -> None:
    held[0].continue_()
    page.wait_for_function("() => 'ready' in document.documentElement.dataset")


def test_the_skip_link_skips_and_loads_nothing_anew(tenant: Tenant, keys: Keyboard) -> None:
    keys.open("/queue/needs-attention")
    keys.page.evaluate("() => { window.same = true; }")
    keys.press("Tab")
    expect(keys.page.locator(".skip")).to_be_focused()
    keys.press("Enter")
    assert keys.page.evaluate(FOCUS) == "main"
    keys.press("Alt+ArrowLeft")
    assert keys.page.evaluate("() => window.same"), "the page is the same"


def test_enter_opens_the_row_and_sends_nothing(tenant: Tenant, keys: Keyboard) -> None:
    """Also from its box, where a browser would send the form of the ticked ones."""
    first, second = [make_invoice(tenant, total_amount=None) for _ in range(2)]
    keys.open("/queue/needs-attention")
    keys.press("j", "x", "j", "Enter")
    keys.page.wait_for_url(f"**/invoices/{first['id']}**")
    keys.open("/queue/needs-attention")
    keys.tab_to("tr[data-row] input")
    keys.press("Space", "Enter")
    keys.page.wait_for_url(f"**/invoices/{second['id']}**")
    assert {status_of(tenant, one) for one in (first, second)} == {"needs-attention"}


def test_a_key_before_the_scripts_are_there_is_not_lost(person: Page, tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    held = without_scripts_yet(person, f"/invoices/{invoice['id']}?queue=my-approvals")
    person.keyboard.press("a")
    go_on(person, held)
    expect(person.locator("#said")).to_contain_text("pproved")
    assert status_of(tenant, invoice) == "ready-for-export"


@pytest.mark.parametrize("script", ["app", "lines"])
def test_what_is_typed_after_such_a_key_goes_into_its_field_once(person: Page, tenant: Tenant, script: str) -> None:
    """Also where the first of the scripts listens already, while another is on its way."""
    invoice = make_invoice(tenant, invoice_number=None)
    held = without_scripts_yet(person, f"/invoices/{invoice['id']}", script)
    person.wait_for_timeout(1500)  # in which the others run
    for key in "eK-7":
        person.keyboard.press(key)
    go_on(person, held)
    expect(person.locator("#f-invoice_number")).to_have_value("K-7")
    expect(person.locator("#f-invoice_number")).to_be_focused()


def test_the_palette_opens_before_the_scripts_are_there(person: Page, tenant: Tenant) -> None:
    held = without_scripts_yet(person, "/queue/all")
    person.keyboard.press("Control+k")
    go_on(person, held)
    expect(person.locator("#palette-query")).to_be_focused()


def test_a_key_while_another_page_is_on_its_way_is_for_neither(person: Page, tenant: Tenant) -> None:
    """Nobody approves what they have not seen, and the list does not take it for its own."""
    invoice = make_invoice(tenant)
    person.goto("/queue/my-approvals")
    person.wait_for_load_state("networkidle")
    held: list[Route] = []
    person.route("**/invoices/*", lambda route: held.append(route))
    asked: list[str] = []
    person.on("request", lambda request: asked.append(request.method))
    person.keyboard.press("Enter")
    person.keyboard.press("a")
    person.wait_for_timeout(200)
    assert "POST" not in asked
    held[0].continue_()
    person.wait_for_url("**/invoices/**")
    person.wait_for_load_state("networkidle")
    assert status_of(tenant, invoice) == "pending-approval"
    person.keyboard.press("a")
    expect(person.locator("#said")).to_contain_text("pproved")


def test_after_a_refusal_the_focus_is_in_the_field_that_is_wrong(tenant: Tenant, keys: Keyboard, watch: Watch) -> None:
    watch.expected.append("status of 400")
    invoice = make_invoice(tenant, total_amount=None)
    keys.open(f"/invoices/{invoice['id']}")
    keys.press("e")
    keys.type("much")
    keys.press("Enter")
    expect(keys.page.locator("#f-total_amount")).to_be_focused()
    keys.press("Control+a")
    keys.type("110")
    keys.press("Enter")
    expect(keys.page.locator("#said")).to_contain_text("Saved")
    assert keys.page.evaluate(FOCUS) == "invoice-form", "single keys work again, and Tab goes on in the form"


def test_so_it_is_after_a_refusal_of_a_page_that_was_loaded(keys: Keyboard, watch: Watch) -> None:
    """A form that the browser sends itself."""
    watch.expected.append("status of 400")
    keys.open("/me")
    for name, typed in (("present", "what it is now"), ("password", "short"), ("repeat", "short")):
        keys.page.locator(f"#{name}-me-password").fill(typed)
    keys.press("Enter")
    expect(keys.page.locator("main [role=alert]")).to_be_visible()
    expect(keys.page.locator("#password-me-password")).to_be_focused()


def test_the_next_invoice_begins_at_its_top(tenant: Tenant, keys: Keyboard) -> None:
    vendor = make_vendor(tenant)
    first, second = [make_invoice(tenant, vendor=vendor) for _ in range(2)]
    keys.open(f"/invoices/{second['id']}?queue=my-approvals")
    keys.page.evaluate("() => scrollTo(0, 600)")
    keys.press("a")
    assert first["id"] in keys.page.url
    assert keys.page.evaluate(FOCUS) == "main"
    assert keys.page.evaluate("() => scrollY") == 0


def test_after_a_comment_the_work_goes_on_at_the_comments(tenant: Tenant, keys: Keyboard) -> None:
    invoice = make_invoice(tenant)
    keys.open(f"/invoices/{invoice['id']}")
    keys.press("n")
    keys.type("Looks fine.")
    keys.tab_to("form[action*='/comments'] button")
    keys.press("Enter")
    expect(keys.page.locator(".comments ol")).to_contain_text("Looks fine.")
    assert keys.page.evaluate("() => document.activeElement.closest('.comments') !== null")


def test_ctrl_enter_sends_a_reason_and_a_comment(tenant: Tenant, keys: Keyboard) -> None:
    invoice = make_invoice(tenant)
    keys.open(f"/invoices/{invoice['id']}")
    keys.press("n")
    keys.type("First line")
    keys.press("Enter")
    keys.type("and second")
    keys.press("Control+Enter")
    expect(keys.page.locator(".comments ol")).to_contain_text("First line and second")
    keys.press("Escape", "r")
    keys.type("Not ours")
    keys.press("Control+Enter")
    expect(keys.page.locator("#said")).to_contain_text("eclined")
    assert status_of(tenant, invoice) == "needs-attention"


@pytest.mark.parametrize("step", ["d", "f", "a"])
def test_what_was_done_is_taken_back_in_one_place(tenant: Tenant, keys: Keyboard, step: str) -> None:
    vendor = make_vendor(tenant)
    make_invoice(tenant, vendor=vendor)
    invoice = make_invoice(tenant, vendor=vendor)
    keys.open(f"/invoices/{invoice['id']}?queue=my-approvals")
    keys.press(step)
    assert undos(keys.page) == 1
    keys.press("z")
    assert invoice["id"] in keys.page.url
    assert undos(keys.page) <= 1
    assert status_of(tenant, invoice) == "pending-approval"


def test_of_several_that_were_put_away_there_is_one_undo(tenant: Tenant, keys: Keyboard) -> None:
    for _ in range(3):
        make_invoice(tenant, total_amount=None)
    keys.open("/queue/needs-attention")
    keys.press("j", "x", "j", "x")
    keys.tab_to("form[action*='/archive'] button")
    keys.press("Enter")
    expect(keys.page.locator("tr[data-row]")).to_have_count(1)
    assert undos(keys.page) == 1
    keys.press("z")
    expect(keys.page.locator("tr[data-row]")).to_have_count(3)
    assert undos(keys.page) <= 1


def undos(page: Page) -> int:
    """Buttons that take back what was just done."""
    return page.locator("main button:visible", has_text="Undo").count()


def test_people_are_offered_inside_a_comment(tenant: Tenant, keys: Keyboard) -> None:
    invoice = make_invoice(tenant)
    keys.open(f"/invoices/{invoice['id']}")
    keys.press("n")
    keys.type("Please look, @bo li")
    offered = keys.page.locator(".comments .choices li")
    expect(offered).to_have_count(1)
    expect(offered).to_contain_text("Bo Lind")
    keys.press("Enter")
    keys.type("- it is late.")
    text = f"Please look, @bo@{tenant.key}.example - it is late."
    expect(keys.page.locator(".comments textarea")).to_have_value(text)
    keys.tab_to("form[action*='/comments'] button")
    keys.press("Enter")
    expect(keys.page.locator(".comments ol")).to_contain_text("Bo Lind")
    said = tenant.api().get(f"/v1/invoices/{invoice['id']}/comments").json()["results"][0]
    assert (said["text"], [one["first_name"] for one in said["mentions"]]) == (text, ["Bo"])


def test_escape_and_a_mail_address_in_a_comment_offer_nobody(tenant: Tenant, keys: Keyboard) -> None:
    invoice = make_invoice(tenant)
    keys.open(f"/invoices/{invoice['id']}")
    keys.press("n")
    offered = keys.page.locator(".comments .choices li:visible")
    keys.type("@ad")
    expect(offered).not_to_have_count(0)
    keys.press("Escape")
    expect(offered).to_have_count(0)
    keys.type(" and write to orders@bo")
    keys.page.wait_for_timeout(400)
    expect(offered).to_have_count(0)


def test_a_person_with_a_hostile_name_is_offered_as_text(server: Server, tenant: Tenant, keys: Keyboard) -> None:
    name = "<img src=x onerror=document.title='run'>"
    id = make_person(server, tenant, f"odd@{tenant.key}.example")
    server.run(_call(server, tenant, id, name))
    invoice = make_invoice(tenant)
    keys.open(f"/invoices/{invoice['id']}")
    keys.press("n")
    keys.type("@odd")
    expect(keys.page.locator(".comments .choices li")).to_contain_text(name)
    assert keys.page.locator(".comments .choices img").count() == 0
    assert keys.page.title() != "run"


async def _call(server: Server, tenant: Tenant, id: int, name: str) -> None:
    async with server.database.transaction(tenant.account_id) as tx:
        await tx.execute("UPDATE users SET first_name = $3 WHERE account_id = $1 AND id = $2", tx.account_id, id, name)
