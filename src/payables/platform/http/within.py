"""One call of the API inside a transaction that its caller has opened: rights, shape, idempotency, the route itself."""

from collections.abc import Awaitable, Callable
from hashlib import sha256
from typing import Any

from litestar import Litestar

from payables.kit.ids import is_idempotency_key, parse_uuid
from payables.platform.caller import Caller
from payables.platform.db import Transaction
from payables.platform.http import body, errors
from payables.platform.http.answer import Answer
from payables.platform.http.declared import check_known, check_shape
from payables.platform.http.exchange import Exchange
from payables.platform.idempotency import Claim, KeptAnswer, claim, keep

KEYED = frozenset({"POST", "PATCH"})  # methods whose requests may carry an idempotency key


async def answer_within(
    app: Litestar,
    exchange: Exchange,
    content: body.Content,
    tx: Transaction,
    caller: Caller,
    keyed: frozenset[str] = KEYED,
) -> Answer:
    """Whatever is refused or fails is raised, and the transaction is to be rolled back then."""
    route = exchange.find_route(app)
    _check_rights(caller, route)
    check_shape(route, exchange, is_empty=content.is_empty)
    check_known(route, exchange, content.data)
    exchange.state.update(tx=tx, caller=caller)
    wanted = _wanted_claim(exchange, content) if exchange.method in keyed else None
    if wanted and (kept := await claim(tx, caller, wanted)):
        return Answer.replayed(kept)
    answer = await run(app, exchange, content.replay())
    if answer.succeeded:
        await tx.flush()
        if wanted:
            kept = KeptAnswer(answer.status, answer.media_type, answer.body, answer.etag)
            await keep(tx, caller, wanted, kept, repeatable=not route.get("secret"))
    return answer


async def run(app: Litestar, exchange: Exchange, receive: Callable[[], Awaitable[Any]]) -> Answer:
    """With a scope of its own, since Litestar keeps what it has read there: a form's files, used up by an attempt
    that was given up, are no use to the next."""
    scope: Any = {**exchange.scope, "state": {**exchange.state}}
    answer = Answer()
    await app(scope, receive, answer.collect)
    return answer


def _check_rights(caller: Caller, route: dict[str, Any]) -> None:
    if (needs := route.get("needs")) is not None:
        caller.need(needs)
    if (feature := route.get("feature")) is not None:
        caller.need_feature(feature)


def _wanted_claim(exchange: Exchange, content: body.Content) -> Claim | None:
    key = exchange.header(b"idempotency-key")
    if key is None:
        return None
    if not is_idempotency_key(key) or len(exchange.header_values(b"idempotency-key")) > 1:
        raise errors.InvalidIdempotencyKey
    digest = None if exchange.is_multipart else sha256(content.data).digest()
    return Claim(exchange.method, _one_spelling(exchange.path) + _named_in_query(exchange), key, digest)


def _named_in_query(exchange: Exchange) -> str:
    """Of what is deleted; a POST and a PATCH say in their body what they do."""
    query = exchange.scope["query_string"].decode("latin-1") if exchange.method == "DELETE" else ""
    return f"?{query}" if query else ""


def _one_spelling(path: str) -> str:
    """A UUID is the same in upper case. That an integer and a UUID name one invoice is known only to the route."""
    return "/".join(str(parse_uuid(part) or part) for part in path.split("/"))
