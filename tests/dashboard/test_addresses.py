"""An address is anybody's: whatever it says is a text, and a page's forms go where the page itself sends them."""

from collections.abc import Iterator
from itertools import cycle
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from harness.addresses import ROUTES, faults, forms, get, ids_of, page, read_by, route_of, with_parameters
from harness.browser_client import Browser
from harness.contract import path_with
from harness.dashboard import browser as client
from harness.dashboard import told
from harness.dashboard_pages import Found, found_by
from harness.furnished import Furnished, furnish
from harness.hostile_strings import STRINGS
from harness.server import Server
from payables.dashboard.web import site
from payables.dashboard.web.undoing import DECIDED, MOVED, ONE
from payables.platform.limits import Plan

pytestmark = pytest.mark.proof

WORDS = ["Meadow Mills", "Harvest Lane Produce", "Orchard Foods", "Blue Harbor Fish", "Fern & Co", "Oak Street Linen"]
OTHERS = [
    "/signin",
    "/signin/code",
    "/find/vendors",
    "/find/dimensions",
    "/find/entries",
    "/find/people",
    "/uploads",
    "/overview/spend.csv",
]

# Each of these stands in every parameter ...
EVERYWHERE = [
    "../bank-changes/1/confirm?x=\"'><img data-hostile src=x onerror=__hit()>{{7*7}}",
    "a\r\nX-Hostile: 1\r\n\r\n<script>__hit()</script>",
]
# ... and of each of these one, in turn.
NUMBERS = [
    "9" * 3999,
    "9" * 35,
    "-1",
    "٣",
    "1e999",
    "²",
    "0",
    "99999999999",
    "NaN",
    "0001-01-01",
    "9999-12-31",
    "\udcff\udcfe\udced",
]
IN_TURN = [cycle(NUMBERS), cycle(STRINGS), cycle(reversed(STRINGS))]


@pytest.fixture(scope="module", autouse=True)
def in_no_hurry() -> Iterator[None]:
    """More is asked here within a minute than any person asks, and what comes after this file must not have to wait for it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(site, "PERSON", Plan("person", requests_per_second=100_000, burst=100_000))
        yield


@pytest.fixture(scope="module")
def furnished(server: Server) -> Furnished:
    """An account with something on every page."""
    return furnish(server, WORDS, invoices=10)


@pytest.fixture(scope="module")
def ada(server: Server, furnished: Furnished) -> Browser:
    """She sees the installation's pages too."""
    return client(server, furnished.tenant, email=f"ada@{furnished.tenant.key}.example")


@pytest.fixture(scope="module")
def found(ada: Browser, furnished: Furnished) -> Found:
    """One address of each page."""
    return found_by(ada, each=1, begin=furnished.of_note)


@pytest.fixture(scope="module")
def read(ada: Browser, found: Found) -> dict[str, set[str]]:
    """Address -> the parameters that its page reads."""
    return {address: read_by(ada, address) for address in [*found.all, *OTHERS]}


def test_most_pages_read_something(read: dict[str, set[str]]) -> None:
    assert sum(map(len, read.values())) > 300
    assert {"of", "search", "text", "outcome", "type", "order", "next"} <= set().union(*read.values())


def test_whatever_an_address_says_is_a_text(ada: Browser, found: Found, read: dict[str, set[str]]) -> None:
    """Every parameter that a page reads: nothing fails, nothing becomes a part of the page, and forms go where they went."""
    plain = {address: get(ada, address) for address in read}
    sent = {address: forms_of(answer, address) for address, answer in plain.items()}
    ids = set().union(*(ids_of(*form) for all_of in sent.values() for form in all_of))
    wrong: list[str] = []
    for address, name, text in _asked(read):
        asked = with_parameters(address, {name: text})
        answer = get(ada, asked)
        wrong += [f"{asked[:300]}: {fault}" for fault in faults(answer, address)]
        wrong += [f"{asked[:300]}: {fault}" for fault in strangers(forms_of(answer, address), sent[address], ids)]
    assert wrong == [], "\n".join(wrong[:50])


def _asked(read: dict[str, set[str]]) -> Iterator[tuple[str, str, str]]:
    for address, names in read.items():
        for name in sorted(names):
            for text in (*EVERYWHERE, *map(next, IN_TURN)):
                yield address, name, text


def forms_of(answer: Any, address: str) -> set[tuple[str, str]]:
    is_page = answer.headers.get("content-type", "").startswith("text/html") and answer.content
    return forms(answer, address) if is_page else set()


