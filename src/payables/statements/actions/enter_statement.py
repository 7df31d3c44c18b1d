"""A statement comes in: its lines are compared at once, or a worker reads them from the file first."""

from uuid import UUID

from payables.accounts import queries as accounts
from payables.audit.actions.record import record
from payables.invoices.actions.choose_vendor import choose_vendor
from payables.kit.errors import FieldError, InvalidFields, OutOfScope
from payables.platform.caller import Caller
from payables.platform.db import Transaction
from payables.platform.files import FileStore
from payables.platform.queue import enqueue
from payables.statements import queries, store
from payables.statements.actions.reconcile_statement import keep_counts
from payables.statements.errors import StatementExists
from payables.statements.events import STATEMENT_RECEIVED
from payables.statements.model import Incoming, Source, Statement
from payables.vendors.model import Vendor

MEDIA_TYPES = {Source.CSV: "text/csv", Source.PDF: "application/pdf"}


async def enter_statement(tx: Transaction, caller: Caller, files: FileStore, incoming: Incoming) -> Statement:
    """Whoever enters a statement sees every location that it is of. Raises NotFound, OutOfScope, InvalidFields,
    GroupOfAnotherCompany, StatementExists."""
    of = incoming.heading
    await accounts.company(tx, caller, of.company_id)
    location_ids = await queries.locations_of(tx, caller, of.company_id, of.group_id)
    if not all(caller.scope.covers_location(of.company_id, id) for id in location_ids):
        raise OutOfScope(what="company as a whole" if of.group_id is None else "location group")
    vendor = await _vendor(tx, caller, of.company_id, of.vendor)
    sha256 = await _kept(tx, files, incoming)
    id = await store.insert(tx, incoming, vendor.id, location_ids, sha256)
    if id is None:
        there = await queries.same(tx, of.company_id, vendor.id, of.group_id, of.statement_date, incoming.content)
        raise StatementExists(statement_id=there)
    if incoming.source is Source.PDF:
        enqueue(tx, STATEMENT_RECEIVED, {"account_id": str(tx.account_id), "statement_id": str(id)})
    else:
        await store.insert_lines(tx, id, incoming.lines)
        await keep_counts(tx, await queries.visible(tx, caller.scope, str(id)))
    _write_down(tx, id, incoming, vendor)
    return await queries.visible(tx, caller.scope, str(id))


async def _kept(tx: Transaction, files: FileStore, incoming: Incoming) -> bytes | None:
    if incoming.file is None:
        return None
    sha256 = await files.put(incoming.file)
    await store.name_file(tx, sha256, len(incoming.file), MEDIA_TYPES[incoming.source])
    return sha256


async def _vendor(tx: Transaction, caller: Caller, company_id: int, named: dict[str, object]) -> Vendor:
    vendor = await choose_vendor(tx, caller, company_id, named, may_create=False)
    if vendor is None:
        sentence = "Name the vendor by erp_vendor_id or ottimate_vendor_id."
        raise InvalidFields([FieldError("erp_vendor_id", sentence, "required")])
    return vendor


def _write_down(tx: Transaction, id: UUID, incoming: Incoming, vendor: Vendor) -> None:
    of = incoming.heading
    after = {
        "vendor_id": vendor.id,
        "group_id": of.group_id,
        "statement_date": of.statement_date,
        "currency": of.currency,
        "closing_balance": of.closing_balance,
        "source": incoming.source,
        "filename": incoming.filename,
        "lines": len(incoming.lines),
    }
    record(tx, "statement.received", "statement", id, after=after)
