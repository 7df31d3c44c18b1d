"""What the truth of one paper teaches for the vendor's next one."""

from collections.abc import Iterator

from payables.extraction.model import Choice, Field, Reading
from payables.learning.model.fields import CONSTANT, KINDS, PLACED, Kind
from payables.learning.model.papers import How, Lesson, Place, Truth
from payables.learning.rules.place import likeness, place_of
from payables.learning.rules.same_value import other_way_round, same_value

MOST_PLACES = 3  # of one value: where it is printed more often, the likeliest are enough
TELLS_APART = 0.8  # likeness from which two places of one paper are told apart by nothing that another paper keeps


def lesson_of(name: str, truth: Truth, reading: Reading) -> Lesson | None:
    """None where nothing can be learned: nobody has looked, or the paper is an e-invoice, which is read without a doubt."""
    if truth.how is How.UNSEEN or reading.is_xml:
        return None
    corrected, plain = truth.how is How.CORRECTED, same_value(name, plain_value(truth), truth.value)
    if name in CONSTANT:
        return Lesson(corrected, plain, read=plain_value(truth), value=truth.value)
    if name not in PLACED:
        return None
    at = [] if truth.value is None else _places(name, truth, reading)
    not_at = list(_refuted(name, truth, reading)) if corrected else []
    return Lesson(corrected, plain, at, not_at) if at or not_at else None


def plain_value(truth: Truth) -> str | None:
    """What was read without memory."""
    return truth.plain if truth.recalled else truth.read


def variants(name: str, choice: Choice) -> Iterator[tuple[str, bool]]:
    """The values that may be meant at one place, and whether day and month are swapped for it."""
    yield choice.value, False
    if KINDS[name] is Kind.DATE and (other := _other_day(choice)):
        yield other, True


def _other_day(choice: Choice) -> str | None:
    """Only of a date in figures that does not begin with its year: 05/04/2026 says two days."""
    printed = choice.raw or choice.value
    if any(c.isalpha() for c in printed) or printed[:4].isdigit():
        return None
    return other_way_round(choice.value)


def _places(name: str, truth: Truth, reading: Reading) -> list[Place]:
    """Of what was read rightly, where it was read: the value may be printed elsewhere by chance. Of a correction, wherever
    it is printed, but for places like those at which the paper has other values too (a column of dates)."""
    field = reading.fields.get(name)
    if field and same_value(name, field.value, truth.value):
        chosen = _choice_of(name, field, reading)
        return [place_of(chosen, reading.pages)] if chosen else []
    held = [
        (said, place_of(choice, reading.pages, swapped=swapped))
        for choice in reading.candidates.get(name, [])
        for said, swapped in variants(name, choice)
    ]
    right = [place for said, place in held if same_value(name, said, truth.value)]
    right = [place for place in right if not place.swapped] or right
    wrong = [place for said, place in held if not same_value(name, said, truth.value)]
    return [place for place in right if all(likeness(place, other) < TELLS_APART for other in wrong)][:MOST_PLACES]


def _refuted(name: str, truth: Truth, reading: Reading) -> Iterator[Place]:
    """Where memory and the plain reading looked, as far as that was wrong."""
    field = reading.fields.get(name)
    if field is None:
        return
    for choice in (_choice_of(name, field, reading), field.instead_of):
        if choice is not None and not same_value(name, choice.value, truth.value):
            yield place_of(choice, reading.pages)


def _choice_of(name: str, field: Field, reading: Reading) -> Choice | None:
    """The candidate that became the field: it has the words."""
    alike = [choice for choice in reading.candidates.get(name, []) if same_value(name, choice.value, field.value)]
    there = [choice for choice in alike if (choice.page, choice.box) == (field.page, field.box)]
    return next(iter(there or alike), None)
