"""Keep what a night has learned: the better ranker of a field comes into use, the others are kept as discarded."""

from collections.abc import Mapping, Sequence
from typing import Any

from payables.extraction.ranking.ranker import fingerprint
from payables.extraction.training.night_wire import Tried
from payables.learning import store
from payables.learning.model.rankers import Figures, RankerState, Verdict
from payables.learning.queries import rankers
from payables.learning.rules.better import figures_of, judges_still
from payables.platform.db import Database

DISCARDED_KEPT = 30  # versions of a field, counted back from its newest


async def keep_rankers(
    connection: Any, database: Database, against: Mapping[str, int], tried: Sequence[Tried]
) -> dict[str, Verdict]:
    """By field. `against` are the versions in use that the night began with: where another is in use by now, or somebody went
    back meanwhile, what was learned is discarded."""
    pinned = await rankers.pinned(connection)
    found: dict[str, Verdict] = {}
    for one in sorted(tried, key=lambda one: one.field):
        figures = figures_of(one, against.get(one.field), fingerprint(one.field))
        in_use = await rankers.in_use_for_update(connection, one.field)
        if in_use is not None and in_use == against.get(one.field):
            await _look_again(connection, database, one)
        if one.text:
            if one.field in pinned or in_use != against.get(one.field):
                figures.verdict = Verdict.OVERTAKEN
            figures.verdict = await _keep(connection, database, one.field, one.text, figures)
        found[one.field] = figures.verdict
    return found


async def _look_again(connection: Any, database: Database, tried: Tried) -> None:
    """Whether the version in use may still read for the accounts that it reads for, whatever becomes of the new one."""
    record = await rankers.record_in_use(connection, tried.field)
    if record:
        now = judges_still(record.judged_by, record.taught_by, tried.in_use_against_program)
        if now != record.judged_by:
            record.judged_by = now
            await store.read_for(connection, tried.field, record, database.clock.now())


async def _keep(connection: Any, database: Database, field: str, text: str, figures: Figures) -> Verdict:
    now, better = database.clock.now(), figures.verdict is Verdict.BETTER
    if better:
        await store.leave_ranker(connection, field, RankerState.REPLACED, now, pinned=False)
    state = RankerState.IN_USE if better else RankerState.DISCARDED
    added = await store.add_ranker(connection, field, state, text, figures, now)
    await store.forget_discarded(connection, field, DISCARDED_KEPT)
    return figures.verdict if added else Verdict.OVERTAKEN
