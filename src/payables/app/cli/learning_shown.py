"""How rankers and nights are shown in a terminal."""

from collections.abc import Sequence
from typing import Any

from payables.app.cli.printing import say, show_table
from payables.extraction.ranking.ranker import fingerprint
from payables.learning.model.fields import RANKED
from payables.learning.model.rankers import NightRecord, RankerState, RankerVersion

_TITLES = ("field", "version", "state", "made", "taught", "kept back", "right before", "after", "verdict")


def show_versions(versions: Sequence[RankerVersion]) -> None:
    """Also what reads the fields of which nothing is in use."""
    learned = {one.field for one in versions if _state(one) == RankerState.IN_USE}
    pinned = {one.field for one in versions if one.pinned}
    if versions:
        show_table(_TITLES, [_row(one) for one in versions])
        say()
    say(f"The program's own: {', '.join(name for name in RANKED if name not in learned) or 'none'}.")
    if pinned:
        say(f"Left alone by the nights until `payables learning resume`: {', '.join(sorted(pinned))}.")


def show_night(night: Any) -> None:
    """`night` has ended_at and record (NightRecord); None before the first."""
    if night is None:
        say("No night has learned anything yet.")
        return
    record: NightRecord = night["record"]
    say(
        f"{night['ended_at']:%Y-%m-%d %H:%M} UTC: {record.papers} papers, {record.seconds:g} s.",
    )
    if record.skipped or record.left:
        say(f"{record.skipped} could not be read again, {record.left} were too many for the time.")
    for name, verdict in sorted(record.fields.items()):
        say(f"  {name}: {verdict.replace('_', ' ')}")
    if record.why_not:
        say(record.why_not)


def _row(one: RankerVersion) -> list[str]:
    figures = one.record
    right = [f"{n}/{figures.kept_back}" for n in (figures.right_before, figures.right_after)]
    numbers = [str(figures.taught), str(figures.kept_back)]
    return [one.field, str(one.version), _state(one), f"{one.made_at:%Y-%m-%d}", *numbers, *right, figures.verdict]


def _state(one: RankerVersion) -> str:
    if one.state is RankerState.IN_USE and one.record.program != fingerprint(one.field):
        return "waits: another version of the program"
    return f"{one.state}, pinned" if one.pinned else one.state
