"""Hold a statement against the ledger as it is now."""

import asyncio
from functools import partial

from payables.audit.actions.record import record
from payables.platform.caller import Caller
from payables.platform.db import Transaction
from payables.statements import queries, store
from payables.statements.errors import NotYetRead, StatementReconciled
from payables.statements.model import Reconciliation, Statement, StatementStatus
from payables.statements.rules.reconcile import reconcile

# Beyond that many lines others would wait for the comparison.
LINES_BESIDE_OTHERS = 300


async def reconciliation_of(tx: Transaction, statement: Statement) -> Reconciliation:
    """As things stand; changes nothing."""
    lines = await queries.lines_of(tx, statement.id)
    compare = partial(
        reconcile,
        lines,
        await queries.documents_for(tx, statement, lines),
        currency=statement.currency,
        statement_date=statement.statement_date,
        opening=statement.opening_balance,
        closing=statement.closing_balance,
        decided=await queries.decisions_of(tx, statement.id),
    )
    return await asyncio.to_thread(compare) if len(lines) > LINES_BESIDE_OTHERS else compare()


async def reconcile_statement(tx: Transaction, caller: Caller, statement_id: str) -> Statement:
    """Looks again, and keeps for lists what was found. Raises NotFound, NotYetRead, StatementReconciled."""
    statement = await lock_open(tx, caller, statement_id)
    counts = await keep_counts(tx, statement)
    record(tx, "statement.compared", "statement", statement.id, before=statement.counts, after=counts)
    return await queries.visible(tx, caller.scope, statement_id)


async def keep_counts(tx: Transaction, statement: Statement) -> dict[str, int]:
    """What lists say of it from now on."""
    counts = (await reconciliation_of(tx, statement)).counts
    await store.keep_counts(tx, statement.id, counts)
    return counts


async def lock_open(tx: Transaction, caller: Caller, statement_id: str) -> Statement:
    """A statement that may be worked on. Raises NotFound, NotYetRead, StatementReconciled."""
    statement = await queries.lock(tx, caller.scope, statement_id)
    if statement.status is StatementStatus.RECONCILED:
        raise StatementReconciled
    if statement.status is not StatementStatus.OPEN:
        raise NotYetRead(status="being read" if statement.status is StatementStatus.READING else "not readable")
    return statement
