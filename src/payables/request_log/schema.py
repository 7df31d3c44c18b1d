"""API shapes of the request log. An extension: the contract does not have it."""

from typing import Annotated, Any

import msgspec
from msgspec import Meta

from payables.platform.http.instants import Instant, InstantUtc


class RequestObject(msgspec.Struct):
    """A request that was answered."""

    request_id: Annotated[str, Meta(description="X-Request-Id of its answer.")]
    date: Instant
    date_utc: InstantUtc
    api_key_id: str
    api_key_label: str | None
    client_id: Annotated[str | None, Meta(description="The OAuth client; null where the token was not good.")]
    client_name: str | None
    user_id: Annotated[int | None, Meta(description="The API user.")]
    method: str
    path: Annotated[str, Meta(description="With its ids; of other texts in it only the length.")]
    route: Annotated[str, Meta(description="The path's pattern; unmatched where there is no such path.")]
    query: Annotated[Any, Meta(description="Parameters, redacted; null without any.")]
    status: Annotated[int, Meta(description="HTTP status; 499: the client went away before its answer.")]
    error: Annotated[str | None, Meta(description="Machine code of the refusal.")]
    duration_ms: Annotated[float, Meta(description="From the first byte of the request to the last of the answer.")]
    idempotency_key: str | None
    replayed: Annotated[bool, Meta(description="The first answer under this Idempotency-Key was repeated.")]
    request_bytes: int
    answer_bytes: int


class RequestDetail(RequestObject):
    """The same with its bodies: their structure, values on the allow-list, and of all others type and length."""

    version: str
    request_body: Annotated[Any, Meta(description="Redacted; null without a body, and where it holds secrets.")]
    answer_body: Annotated[Any, Meta(description="Redacted; null for the answer of a GET that succeeded.")]


class RequestLog(msgspec.Struct):
    """Answer of GET /request-log, newest first."""

    version: str
    limit: int
    next: Annotated[str | None, Meta(description="Pass it as `before` for the next, older rows; null: there are none.")]
    dropped: Annotated[
        int, Meta(description="Requests of this time that the log had no room for, of the whole account, by the hour.")
    ]
    kept_days: Annotated[int, Meta(description="How long rows are kept; 0: nothing is written down.")]
    results: list[RequestObject]
