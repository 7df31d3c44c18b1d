"""A real browser: one process for all tests of a worker, one context per person, and an eye on what goes wrong in it."""

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, Request, Response, sync_playwright

# The shell is the same browser without a window to draw: tests take two thirds of the time with it.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
ARGUMENTS = [
    "--no-sandbox",  # continuous integration runs as root, where Chromium has no sandbox
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-extensions",
]
LOOKS: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light", "viewport": {"width": 1280, "height": 860}},
    "dark": {"color_scheme": "dark", "viewport": {"width": 1280, "height": 860}},
    "phone": {"color_scheme": "light", "viewport": {"width": 390, "height": 844}, "has_touch": True},
}
MOST_MILLISECONDS = 30_000  # that a test waits for something to appear


def chromium(*, whole: bool = False) -> str | None:
    """Where the browser is, if there is one: PAYABLES_CHROMIUM, or the system's. `whole`: as people have it, not its shell."""
    named = os.environ.get("PAYABLES_CHROMIUM")
    found = map(shutil.which, NAMES[1:] if whole else NAMES)
    return named if named and Path(named).exists() else next(filter(None, found), None)


@contextmanager
def browsing(path: str) -> Iterator[Browser]:
    """The process, for as long as the block runs."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        try:
            yield browser
        finally:
            browser.close()


@dataclass
class Watch:
    """What went wrong in a context: exceptions and errors in the console (a broken content policy is one), requests that failed or
    left for the outside, and answers of 5xx. Words of `expected` (regular expressions) are no fault."""

    base_url: str
    faults: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)

    def follow(self, context: BrowserContext) -> None:
        context.on("console", lambda message: self._said(message.type, message.text))
        context.on("weberror", lambda error: self._note(f"exception: {error.error}"))
        context.on("request", self._asked)
        context.on("requestfailed", self._failed)
        context.on("response", self._answered)

    def check(self) -> None:
        """Raises AssertionError."""
        left = [fault for fault in self.faults if not any(re.search(word, fault) for word in self.expected)]
        assert not left, "\n".join(left[:20])

    def _said(self, kind: str, text: str) -> None:
        if kind in ("error", "warning"):
            self._note(f"console {kind}: {text}")

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self.base_url, "data:", "blob:", "about:")):
            self._note(f"request to the outside: {request.url}")

    def _failed(self, request: Request) -> None:
        """A navigation that another one takes the place of is no failure."""
        if request.failure != "net::ERR_ABORTED":
            self._note(f"request failed: {request.url} {request.failure}")

    def _answered(self, response: Response) -> None:
        if response.status >= 500:
            self._note(f"status {response.status}: {response.url}")

    def _note(self, fault: str) -> None:
        self.faults.append(fault)


def context_of(
    browser: Browser, base_url: str, cookie: tuple[str, str] | None, *, look: str = "light", **options: Any
) -> BrowserContext:
    """Of one person with a session cookie (name, value), or of a stranger. `options` are those of a context."""
    settings = {"locale": "en-US", "timezone_id": "UTC", "reduced_motion": "reduce", "service_workers": "block"}
    context = browser.new_context(base_url=base_url, **{**settings, **LOOKS[look], **options})
    context.set_default_timeout(MOST_MILLISECONDS)
    if cookie:
        name, value = cookie
        context.add_cookies([{"name": name, "value": value, "url": base_url, "httpOnly": True, "sameSite": "Lax"}])
    return context


def weight(page: Page, path: str) -> int:
    """Bytes that come over the wire when the page is opened with nothing kept from before, without pictures of documents. The
    page stays open, with its scripts at work."""
    session = page.context.new_cdp_session(page)
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    page.goto(path)
    page.wait_for_function(READY)
    if page.query_selector("[data-module~=document]"):  # it asks for the words of its pages when it is ready
        page.wait_for_load_state("networkidle")
    session.detach()
    return page.evaluate(LOADED)


READY = "() => 'ready' in document.documentElement.dataset"
# What the browser itself counted (PerformanceResourceTiming.transferSize), heads of answers included.
LOADED = r"""() => ['navigation', 'resource'].flatMap(kind => performance.getEntriesByType(kind))
  .filter(entry => !/\/document\/\d+$/.test(new URL(entry.name).pathname))
  .reduce((sum, entry) => sum + entry.transferSize, 0)"""


FIRST_PAINT = "() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime"


def first_paint(page: Page, path: str) -> float:
    """Milliseconds from the start of the navigation until there is something to see (PerformancePaintTiming)."""
    page.goto(path)
    page.wait_for_function(FIRST_PAINT)
    return page.evaluate(FIRST_PAINT)
