"""Routes of the request log: for those who manage the account's users and see all of it."""

import re
from typing import Annotated, Any
from uuid import UUID

import msgspec
from litestar.params import PathParameter, QueryParameter

from payables.kit.errors import FieldError, InvalidFields, NotFound
from payables.kit.ids import MAX_INT_ID, parse_uuid
from payables.platform.caller import Permission
from payables.platform.http.instants import twins
from payables.platform.http.parameters import PageSize, check_texts, page_of, window_of
from payables.platform.http.request import ApiRequest
from payables.platform.http.routes import get
from payables.request_log import queries
from payables.request_log.model import Wanted
from payables.request_log.schema import RequestDetail, RequestLog, RequestObject

TAG = "Integration"
REQUEST_ID = re.compile(r"req_([0-9a-f]{32})")
STATUS = re.compile(r"([1-5])xx|([1-5][0-9]{2})")

RequestId = Annotated[str, PathParameter(description="X-Request-Id of the answer, req_...")]


def _text(description: str) -> Any:
    return QueryParameter(description=description, required=False)


@get(
    "/v1/request-log",
    needs=Permission.USERS_MANAGE,
    summary="List requests to the API, newest first",
    description="Requests whose API key was known, refused ones too, within a second or two of their answer. Bodies are kept "
    "redacted. Needs a user whose scope is the whole account.",
    tag=TAG,
    operation_id="get-request-log",
    extension=True,
)
async def list_requests(
    request: ApiRequest,
    key: Annotated[str | None, _text("Only requests with this API key, by its id.")] = None,
    client: Annotated[str | None, _text("Only requests of this OAuth client.")] = None,
    user_id: Annotated[
        int | None, QueryParameter(description="Only of this API user.", ge=1, le=MAX_INT_ID, required=False)
    ] = None,
    status: Annotated[str | None, _text("A status such as 404, or a class such as 4xx.")] = None,
    method: Annotated[str | None, _text("Only this method.")] = None,
    path: Annotated[str | None, _text("Only paths with this in them.")] = None,
    error: Annotated[str | None, _text("Only refusals with this machine code.")] = None,
    request_id: Annotated[str | None, _text("Only this request, by the X-Request-Id of its answer.")] = None,
    date_from: Annotated[str | None, _text("From this instant on, UTC.")] = None,
    date_to: Annotated[str | None, _text("Until this instant, UTC.")] = None,
    date_from_utc: Annotated[str | None, _text("The same in ISO 8601.")] = None,
    date_to_utc: Annotated[str | None, _text("The same in ISO 8601.")] = None,
    before: Annotated[str | None, _text("Only rows older than this one: `next` of the page before.")] = None,
    limit: PageSize = None,
) -> RequestLog:
    request.caller.need_whole_account("account's request log")
    size = page_of(None, limit).limit
    window = window_of("date", date_from, date_to, date_from_utc, date_to_utc)
    check_texts(client=client, path=path, error=error, method=method)
    wanted = Wanted(
        api_key_id=None if key is None else _key(key),
        client_id=client,
        user_id=user_id,
        method=None if method is None else method.upper(),
        path=path,
        statuses=None if status is None else _statuses(status),
        error=error,
        id=None if request_id is None else _number("request_id", request_id),
        start=window.start,
        end=window.end,
        before=None if before is None else _number("before", before),
    )
    found = await queries.kept(request.tx, wanted, size)
    shown = [msgspec.convert(_fields(row), RequestObject) for row in found.rows]
    older = shown[-1].request_id if found.has_older else None
    kept_days: int = request.scope["state"]["settings"].request_log_days
    return RequestLog(request.answer_version, size, older, found.dropped, kept_days, shown)


@get(
    "/v1/request-log/{id:str}",
    needs=Permission.USERS_MANAGE,
    summary="Read a request to the API with its redacted bodies",
    tag=TAG,
    operation_id="get-request-log-id",
    errors=(404,),
    extension=True,
)
async def get_request(request: ApiRequest, id: RequestId) -> RequestDetail:
    request.caller.need_whole_account("account's request log")
    number = REQUEST_ID.fullmatch(id)
    row = await queries.one(request.tx, UUID(number[1])) if number else None
    if row is None:
        raise NotFound(what="request in the log")
    bodies = {name: _shown(row[name]) for name in ("request_body", "answer_body")}
    return msgspec.convert({**_fields(row), **bodies, "version": request.answer_version}, RequestDetail)


def _fields(row: Any) -> dict[str, Any]:
    plain = ("api_key_label", "client_id", "client_name", "user_id", "method", "path", "route", "status", "error")
    sizes = ("idempotency_key", "replayed", "request_bytes", "answer_bytes")
    return {
        "request_id": f"req_{row['id'].hex}",
        **twins("date", row["at"]),
        "api_key_id": str(row["api_key_id"]),
        **{name: row[name] for name in (*plain, *sizes)},
        "query": _shown(row["query"]),
        "duration_ms": row["duration_us"] / 1000,
    }


def _shown(text: str | None) -> Any:
    return None if text is None else msgspec.json.decode(text)


def _key(text: str) -> UUID:
    found = parse_uuid(text)
    if found is None:
        raise InvalidFields(
            [FieldError("key", "Send the id of an API key, as GET /v1/credentials shows it.", "invalid_id")]
        )
    return found


def _number(name: str, text: str) -> UUID:
    found = REQUEST_ID.fullmatch(text)
    if found is None:
        raise InvalidFields([FieldError(name, "Send an X-Request-Id: req_ and 32 hex digits.", "invalid_id")])
    return UUID(found[1])


def _statuses(text: str) -> tuple[int, int]:
    """Lowest and highest."""
    found = STATUS.fullmatch(text)
    if found is None:
        raise InvalidFields([FieldError("status", "Send a status such as 404, or a class such as 4xx.", "invalid")])
    return (int(found[1]) * 100, int(found[1]) * 100 + 99) if found[1] else (int(text), int(text))
