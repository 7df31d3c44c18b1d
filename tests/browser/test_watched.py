"""Pages that look again by themselves: nothing that somebody is at is exchanged under their hands."""

from playwright.sync_api import Page, Response, Route, expect

from browser.conftest import OpenAs
from harness.exports import ready_invoices, sent_export
from harness.tenants import Tenant
from harness.worker import paper, sent

A_LOOK = 2100  # ms
EXCHANGED = 1500  # ms after which a page would have been
KEEP = "() => { window.kept = document.querySelector('main'); }"
IS_KEPT = "() => window.kept === document.querySelector('main')"


def test_answers_of_the_erp_outlast_the_download_of_the_file(open_as: OpenAs, tenant: Tenant) -> None:
    ready_invoices(tenant, 1)
    job = sent_export(tenant)
    tab = open_as(tenant)
    tab.goto(f"/exports/{job['id']}")
    tab.wait_for_load_state("networkidle")
    answer, reason = tab.locator("select[name^=outcome]"), tab.locator("input[name^=said]")
    answer.select_option("rejected")
    reason.fill("No such vendor")
    reason.press("Escape")
    with tab.expect_download():
        tab.keyboard.press("e")
    tab.wait_for_timeout(EXCHANGED)
    expect(answer).to_have_value("rejected")
    expect(reason).to_have_value("No such vendor")


def being_read(page: Page, tenant: Tenant) -> str:
    """Opens the page of a file that nothing reads; its path."""
    path = f"/uploads/{sent(tenant, paper(), 'waits.pdf')}"
    page.clock.install()
    page.goto(path)
    page.wait_for_load_state("networkidle")
    return path


def looks(page: Page, path: str) -> None:
    def is_look(response: Response) -> bool:
        return response.url.endswith(path)

    with page.expect_response(is_look) as response:
        page.clock.run_for(A_LOOK)
    response.value.finished()
    page.wait_for_timeout(100)


def test_what_was_opened_beside_a_file_that_is_being_read_stays_open(person: Page, tenant: Tenant) -> None:
    path = being_read(person, tenant)
    looks(person, path)
    folded = person.locator("details", has=person.locator("form[action$='/delete']"))
    folded.locator("summary").click()
    person.clock.run_for(A_LOOK)
    person.wait_for_timeout(EXCHANGED)
    expect(folded.locator("form button")).to_be_visible()


def test_a_page_that_shows_nothing_new_is_left_in_its_place(person: Page, tenant: Tenant) -> None:
    """Whoever has it read out to them is not thrown back to its beginning."""
    path = being_read(person, tenant)
    looks(person, path)
    person.evaluate(KEEP)
    looks(person, path)
    looks(person, path)
    assert person.evaluate(IS_KEPT)


def test_a_slow_server_is_asked_once_at_a_time(person: Page, tenant: Tenant) -> None:
    path = being_read(person, tenant)
    held: list[Route] = []
    person.route(f"**{path}", lambda route: held.append(route))
    person.clock.run_for(5 * A_LOOK)
    person.wait_for_timeout(200)
    assert len(held) == 1
    held.pop().continue_()
