"""The words of the API, gathered from its routes: what the request log may show of anybody's request."""

from collections.abc import Iterable, Sequence
from typing import Any, get_args, get_origin

from litestar import Response
from litestar.handlers import HTTPRouteHandler

from payables.app.openapi import codes_by_status_of
from payables.kit.errors import Refusal
from payables.platform.http.declared import Declared
from payables.platform.http.error_body import ErrorBody, Problem
from payables.request_log.actions.gather_words import gather_words
from payables.request_log.model import Vocabulary


def vocabulary_of(routes: Iterable[HTTPRouteHandler]) -> Vocabulary:
    handlers = list(routes)
    return gather_words(
        [*_kinds(handlers), ErrorBody, Problem],
        parameters=[name for handler in handlers for name in _declared(handler).query],
        paths=[path for handler in handlers for path in handler.paths],
        codes=codes_by_status_of(Refusal),
    )


def _kinds(handlers: list[HTTPRouteHandler]) -> list[Any]:
    """What bodies are read as, and what is answered."""
    kinds: dict[Any, None] = {}
    for handler in handlers:
        documented = handler.opt["body"]
        answered = handler.fn.__annotations__.get("return")
        further = [spec.data_container for spec in (handler.responses or {}).values()]
        found = [_declared(handler).kind, documented and documented[0], *_inside(answered), *further]
        kinds |= dict.fromkeys(kind for kind in found if kind is not None)
    return list(kinds)


def _inside(answered: Any) -> Sequence[Any]:
    """What a response object carries, where a route answers one."""
    is_response = isinstance(get_origin(answered) or answered, type) and issubclass(
        get_origin(answered) or answered, Response
    )
    return get_args(answered) if is_response else [answered]


def _declared(handler: HTTPRouteHandler) -> Declared:
    return handler.opt["declared"]
