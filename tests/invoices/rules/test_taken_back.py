from datetime import UTC, datetime
from typing import Any

import pytest

from payables.audit.model import Entry
from payables.invoices.errors import NoChangeToUndo
from payables.invoices.rules.taken_back import CHANGED, last_change


def entry(message: str, **before: Any) -> Entry:
    at = datetime(2026, 11, 1, tzinfo=UTC)
    return Entry(1, at, 7, CHANGED, {"notes": "one", **before}, {"notes": None}, message)


@pytest.mark.parametrize(
    "undone", [entry("Anything at all.", takes_back=True), entry("Took back notes.")], ids=["kept", "older"]
)
def test_an_undo_is_undone_only_by_who_has_seen_it(undone: Entry) -> None:
    assert last_change([undone], was_seen=True) == undone
    with pytest.raises(NoChangeToUndo):
        last_change([undone], was_seen=False)


def test_a_change_is_taken_back_by_who_has_not_looked_again() -> None:
    changed = entry("Changed notes.")
    assert last_change([changed], was_seen=False) == changed
