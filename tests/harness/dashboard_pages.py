"""Every page of the dashboard, found as a person finds it: by following links from the first one."""

import re
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

import httpx2
import lxml.html

from harness.browser_client import Browser
from payables.dashboard.api import make_pages

# Routes that no link of this account leads to, and why.
FILE = "a file or JSON, which is no page"
NOT_FOUND_BY_LINKS: dict[str, str] = {
    **dict.fromkeys(
        (
            "/exports/{id}/file", "/invoices/{id}/document/{number}", "/invoices/{id}/document/{number}/words",
            "/invoices/{id}/files/{image}", "/invoices/{id}/version", "/invoices/{id}/word", "/find/dimensions", "/find/entries",
            "/find/people", "/find/vendors", "/uploads/outcomes", "/uploads/{id}/document/{number}",
            "/uploads/{id}/document/{number}/words", "/uploads/{id}/file", "/overview/{name}", "/operator/accounts/{key}/org.yaml",
        ),
        FILE,
    ),
    **dict.fromkeys(("/signin", "/signin/code", "/welcome/{link}"), "for strangers: test_sign_in.py"),
    "/me/second-factor": "behind a form that asks for the password: test_sign_in.py",
    "/approvals/undo": "the answer to a form that was sent again",
    "/invoices/{id}/rendering": "the frame of an e-invoice: test_document.py",
    **dict.fromkeys(("/exports/{id}", "/exports/stuck"), "nothing is ready in this account: test_exports.py"),
    "/imports/{id}": "no file was imported: test_master_data.py",
    "/uploads/{id}": "shown by scripts: test_uploads.py",
}  # fmt: skip
EACH = 4  # addresses of one page that are followed


def patterns() -> dict[str, re.Pattern[str]]:
    """Path of every route that answers GET -> what its addresses look like."""
    paths = [route.path_format for route in make_pages().routes if "GET" in route.methods]
    literal_first = sorted(paths, key=lambda path: path.count("{"))
    return {path: re.compile(re.sub(r"\\\{[^}]*\\\}", "[^/]+", re.escape(path))) for path in literal_first}


def page_of(address: str, known: dict[str, re.Pattern[str]]) -> str | None:
    """The route of an address."""
    path = urlsplit(address).path
    return next((name for name, pattern in known.items() if pattern.fullmatch(path)), None)


@dataclass
class Found:
    """Route -> addresses of pages that links lead to; and links that lead to nothing."""

    pages: dict[str, list[str]] = field(default_factory=dict)
    dead: list[str] = field(default_factory=list)

    @property
    def forgotten(self) -> list[str]:
        """Pages that no link led to, though one should."""
        return sorted(patterns().keys() - self.pages.keys() - NOT_FOUND_BY_LINKS.keys())

    @property
    def firsts(self) -> list[str]:
        """One address of each page."""
        return [many[0] for many in self.pages.values()]

    @property
    def others(self) -> list[str]:
        return [one for many in self.pages.values() for one in many[1:]]

    @property
    def all(self) -> list[str]:
        return [one for many in self.pages.values() for one in many]


def found_by(browser: Browser, *, each: int = EACH, begin: Sequence[str] = ()) -> Found:
    """What a person finds who presses every link, those of these pages first; of a page so many addresses."""
    known = patterns()
    found = Found()
    waiting = deque(["/", *begin])
    seen = set(waiting)
    while waiting:
        address = waiting.popleft()
        name = page_of(address, known)
        if name is not None and len(found.pages.get(name, [])) >= each:
            continue
        answer = browser.get(address)
        if name is None or answer.status_code >= 400:
            found.dead.append(f"{address}: {answer.status_code}")
            continue
        if answer.headers.get("content-type", "text/html").startswith("text/html"):
            found.pages.setdefault(name, []).append(address)
        for link in _links(answer, address):
            if link not in seen:
                seen.add(link)
                waiting.append(link)
    return found


def _links(answer: httpx2.Response, address: str) -> list[str]:
    """Of an HTML page, or where an answer sends the browser."""
    if 300 <= answer.status_code < 400:
        return [_inside(answer.headers["location"], address)]
    if not answer.headers["content-type"].startswith("text/html"):
        return []
    links = lxml.html.fromstring(answer.text).xpath("//a[@href]/@href")
    return [_inside(link, address) for link in links if _is_page(link)]


def _is_page(link: str) -> bool:
    split = urlsplit(link)
    return (
        not split.scheme
        and not split.netloc
        and not link.startswith("#")
        and not split.path.startswith(("/v1", "/static"))
    )


def _inside(link: str, address: str) -> str:
    split = urlsplit(urljoin(address, link))
    return f"{split.path}?{split.query}" if split.query else split.path
