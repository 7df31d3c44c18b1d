"""A person says that a line of a statement and an invoice are one, or that they are not."""

from uuid import UUID

from payables.audit.actions.record import record
from payables.invoices.queries import records
from payables.kit.errors import NotFound
from payables.platform.caller import Caller
from payables.platform.db import Transaction
from payables.statements import queries, store
from payables.statements.actions.reconcile_statement import keep_counts, lock_open, reconciliation_of
from payables.statements.errors import LineMatched, MatchedWithAnother, NotMatched, NotOfThisStatement
from payables.statements.model import Document, EntryType, LineOutcome, Reconciliation, Statement
from payables.statements.rules.agreement import same_side


async def match_line(tx: Transaction, caller: Caller, statement_id: str, n: int, invoice_id: str) -> Statement:
    """What was found for the line, or for the invoice, gives way. Raises NotFound, NotYetRead, StatementReconciled,
    NotOfThisStatement, LineMatched."""
    statement = await lock_open(tx, caller, statement_id)
    invoice = await records.find(tx, caller, invoice_id)
    line = _line(await reconciliation_of(tx, statement), n)
    decided = [one for one in await queries.decisions_of(tx, statement.id) if one.is_one]
    if taken := next((one for one in decided if one.n == n or one.invoice == invoice), None):
        raise LineMatched(n=taken.n)
    document = await _document(tx, statement, line, invoice)
    await store.decide(tx, statement.id, n, invoice, is_one=True)
    _write_down(tx, statement, line, document.invoice_id, "statement.line_matched")
    await keep_counts(tx, statement)
    return await queries.visible(tx, caller.scope, statement_id)


async def unmatch_line(
    tx: Transaction, caller: Caller, statement_id: str, n: int, invoice_id: str | None = None
) -> Statement:
    """The two are not one, and are not found to be one again. `invoice_id`: what the line was seen to be, None for whatever it
    is. Raises NotFound, NotYetRead, StatementReconciled, NotMatched, MatchedWithAnother."""
    statement = await lock_open(tx, caller, statement_id)
    line = _line(await reconciliation_of(tx, statement), n)
    decided = [one.invoice for one in await queries.decisions_of(tx, statement.id) if one.is_one and one.n == n]
    found = line.document if line.document and line.document.type is not EntryType.PAYMENT else None
    invoice = decided[0] if decided else found and found.id
    if invoice is None:
        raise NotMatched(n=n)
    if invoice_id is not None and await records.find(tx, caller, invoice_id) != invoice:
        raise MatchedWithAnother(n=n)
    await store.decide(tx, statement.id, n, invoice, is_one=False)
    _write_down(tx, statement, line, found and found.invoice_id, "statement.line_unmatched")
    await keep_counts(tx, statement)
    return await queries.visible(tx, caller.scope, statement_id)


def _line(found: Reconciliation, n: int) -> LineOutcome:
    line = next((one for one in found.lines if one.line.n == n), None)
    if line is None:
        raise NotFound(what="line")
    return line


async def _document(tx: Transaction, statement: Statement, line: LineOutcome, invoice: UUID) -> Document:
    document = await queries.document(tx, statement, invoice)
    if document is None or not same_side(line.line, document):
        raise NotOfThisStatement
    return document


def _write_down(tx: Transaction, statement: Statement, line: LineOutcome, invoice_id: int | None, action: str) -> None:
    said = {"line": line.line.n, "number": line.line.number, "amount": line.line.amount, "invoice_id": invoice_id}
    record(tx, action, "statement", statement.id, after=said)
