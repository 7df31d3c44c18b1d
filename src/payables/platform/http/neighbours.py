"""Addresses of the page after and the page before, for lists whose envelope has them (contract section 1.1)."""

from urllib.parse import urlencode

from payables.kit.pages import Page
from payables.platform.http.request import ApiRequest


def neighbours(request: ApiRequest, page: Page, total: int) -> tuple[str | None, str | None]:
    """With everything else that was asked for; None where there is none. A page past the end has the last one before it."""
    last = max(1, -(-total // page.limit))
    after = page.number + 1 if page.number < last else None
    before = min(page.number - 1, last) if page.number > 1 else None
    return _address(request, after), _address(request, before)


def _address(request: ApiRequest, number: int | None) -> str | None:
    if number is None:
        return None
    base = request.scope["state"]["settings"].base_url
    asked = [(name, value) for name, value in request.query_params.multi_items() if name != "page"]
    return f"{base}{request.scope['path']}?{urlencode([*asked, ('page', number)])}"
