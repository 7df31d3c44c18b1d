"""Which arrangement of a file's pages somebody means to undo: pressed twice, undo does not undo two."""

from collections.abc import Sequence

from payables.audit.model import Entry
from payables.capture.errors import AnotherArrangement, NotNamed

UNDONE = "upload.undone"
STEPS = frozenset({"upload.split", "upload.merged", UNDONE})


def last_step(history: Sequence[Entry]) -> str | None:
    """What people did last with the pages; None where the file is as it came."""
    return next((entry.action for entry in reversed(history) if entry.action in STEPS), None)


def check_named(named: int | None, now: int, last: str | None) -> None:
    """`now` is the arrangement that holds. Raises AnotherArrangement, and NotNamed where undo would go a second step back."""
    if named is not None and named != now:
        raise AnotherArrangement(named=named, now=now)
    if named is None and last == UNDONE:
        raise NotNamed(now=now)
