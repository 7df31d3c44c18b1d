"""The table of a statement's PDF was read, or could not be."""

from uuid import UUID

from payables.audit.actions.record import record
from payables.extraction.statement_table.model import StatementTable
from payables.kit.errors import FieldError, Refusal
from payables.platform.caller import Scope
from payables.platform.db import Transaction
from payables.statements import queries, store
from payables.statements.actions.reconcile_statement import keep_counts
from payables.statements.model import Unread
from payables.statements.rules.entries import check, lines_of
from payables.statements.rules.table import Table, read_table

MOST_TOLD = 5


async def record_table(tx: Transaction, statement: UUID, table: StatementTable) -> None:
    """All of its lines, or none: one cell that cannot be read makes the statement fail, with the cell named. Nothing happens
    if somebody else has recorded what became of the file."""
    unread = await queries.unread(tx, statement, lock=True)
    if unread is None:
        return
    try:
        await _take_in(tx, unread, table)
    except Refusal as refusal:
        await _fail(tx, statement, refusal.code, _told(refusal))


async def record_failure(tx: Transaction, statement: UUID, code: str, message: str) -> None:
    """The file could not be read. The same file may be sent again."""
    if await queries.unread(tx, statement, lock=True) is not None:
        await _fail(tx, statement, code, message)


async def _take_in(tx: Transaction, unread: Unread, table: StatementTable) -> None:
    """Raises refusals before anything is written."""
    faults: list[FieldError] = []
    rows = [(f"page {row.page}, row {n}", row.cells) for n, row in enumerate(table.rows, 1)]
    found = read_table(Table(table.header, rows), unread.currency, faults, unread.decimal_mark, unread.date_order)
    lines = lines_of(found.rows, unread.currency, faults)
    if not lines and not faults:
        faults.append(FieldError("file", "There is no line in the table.", "required"))
    check(faults)
    await store.insert_lines(tx, unread.id, lines)
    await store.mark_read(tx, unread.id, found.opening, found.closing)
    counts = await keep_counts(tx, await queries.visible(tx, Scope(), str(unread.id)))
    record(tx, "statement.read", "statement", unread.id, after=counts)


async def _fail(tx: Transaction, statement: UUID, code: str, message: str) -> None:
    await store.mark_failed(tx, statement, code, message)
    record(tx, "statement.failed", "statement", statement, after={"code": code})


def _told(refusal: Refusal) -> str:
    """The first cells that are wrong."""
    told = [f"{fault.field}: {fault.error}" for fault in refusal.fields[:MOST_TOLD]]
    return " ".join(["Not every cell of the table can be read.", *told] if told else [refusal.sentence])
