"""What SQL does a request run? Recorded from the product itself, twice, and made repeatable.

Where two recordings of the same request differ, the value belongs to the one request (a new id, a number, a token's
hash); a repetition needs a fresh one there. What is equal in both is kept as it is.
"""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from benchmarks.cases import Case
from benchmarks.load import SERIAL, filled
from payables.app.asgi import make_edge
from payables.app.runtime import Parts

# What a lean version of the same endpoint would not do: sign in, idempotency, trail, jobs.
HOUSEKEEPING = ("sign_in(", "idempotency_keys", "lock_timeout", "audit_log", "pgqueuer")


@dataclass(frozen=True)
class Statement:
    """As it went to the driver."""

    sql: str
    args: tuple[Any, ...]


@dataclass(frozen=True)
class Step:
    """A statement that can be repeated: `fresh` says of each argument whether it is new in each request."""

    sql: str
    args: tuple[Any, ...]
    fresh: tuple[bool, ...]


class Recorder:
    """Needs a pool of one connection."""

    def __init__(self, parts: Parts) -> None:
        self.edge = make_edge(parts)
        self.pool = parts.database.pool
        self.seen: list[Statement] = []

    async def listen(self) -> None:
        async with self.pool.acquire() as connection:
            connection.add_query_logger(lambda query: self.seen.append(Statement(query.query, tuple(query.args or ()))))

    async def steps(self, case: Case) -> list[Step]:
        """The statements of one request, BEGIN and COMMIT among them."""
        await self._statements(case, b"f00000000a")  # so that prepared statements and blocks of numbers are there
        first = await self._statements(case, b"f00000000b")
        second = await self._statements(case, b"f00000000c")
        assert [s.sql for s in first] == [s.sql for s in second], f"{case.name}: not the same SQL twice"
        return [_step(one, other) for one, other in zip(first, second, strict=True)]

    async def _statements(self, case: Case, serial: bytes) -> list[Statement]:
        self.seen.clear()
        body = filled(case.body, serial)
        answer: list[dict[str, Any]] = []

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message: dict[str, Any]) -> None:
            answer.append(message)

        await self.edge(_scope(case, serial), receive, send)
        assert answer[0]["status"] in (200, 201), f"{case.name}: {answer[0]['status']} {answer[1]['body'][:500]!r}"
        return list(self.seen)


def business(steps: list[Step], account_id: UUID) -> list[Step]:
    """Only what the endpoint is for; row-level security still has to be told the account."""
    kept = [step for step in steps if not any(mark in step.sql for mark in HOUSEKEEPING)]
    enter = Step("SELECT set_config('payables.account_id', $1, true)", (str(account_id),), (False,))
    return [kept[0], enter, *kept[1:]]


def _step(one: Statement, other: Statement) -> Step:
    fresh = tuple(_is_fresh(a, b) for a, b in zip(one.args, other.args, strict=True))
    return Step(one.sql, one.args, fresh)


def _is_fresh(a: Any, b: Any) -> bool:
    """Instants and the contents of jsonb may as well be repeated."""
    if isinstance(a, list) and isinstance(b, list) and len(a) == len(b):
        return any(_is_fresh(x, y) for x, y in zip(a, b, strict=True))
    return isinstance(a, (UUID, int, str, bytes)) and a != b


def _scope(case: Case, serial: bytes) -> dict[str, Any]:
    path, _, query = case.path.partition("?")
    headers = [(n.lower().encode(), v.encode().replace(SERIAL, serial)) for n, v in case.headers.items()]
    return {
        "type": "http",
        "method": case.method,
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "headers": [(b"host", b"127.0.0.1"), (b"content-length", str(len(case.body)).encode()), *headers],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 1),
        "scheme": "http",
        "http_version": "1.1",
        "root_path": "",
    }
