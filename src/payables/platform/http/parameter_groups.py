"""Query parameters that belong together, as one class: `async def list_invoices(request, filters: InvoiceFilters)`.

The framework, the document and our own checks read a handler's signature. Of a handler that takes a group they see the
fields of the group in its place, and the handler gets them as one object.
"""

from collections.abc import Callable, Coroutine, Iterator
from dataclasses import MISSING, dataclass, fields
from inspect import Parameter, Signature, signature
from typing import Any

Handler = Callable[..., Coroutine[Any, Any, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameters:
    """Base of a group. Each field is annotated as a parameter of a route, and has a default."""


def spread(handler: Handler) -> Handler:
    """The handler itself where it takes no group."""
    own = signature(handler)
    groups = {p.name: p.annotation for p in own.parameters.values() if _is_group(p.annotation)}
    if not groups:
        return handler

    async def taken(**sent: Any) -> Any:
        for name, group in groups.items():
            sent[name] = group(**{field.name: sent.pop(field.name) for field in fields(group)})
        return await handler(**sent)

    parameters = [seen for one in own.parameters.values() for seen in _seen(one)]
    taken.__signature__ = Signature(parameters, return_annotation=own.return_annotation)  # type: ignore[attr-defined]
    taken.__annotations__ = {one.name: one.annotation for one in parameters} | {"return": own.return_annotation}
    taken.__name__, taken.__qualname__ = handler.__name__, handler.__qualname__
    taken.__module__, taken.__doc__ = handler.__module__, handler.__doc__
    return taken


def _is_group(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, Parameters)


def _seen(parameter: Parameter) -> Iterator[Parameter]:
    """All by name: what has a default may then stand before what has none."""
    if not _is_group(parameter.annotation):
        yield parameter.replace(kind=Parameter.KEYWORD_ONLY)
        return
    for field in fields(parameter.annotation):
        assert field.default is not MISSING, f"{field.name} of {parameter.annotation.__name__} needs a default"
        yield Parameter(field.name, Parameter.KEYWORD_ONLY, default=field.default, annotation=field.type)
