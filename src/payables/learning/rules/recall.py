"""A vendor's memory weighs again what was read from its paper.

The value whose place is most like those that were right on the vendor's earlier papers wins over the reading's choice,
where its evidence is the stronger. What is not on the paper is never chosen, but for the constants of a vendor (its
currency, the type of its papers). E-invoices say what they say.
"""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Self

import msgspec

from payables.extraction.checks.totals import check_totals
from payables.extraction.fields.due_by_terms import reckon_again
from payables.extraction.model import BY_MEMORY, Choice, Field, Reading
from payables.learning.model.fields import CONSTANT, PLACED
from payables.learning.model.memory import DOUBT, FieldMemory, Habit, Memory
from payables.learning.model.papers import Place
from payables.learning.rules.habits import SAME
from payables.learning.rules.label import is_called_alike
from payables.learning.rules.lesson import variants
from payables.learning.rules.place import likeness, place_of
from payables.learning.rules.same_value import same_value

LEAST = 0.5  # evidence below which memory has no say
RIVAL = 0.5  # what a habit that speaks for another value takes away
CLEARLY = 0.05  # how far its evidence must stand before that of any other value on the paper
SUREST = 0.97
SURE = 0.8  # confidence of a reading against which a place is not enough: it has to be called what is remembered
IDENTIFIERS = ("number", "purchase_order")


def recall(reading: Reading, memory: Memory) -> Reading:
    """The reading as memory corrects it, itself unchanged; a field that memory chose says so, and what it was read as."""
    if reading.is_xml:
        return reading
    chosen = {name: field for name, known in memory.items() if (field := _chosen(name, known, reading))}
    return _with(reading, chosen) if chosen else reading


def _chosen(name: str, memory: FieldMemory, reading: Reading) -> Field | None:
    """What memory has against the reading."""
    if not memory.corrections:
        return None
    if name in CONSTANT:
        return _constant(memory.constants, reading.fields.get(name))
    return _placed(name, memory, reading) if name in PLACED else None


def _placed(name: str, memory: FieldMemory, reading: Reading) -> Field | None:
    standing, habits, field = _standing(name, reading), memory.habits, reading.fields.get(name)
    fits = [[likeness(habit.place, one.place) for one in standing] for habit in habits]
    speaking = _by_label(name, reading, standing, habits, fits)
    weighed = [(_evidence(n, habits, standing, speaking), one) for n, one in enumerate(standing)]
    best, chosen = max(weighed, key=lambda found: found[0], default=(0.0, None))
    if chosen is None or best < LEAST or (field and same_value(name, chosen.value, field.value)):
        return None
    second = max((evidence for evidence, one in weighed if not one.is_same(chosen)), default=0.0)
    if best - second < CLEARLY or (field and best <= _strength(field, memory, standing, fits)):
        return None
    choice = chosen.choice
    value = chosen.value.removeprefix("-") if _is_credit(reading) else chosen.value
    return _by_memory(Field(value, _sure(best), choice.page, choice.box, choice.raw), field)


@dataclass(frozen=True, slots=True)
class _Standing:
    """A value that may be meant at a place of this paper."""

    name: str
    value: str
    choice: Choice
    place: Place

    def is_same(self, other: Self) -> bool:
        return same_value(self.name, self.value, other.value)


_Fits = Sequence[Sequence[float]]  # habit -> place of the paper -> how much they are alike


def _standing(name: str, reading: Reading) -> list[_Standing]:
    return [
        _Standing(name, value, choice, place_of(choice, reading.pages, swapped=swapped))
        for choice in reading.candidates.get(name, [])
        for value, swapped in variants(name, choice)
    ]


