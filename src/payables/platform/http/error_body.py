"""The error body of every refusal (contract/platform.md section 7), and RFC 9457 for those who ask for it."""

from datetime import datetime
from typing import Annotated

import msgspec
from msgspec import Meta

from payables.kit.dates import format_utc
from payables.kit.errors import Refusal
from payables.platform.http.encode import encode

# A small request must not make a large answer.
MOST_FIELDS = 200


class ErrorField(msgspec.Struct):
    """One field that is wrong."""

    field: Annotated[str, Meta(description="Path of the field in the request.", examples=["items[2].price"])]
    error: Annotated[str, Meta(description="What is wrong, as a sentence.")]
    type: Annotated[str, Meta(description="Machine code of the fault.", examples=["required"])]


class ErrorDetail(msgspec.Struct):
    """The part of an error that programs read."""

    error: Annotated[str, Meta(description="Stable machine code.", examples=["validation_error"])]
    fields: Annotated[
        list[ErrorField], Meta(description="The fields that are wrong, if the error is about fields; the first 200.")
    ]


class ErrorBody(msgspec.Struct):
    """What every refusal answers."""

    code: Annotated[str, Meta(description="A sentence for people: what is wrong and what to do.")]
    message: Annotated[ErrorDetail | None, Meta(description="The same for programs.")]
    request_id: Annotated[str, Meta(description="Quote this to support; also in the X-Request-Id header.")]
    timestamp: Annotated[str, Meta(description="When it happened, ISO 8601 UTC.")]


class Problem(msgspec.Struct):
    """What a refusal answers to those who ask for application/problem+json (RFC 9457)."""

    type: Annotated[str, Meta(description="urn:payables:error: and the machine code.")]
    title: Annotated[str, Meta(description="The machine code in words.")]
    status: Annotated[int, Meta(description="The HTTP status.")]
    detail: Annotated[str, Meta(description="A sentence for people: what is wrong and what to do.")]
    instance: Annotated[str, Meta(description="urn:payables:request: and the request id.")]
    code: Annotated[str, Meta(description="Stable machine code.")]
    fields: Annotated[list[ErrorField], Meta(description="The fields that are wrong, if the error is about fields.")]


def error_body(refusal: Refusal, request_id: str, now: datetime, *, problem: bool) -> tuple[bytes, bytes]:
    """The body and its media type."""
    fields = [ErrorField(f.field, f.error, f.type) for f in refusal.fields[:MOST_FIELDS]]
    if problem:
        return encode(_problem(refusal, fields, request_id)), b"application/problem+json"
    body = ErrorBody(refusal.sentence, ErrorDetail(refusal.code, fields), request_id, format_utc(now))
    return encode(body), b"application/json"


def _problem(refusal: Refusal, fields: list[ErrorField], request_id: str) -> Problem:
    return Problem(
        type=f"urn:payables:error:{refusal.code}",
        title=refusal.code.replace("_", " "),
        status=refusal.status,
        detail=refusal.sentence,
        instance=f"urn:payables:request:{request_id}",
        code=refusal.code,
        fields=fields,
    )
