"""Readings made on the spot: a field is chosen among values, each with the words around it."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from payables.extraction.model import Choice, Field, Reading
from payables.learning.model.papers import How, Lesson, RecordSaid, Truth
from payables.learning.rules.lesson import lesson_of

NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)
INVOICE, UPLOAD = UUID(int=1), UUID(int=2)
DECOY, OWN = ("document number", 0.62, 0.1), ("our mark", 0.62, 0.16)


def choice(value: str, words: str, x: float = 0.6, y: float = 0.1, **more: Any) -> Choice:
    return Choice(value, more.pop("confidence", 0.5), 1, [x, y, x + 0.08, y + 0.01], left=words, **more)


def reading(choices: list[Choice], name: str = "number", **changes: Any) -> Reading:
    """The first choice is what is read, 0.9 sure."""
    found = {}
    if choices:
        first = choices[0]
        found = {name: Field(first.value, 0.9, first.page, first.box, first.raw)}
    return Reading(
        **{"kind": "pdf", "method": ["text"], "pages": 1, "fields": found, "candidates": {name: choices}, **changes}
    )


def paper(decoy: str, own: str) -> Reading:
    """Its number stands beside "our mark"; what is read as it is the customer's."""
    return reading([choice(decoy, *DECOY), choice(own, *OWN), choice("17", "page", 0.9, 0.9)])


def corrected(read: Reading, value: str | None, name: str = "number") -> Lesson:
    lesson = lesson_of(name, truth(read, value, How.CORRECTED, name), read)
    assert lesson is not None
    return lesson


def approved(read: Reading, name: str = "number") -> Lesson:
    lesson = lesson_of(name, truth(read, read.fields[name].value, How.APPROVED, name), read)
    assert lesson is not None
    return lesson


def truth(read: Reading, value: str | None, how: How, name: str = "number") -> Truth:
    field = read.fields.get(name)
    return Truth(
        read=field.value if field else None,
        confidence=field.confidence if field else None,
        value=value,
        how=how,
        at=NOW,
        recalled=bool(field and field.by),
        plain=field.instead_of.value if field and field.instead_of else None,
    )


def told(stands: dict[str, str | None], entered: dict[str, str | None] | None = None, **changes: Any) -> RecordSaid:
    return RecordSaid(
        **{
            "invoice": INVOICE,
            "upload_id": UPLOAD,
            "company_id": 1,
            "vendor_id": 7,
            "entered": stands if entered is None else entered,
            "stands": stands,
            **changes,
        }
    )
