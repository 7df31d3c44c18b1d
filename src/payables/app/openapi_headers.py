"""Headers that the edge reads and writes on every operation, as the OpenAPI document tells them."""

from typing import Any

HEADER_PARAMETERS: dict[str, dict[str, Any]] = {
    "version": {
        "name": "X-API-Version",
        "in": "header",
        "required": False,
        "description": "Pins the shape of answers. Left out: the superset of both.",
        "schema": {"type": "string", "enum": ["1.0.0", "1.1.0"]},
    },
    "idempotency": {
        "name": "Idempotency-Key",
        "in": "header",
        "required": False,
        "description": "Makes a repeat safe: the first 2xx answer is kept for 24 hours and replayed for the same body.",
        "schema": {"type": "string", "pattern": "^[A-Za-z0-9._\\-+=/]{1,128}$", "maxLength": 128},
    },
}

EVERY_ANSWER: dict[str, dict[str, Any]] = {
    "X-Request-Id": {"description": "Quote this to support.", "required": True, "schema": {"type": "string"}},
}

SIGNED_IN_ANSWER: dict[str, dict[str, Any]] = {
    "RateLimit-Policy": {
        "description": "What the plan allows: requests per second, and in a burst.",
        "required": True,
        "schema": {"type": "string", "examples": ['"second";q=1000;w=1, "burst";q=2000;w=2']},
    },
    "RateLimit": {
        "description": "What is left of the burst (r), and the seconds until it is whole again (t).",
        "required": True,
        "schema": {"type": "string", "examples": ['"burst";r=1999;t=1']},
    },
}

REPLAYED = {
    "X-Idempotent-Replayed": {
        "description": "true: the kept answer to an earlier request with this Idempotency-Key.",
        "schema": {"type": "string", "enum": ["true"]},
    }
}

ETAG = {"ETag": {"description": "The object's version, for If-Match.", "schema": {"type": "string"}}}

_RETRY_AFTER = {"description": "Seconds to wait before a repeat.", "schema": {"type": "integer", "minimum": 0}}

BY_STATUS: dict[str, dict[str, Any]] = {
    "401": {"WWW-Authenticate": {"description": "Bearer, and what is wrong with it.", "schema": {"type": "string"}}},
    "405": {
        "Allow": {"description": "What the path answers.", "required": True, "schema": {"type": "string"}},
    },
    "409": {"Retry-After": _RETRY_AFTER},
    "429": {"Retry-After": {**_RETRY_AFTER, "required": True}},
    "503": {"Retry-After": _RETRY_AFTER},
}
