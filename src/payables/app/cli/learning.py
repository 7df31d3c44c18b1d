"""payables learning: what people corrected, and the rankers that are learned from it."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Annotated, TypeVar

import msgspec
from cyclopts import App, Parameter
from cyclopts.validators import Number

from payables.app.cli.learning_shown import show_night, show_versions
from payables.app.cli.printing import say
from payables.app.desks import learning_desk
from payables.app.runtime import Parts, open_parts
from payables.extraction.training.nightly import LearningEnded
from payables.kit.errors import Sentence
from payables.learning.actions.revert_ranker import resume_ranker, revert_ranker
from payables.learning.errors import NoSuchRanker
from payables.learning.model.fields import RANKED
from payables.learning.queries import rankers as queries
from payables.learning.queries.truths import truths as all_truths
from payables.platform.settings import read_settings

learning = App(name="learning", help="What people corrected of what was read, and the rankers learned from it.")

Result = TypeVar("Result")
Field = Annotated[str, Parameter(help=f"One of {', '.join(RANKED)}.")]
PROGRAM = "shipped"


class FileExists(Sentence):
    """{path} exists already: name a new file, so that no earlier truth is overwritten."""


class NothingLearned(Sentence):
    """Nothing was learned, and nothing has changed: {why}."""


class NotAVersion(Sentence):
    """{given} is no version: give a number, or `shipped` for the program's own ranker."""


@learning.command
def truths(*, to: Path, most: Annotated[int, Parameter(validator=Number(gte=1))] = 20_000) -> None:
    """Write the truth of uploaded papers as JSON lines, one per field: what was read, what is true, and how that is known.

    The file holds what stands on your tenants' invoices: keep it as safe as the database.

    Parameters
    ----------
    to
        A new file.
    most
        Papers at most, the newest first, as many of each account as of any other.
    """
    asyncio.run(_write(to, most))


@learning.command
def rankers() -> None:
    """List the rankers that this installation has learned: which reads each field, how each was judged, and the last night."""
    asyncio.run(_with(_show))


@learning.command
def train() -> None:
    """Do the night's work now: learn from corrected and approved papers, and use what is better on those kept back."""
    asyncio.run(_with(_train))


@learning.command
def revert(field: Field, /, *, to: str = PROGRAM) -> None:
    """Go back from the ranker that reads a field. The nights leave the field alone from then on, until `payables learning resume`.

    Parameters
    ----------
    to
        A version, or `shipped`: the program's own.
    """
    if to != PROGRAM and not (to.isascii() and to.isdigit() and 0 < int(to) < 2**31):
        raise NotAVersion(given=to)
    version = None if to == PROGRAM else int(to)
    was = asyncio.run(_with(lambda parts: revert_ranker(parts.database, field, version)))
    say(f"{field}: {_named(was)} was in use, {_named(version)} is now. Workers follow within half a minute.")


@learning.command
def resume(field: Field, /) -> None:
    """Let the nights learn a field again that somebody went back from."""
    if field not in RANKED:
        raise NoSuchRanker(field=field)
    was = asyncio.run(_with(lambda parts: resume_ranker(parts.database, field)))
    say(f"{field}: the nights learn it again." if was else f"{field}: the nights learn it already.")


async def _with(work: Callable[[Parts], Awaitable[Result]]) -> Result:
    async with open_parts(read_settings()) as parts:
        return await work(parts)


async def _show(parts: Parts) -> None:
    async with parts.database.operator() as connection:
        show_versions(await queries.versions(connection))
        show_night(await queries.last_night(connection))


async def _train(parts: Parts) -> None:
    try:
        record = await learning_desk(parts).learn_now()
    except LearningEnded as error:
        raise NothingLearned(why=error) from error
    show_night({"ended_at": parts.database.clock.now(), "record": record})


def _named(version: int | None) -> str:
    return f"version {version}" if version else "the program's own ranker"


async def _write(to: Path, most: int) -> None:
    async with open_parts(read_settings()) as parts:
        try:
            file = to.open("xb")
        except FileExistsError:
            raise FileExists(path=to) from None
        with file:
            async for field in all_truths(parts.database, most):
                file.write(msgspec.json.encode(field) + b"\n")
