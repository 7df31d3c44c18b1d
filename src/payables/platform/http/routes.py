"""Route decorators that show, in the signature of each route, which permission and feature it needs."""

from collections.abc import Callable
from typing import Any

import litestar
from litestar.openapi.datastructures import ResponseSpec

from payables.platform.caller import Feature, Permission
from payables.platform.http.declared import JSON, declared
from payables.platform.http.error_body import ErrorBody
from payables.platform.http.parameter_groups import spread
from payables.platform.settings import Settings

REASONS = {
    208: "Carried out before under this Idempotency-Key; the answer was not kept, since it is large or holds a secret: "
    "read the state with a GET.",
    400: "A parameter or the body is not valid; message.fields names the fields.",
    401: "API key or access token is missing, wrong, expired or revoked.",
    403: "Outside the API user's scope, without the permission, or the feature is not enabled.",
    404: "No such object within your access.",
    405: "The path does not answer this method.",
    409: "In conflict with what exists, or an Idempotency-Key that is still being worked on.",
    412: "The object was changed meanwhile: If-Match is stale.",
    413: "The body or the file is too large.",
    422: "Not processable: a reused Idempotency-Key, or a file that cannot be accepted.",
    429: "Too many requests: see Retry-After.",
    500: "Something failed on our side; nothing was changed.",
    503: "Temporarily unavailable: see Retry-After.",
}

SUCCESS = {("GET", 200): "What was asked for.", ("POST", 201): "Created: this is how it was stored."}
DONE = "Done: this is how things stand now."

EVERYWHERE = (400, 401, 403, 429, 500, 503)

ALSO = {"POST": (208, 409, 413, 422), "PATCH": (208, 409, 412, 413, 422), "DELETE": (413,)}

MaxBody = Callable[[Settings], int]
Decorator = Callable[[Callable[..., Any]], Any]


def route(
    method: str,
    path: str | list[str],
    *,
    needs: Permission | None,
    summary: str,
    tag: str,
    operation_id: str,
    status: int = 200,
    feature: Feature | None = None,
    description: str | None = None,
    errors: tuple[int, ...] = (),
    answers: dict[int, tuple[type, str]] | None = None,
    max_body: MaxBody | None = None,
    body: tuple[type, tuple[str, ...]] | None = None,
    body_optional: bool = False,
    etag: bool = False,
    media_type: str | None = None,
    extension: bool = False,
    records: bool = False,
    secret: bool = False,
    csv: bool = False,
) -> Decorator:
    """A route under /v1.

    `max_body` says how many bytes the body may have where that is not PAYABLES_MAX_JSON_BYTES;
    `answers` documents further successful statuses; `extension` marks what the contract does not have, and
    refuses fields and parameters that it does not know;
    `body` documents the body's type and declares its media types (JSON alone if left out), `body_optional` that it may
    be left out; `etag` that the answer has an ETag; `media_type` is that of an answer which is not JSON; `records` that
    a GET writes down that it was answered; `secret` that question or answer holds one: neither is ever kept, and a repeated
    Idempotency-Key answers 208; `csv` that the answer is also given as text/csv.
    """
    also = ALSO.get(method, ())
    responses = {code: ResponseSpec(ErrorBody, description=REASONS[code]) for code in {*EVERYWHERE, *also, *errors}}
    responses |= {code: ResponseSpec(kind, description=text) for code, (kind, text) in (answers or {}).items()}
    opt = {"needs": needs, "feature": feature, "max_body": max_body, "extension": extension, "etag": etag}
    opt |= {"records": records, "secret": secret, "csv": csv}
    accepts = body[1] if body else (JSON,)

    def decorate(taking_groups: Callable[..., Any]) -> Any:
        handler = spread(taking_groups)
        return litestar.route(
            path,
            http_method=[method],  # type: ignore[list-item]
            status_code=status,
            media_type=media_type,
            summary=summary,
            description=description,
            tags=[tag],
            operation_id=_operation_id(operation_id, path),
            responses=dict(sorted(responses.items())),
            response_description=SUCCESS.get((method, status), DONE),
            raises=None,
            opt={
                **opt,
                "body": body,
                "declared": declared(handler, accepts, documented=body and body[0], may_be_empty=body_optional),
            },
        )(handler)

    return decorate


def _operation_id(name: str, path: str | list[str]) -> Any:
    """Further paths of the same operation get a number, since an id names one path in the document."""
    paths = [path] if isinstance(path, str) else path
    ids = {_parts(p): name if n == 0 else f"{name}-alias-{n}" for n, p in enumerate(paths)}

    def name_of(_handler: Any, _method: Any, components: list[Any]) -> str:
        return ids[tuple(c if isinstance(c, str) else f"{{{c.name}}}" for c in components)]

    return name_of


def _parts(path: str) -> tuple[str, ...]:
    return tuple(f"{{{part[1:-1].split(':')[0]}}}" if part[0] == "{" else part for part in path.split("/") if part)


def get(path: str | list[str], **spec: Any) -> Decorator:
    return route("GET", path, **spec)


def post(path: str | list[str], **spec: Any) -> Decorator:
    return route("POST", path, **spec)


def patch(path: str | list[str], **spec: Any) -> Decorator:
    return route("PATCH", path, **spec)


def delete(path: str | list[str], **spec: Any) -> Decorator:
    return route("DELETE", path, **spec)
