"""What lessons of a vendor's papers come to: where each field stands, and how often that was right."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from payables.learning.model.fields import CONSTANT
from payables.learning.model.memory import DOUBT, FieldMemory, Habit, Memory
from payables.learning.model.papers import Lesson, Place
from payables.learning.rules.place import likeness

SAME = 0.8  # likeness at which two places are one
CORRECTION, APPROVAL = 1.0, 0.5
WRONG_TWICE = 2.0
MOST_HABITS = 8


def memory_of(papers: Iterable[Mapping[str, Lesson]]) -> Memory:
    """Field -> memory, of the papers' lessons, oldest first: of as many habits as are kept, the newest stay."""
    by_field: dict[str, list[Lesson]] = {}
    for lessons in papers:
        for name, lesson in lessons.items():
            by_field.setdefault(name, []).append(lesson)
    return {name: _field(name, lessons) for name, lessons in by_field.items()}


def _field(name: str, lessons: list[Lesson]) -> FieldMemory:
    corrections = sum(lesson.corrected for lesson in lessons)
    if name in CONSTANT:
        return FieldMemory(corrections, constants=_constants(lessons))
    habits: list[Habit] = []
    for lesson in lessons:
        weight = _weight(lesson)
        for place in lesson.at:
            habits = _counted(habits, place, right=weight)
        for place in lesson.not_at:
            habits = _counted(habits, place, wrong=weight)
    return FieldMemory(corrections, _distrust(lessons), tuple(habits))


def _weight(lesson: Lesson) -> float:
    return CORRECTION if lesson.corrected else APPROVAL


def _distrust(lessons: list[Lesson]) -> float:
    wrong = sum(_weight(lesson) for lesson in lessons if not lesson.plain)
    return wrong / (sum(_weight(lesson) for lesson in lessons) + DOUBT)


def _counted(habits: list[Habit], place: Place, *, right: float = 0.0, wrong: float = 0.0) -> list[Habit]:
    """With the place counted to the habit that it is most alike, which then is the newest, or as a habit of its own."""
    known = max(habits, key=lambda habit: likeness(habit.place, place), default=None)
    if known is None or likeness(known.place, place) < SAME:
        return _kept([*habits, Habit(place, right, wrong, slips=wrong)])
    return [*(habit for habit in habits if habit is not known), _once_more(known, right, wrong)]


def _kept(habits: list[Habit]) -> list[Habit]:
    """Without the one that was met least often, the oldest of such, if they are too many."""
    if len(habits) <= MOST_HABITS:
        return habits
    rarest = min(habits, key=lambda habit: habit.right + habit.wrong)
    return [habit for habit in habits if habit is not rarest]


def _once_more(habit: Habit, right: float, wrong: float) -> Habit:
    """Wrong twice in a row: what it was right before is forgotten."""
    slips = 0.0 if right else habit.slips + wrong
    was_right = 0.0 if slips >= WRONG_TWICE else habit.right
    return replace(habit, right=was_right + right, wrong=habit.wrong + wrong, slips=slips)


def _constants(lessons: list[Lesson]) -> dict[str | None, dict[str, float]]:
    found: dict[str | None, dict[str, float]] = {}
    for lesson in lessons:
        if lesson.value is not None:
            values = found.setdefault(lesson.read, {})
            values[lesson.value] = values.get(lesson.value, 0.0) + _weight(lesson)
    return found
