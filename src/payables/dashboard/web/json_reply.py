"""Answers for the scripts of a page."""

from typing import Any

import msgspec

from payables.dashboard.web.replies import Reply

_encode = msgspec.json.Encoder(decimal_format="string").encode


def json_reply(value: Any, status: int = 200) -> Reply:
    """Never kept by the browser."""
    headers = [(b"content-type", b"application/json"), (b"cache-control", b"no-store")]
    return Reply(status, headers, _encode(value))
