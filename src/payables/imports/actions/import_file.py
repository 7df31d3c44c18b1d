"""Take in a CSV file, or try what it would do."""

import asyncio
from dataclasses import dataclass, replace

from payables.audit.actions.record import record
from payables.imports import store
from payables.imports.errors import RowsRefused
from payables.imports.kinds.kind import Kind, Work
from payables.imports.kinds.registry import KINDS
from payables.imports.model import Did, Import, ImportKind, ImportStatus, RecordOutcome, Row
from payables.imports.rules.formulas import faults_of
from payables.imports.rules.read_csv import read_csv
from payables.kit.errors import FieldError
from payables.platform.caller import Caller
from payables.platform.db import Transaction
from payables.platform.files import FileStore

MOST_FAULTS_TOLD = 100


@dataclass(frozen=True, slots=True)
class Incoming:
    """A file as it was sent. `skip_failed`: take in the good rows when others fail; `dry_run`: only tell."""

    kind: ImportKind
    company_id: int
    filename: str
    data: bytes
    decimal_mark: str
    dry_run: bool
    skip_failed: bool


async def import_file(tx: Transaction, caller: Caller, files: FileStore, incoming: Incoming) -> Import:
    """A dry run goes the very same way and is then undone. Raises PermissionDenied, UnreadableFile, TooManyRows and,
    unless `skip_failed`, RowsRefused with what is wrong with each row."""
    kind = KINDS[incoming.kind]
    caller.need(kind.needs)
    # beside the others: a large file takes a moment to be taken apart
    table = await asyncio.to_thread(read_csv, incoming.data, kind.columns, kind.aliases)
    work = Work(tx, caller, files, incoming.company_id, incoming.decimal_mark)
    if incoming.dry_run:
        async with tx.rehearsal():
            outcomes = await _taken_in(work, kind, table.rows)
        return replace(_import(tx, incoming, ImportStatus.CHECKED, outcomes, table.ignored), tried=table.rows)
    outcomes = await _taken_in(work, kind, table.rows)
    if not incoming.skip_failed and (faults := _faults(outcomes)):
        raise RowsRefused(faults[:MOST_FAULTS_TOLD])
    done = _import(tx, incoming, ImportStatus.IMPORTED, outcomes, table.ignored)
    await store.insert(tx, done)
    _write_down(tx, done)
    return done


async def _taken_in(work: Work, kind: Kind, rows: list[Row]) -> list[RecordOutcome]:
    """In the order of the file. Rows with a formula fail before anybody looks at them."""
    formulas = {row.number: faults for row in rows if (faults := faults_of(row))}
    outcomes = await kind.take_in(work, [row for row in rows if row.number not in formulas])
    outcomes += [RecordOutcome([number], Did.FAILED, faults=faults) for number, faults in formulas.items()]
    return sorted(outcomes, key=lambda outcome: outcome.numbers[0])


def _faults(outcomes: list[RecordOutcome]) -> list[FieldError]:
    return [
        FieldError(f"rows[{outcome.numbers[0]}]{'.' if fault.field else ''}{fault.field}", fault.error, fault.type)
        for outcome in outcomes
        for fault in outcome.faults
    ]


def _import(
    tx: Transaction, incoming: Incoming, status: ImportStatus, outcomes: list[RecordOutcome], ignored: list[str]
) -> Import:
    return Import(
        id=tx.new_id(),
        kind=incoming.kind,
        company_id=incoming.company_id,
        filename=incoming.filename,
        status=status,
        outcomes=outcomes,
        ignored=ignored,
        created_at=tx.now,
        created_by=tx.actor.user_id,
    )


def _write_down(tx: Transaction, done: Import) -> None:
    after = {"kind": done.kind, "company_id": done.company_id, "filename": done.filename}
    after |= {did.value: done.count(did) for did in Did}
    record(tx, "import.imported", "import", done.id, after=after)
