"""Fields and parameters that a route of our own does not know.

The contract's routes ignore them, as it says; on ours a field left out often means the most (all that is open, every
invoice), so that a misspelt one must not pass for one that was left out.
"""

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from functools import cache
from typing import Any

from msgspec import inspect

from payables.kit.errors import FieldError

MOST_FAULTS = 20
LONGEST_NAME = 64  # characters of a name that we look for a like one of, or repeat


def unknown_field(path: str, name: str, known: Iterable[str]) -> FieldError:
    """`path` is what the name is inside of; empty at the top."""
    shown = name[:LONGEST_NAME]
    near = get_close_matches(name, list(known), n=1) if len(name) <= LONGEST_NAME else []
    hint = f"did you mean {near[0]}?" if near else "leave it out."
    return FieldError(f"{path}.{shown}".lstrip("."), f"There is no such field: {hint}", "unknown_field")


def unknown_parameter(name: str, known: Iterable[str]) -> FieldError:
    fault = unknown_field("", name, known)
    return FieldError(fault.field, fault.error.replace("field", "parameter", 1), "unknown_parameter")


def unknown_fields(value: Any, kind: Any) -> list[FieldError]:
    """Of JSON that is to be read as `kind`, nested objects too; at most 20."""
    found = _inside(value, _shape(kind), "")
    return [fault for fault, _ in zip(found, range(MOST_FAULTS), strict=False)]


@cache
def _shape(kind: Any) -> inspect.Type:
    return inspect.type_info(kind)


def _inside(value: Any, shape: inspect.Type, path: str) -> Iterator[FieldError]:
    if isinstance(shape, inspect.Metadata):
        yield from _inside(value, shape.type, path)
    elif isinstance(shape, inspect.UnionType):
        for one in shape.types:
            yield from _inside(value, one, path)
    elif isinstance(value, dict):
        yield from _of_object(value, shape, path)  # pyright: ignore[reportUnknownArgumentType]
    elif isinstance(value, list):
        item = _item(shape)
        for n, one in enumerate(value if item else []):  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType]
            yield from _inside(one, item, f"{path}[{n}]")  # type: ignore[arg-type]


def _of_object(value: dict[str, Any], shape: inspect.Type, path: str) -> Iterator[FieldError]:
    if isinstance(shape, inspect.StructType):
        fields = {field.encode_name: field.type for field in shape.fields}
        for name, one in value.items():
            if name not in fields:
                yield unknown_field(path, name, fields)
            else:
                yield from _inside(one, fields[name], f"{path}.{name}".lstrip("."))
    elif isinstance(shape, inspect.DictType):
        for name, one in value.items():
            yield from _inside(one, shape.value_type, f"{path}.{name}".lstrip("."))


def _item(shape: inspect.Type) -> inspect.Type | None:
    return shape.item_type if isinstance(shape, inspect.ListType | inspect.VarTupleType) else None
