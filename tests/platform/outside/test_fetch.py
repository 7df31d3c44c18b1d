"""Fetching from hosts that somebody else named: a real server with TLS, real sockets, and a resolver that lies."""

import asyncio
import gzip
import socket
import time
from collections.abc import Iterator
from typing import Any

import pytest

from harness.web import HOST, Page, Web, serving
from payables.kit.web_address import parse_web_address
from payables.platform.outside.connect import Resolve
from payables.platform.outside.errors import (
    BadCertificate,
    Busy,
    Encoded,
    ForbiddenAddress,
    NoSuchHost,
    Overdue,
    Redirected,
    Refused,
    TooLarge,
    Unreachable,
)
from payables.platform.outside.fetch import Outside


@pytest.fixture(scope="module")
def served() -> Iterator[Web]:
    with serving() as web:
        yield web


@pytest.fixture
def web(served: Web) -> Web:
    served.pages.clear()
    served.asked.clear()
    return served


def fetch(outside: Outside, target: str = "/a.pdf", largest: int = 1000) -> bytes:
    return asyncio.run(outside.fetch(parse_web_address(f"https://{HOST}{target}"), largest))


def answering(*answers: list[tuple[str, int]]) -> Resolve:
    """One answer after another; the last for ever."""
    left = list(answers)

    async def resolve(host: str, port: int) -> list[tuple[str, int]]:
        return left.pop(0) if len(left) > 1 else left[0]

    return resolve


def test_a_file_is_fetched_by_its_name_over_tls(web: Web) -> None:
    web.pages["/a.pdf"] = Page(b"%PDF-1.7 ...")
    assert fetch(web.outside(), "/a.pdf?sig=1") == b"%PDF-1.7 ..."
    assert web.asked == [(HOST, "/a.pdf?sig=1")]


@pytest.mark.parametrize("address", ["127.0.0.1", "::1", "::ffff:127.0.0.1", "10.0.0.1", "169.254.169.254", "0.0.0.0"])
def test_a_name_that_resolves_to_an_inner_address_is_not_connected_to(web: Web, address: str) -> None:
    web.pages["/a.pdf"] = Page(b"secret")
    with pytest.raises(ForbiddenAddress):
        fetch(web.outside(allowed=(), resolve=answering([(address, web.port)])))
    assert web.asked == []


def test_a_name_that_changes_its_mind_is_resolved_once_per_connection(web: Web) -> None:
    """Rebinding: public when somebody checks, inner when it is connected to. Here both are one moment."""
    asked: list[str] = []

    async def resolve(host: str, port: int) -> list[tuple[str, int]]:
        asked.append(host)
        return [("203.0.114.1", 443)] if len(asked) > 1 else [("127.0.0.1", web.port)]

    with pytest.raises(ForbiddenAddress):
        fetch(web.outside(allowed=(), resolve=resolve))
    assert (asked, web.asked) == ([HOST], [])


def test_one_inner_address_among_public_ones_is_enough_to_refuse(web: Web) -> None:
    with pytest.raises(ForbiddenAddress):
        fetch(web.outside(allowed=(), resolve=answering([("8.8.8.8", 443), ("127.0.0.1", web.port)])))
    assert web.asked == []


def test_the_next_address_is_tried_when_one_does_not_answer(web: Web) -> None:
    web.pages["/a.pdf"] = Page(b"here")
    with socket.create_server(("127.0.0.1", 0)) as listener:
        closed = listener.getsockname()[1]
    assert fetch(web.outside(resolve=answering([("127.0.0.1", closed), ("127.0.0.1", web.port)]))) == b"here"


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_no_redirect_is_followed(web: Web, status: int) -> None:
    web.pages["/a.pdf"] = Page(status=status, headers={"Location": f"https://{HOST}/inner"})
    with pytest.raises(Redirected):
        fetch(web.outside())
    assert len(web.asked) == 1


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (404, Refused),
        (403, Refused),
        (204, Refused),
        (206, Refused),
        (429, Busy),
        (408, Busy),
        (500, Busy),
        (503, Busy),
    ],
)
def test_other_statuses_are_told(web: Web, status: int, kind: type[Exception]) -> None:
    web.pages["/a.pdf"] = Page(status=status)
    with pytest.raises(kind, match=str(status)):
        fetch(web.outside())


def test_a_file_that_says_it_is_too_large_is_not_read(web: Web) -> None:
    web.pages["/a.pdf"] = Page(b"x" * 1001)
    with pytest.raises(TooLarge):
        fetch(web.outside())


def test_a_file_that_does_not_say_how_large_it_is_is_counted(web: Web) -> None:
    web.pages["/a.pdf"] = Page(b"x" * 5_000_000, headers={"Content-Length": "", "Connection": "close"})
    web.pages["/b.pdf"] = Page(b"x" * 1000, headers={"Connection": "close"})
    with pytest.raises((TooLarge, Unreachable)):
        fetch(web.outside())
    assert len(fetch(web.outside(), "/b.pdf")) == 1000


def test_a_compressed_answer_is_refused(web: Web) -> None:
    web.pages["/a.pdf"] = Page(gzip.compress(b"0" * 100_000), headers={"Content-Encoding": "gzip"})
    with pytest.raises(Encoded):
        fetch(web.outside())


def test_a_host_that_dribbles_is_given_up_at_the_deadline(web: Web) -> None:
    web.pages["/a.pdf"] = Page(b"x" * 1000, slow=0.1)  # 100 seconds
    started = time.monotonic()
    with pytest.raises(Overdue):
        fetch(web.outside(deadline_seconds=0.5))
    assert time.monotonic() - started < 50


def test_a_host_that_says_nothing_is_given_up_at_the_deadline() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        outside = Web().outside(resolve=answering([silent.getsockname()[:2]]), deadline_seconds=0.5)
        with pytest.raises(Overdue):
            fetch(outside)


def test_a_certificate_of_another_name_is_refused() -> None:
    with serving("other.example.com") as web, pytest.raises(BadCertificate):
        fetch(web.outside())


def test_a_certificate_that_nobody_vouches_for_is_refused(web: Web) -> None:
    with pytest.raises(BadCertificate):
        fetch(web.outside(tls=None))


def test_plain_http_behind_the_port_is_no_answer() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    with pytest.raises(Unreachable):
        fetch(Web().outside(resolve=answering([("127.0.0.1", port)])))


def test_a_host_without_an_address_may_come_back(web: Web) -> None:
    with pytest.raises(NoSuchHost):
        fetch(web.outside(resolve=answering([])))


def test_no_proxy_of_the_environment_is_used(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    web.pages["/a.pdf"] = Page(b"direct")
    for name in ("HTTPS_PROXY", "https_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert fetch(web.outside()) == b"direct"


def test_the_systems_resolver_is_asked_by_default() -> None:
    async def loopback() -> Any:
        from payables.platform.outside.connect import resolve

        return await resolve("localhost", 443)

    assert ("127.0.0.1", 443) in asyncio.run(loopback())