def _by_label(
    name: str, reading: Reading, standing: Sequence[_Standing], habits: Sequence[Habit], fits: _Fits
) -> list[list[float]]:
    """Without the places that are called something else, where that has to be proved: against a sure reading, and of a value
    that is another field's on this paper."""
    field = reading.fields.get(name)
    sure = field is not None and field.confidence >= SURE
    proved = [sure or _is_of_another(one, reading) for one in standing]
    return [
        [
            fit if not proved[n] or is_called_alike(name, habit.place, standing[n].place) else 0.0
            for n, fit in enumerate(fit_of_habit)
        ]
        for habit, fit_of_habit in zip(habits, fits, strict=True)
    ]


def _is_of_another(one: _Standing, reading: Reading) -> bool:
    """A number that is read as the order's, or an order's that is read as the number."""
    others = [reading.fields.get(name) for name in IDENTIFIERS if name != one.name]
    return one.name in IDENTIFIERS and any(same_value(one.name, one.value, other.value) for other in others if other)


def _evidence(at: int, habits: Sequence[Habit], standing: Sequence[_Standing], fits: _Fits) -> float:
    """Of the habit that speaks most for it; less where another value stands where the true one has stood, too."""
    others = [n for n, one in enumerate(standing) if not one.is_same(standing[at])]
    rivals = RIVAL * sum(
        habit.right for habit, fit in zip(habits, fits, strict=True) if _speaks_for_another(fit, at, others)
    )
    speaking = (_trust(habit, rivals) * fit[at] for habit, fit in zip(habits, fits, strict=True))
    return max(speaking, default=0.0)


def _trust(habit: Habit, rivals: float) -> float:
    return habit.right / (habit.right + habit.wrong + DOUBT + rivals)


def _speaks_for_another(fit: Sequence[float], at: int, others: Sequence[int]) -> bool:
    """Also where it speaks for both alike."""
    return max((fit[n] for n in others), default=0.0) >= max(SAME, fit[at] - CLEARLY)


def _strength(field: Field, memory: FieldMemory, standing: Sequence[_Standing], fits: _Fits) -> float:
    """How sure the reading is, less where it has been wrong at such a place, or with this vendor at all."""
    read = [
        n for n, one in enumerate(standing) if not one.place.swapped and same_value(one.name, one.value, field.value)
    ]
    wrong = (habit.distrust * fit[n] for habit, fit in zip(memory.habits, fits, strict=True) for n in read)
    return field.confidence * (1 - max([memory.distrust, *wrong]))


def _constant(constants: Mapping[str | None, Mapping[str, float]], field: Field | None) -> Field | None:
    known = constants.get(field.value if field else None, {})
    value = max(known, key=lambda said: known[said], default=None)
    if value is None or (field and field.value == value):
        return None
    doubt = sum(known.values()) + DOUBT
    evidence, against = known[value] / doubt, (doubt - DOUBT - known.get(field.value if field else "", 0.0)) / doubt
    if evidence < LEAST or (field and evidence <= field.confidence * (1 - against)):
        return None
    return _by_memory(Field(value, _sure(evidence)), field)


def _by_memory(chosen: Field, field: Field | None) -> Field:
    chosen.by = BY_MEMORY
    if field:
        chosen.instead_of = Choice(field.value, field.confidence, field.page, field.box, field.raw)
    return chosen


def _sure(evidence: float) -> float:
    return round(min(evidence, SUREST), 3)


def _is_credit(reading: Reading) -> bool:
    kind = reading.fields.get("type")
    return kind is not None and kind.value == "credit_memo"


def _with(reading: Reading, chosen: Mapping[str, Field]) -> Reading:
    """Its arithmetic is checked again, and a due date that was reckoned follows the date that was chosen."""
    said = check_totals(_copy(reading, {}))
    others = [finding for finding in reading.validation if finding not in said]
    after = _copy(reading, chosen)
    reckon_again(after)
    after.validation = [*others, *check_totals(after)]
    return after


def _copy(reading: Reading, chosen: Mapping[str, Field]) -> Reading:
    """Without findings; a check lowers confidence in place."""
    copied = deepcopy(reading)
    return msgspec.structs.replace(copied, fields={**copied.fields, **chosen}, validation=[])
