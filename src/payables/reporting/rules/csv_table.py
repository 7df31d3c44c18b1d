"""A report as CSV: RFC 4180 in UTF-8 with a mark at the start, which tells spreadsheets that it is; lines end with CR LF, numbers
digit by digit with a decimal point."""

import csv
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from io import StringIO
from typing import Annotated, Any, get_args, get_origin

import msgspec

from payables.kit.guarded import guarded

BOM = "\ufeff"
Path = tuple[str, ...]


def csv_of(kind: type[msgspec.Struct], rows: Sequence[msgspec.Struct]) -> bytes:
    """A column per field of the rows' kind; a field that is an object has a column for each of its own fields."""
    out = StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    paths = list(_paths(kind))
    writer.writerow(["_".join(path) for path in paths])
    writer.writerows([_written(_at(row, path)) for path in paths] for row in rows)
    return (BOM + out.getvalue()).encode()


def _paths(kind: type[msgspec.Struct]) -> Iterator[Path]:
    for field in msgspec.structs.fields(kind):
        inner = [one for one in _alternatives(field.type) if _is_object(one)]
        if inner:
            yield from ((field.encode_name, *path) for path in _paths(inner[0]))
        else:
            yield (field.encode_name,)


def _alternatives(hint: Any) -> list[Any]:
    """`Annotated[Person | None, ...]` is a person or nothing."""
    plain = get_args(hint)[0] if get_origin(hint) is Annotated else hint
    return [plain, *get_args(plain)]


def _is_object(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, msgspec.Struct)


def _at(row: Any, path: Path) -> Any:
    for name in path:
        row = None if row is None else getattr(row, name)
    return row


def _written(value: Any) -> str:
    """Only text is guarded: a number below zero stays a number."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case Decimal():
            return format(value, "f")
        case date():
            return value.isoformat()
        case dict():
            return guarded("; ".join(f"{key}={text}" for key, text in value.items()))
        case str():
            return guarded(value)
        case _:
            return str(value)
