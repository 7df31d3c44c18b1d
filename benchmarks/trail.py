"""`python -m benchmarks.trail`: how fast the audit trail is written, sealed, exported and verified.

The trail is one account's, written by the product's own `record`, with entries of the size that a change of an invoice has.
"""

import argparse
import asyncio
import json
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from uuid import UUID

from benchmarks.cases import ORG
from benchmarks.deployment import Deployment
from payables.app.runtime import Parts
from payables.audit.actions.examine import examine
from payables.audit.actions.export import export
from payables.audit.actions.record import record
from payables.audit.actions.seal import seal_all
from payables.audit.actions.signing_key import signing_key
from payables.audit.queries import accounts_with_unsealed
from payables.platform import logs

BEFORE = {"total_amount": "110.00", "due_date": "2026-12-02", "notes": None, "vendor_id": 1204}
AFTER = {"total_amount": "118.40", "due_date": "2026-12-16", "notes": "Lieferung an die Rückseite", "vendor_id": 1299}
AT_ONCE = 1000
LOOKS = 200


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.trail", description=__doc__)
    parser.add_argument("--entries", type=int, default=100_000, help="entries of the trail (100000)")
    parser.add_argument("--json", action="store_true", help="print data instead of lines")
    arguments = parser.parse_args()
    logs.configure("warning")
    figures = asyncio.run(_measured(arguments.entries))
    if arguments.json:
        print(json.dumps(figures, indent=2))
    else:
        print(*(f"{name:<45} {figure:>12,.1f}" for name, figure in figures.items()), sep="\n")


async def _measured(entries: int) -> dict[str, float]:
    with Deployment() as deployment, tempfile.TemporaryDirectory() as folder:
        credentials = await deployment.provision(ORG)
        account_id = credentials["reads/erp"].account_id
        path = Path(folder) / "trail"
        async with deployment.parts() as parts:
            seconds = {
                "written": await _timed(lambda: _write(parts, account_id, entries)),
                "sealed": await _timed(lambda: seal_all(parts.database, account_id)),
                "exported": await _timed(lambda: _export(parts, account_id, path)),
                "verified": await _timed(lambda: _verify(path)),
            }
            look = await _look(parts)
    figures = {f"entries/s {name}": entries / spent for name, spent in seconds.items()}
    return figures | {f"ms to find nothing unsealed beside {entries} sealed": look}


async def _timed(work: Callable[[], Awaitable[object]]) -> float:
    started = time.perf_counter()
    await work()
    return time.perf_counter() - started


async def _write(parts: Parts, account_id: UUID, entries: int) -> None:
    for _ in range(entries // AT_ONCE):
        async with parts.database.transaction(account_id) as tx:
            for number in range(AT_ONCE):
                record(tx, "invoice.changed", "invoice", number, before=BEFORE, after=AFTER)


async def _export(parts: Parts, account_id: UUID, path: Path) -> None:
    with path.open("wb") as file:
        async for line in export(parts.database, account_id, signing_key(parts.secret_key)):
            file.write(line)


async def _verify(path: Path) -> None:
    verdict = examine(path)
    assert verdict.fault_count == 0, verdict.faults


async def _look(parts: Parts) -> float:
    """Median milliseconds of the question that the worker asks every second."""
    spent: list[float] = []
    for _ in range(LOOKS):
        async with parts.database.operator() as connection:
            started = time.perf_counter()
            await accounts_with_unsealed(connection)
            spent.append((time.perf_counter() - started) * 1000)
    return statistics.median(spent)


if __name__ == "__main__":
    main()
