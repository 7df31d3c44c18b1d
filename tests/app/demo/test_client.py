"""The demo's client against a server that fails in the ways that servers fail."""

import asyncio
import json
from collections.abc import Callable, Coroutine, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any, TypeVar

import pytest

from payables.app.demo.answers import Account
from payables.app.demo.client import Client, RefusedByApi
from payables.app.demo.credentials import Credential

CREDENTIAL = Credential("corner-cafe", "erp-sync", "demo", "key", "id", "secret")
TOKEN = (200, {}, {"access_token": "token-1"})
Answer = tuple[int, dict[str, str], Any]
T = TypeVar("T")


class Flaky(ThreadingHTTPServer):
    """Gives the prepared answers in turn, and keeps what it was asked."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.answers: list[Answer | None] = []
        self.asked: list[tuple[str, str, dict[str, str]]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


class Handler(BaseHTTPRequestHandler):
    server: Flaky

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers.get("content-length", 0)))
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.server.asked.append((self.command, self.path, headers))
        answer = self.server.answers.pop(0)
        if answer is None:
            self.connection.close()
            return
        status, extra, body = answer
        self.send_response(status)
        for name, value in extra.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(json.dumps(body).encode())

    do_GET = do_POST  # noqa: N815 - named by http.server

    def log_message(self, format: str, *args: Any) -> None:
        return


@pytest.fixture
def flaky() -> Iterator[Flaky]:
    server = Flaky()
    Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def talk(flaky: Flaky, what: Callable[[Client], Coroutine[Any, Any, T]]) -> T:
    async def run() -> T:
        async with Client(flaky.url, CREDENTIAL) as client:
            return await what(client)

    return asyncio.run(run())


def error(code: str, sentence: str, *fields: str) -> dict[str, Any]:
    faults = [{"field": "x", "error": text, "type": "t"} for text in fields]
    return {"code": sentence, "message": {"error": code, "fields": faults}}


def account(client: Client) -> Coroutine[Any, Any, Account]:
    return client.get("/v1/accounts/1", Account)


def test_what_may_pass_is_tried_again(flaky: Flaky) -> None:
    busy, slow_down = (503, {}, {}), (429, {"Retry-After": "0"}, error("rate_limited", "Too many."))
    flaky.answers = [TOKEN, busy, None, slow_down, (200, {}, {"id": "racc_1", "name": "A"})]
    assert talk(flaky, account).id == "racc_1"
    assert len(flaky.asked) == 5


def test_a_write_that_is_tried_again_carries_the_same_key_and_another_write_another_one(flaky: Flaky) -> None:
    done = (200, {}, {"id": "racc_1", "name": "A"})
    flaky.answers = [TOKEN, None, done, done]

    async def write(client: Client) -> None:
        await client.post("/v1/x", {"a": 1}, Account)
        await client.post("/v1/x", {"a": 2}, Account)

    talk(flaky, write)
    keys = [headers["idempotency-key"] for _, _, headers in flaky.asked[1:]]
    assert keys[0] == keys[1] != keys[2]


def test_a_token_that_has_ended_is_replaced(flaky: Flaky) -> None:
    ended = (401, {}, error("invalid_token", "The token has ended."))
    fresh = (200, {}, {"access_token": "token-2"})
    flaky.answers = [TOKEN, ended, fresh, (200, {}, {"id": "racc_1", "name": "A"})]
    assert talk(flaky, account).id == "racc_1"
    assert flaky.asked[-1][2]["authorization"] == "Bearer token-2"


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (
            error("validation_error", "Invalid.", "The file is empty.", "No location."),
            "The file is empty. No location.",
        ),
        (error("not_found", "There is no such location."), "There is no such location."),
        ({"code": "Sentence alone.", "message": None}, "Sentence alone."),
        ("<html>", "The server answered 400."),
    ],
)
def test_a_refusal_is_told_in_the_servers_own_words(flaky: Flaky, body: Any, sentence: str) -> None:
    flaky.answers = [TOKEN, (400, {}, body)]
    with pytest.raises(RefusedByApi) as refused:
        talk(flaky, account)
    assert str(refused.value) == sentence
    assert len(flaky.asked) == 2


def test_pages_are_read_to_the_last(flaky: Flaky) -> None:
    full = [{"id": str(n), "name": "A"} for n in range(100)]
    flaky.answers = [TOKEN, (200, {}, {"results": full}), (200, {}, {"results": full[:1]})]

    async def count(client: Client) -> int:
        return len([row async for row in client.pages("/v1/accounts", "results", Account)])

    assert talk(flaky, count) == 101
    assert [path for _, path, _ in flaky.asked[1:]] == [
        "/v1/accounts?page=1&limit=100",
        "/v1/accounts?page=2&limit=100",
    ]
