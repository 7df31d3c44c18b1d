"""A person is done with a statement, or not after all."""

from payables.audit.actions.record import record
from payables.kit.content_tag import check_seen
from payables.kit.errors import FieldError, InvalidFields
from payables.platform.caller import Caller
from payables.platform.db import Transaction
from payables.statements import queries, store
from payables.statements.actions.reconcile_statement import lock_open, reconciliation_of
from payables.statements.errors import NotReconciled
from payables.statements.model import Statement, StatementStatus


async def mark_reconciled(tx: Transaction, caller: Caller, statement_id: str, reason: str | None) -> Statement:
    """Nothing else changes: no invoice, no payment. Raises NotFound, NotYetRead, StatementReconciled, and InvalidFields where
    something is open and no reason was given."""
    statement = await lock_open(tx, caller, statement_id)
    found = await reconciliation_of(tx, statement)
    if not found.is_settled and reason is None:
        sentence = "Not everything agrees: say why the statement is reconciled all the same."
        raise InvalidFields([FieldError("reason", sentence, "required")])
    await store.keep_counts(tx, statement.id, found.counts)
    await store.mark_reconciled(tx, statement.id, reason)
    after = {"status": StatementStatus.RECONCILED, "balance_difference": found.balance.difference, **found.counts}
    record(tx, "statement.reconciled", "statement", statement.id, after=after, message=reason)
    return await queries.visible(tx, caller.scope, statement_id)


async def reopen_statement(
    tx: Transaction, caller: Caller, statement_id: str, reason: str | None, *, seen: str | None = None
) -> Statement:
    """`seen`: the tag of its mark that is taken back, None for any. Raises NotFound, ChangedMeanwhile, NotReconciled."""
    statement = await queries.lock(tx, caller.scope, statement_id)
    check_seen(statement.mark, seen)
    if statement.status is not StatementStatus.RECONCILED:
        raise NotReconciled(status=statement.status)
    await store.mark_open(tx, statement.id)
    before, after = {"status": StatementStatus.RECONCILED}, {"status": StatementStatus.OPEN}
    record(tx, "statement.reopened", "statement", statement.id, before=before, after=after, message=reason)
    return await queries.visible(tx, caller.scope, statement_id)
