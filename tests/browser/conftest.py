"""Fixtures of tests in a real browser. Without Chromium they are skipped, and say so."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from harness.chromium import LOOKS, Watch, browsing, chromium, context_of
from harness.people import signed_in
from harness.server import Server
from harness.tenants import Tenant
from payables.access.model.people import cookie_name

OpenAs = Callable[..., Page]
HERE = Path(__file__).parent


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "browser: opens pages in Chromium")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One process for all tests of a file: while it is there, an event loop runs in this thread, and others need their own."""
    path = chromium()
    if path is None:
        pytest.skip("no Chromium: install it (Debian: apt-get install chromium), or name it in PAYABLES_CHROMIUM")
    with browsing(path) as found:
        yield found


@pytest.fixture(params=list(LOOKS))
def look(request: pytest.FixtureRequest) -> str:
    """light, dark, phone (390 px)."""
    return request.param


@pytest.fixture
def watch(server: Server) -> Iterator[Watch]:
    """Fails the test, at its end, over what went wrong in its pages."""
    found = Watch(server.base_url)
    yield found
    found.check()


@pytest.fixture
def open_as(server: Server, browser: Browser, watch: Watch) -> Iterator[OpenAs]:
    """`open_as(tenant, role=..., scope=..., look="phone")`: a tab of a person who is signed in; `open_as(None)` of a stranger.
    Options that signing in does not know are those of a browser's context (java_script_enabled=False)."""
    contexts = []

    def opened(tenant: Tenant | None, *, look: str = "light", **options: Any) -> Page:
        who = {name: options.pop(name) for name in ("role", "scope", "email", "company") if name in options}
        cookie = None
        if tenant is not None:
            name = cookie_name(server.settings.env, secure=server.base_url.startswith("https"))
            cookie = (name, signed_in(server, tenant, **who))
        context = context_of(browser, server.base_url, cookie, look=look, **options)
        watch.follow(context)
        contexts.append(context)
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def person(open_as: OpenAs, tenant: Tenant) -> Page:
    """A tab of an administrator of the fresh account."""
    return open_as(tenant)
