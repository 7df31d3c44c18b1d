"""Go back from the ranker that reads a field, to an earlier version or to the program's own."""

from payables.extraction.ranking.in_use import parsed_for
from payables.learning import store
from payables.learning.errors import AlreadyRead, NoSuchRanker, NoSuchVersion, NothingInUse, UnusableVersion
from payables.learning.model.fields import RANKED
from payables.learning.model.rankers import RankerState
from payables.learning.queries import rankers
from payables.platform.db import Database


async def revert_ranker(database: Database, field: str, version: int | None) -> int | None:
    """`version` None is the program's own. Answers which version was in use. The nights leave the field alone from now on,
    until `resume_ranker`. Raises Sentences."""
    async with database.operator() as connection:
        if field not in RANKED:
            raise NoSuchRanker(field=field)
        was, now = await rankers.in_use_for_update(connection, field), database.clock.now()
        if was == version:
            raise AlreadyRead(field=field, version=version) if version else NothingInUse(field=field)
        text = await rankers.text_of(connection, field, version) if version else None
        if version and text is None:
            raise NoSuchVersion(field=field, version=version)
        if version and text:
            _check(field, version, text)
        await store.leave_ranker(connection, field, RankerState.REVERTED, now, pinned=True)
        if version:
            await store.bring_back_ranker(connection, field, version, now, pinned=was is None)
        return was


async def resume_ranker(database: Database, field: str) -> bool:
    """The nights may replace the field's ranker again; whether they had left it alone."""
    async with database.operator() as connection:
        return await store.resume(connection, field)


def _check(field: str, version: int, text: str) -> None:
    try:
        parsed_for(field, text)
    except ValueError as error:
        raise UnusableVersion(field=field, version=version) from error
