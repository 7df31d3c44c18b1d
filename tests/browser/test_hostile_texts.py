"""Whatever vendors, people and ERPs write, pages show as text."""

import re
from collections.abc import Iterator
from urllib.parse import quote

from playwright.sync_api import Page

from browser.conftest import OpenAs
from harness.chromium import Watch
from harness.dashboard import browser as client
from harness.dashboard_pages import found_by
from harness.detector import foreign, install
from harness.furnished import Furnished, furnish
from harness.hostile_strings import STRINGS
from harness.server import Server

EACH = 4  # addresses of a page that are opened


def test_there_are_enough_of_them() -> None:
    assert len(set(STRINGS)) >= 200


def test_a_text_that_became_a_part_of_a_page_would_be_seen(person: Page, watch: Watch) -> None:
    """The control: the same texts, not escaped."""
    install(person.context)
    person.goto("/help")
    watch.expected.append(".")
    seen = 0
    for text in (one for one in STRINGS if "http-equiv" not in one):
        person.evaluate("text => { document.querySelector('main').innerHTML = text; }", text)
        seen += bool(foreign(person))
    assert seen > 90, "these are texts that would be elements"


def test_no_page_lets_a_text_become_a_part_of_it(open_as: OpenAs, server: Server, watch: Watch) -> None:
    """In an account in which every text is hostile: all pages, all invoices, and what is written into an address."""
    hostile = furnish(server, STRINGS)
    ada = f"ada@{hostile.tenant.key}.example"
    tab = open_as(hostile.tenant, email=ada)
    install(tab.context)
    reader = client(server, hostile.tenant, email=ada)
    found = found_by(reader, each=EACH, begin=hostile.of_note)
    assert found.forgotten == [], "no link leads to these pages: add what they show to harness/furnished.py"
    watch.expected.append("status of 400")  # a search of too many letters, or with NUL
    asked = [f"/queue/all?search={quote(text, safe='')}&said={quote(text, safe='')}" for text in STRINGS[::10]]
    wrong: list[str] = []
    for address in [*found.all, *asked]:
        answer = tab.goto(address)
        if answer is not None and answer.headers.get("content-type", "").startswith("text/html"):
            wrong += [f"{address}: {what}" for what in foreign(tab)]
    # the invoices that the browser did not open: no text stands in a tag of theirs
    for address in list(_invoices(hostile))[::3]:
        seen = reader.get(address)
        assert seen.status_code == 200, address
        wrong += [f"{address}: a tag" for _ in range("data-hostile" in _tags(seen.text))]
    assert wrong == []


def _invoices(hostile: Furnished) -> Iterator[str]:
    for page in range(1, 5):
        found = hostile.tenant.api().get("/v1/invoices", params={"limit": 100, "page": page}).json()["results"]
        yield from (f"/invoices/{one['id']}" for one in found)


def _tags(text: str) -> str:
    """What stands between < and >, quoted values left out."""
    return " ".join(re.sub(r'"[^"]*"', '""', tag) for tag in re.findall(r"<[a-zA-Z][^<]*?>", text))
