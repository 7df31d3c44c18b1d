"""Words of the API, found in the types that its routes read and answer."""

from collections.abc import Iterable, Iterator
from typing import Any

from msgspec import inspect


def names_and_codes(kinds: Iterable[Any]) -> tuple[frozenset[str], frozenset[str]]:
    """Of all fields of these types, and of the types that those are made of."""
    names: set[str] = set()
    codes: set[str] = set()
    for part in _parts(list(inspect.multi_type_info(kinds))):
        if isinstance(part, inspect.StructType):
            names |= {field.encode_name for field in part.fields}
        elif isinstance(part, inspect.LiteralType):
            codes |= {value for value in part.values if isinstance(value, str)}
        elif isinstance(part, inspect.EnumType):
            codes |= {str(member.value) for member in part.cls}
    return frozenset(names), frozenset(codes)


def _parts(waiting: list[Any]) -> Iterator[Any]:
    """The types and whatever they are made of, each once."""
    seen: set[int] = set()
    while waiting:
        one = waiting.pop()
        if id(one) not in seen:
            seen.add(id(one))
            waiting += _inner(one)
            yield one


def _inner(kind: Any) -> list[Any]:
    if isinstance(kind, inspect.StructType):
        return [field.type for field in kind.fields]
    if isinstance(kind, inspect.Metadata):
        return [kind.type]
    if isinstance(kind, inspect.UnionType):
        return list(kind.types)
    if isinstance(kind, inspect.DictType):
        return [kind.key_type, kind.value_type]
    if isinstance(kind, inspect.TupleType):
        return list(kind.item_types)
    return [kind.item_type] if isinstance(kind, inspect.CollectionType) else []
