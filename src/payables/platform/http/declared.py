"""What a route declares about its requests, and the checks that follow from it before the handler sees anything."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, get_args
from urllib.parse import parse_qsl

import msgspec
from litestar.params import HeaderParameter, QueryParameter

from payables.kit.errors import FieldError, InvalidFields
from payables.platform.http.errors import UnsupportedMediaType
from payables.platform.http.exchange import Exchange
from payables.platform.http.unknown_fields import MOST_FAULTS, unknown_fields, unknown_parameter

JSON = "application/json"
UTF_8 = (None, "utf-8", "utf8")  # as clients write it; no charset says UTF-8

_INTEGER = re.compile(r"-?[0-9]+")


@dataclass(frozen=True, slots=True)
class Declared:
    """`sent_names`: names of the handler's parameters as the client sends them; `query`: of those in the query, and
    `integers`: of those that are integers; `accepts`: media types of the body; `kind`: what a JSON body is read as, None
    for a route that takes none; `may_be_empty`: a body may be left out."""

    sent_names: dict[str, str]
    query: frozenset[str]
    integers: frozenset[str]
    accepts: tuple[str, ...]
    kind: Any
    may_be_empty: bool


def declared(handler: Callable[..., Any], accepts: tuple[str, ...], *, documented: Any, may_be_empty: bool) -> Declared:
    """Read from the handler's signature and its route; `documented` is the type that its document shows of a body. Where
    the handler names one too, that is what the body is read as: rows of a bulk body are read one by one."""
    parameters = {name: hint for name, hint in handler.__annotations__.items() if _parameter_of(hint)}
    names = {name: _parameter_of(hint).name or name for name, hint in parameters.items()}
    query = frozenset(names[name] for name, hint in parameters.items() if _is_of_query(hint))
    integers = frozenset(names[name] for name, hint in parameters.items() if _is_integer_of_query(hint))
    data = handler.__annotations__.get("data")
    kind = get_args(data)[0] if data is not None else documented
    return Declared(names, query, integers, accepts, kind, may_be_empty)


def check_media_type(route: dict[str, Any], exchange: Exchange) -> None:
    """A body without a media type counts as JSON; no body has none. Texts are in UTF-8. Raises UnsupportedMediaType."""
    known: Declared | None = route.get("declared")
    if known is None or exchange.is_read or not exchange.has_body:
        return
    if (exchange.media_type or JSON) not in known.accepts:
        raise UnsupportedMediaType(expected=" or ".join(known.accepts))
    if not exchange.is_multipart and exchange.charset not in UTF_8:
        raise UnsupportedMediaType(expected="in UTF-8")


def check_shape(route: dict[str, Any], exchange: Exchange, *, is_empty: bool) -> None:
    """Raises InvalidFields for a body that is missing, and for integers of the query that are not written as such."""
    known: Declared | None = route.get("declared")
    if known is None:
        return
    if is_empty and JSON in known.accepts and not (exchange.is_read or known.may_be_empty):
        raise InvalidFields([FieldError("body", "Send a JSON object.", "required")])
    query: bytes = exchange.scope["query_string"]
    if known.integers and query and (faults := list(_faults(known.integers, query))):
        raise InvalidFields(faults)


def check_known(route: dict[str, Any], exchange: Exchange, body: bytes) -> None:
    """Of a route that the contract does not have: raises InvalidFields for parameters and fields that it does not know,
    and for a body where it takes none."""
    known: Declared | None = route.get("declared")
    if known is None or not route.get("extension"):
        return
    sent = parse_qsl(exchange.scope["query_string"].decode("latin-1"), keep_blank_values=True)
    strangers = dict.fromkeys(name for name, _ in sent if name not in known.query)
    faults = [unknown_parameter(name, known.query) for name in list(strangers)[:MOST_FAULTS]]
    if body and not exchange.is_multipart:
        faults += _strange_body(known, msgspec.json.decode(body))
    if faults:
        raise InvalidFields(faults)


def _strange_body(known: Declared, sent: Any) -> list[FieldError]:
    """An empty object is what many clients send where they have nothing to say."""
    if known.kind is not None:
        return unknown_fields(sent, known.kind)
    return [] if sent == {} else [FieldError("body", "Send no body: this operation takes none.", "unknown_field")]


def _faults(integers: frozenset[str], query: bytes) -> Iterable[FieldError]:
    """The framework would read 1e3, 2.0 and null as numbers."""
    for name, text in parse_qsl(query.decode("latin-1"), keep_blank_values=True):
        if name in integers and not _INTEGER.fullmatch(text):
            yield FieldError(name, "Send an integer.", "invalid")


def _parameter_of(hint: Any) -> Any:
    """The declaration in `Annotated[int | None, QueryParameter(...)]`."""
    found = [part for part in getattr(hint, "__metadata__", ()) if isinstance(part, QueryParameter | HeaderParameter)]
    return found[0] if found else None


def _is_of_query(hint: Any) -> bool:
    return isinstance(_parameter_of(hint), QueryParameter)


def _is_integer_of_query(hint: Any) -> bool:
    kind = get_args(hint)[0]
    return _is_of_query(hint) and (kind is int or int in get_args(kind))
