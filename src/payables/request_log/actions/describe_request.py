"""Make the row of a request that was answered: what is not redacted here is nowhere."""

from typing import Any
from urllib.parse import parse_qsl
from uuid import UUID

import msgspec

from payables.kit.ids import is_idempotency_key
from payables.platform.http.answer import Answer
from payables.platform.http.exchange import Exchange, Holder
from payables.request_log.model import LoggedRequest, Vocabulary
from payables.request_log.rules.redact import MOST_OF_ECHO, MOST_VALUES, redact_json, redact_query
from payables.request_log.rules.shown_parts import shown_parts
from payables.request_log.rules.shown_path import shown_path

METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
MOST_PARAMETERS = 50
LARGEST_TEXT = 16 * 1024  # characters of a redacted body


def describe_request(
    exchange: Exchange, holder: Holder, answer: Answer, seconds: float, vocabulary: Vocabulary, *, secret: bool
) -> LoggedRequest:
    """`secret`: of this route no body is kept, however redacted."""
    kept_answer = not secret and (not answer.succeeded or not exchange.is_read)
    return LoggedRequest(
        account_id=holder.account_id,
        id=UUID(exchange.request_id.removeprefix("req_")),
        at=exchange.now,
        api_key_id=holder.api_key_id,
        client_id=holder.client_id,
        user_id=holder.user_id,
        method=exchange.method if exchange.method in METHODS else "OTHER",
        path=shown_path(exchange.path, vocabulary.segments),
        route=exchange.route_name,
        query=_query(exchange, vocabulary),
        status=answer.status,
        error=answer.error_code,
        duration_us=int(seconds * 1_000_000),
        idempotency_key=_idempotency_key(exchange),
        replayed=(b"x-idempotent-replayed", b"true") in answer.headers,
        request_bytes=exchange.body_size,
        answer_bytes=len(answer.body),
        request_body=None if secret else _request_body(exchange, vocabulary),
        answer_body=_answer_body(answer, vocabulary) if kept_answer else None,
    )


def _query(exchange: Exchange, vocabulary: Vocabulary) -> str | None:
    sent: bytes = exchange.scope["query_string"]
    if not sent:
        return None
    try:
        pairs = parse_qsl(sent.decode("latin-1"), keep_blank_values=True, max_num_fields=MOST_PARAMETERS)
    except ValueError:
        return _text(f"more than {MOST_PARAMETERS} parameters")
    return _text(redact_query(pairs, vocabulary))


def _idempotency_key(exchange: Exchange) -> str | None:
    key = exchange.header(b"idempotency-key")
    return key if key is not None and is_idempotency_key(key) else None


def _request_body(exchange: Exchange, vocabulary: Vocabulary) -> str | None:
    if exchange.parts is not None:
        return _text(shown_parts(exchange.parts, vocabulary))
    if not exchange.body:
        return None
    if exchange.media_type in ("", "application/json"):
        return _text(redact_json(exchange.body, vocabulary, ours=False))
    return _text(f"{len(exchange.body)} bytes that are not JSON")


def _answer_body(answer: Answer, vocabulary: Vocabulary) -> str | None:
    if not answer.body or not answer.media_type.startswith(("application/json", "application/problem+json")):
        return None
    most = MOST_OF_ECHO if answer.succeeded else MOST_VALUES
    return _text(redact_json(answer.body, vocabulary, ours=True, most=most))


def _text(shown: Any) -> str:
    text = msgspec.json.encode(shown).decode()
    return text if len(text) <= LARGEST_TEXT else '"too large to be shown"'
