"""Take a statement away. What people said of its lines is kept, should it be brought back."""

from payables.audit.actions.record import record
from payables.platform.caller import Caller
from payables.platform.db import Transaction
from payables.statements import queries, store
from payables.statements.errors import StatementReconciled
from payables.statements.model import Statement, StatementStatus


async def delete_statement(tx: Transaction, caller: Caller, statement_id: str) -> Statement:
    """As it was. Raises NotFound, StatementReconciled."""
    statement = await queries.lock(tx, caller.scope, statement_id)
    if statement.status is StatementStatus.RECONCILED:
        raise StatementReconciled
    await store.delete(tx, statement.id)
    before = {
        "vendor_id": statement.vendor_id,
        "statement_date": statement.statement_date,
        "currency": statement.currency,
        "closing_balance": statement.closing_balance,
        "filename": statement.filename,
        "status": statement.status,
        "failure_code": statement.failure_code,
        "failure_message": statement.failure_message,
        "lines": statement.counts.get("lines", 0),
    }
    told = {name: value for name, value in before.items() if value is not None}
    record(tx, "statement.deleted", "statement", statement.id, before=told)
    return statement
