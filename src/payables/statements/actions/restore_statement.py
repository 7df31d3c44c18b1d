"""Bring a statement back that was deleted."""

from payables.audit import queries as audit
from payables.audit.actions.record import record
from payables.kit.errors import NotFound
from payables.platform.caller import Caller
from payables.platform.db import Transaction
from payables.platform.queue import enqueue
from payables.statements import queries, store
from payables.statements.errors import StatementExists
from payables.statements.events import STATEMENT_RECEIVED
from payables.statements.model import Statement, StatementStatus


async def restore_statement(tx: Transaction, caller: Caller, statement_id: str) -> Statement:
    """As it was, with what people said of its lines; a file that was not read yet is read. Raises NotFound, StatementExists
    where the same was sent since."""
    gone, content = await queries.deleted(tx, caller.scope, statement_id)
    was = await audit.taken_away(tx, "statement", gone.id, "statement.deleted")
    if was is None:
        raise NotFound(what="deleted statement")
    status = StatementStatus(was["status"])
    place = (gone.company_id, gone.vendor_id, gone.group_id, gone.statement_date)
    if status is not StatementStatus.FAILED and (other := await queries.same(tx, *place, content)):
        raise StatementExists(statement_id=other)
    await store.put_back(tx, gone.id, status, was.get("failure_code"), was.get("failure_message"))
    record(tx, "statement.restored", "statement", gone.id, after={"status": status})
    if status is StatementStatus.READING:
        enqueue(tx, STATEMENT_RECEIVED, {"account_id": str(tx.account_id), "statement_id": str(gone.id)})
    return await queries.visible(tx, caller.scope, statement_id)
