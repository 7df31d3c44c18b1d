"""Take an import back as one."""

from dataclasses import replace
from uuid import UUID

from payables.accounts import queries as accounts
from payables.audit.actions.record import record
from payables.imports import queries, store
from payables.imports.errors import AlreadyUndone
from payables.imports.kinds.kind import Work
from payables.imports.kinds.registry import KINDS
from payables.imports.model import Import, ImportStatus
from payables.platform.caller import Caller
from payables.platform.db import Transaction
from payables.platform.files import FileStore


async def undo_import(tx: Transaction, caller: Caller, files: FileStore, import_id: UUID) -> Import:
    """What others have built on since stays, and its row says why. Raises NotFound, PermissionDenied, AlreadyUndone."""
    found = await queries.load_for_update(tx, caller, import_id)
    kind = KINDS[found.kind]
    caller.need(kind.needs)
    await accounts.company(tx, caller, found.company_id)
    if found.status is ImportStatus.UNDONE:
        raise AlreadyUndone
    outcomes = await kind.take_back(Work(tx, caller, files, found.company_id), found.outcomes)
    undone = replace(found, status=ImportStatus.UNDONE, outcomes=outcomes, undone_at=tx.now)
    await store.mark_undone(tx, undone)
    counts = {
        "undone": sum(outcome.undone for outcome in outcomes),
        "kept": sum(outcome.undo_refused is not None for outcome in outcomes),
    }
    record(tx, "import.undone", "import", found.id, before={"status": found.status}, after=counts)
    return undone
