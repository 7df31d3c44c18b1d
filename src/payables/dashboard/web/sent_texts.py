"""What was typed into a form with files, of which only the API reads the files."""

from typing import Any

from litestar import Request
from litestar.datastructures import UploadFile
from litestar.exceptions import HTTPException

from payables.dashboard.web.forms import Form
from payables.dashboard.web.page import Page


class _Unlimited:
    """The body was read within its route's limit already."""

    def resolve_request_max_body_size(self) -> None:
        return None


async def with_sent_texts(page: Page) -> Form:
    """The form with its texts beside what stood in its address; as it was where the body cannot be taken apart."""
    app = page.calls.api if page.calls else None
    scope: Any = {**page.exchange.scope, "state": {}, "litestar_app": app, "route_handler": _Unlimited()}
    receive: Any = page.content.replay()
    try:
        parts = (await Request[Any, Any, Any](scope, receive).form()).multi_items()
    except (HTTPException, LookupError, ValueError):  # also for a character set that nobody knows
        return page.form
    texts = {name: [value] for name, value in parts if isinstance(value, str)}
    for _, part in parts:
        if isinstance(part, UploadFile):
            await part.close()
    return Form({**texts, **page.form.values})
