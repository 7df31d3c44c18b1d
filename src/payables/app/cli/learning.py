"""payables learning: what people corrected, for learning rankers from it."""

import asyncio
from pathlib import Path
from typing import Annotated

import msgspec
from cyclopts import App, Parameter
from cyclopts.validators import Number

from payables.app.runtime import open_parts
from payables.kit.errors import Sentence
from payables.learning.queries.truths import truths as all_truths
from payables.platform.settings import read_settings

learning = App(name="learning", help="What people corrected of what was read.")


class FileExists(Sentence):
    """{path} exists already: name a new file, so that no earlier truth is overwritten."""


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


async def _write(to: Path, most: int) -> None:
    async with open_parts(read_settings()) as parts:
        try:
            file = to.open("xb")
        except FileExistsError:
            raise FileExists(path=to) from None
        with file:
            async for field in all_truths(parts.database, most):
                file.write(msgspec.json.encode(field) + b"\n")