def strangers(now: set[tuple[str, str]], before: set[tuple[str, str]], ids: set[str]) -> list[str]:
    """Forms that the page does not have by itself, or that are sent to something that does not exist."""
    routes = {(method, route_of(method, path)) for method, path in before}
    return [
        f"form {method} {path}"
        for method, path in now - before
        if (method, route_of(method, path)) not in routes or not ids_of(method, path) <= ids
    ]


@pytest.mark.parametrize("said", [*ONE, *DECIDED, *MOVED])
def test_what_is_taken_back_is_named_by_ids_alone(server: Server, ada: Browser, said: str) -> None:
    """Every step that can be taken back x texts: another button than the page's own appears for none of them."""
    for text in (*EVERYWHERE, "../x", "1/../2", "1,../2", "1/2/3/4/5/6", "1%2f..", *NUMBERS[:4]):
        address = told(server, ada, "/queue/archived", said, text)
        answer = get(ada, address)
        assert faults(answer, address) == []
        assert page(answer).xpath("//form[@class='undo-last']") == []


@pytest.mark.parametrize("said", [*ONE, *DECIDED, *MOVED])
def test_an_undo_that_is_refused_says_so(server: Server, ada: Browser, said: str) -> None:
    """Of what is not there (any more): it is refused, or the page that comes says that nothing was done."""
    step = ONE.get(said)
    of = "/".join(["99999999"] * (step.path.count("{}") + len(step.fields))) if step else "99999999"
    seen = ada.open(told(server, ada, "/queue/archived", said, of))
    (undo,) = [form for form in seen.forms if "99999999" in form.action or "99999999" in str(form.fields)]
    done = ada.send_form(undo)
    says_so = "said=nothing_selected" in str(done.location) or "One of them stays where it is" in done.words
    assert done.status >= 400 or says_so, (done.status, done.location)


@pytest.fixture(scope="module")
def narrowed(ada: Browser, furnished: Furnished, read: dict[str, set[str]]) -> list[tuple[str, str, str]]:
    """Lists, each with what one of its parameters may be: (address, name, value)."""
    company, location = furnished.tenant.company(), furnished.tenant.location()
    vendor = furnished.tenant.api().get("/v1/vendors", params={"limit": 1}).json()["vendors"][0]["id"]
    usual = ["2026-11-02", str(company), str(location), str(vendor), "open", "true", "USD", "GET", "x"]
    found = []
    for address, names in read.items():
        if "page" not in names:
            continue
        seen = page(get(ada, address))
        for name in sorted(names - {"said", "of", "page"}):
            values = [*filter(None, seen.xpath(f"//*[@name='{name}']//option/@value")), *usual]
            taken = next((value for value in values if _takes(ada, address, name, value)), None)
            found += [(address, name, taken)] if taken else []
    return found


def _takes(ada: Browser, address: str, name: str, value: str) -> bool:
    return get(ada, with_parameters(address, {name: value})).status_code == 200


def test_a_list_goes_on_with_what_it_was_narrowed_by(ada: Browser, narrowed: list[tuple[str, str, str]]) -> None:
    """From the second page to the first, of the same list; and what was done there is not said again."""
    lost: list[str] = []
    seen = 0
    for address, name, value in narrowed:
        answer = get(ada, with_parameters(address, {"page": "2", name: value, "said": "archived"}))
        for link in page(answer).xpath("//nav[contains(@class, 'pager')]//a/@href"):
            seen += 1
            kept = dict(parse_qsl(urlsplit(link).query))
            lost += [f"{address}: {link} without {name}={value}"] if kept.get(name) != value else []
            lost += [f"{address}: {link} says what was done"] if "said" in kept else []
    assert lost == [], "\n".join(lost)
    assert seen > 10


def test_a_page_is_shown_to_a_browser_that_does_not_say_where_it_comes_from(ada: Browser, found: Found) -> None:
    quiet = client_without(ada, "sec-fetch-site", "origin")
    others = [address for address in found.all if get(quiet, address).status_code != get(ada, address).status_code]
    assert others == []


@pytest.mark.parametrize("path", sorted(ROUTES["POST"]))
def test_nothing_is_done_for_a_sender_that_does_not_say_where_it_comes_from(ada: Browser, path: str) -> None:
    quiet = client_without(ada, "sec-fetch-site", "origin")
    answer = quiet.post(path_with(path, "1"), data={"_token": "x"})
    assert (answer.status_code, "from another site" in answer.text) == (403, True)


def client_without(browser: Browser, *headers: str) -> Browser:
    """The same person, whose browser sends no such headers."""
    quiet = Browser(str(browser.base_url), dict(browser.cookies))
    for name in headers:
        del quiet.headers[name]
    return quiet
