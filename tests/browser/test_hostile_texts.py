"""Whatever vendors, people and ERPs write, pages show as text."""

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from playwright.sync_api import Page

from browser.conftest import OpenAs
from harness.addresses import faults, get
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


@pytest.mark.proof
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
    asked = [f"/queue/all?search={quote(text, safe='')}&said={quote(text, safe='')}" for text in STRINGS[::40]]
    wrong: list[str] = []
    for address in [*found.firsts, *hostile.of_note, *asked]:
        answer = tab.goto(address)
        if answer is not None and answer.headers.get("content-type", "").startswith("text/html"):
            wrong += [f"{address}: {what}" for what in foreign(tab)]
    # what the browser did not open: nothing of it is an element, an attribute or an address that is not ours
    for address in [*found.others, *list(_invoices(hostile))[::3]]:
        seen = get(reader, address)
        assert seen.status_code in (200, 303), address
        wrong += [f"{address}: {what}" for what in faults(seen, address)]
    assert wrong == []


def _invoices(hostile: Furnished) -> Iterator[str]:
    for page in range(1, 5):
        found = hostile.tenant.api().get("/v1/invoices", params={"limit": 100, "page": page}).json()["results"]
        yield from (f"/invoices/{one['id']}" for one in found)
