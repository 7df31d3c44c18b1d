"""Forms with files: taken apart for a page that looks at one itself, and put together for the API."""

from collections.abc import Mapping
from secrets import token_hex
from typing import Any, cast

from litestar import Litestar, Request, post
from litestar.routes import HTTPRoute

from payables.dashboard.web.calls import Called
from payables.dashboard.web.page import Page
from payables.platform.http.body import Content
from payables.platform.http.multipart import FilePart, Form, form_of


@post("/", request_max_body_size=None)
async def read_parts() -> None:
    """The framework asks a route how large a form may be. The site has seen to that when it read the body."""


_app = Litestar([read_parts], request_max_body_size=None, openapi_config=None, logging_config=None)
_route = cast("HTTPRoute", _app.routes[0]).route_handler_map["POST"][0]


async def parts_of(page: Page) -> Form:
    """Raises UnsupportedMediaType, InvalidMultipart."""
    state = {"exchange": page.exchange}
    scope: Any = {**page.exchange.scope, "litestar_app": _app, "route_handler": _route, "state": state}
    request: Any = Request(scope, receive=cast("Any", page.content.replay()))
    return await form_of(request)


async def send_file(
    page: Page, path: str, fields: Mapping[str, str], file: FilePart, *, once: bool, listed: str | None = None
) -> Called:
    """POST of a form with one file, `file`, to the API. `once`: for one rendering of the page's form, however often that is
    sent. Raises Refused, DoneBefore."""
    assert page.calls is not None, "this page is for people in an account"
    boundary = token_hex(16)
    texts = "".join(_text(boundary, name, value) for name, value in fields.items())
    name = "".join("_" if c in '"\\' or ord(c) < 32 else c for c in file.filename)
    head = f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
    body = f"{texts}{head}Content-Type: text/csv\r\n\r\n".encode() + file.data + f"\r\n--{boundary}--\r\n".encode()
    kind = f"multipart/form-data; boundary={boundary}"
    key = page.form.key if once else None
    return await page.once(page.calls.call("POST", path, content=Content(body), media_type=kind, key=key), listed)


def _text(boundary: str, name: str, value: str) -> str:
    return f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
