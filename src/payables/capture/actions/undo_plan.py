"""Back to what a file was before its pages were last arranged."""

from uuid import UUID

from payables.audit.actions.record import record
from payables.capture import queries, store
from payables.capture.actions.arrange import arrange
from payables.capture.actions.put_away import put_away
from payables.capture.errors import NothingToUndo, StandsForAnother
from payables.capture.model import Plan, Upload
from payables.invoices.actions.archive import Named
from payables.invoices.actions.restore import restore_many
from payables.platform.caller import Caller
from payables.platform.db import Transaction

REASON = "The arrangement of its file's pages was undone."


async def undo_plan(tx: Transaction, caller: Caller, id: UUID) -> None:
    """What the plan put away comes back and is looked at anew; nothing is read again. A file that was divided by itself
    becomes one document. Raises NotFound, StandsForAnother, NothingToUndo, InvoiceInUse."""
    (upload,) = await queries.load_for_update(tx, caller, [id])
    if upload.merged_into:
        raise StandsForAnother(other=upload.merged_into)
    plan = await queries.plan_of(tx, id, upload.plan)
    if plan is None:
        await _make_one(tx, caller, upload)
        return
    await put_away(tx, caller, [id], REASON)
    await store.mark_undone(tx, id, plan.number)
    await store.read_already(tx, id, plan.before)
    await _let_go(tx, upload, plan)
    await restore_many(tx, caller, [Named(invoice, None, REASON) for invoice in plan.archived])
    record(tx, "upload.undone", "upload", id, before={"plan": plan.number}, after={"plan": plan.before})


async def _make_one(tx: Transaction, caller: Caller, upload: Upload) -> None:
    divided = (await queries.parts_of(tx, caller, [upload.id])).get(upload.id)
    if not divided:
        raise NothingToUndo
    parts = [list(range(1, upload.pages + 1))]
    plan = await arrange(tx, caller, [upload], parts, [upload])
    record(tx, "upload.split", "upload", upload.id, before={"plan": 0}, after={"plan": plan, "parts": parts})


async def _let_go(tx: Transaction, upload: Upload, plan: Plan) -> None:
    """Files that only this plan read together with the upload stand alone again."""
    before = await queries.plan_of(tx, upload.id, plan.before)
    kept = {file.id for file in before.files} if before else set[UUID]()
    freed = [file.id for file in plan.files[1:] if file.id not in kept]
    if freed:
        await store.merge_into(tx, freed, None)
        for file in freed:
            record(tx, "upload.undone", "upload", file, before={"merged_into": str(upload.id)})
