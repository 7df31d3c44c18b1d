"""Decorators of pages: a page shows something, an action does something and goes on to a page."""

import re
from collections.abc import Awaitable, Callable
from inspect import signature
from typing import Any
from urllib.parse import quote

import litestar
from litestar import Request, Response

from payables.dashboard.web.page import Page
from payables.dashboard.web.replies import Reply
from payables.platform.caller import Feature, Permission
from payables.platform.settings import Settings

_PART = re.compile(r"\{([a-z_]+):str\}")

Handler = Callable[..., Awaitable[Reply]]
MaxBody = Callable[[Settings], int]


def page(
    path: str,
    *,
    needs: Permission | None = None,
    feature: Feature | None = None,
    open_to_all: bool = False,
    without_account: bool = False,
    operator: bool = False,
    alone: bool = False,
    writes: bool = False,
) -> Callable[[Handler], "Routed"]:
    """GET. The handler gets the Page and the parts of the path as texts.

    `needs`, `feature`: what the API behind it asks for, whose refusal is what counts; the navigation offers by the same (a test
    holds the two together).
    `open_to_all`: nobody has to be signed in. `without_account`: somebody has to, but in no account. `operator`: of
    the installation. `alone`: as of `action`. `writes`: a GET of the API behind it records that it was asked.
    """
    opt = {"needs": needs, "feature": feature, "operator": operator, "alone": alone, "writes": writes}
    return _route("GET", path, {**opt, "open": open_to_all, "without_account": without_account or operator})


def action(
    path: str,
    *,
    again: Handler | None = None,
    open_to_all: bool = False,
    without_account: bool = False,
    operator: bool = False,
    alone: bool = False,
    max_body: MaxBody | None = None,
    max_form: MaxBody | None = None,
) -> Callable[[Handler], "Routed"]:
    """POST. `again`: the page that is shown once more, with what was typed and why it was refused. `alone`: without the
    transaction of a page, for what hashes passwords and keeps what failed. `max_body`: bytes of a form with files;
    `max_form`: of any other form."""
    sizes = {"max_body": max_body, "max_form": max_form}
    opt = {"again": again, "operator": operator, "alone": alone, "writes": True, **sizes}
    return _route("POST", path, {**opt, "open": open_to_all, "without_account": without_account or operator})


def _route(method: str, path: str, opt: dict[str, Any]) -> Callable[[Handler], "Routed"]:
    def decorate(handler: Handler) -> Routed:
        async def answer(request: Request[Any, Any, Any]) -> Response[bytes]:
            shown: Page = request.scope["state"]["page"]
            shown.reply = await handler(shown, **request.path_params)
            return Response(b"")

        answer.__name__ = handler.__name__
        answer.handler = handler  # type: ignore[attr-defined]
        decorated = litestar.route(path, http_method=[method], opt=opt, include_in_schema=False)(answer)  # type: ignore[list-item]
        return Routed(decorated, handler)

    return decorate


class Routed:
    """A handler that can still be called as one page by another, and the route that the site registers."""

    def __init__(self, route: Any, handler: Handler) -> None:
        self.route = route
        self.handler = handler
        self.is_alone = bool(route.opt.get("alone"))
        self.takes = frozenset(signature(handler).parameters)
        self.__name__ = handler.__name__
        self.__doc__ = handler.__doc__

    def path(self, parts: dict[str, str]) -> str:
        """Of this page, with the parts of the path of an action on it."""
        (pattern,) = self.route.paths
        return _PART.sub(lambda part: quote(parts[part[1]]), pattern)

    def __call__(self, page: Page, **parts: str) -> Awaitable[Reply]:
        """Of the parts of a path only those that it takes: it is shown again after steps with what stands on it, whose paths
        name more."""
        return self.handler(page, **{name: part for name, part in parts.items() if name in self.takes})
