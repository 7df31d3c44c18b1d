"""payables migrate: bring the database to this program's version."""

import asyncio
from typing import Annotated

from cyclopts import Parameter

from payables.app.cli.printing import say, show_json
from payables.app.migrate import migrate as migrate_database
from payables.app.runtime import open_database
from payables.platform.settings import Settings, read_settings


def migrate(*, json: Annotated[bool, Parameter(negative="")] = False) -> None:
    """Bring the database to this program's version. DATABASE_URL must be a login that owns the tables.

    Parameters
    ----------
    json
        Print one JSON document.
    """
    settings = read_settings()
    version = asyncio.run(_migrate(settings))
    if json:
        show_json({"environment": str(settings.env), "version": version})
    else:
        say(f"The {settings.env} database is at version {version}.")


async def _migrate(settings: Settings) -> str:
    async with open_database(settings) as dsns:
        return await migrate_database(dsns.owner, settings.env)
