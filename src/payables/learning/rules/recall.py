"""A vendor's memory weighs again what was read from its paper.

The value whose place is most like those that were right on the vendor's earlier papers wins over the reading's choice,
where its evidence is the stronger. What is not on the paper is never chosen, but for the constants of a vendor (its
currency, the type of its papers). E-invoices say what they say.
"""

from collections.abc import Mapping
from copy import deepcopy

import msgspec

from payables.extraction.checks.totals import check_totals
from payables.extraction.model import Choice, Field, Reading
from payables.learning.model import CONSTANT, PLACED, FieldMemory, Habit, Memory
from payables.learning.rules.lesson import is_xml, variants
from payables.learning.rules.place import likeness, place_of
from payables.learning.rules.same import same

LEAST = 0.5  # evidence below which memory has no say
CLEARLY = 0.05  # how far its evidence must stand before that of any other value on the paper
SUREST = 0.97
BY_MEMORY = "memory"


def recall(reading: Reading, memory: Memory) -> Reading:
    """The reading as memory corrects it, itself unchanged; a field that memory chose says so, and what it was read as."""
    if is_xml(reading):
        return reading
    chosen = {name: field for name, known in memory.items() if (field := _chosen(name, known, reading))}
    return _with(reading, chosen) if chosen else reading


def _chosen(name: str, memory: FieldMemory, reading: Reading) -> Field | None:
    """What memory has against the reading."""
    if not memory.corrections:
        return None
    if name in CONSTANT:
        return _constant(memory.constants, reading.fields.get(name))
    return _placed(name, memory.habits, reading) if name in PLACED else None


def _placed(name: str, habits: tuple[Habit, ...], reading: Reading) -> Field | None:
    weighed = [
        (_evidence(choice, habits, reading.pages, swapped), value, choice)
        for choice in reading.candidates.get(name, [])
        for value, swapped in variants(name, choice)
    ]
    if not weighed:
        return None
    best, value, choice = max(weighed, key=lambda one: one[0])
    field = reading.fields.get(name)
    if best < LEAST or (field and same(name, value, field.value)):
        return None
    if best - max((evidence for evidence, said, _ in weighed if not same(name, said, value)), default=0.0) < CLEARLY:
        return None
    if field and best <= _strength(name, field, habits, reading):
        return None
    value = value.removeprefix("-") if _is_credit(reading) else value
    return _by_memory(Field(value, _sure(best), choice.page, choice.box, choice.raw), field)


def _evidence(choice: Choice, habits: tuple[Habit, ...], pages: int, swapped: bool) -> float:
    place = place_of(choice, pages, swapped=swapped)
    return max((habit.trust * likeness(habit.place, place) for habit in habits), default=0.0)


def _strength(name: str, field: Field, habits: tuple[Habit, ...], reading: Reading) -> float:
    """How sure the reading is, less where it has been wrong at such a place."""
    places = [
        place_of(choice, reading.pages)
        for choice in reading.candidates.get(name, [])
        if same(name, choice.value, field.value)
    ]
    wrong = (habit.distrust * likeness(habit.place, place) for habit in habits for place in places)
    return field.confidence * (1 - max(wrong, default=0.0))


def _constant(constants: Mapping[str | None, Mapping[str, float]], field: Field | None) -> Field | None:
    known = constants.get(field.value if field else None, {})
    value = max(known, key=lambda said: known[said], default=None)
    if value is None or (field and field.value == value):
        return None
    doubt = sum(known.values()) + 0.5
    evidence, against = known[value] / doubt, (doubt - 0.5 - known.get(field.value if field else "", 0.0)) / doubt
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
    """Its arithmetic is checked again."""
    said = check_totals(_copy(reading, {}))
    others = [finding for finding in reading.validation if finding not in said]
    after = _copy(reading, chosen)
    after.validation = [*others, *check_totals(after)]
    return after


def _copy(reading: Reading, chosen: Mapping[str, Field]) -> Reading:
    """Without findings; a check lowers confidence in place."""
    copied = deepcopy(reading)
    return msgspec.structs.replace(copied, fields={**copied.fields, **chosen}, validation=[])
