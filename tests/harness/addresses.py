"""What pages read of their addresses, and whether what an address says stays a text."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from time import sleep
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit

import httpx2
import lxml.html
import pytest

from harness.browser_client import Browser
from harness.dashboard_pages import page_of
from payables.dashboard.api import make_pages
from payables.dashboard.web.page import Page

NEVER = {
    "iframe", "embed", "object", "base", "math", "style", "marquee", "foreignobject", "animate", "set", "frame", "applet",
    "plaintext", "xmp", "listing",
}  # fmt: skip
ADDRESSED = ("href", "src", "action", "formaction", "xlink:href", "data", "poster", "background")
ELSEWHERE = ("mailto:", "tel:", "blob:", "data:image/")


class Noted(dict[str, str]):
    """Parameters of an address that keep a list of the names that are asked for."""

    def __init__(self, pairs: list[tuple[str, str]], asked: set[str]) -> None:
        super().__init__(pairs)
        self._asked = asked

    def get(self, name: str, otherwise: Any = None) -> Any:
        self._asked.add(name)
        return super().get(name, otherwise)

    def __getitem__(self, name: str) -> str:
        self._asked.add(name)
        return super().__getitem__(name)

    def __contains__(self, name: object) -> bool:
        self._asked.add(str(name))
        return super().__contains__(name)


@contextmanager
def noting() -> Iterator[set[str]]:
    """While the block runs, the names that pages ask their addresses for are put into this set."""
    asked: set[str] = set()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Page, "query", property(lambda page: Noted(page.pairs, asked)))
        yield asked


def read_by(browser: Browser, address: str) -> set[str]:
    """The names of the parameters that this page reads; those too that it only reads when another one is there."""
    known: set[str] = set()
    with noting() as asked:
        while True:
            asked |= known
            get(browser, with_parameters(address, dict.fromkeys(known, "1") | {"said": "archived"}))
            found = {name for name in asked if not name.startswith("_")}
            if found == known:
                return known
            known = found


def with_parameters(address: str, more: dict[str, str]) -> str:
    if not more:
        return address
    return f"{address}{'&' if '?' in address else '?'}{urlencode(more, errors='surrogateescape')}"


def get(browser: Browser, address: str) -> httpx2.Response:
    """As a patient person asks: more slowly where that is wanted."""
    while (answer := browser.get(address)).status_code == 429:
        sleep(float(answer.headers["retry-after"]))
    return answer


def faults(answer: httpx2.Response, address: str) -> list[str]:
    """What is not ours in an answer. Empty is good."""
    wrong = [f"status {answer.status_code}"] if answer.status_code >= 500 else []
    wrong += [f"header {name}" for name in answer.headers if name.startswith("x-hostile")]
    if answer.is_redirect:
        wrong += [] if _is_ours(answer.headers["location"], address) else [f"sends to {answer.headers['location']}"]
    elif answer.headers.get("content-type", "").startswith("text/html"):
        wrong += [fault for element in page(answer).iter() for fault in _faults_of(element, address)]
    return wrong


def page(answer: httpx2.Response) -> Any:
    return lxml.html.document_fromstring(answer.content, parser=lxml.html.HTMLParser(encoding="utf-8", huge_tree=True))


def _faults_of(element: Any, address: str) -> Iterator[str]:
    if not isinstance(element.tag, str):
        yield from [f"comment: {element.text}"] if element.text else []
        return
    names = {name.lower(): value for name, value in element.items()}
    if element.tag.lower() in NEVER or "data-hostile" in names:
        yield f"element {element.tag}"
    ours = names.get("src", "").startswith("/static/") or names.get("type") == "application/json"
    if element.tag == "script" and not ours:
        yield "script"
    if element.tag == "meta" and "http-equiv" in names:
        yield "meta"
    for name, value in names.items():
        if name.startswith("on") or name in ("style", "srcdoc"):
            yield f"attribute {name} of {element.tag}"
        if name in ADDRESSED and not _is_ours(value, address):
            yield f"{name} {value}"


def _is_ours(link: str, address: str) -> bool:
    """A page, a file or an answer of the API of this server."""
    if link.startswith(ELSEWHERE):
        return True
    if re.search(r"[\x00-\x20\\]", link):
        return False
    to = urlsplit(urljoin(f"http://here{address}", link))
    if to.path == "/openapi.json" and to.hostname == "127.0.0.1":  # a whole address, for programs
        return True
    if (to.scheme, to.netloc) != ("http", "here"):
        return False
    return to.path.startswith(("/static/", "/v1/")) or any(route_of(method, to.path) for method in ROUTES)


def forms(answer: httpx2.Response, address: str) -> set[tuple[str, str]]:
    """Method and path of every place that a form of this page is sent to, as a browser goes there."""
    found: set[tuple[str, str]] = set()
    for form in page(answer).iter("form"):
        method = form.get("method", "get").upper()
        actions = [form.get("action", ""), *form.xpath(".//*/@formaction")]
        found |= {(method, urlsplit(urljoin(f"http://here{address}", action)).path) for action in actions}
    return found


def route_of(method: str, path: str) -> str | None:
    """The route that answers there."""
    return page_of(path, ROUTES[method]) if method in ROUTES else None


def ids_of(method: str, path: str) -> set[str]:
    """What stands in the path where its route has a parameter."""
    route = route_of(method, path)
    if route is None:
        return {path}
    return {part for named, part in zip(route.split("/"), path.split("/"), strict=True) if named.startswith("{")}


def _routes(method: str) -> dict[str, re.Pattern[str]]:
    paths = {route.path_format for route in make_pages().routes if method in route.methods}
    literal_first = sorted(paths, key=lambda path: path.count("{"))
    return {path: re.compile(re.sub(r"\\\{[^}]*\\\}", "[^/]+", re.escape(path))) for path in literal_first}


ROUTES = {method: _routes(method) for method in ("GET", "POST")}
