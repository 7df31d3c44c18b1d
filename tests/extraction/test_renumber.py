"""Pages of a document that was read alone, as its file counts them: of everything that has a page."""

from types import UnionType
from typing import Any, get_args, get_origin

import msgspec

from payables.extraction.model import Choice, Code, Field, Line, Part, Reading
from payables.extraction.parts.renumber import placed_in, renumber

PLACED = (Field, Choice, Code)


def filled(kind: Any, depth: int = 2) -> Any:
    """One of the kind with everything in it that can be: one row of each list, one entry of each mapping."""
    origin, inner = get_origin(kind), get_args(kind)
    if isinstance(kind, UnionType):
        return filled(next(one for one in inner if one is not type(None)), depth)
    if origin is list:
        return [filled(inner[0], depth)]
    if origin is dict:
        return {"a": filled(inner[1], depth)}
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        return _struct(kind, depth)
    return {int: 1, float: 0.5, bool: True, bytes: b"", str: "x"}.get(kind)


def _struct(kind: type[msgspec.Struct], depth: int) -> Any:
    """Lines within lines end after a few; a part holds a reading, which is a document of its own."""
    if kind in (Part, Line) and depth == 0:
        return None
    own = {f.name: f.type for f in msgspec.structs.fields(kind) if (kind, f.name) != (Reading, "parts")}
    values = {name: filled(type_, depth - (kind is Line)) for name, type_ in own.items()}
    return kind(**{name: _present(value) for name, value in values.items()})


def _present(value: Any) -> Any:
    return [one for one in value if one is not None] if isinstance(value, list) else value


def pages_in(found: Any) -> list[int]:
    """Found by another way than the code's: in what the reading is stored as."""
    if isinstance(found, dict):
        own = [found["page"]] if "page" in found and ("confidence" in found or "text" in found) else []
        return own + [page for inner in found.values() for page in pages_in(inner)]
    return [page for inner in found for page in pages_in(inner)] if isinstance(found, list) else []


def test_everything_of_a_reading_that_has_a_page_is_counted_as_the_file_counts() -> None:
    reading: Reading = filled(Reading)
    assert {type(placed) for placed in placed_in(reading)} == set(PLACED)
    renumber(reading, [7])
    assert all(placed.page == 7 for placed in placed_in(reading))
    stored = pages_in(msgspec.to_builtins(reading))
    assert len(stored) > 20 and set(stored) == {7}


def test_a_value_that_stands_in_several_places_is_counted_once() -> None:
    total = Field("12.00", 0.9, 2)
    reading = Reading("pdf", ["text"], 2, fields={"total_amount": total, "net_amount": total})
    renumber(reading, [4, 5])
    assert total.page == 5
