"""A program that holds the embedded database, as `payables serve` does: attaches, reports one line, lets go at the end
of its input."""

import asyncio
import json
import sys
from pathlib import Path

from payables.platform.postgres.errors import DatabaseUnavailable
from payables.platform.postgres.supervisor import EmbeddedPostgres, attach_or_start


async def hold(data_dir: Path) -> None:
    try:
        postgres = await attach_or_start(data_dir, "sandbox", durable=False)
    except DatabaseUnavailable as error:
        report(error=type(error).__name__, sentence=str(error))
        return
    report(owned=postgres.owned, **processes(postgres), dsn=postgres.app_dsn)
    await asyncio.to_thread(sys.stdin.read)
    await postgres.stop()


def processes(postgres: EmbeddedPostgres) -> dict[str, int | None]:
    state = postgres.state
    return {"supervisor": state and state.supervisor, "postgres": state and state.postgres}


def report(**facts: object) -> None:
    print(json.dumps(facts), flush=True)


if __name__ == "__main__":
    asyncio.run(hold(Path(sys.argv[1])))
