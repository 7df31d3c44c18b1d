"""Sending files in a browser: dropped, with progress each, three at a time."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, TimeoutError, expect

from harness.axe import violations
from harness.chromium import Watch
from harness.people import signed_in
from harness.server import Server
from harness.tenants import Tenant
from harness.worker import finished, paper, sent, uploads, working

DROP = """([files]) => {
  const data = new DataTransfer();
  for (const [name, text] of files) data.items.add(new File([text], name, { type: "application/pdf" }));
  document.querySelector("main").dispatchEvent(new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer: data }));
}"""


@pytest.fixture
def worker(server: Server) -> Iterator[None]:
    with working(server):
        yield


def at_uploads(page: Page, path: str = "/uploads") -> None:
    page.goto(path)
    page.wait_for_selector(".scripted:not([hidden])")
    page.select_option("#send-location", label="Main Street")


def saved(folder: Path, count: int) -> list[Path]:
    found = []
    for n in range(count):
        found.append(folder / f"paper-{n}.pdf")
        found[-1].write_bytes(paper())
    return found


def all_told(page: Page, text: str) -> None:
    try:
        page.wait_for_function(
            "(text) => document.querySelector('.sum').textContent === text", arg=text, timeout=30_000
        )
    except TimeoutError:
        raise AssertionError(page.locator(".drop").inner_text()) from None


def test_many_files_are_sent_with_what_became_of_each(person: Page, tenant: Tenant, tmp_path: Path) -> None:
    at_uploads(person)
    broken = tmp_path / "broken.gif"
    broken.write_bytes(b"GIF89a nothing")
    (tmp_path / "empty.pdf").write_bytes(b"")
    person.set_input_files("#send-files", [*saved(tmp_path, 3), broken, tmp_path / "empty.pdf"])
    person.get_by_role("button", name="Send files").click()
    all_told(person, "3 of 5 sent, 2 refused")
    rows = person.locator(".sending li")
    refused = rows.nth(0).inner_text(), rows.nth(1).inner_text()  # before those that need nobody
    assert any("is not a PDF" in text for text in refused) and any("empty" in text for text in refused)
    assert len(uploads(tenant)) == 3
    person.wait_for_function("() => document.querySelectorAll('#uploads tbody tr').length === 3")
    assert person.locator("#uploads-count").inner_text() == "3"


def test_dropped_files_are_sent(person: Page, tenant: Tenant) -> None:
    at_uploads(person)
    person.evaluate(DROP, [[["one.pdf", "%PDF-1.4 one"], ["two.pdf", "%PDF-1.4 two"]]])
    all_told(person, "2 of 2 sent, 0 refused")
    assert {row["filename"] for row in uploads(tenant, all="true")} == {"one.pdf", "two.pdf"}


TAKEN = '{"results": [{"filename": "x", "reference_id": "1", "error": null}]}'
LONGEST_FRAME = """() => new Promise((done) => {
  let longest = 0, last = performance.now(), left = 60;
  const tick = (now) => {
    longest = Math.max(longest, now - last);
    last = now;
    --left ? requestAnimationFrame(tick) : done(longest);
  };
  requestAnimationFrame(tick);
})"""
COUNTED = """() => {
  window.most = window.now = 0;
  const send = XMLHttpRequest.prototype.send;
  XMLHttpRequest.prototype.send = function (body) {
    window.most = Math.max(window.most, ++window.now);
    this.addEventListener("readystatechange", () => { window.now -= this.readyState === 4; });
    return send.call(this, body);
  };
}"""


def test_a_folder_of_200_files_goes_three_at_a_time_and_the_page_stays_alive(person: Page, tenant: Tenant) -> None:
    at_uploads(person)
    person.evaluate(COUNTED)
    person.route(
        "**/uploads/send*", lambda route: route.fulfill(status=200, content_type="application/json", body=TAKEN)
    )
    person.evaluate(DROP, [[[f"{n}.pdf", f"%PDF-{n}"] for n in range(200)]])
    assert person.evaluate(LONGEST_FRAME) < 1000
    all_told(person, "200 of 200 sent, 0 refused")
    assert person.evaluate("() => window.most") <= 3


def test_a_server_that_is_away_loses_no_file(person: Page, tenant: Tenant, watch: Watch, tmp_path: Path) -> None:
    watch.expected.append("uploads/send|ERR_FAILED|ERR_CONNECTION")
    at_uploads(person)
    person.route("**/uploads/send*", lambda route: route.abort())
    person.set_input_files("#send-files", saved(tmp_path, 1))
    person.get_by_role("button", name="Send files").click()
    all_told(person, "0 of 1 sent, 1 refused")
    assert "The server cannot be reached" in person.locator(".sending li").inner_text()
    person.unroute("**/uploads/send*")
    person.get_by_role("button", name="Send again").click()
    all_told(person, "1 of 1 sent, 0 refused")


def test_files_wait_for_whoever_was_signed_out_to_sign_in_again(
    person: Page, server: Server, tenant: Tenant, watch: Watch, tmp_path: Path
) -> None:
    watch.expected.append("401|409|403")
    at_uploads(person)
    (cookie,) = person.context.cookies()
    person.context.clear_cookies()
    person.set_input_files("#send-files", saved(tmp_path, 5))
    person.get_by_role("button", name="Send files").click()
    person.wait_for_selector(".ended:not([hidden])")
    assert person.get_by_role("link", name="Sign in in another tab").get_attribute("href") == "/signin?next=/uploads"
    assert "Waits until you are signed in" in person.locator(".sending li").first.inner_text()
    person.get_by_role("button", name="Send them now").click()
    assert person.locator(".sending li").count() == 5
    expect(person.locator(".ended")).to_contain_text("You are not signed in yet")
    person.context.add_cookies([{**cookie, "value": signed_in(server, tenant)}])
    person.get_by_role("button", name="Send them now").click()
    all_told(person, "5 of 5 sent, 0 refused")


ASKED_BEFORE_LEAVING = "() => !dispatchEvent(new Event('beforeunload', { cancelable: true }))"
# What a browser gives for a file that is gone, a folder that must not be read, and a file.
UNREADABLE = """() => {
  const gone = { isFile: true, name: "gone.pdf", file: (found, failed) => failed(new DOMException("gone", "NotFoundError")) };
  const readEntries = (found, failed) => failed(new DOMException("not allowed", "SecurityError"));
  const locked = { isFile: false, name: "locked", createReader: () => ({ readEntries }) };
  const there = { isFile: true, name: "there.pdf", file: (found) => found(new File(["%PDF-1.4 there"], "there.pdf")) };
  const entries = [gone, locked, there];
  DataTransferItem.prototype.webkitGetAsEntry = () => entries.shift();
}"""


def test_what_cannot_be_read_of_a_drop_is_told_and_the_rest_is_sent(person: Page, tenant: Tenant) -> None:
    at_uploads(person)
    person.evaluate(UNREADABLE)
    person.evaluate(DROP, [[["gone.pdf", "x"], ["locked", "x"], ["there.pdf", "x"]]])
    all_told(person, "1 of 3 sent, 2 refused")
    told = person.locator(".sending li.bad").all_inner_texts()
    assert ["gone.pdf" in told[0], "locked" in told[1]] == [True, True]
    assert all("could not be read" in one for one in told)
    assert [row["filename"] for row in uploads(tenant, all="true")] == ["there.pdf"]


def test_whoever_leaves_is_asked_while_a_file_waits_to_be_sent_again(
    person: Page, tenant: Tenant, watch: Watch, tmp_path: Path
) -> None:
    watch.expected.append("503")
    at_uploads(person)
    assert not person.evaluate(ASKED_BEFORE_LEAVING)
    person.route("**/uploads/send*", lambda route: route.fulfill(status=503, headers={"retry-after": "2"}), times=1)
    person.set_input_files("#send-files", saved(tmp_path, 1))
    person.get_by_role("button", name="Send files").click()
    expect(person.locator(".sending li")).to_contain_text("The server is busy")
    assert person.evaluate(ASKED_BEFORE_LEAVING)
    all_told(person, "1 of 1 sent, 0 refused")
    assert not person.evaluate(ASKED_BEFORE_LEAVING)


def test_files_wait_until_somebody_says_where_they_belong(person: Page, tenant: Tenant) -> None:
    person.goto("/uploads")
    person.wait_for_selector(".scripted:not([hidden])")
    person.evaluate(DROP, [[["one.pdf", "%PDF-1.4 one more"]]])
    assert "Choose the location" in person.locator(".drop .first").inner_text()
    assert uploads(tenant, all="true") == []
    assert person.evaluate(ASKED_BEFORE_LEAVING)
    person.select_option("#send-location", label="Park Lane")
    all_told(person, "1 of 1 sent, 0 refused")
    person.goto("/uploads")
    person.wait_for_selector(".scripted:not([hidden])")
    assert person.locator("#send-location option:checked").inner_text() == "Park Lane"


@pytest.mark.usefixtures("worker")
def test_the_list_shows_by_itself_what_has_become_of_a_file(person: Page, tenant: Tenant) -> None:
    at_uploads(person, "/uploads?all=true")
    person.evaluate(DROP, [[["broken.pdf", "%PDF-1.7 nothing"]]])
    person.wait_for_selector("#uploads .tag.bad", timeout=20_000)
    assert "damaged" in person.locator("#uploads tbody").inner_text()


@pytest.mark.usefixtures("worker")
def test_each_line_of_a_drop_ends_as_what_became_of_the_file(person: Page, tenant: Tenant, tmp_path: Path) -> None:
    at_uploads(person)
    (tmp_path / "broken.pdf").write_bytes(b"%PDF-1.7 nothing")
    person.set_input_files("#send-files", [*saved(tmp_path, 1), tmp_path / "broken.pdf"])
    person.get_by_role("button", name="Send files").click()
    person.wait_for_selector(".sending li.bad + li a[href^='/invoices/']", timeout=30_000)
    assert "damaged" in person.locator(".sending li").first.inner_text()
    assert "Failed: 1" in person.locator(".became").inner_text()


@pytest.mark.usefixtures("worker")
def test_the_pages_have_no_violations(open_as: Callable[..., Page], tenant: Tenant, look: str) -> None:
    found = finished(tenant, sent(tenant, paper()))
    failed = finished(tenant, sent(tenant, b"%PDF-1.7 nothing", "broken.pdf"))
    page = open_as(tenant, look=look)
    for path in ("/uploads?all=true", f"/uploads/{found['id']}", f"/uploads/{failed['id']}"):
        page.goto(path)
        assert violations(page) == []
        width = page.evaluate("() => [document.documentElement.scrollWidth, innerWidth]")
        assert width[0] <= width[1], path


def test_what_became_of_a_file_that_is_gone_is_asked_no_more(person: Page, tenant: Tenant, tmp_path: Path) -> None:
    asked: list[str] = []
    person.on("request", lambda request: asked.append(request.url) if "/uploads/outcomes" in request.url else None)
    at_uploads(person)
    person.set_input_files("#send-files", saved(tmp_path, 2))
    person.get_by_role("button", name="Send files").click()
    all_told(person, "2 of 2 sent, 0 refused")
    gone, left = (one["id"] for one in uploads(tenant))
    assert tenant.api().delete(f"/v1/invoices/uploads/{gone}").status_code < 300
    for _ in range(2):  # in the first answer it is missing
        with person.expect_request(lambda request: "/uploads/outcomes" in request.url):
            pass
    person.wait_for_timeout(2500)
    assert gone not in asked[-1] and left in asked[-1]
