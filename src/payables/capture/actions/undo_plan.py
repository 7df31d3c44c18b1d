"""Back to what a file was before its pages were last arranged."""

from collections.abc import Sequence
from uuid import UUID

from payables.audit import queries as audit
from payables.audit.actions.record import record
from payables.capture.actions.arrange import arrange, check_stands_alone
from payables.capture.actions.put_away import put_away
from payables.capture.actions.take_out import has_joined, take_out
from payables.capture.actions.take_part_out import take_part_out
from payables.capture.errors import InvoiceInUse, NothingToUndo
from payables.capture.model import Plan, Upload
from payables.capture.queries.plans import parts_of, plan_of
from payables.capture.queries.uploads import load_for_update
from payables.capture.rules.undoing import UNDONE, check_named, last_step
from payables.capture.store import plans, uploads
from payables.invoices.actions.archive import Named
from payables.invoices.actions.look_later import LOOK_AGAIN
from payables.invoices.actions.restore import restore_many
from payables.invoices.errors import NotArchived
from payables.platform.caller import Caller
from payables.platform.db import Transaction
from payables.platform.queue import enqueue

REASON = "The arrangement of its file's pages was undone."


async def undo_plan(
    tx: Transaction, caller: Caller, id: UUID, arrangement: int | None = None, pages: Sequence[int] | None = None
) -> None:
    """What the plan put away comes back and is looked at anew; nothing is read again. A file that was divided by itself
    becomes one document, and one that joined another's invoice an invoice of its own; with `pages`, only its document of
    these pages does. `arrangement` is the plan that is meant: without it, only what was arranged last is undone, and not what
    was before it. Raises NotFound, StandsForAnother, NothingToUndo, NotNamed, AnotherArrangement, InvoiceInUse,
    ExportInProgress, NotYetRead, NoSuchPart, PartNotJoined."""
    (upload,) = await load_for_update(tx, caller, [id])
    if pages is not None:
        check_named(arrangement, upload.plan, None)
        await take_part_out(tx, caller, upload, pages)
        return
    if has_joined(upload):
        check_named(arrangement, upload.plan, None)
        await take_out(tx, caller, upload)
        return
    await check_stands_alone(tx, caller, upload)
    plan = await plan_of(tx, id, upload.plan)
    divided = plan is not None or bool(await parts_of(tx, caller, [id]))
    if not divided and not arrangement:
        raise NothingToUndo
    check_named(arrangement, upload.plan, last_step(await audit.entries_of(tx, "upload", id)))
    if plan is None:
        await _make_one(tx, caller, upload)
    else:
        await _go_back(tx, caller, upload, plan)


async def _make_one(tx: Transaction, caller: Caller, upload: Upload) -> None:
    parts = [list(range(1, upload.pages + 1))]
    plan = await arrange(tx, caller, [upload], parts, [upload])
    record(tx, UNDONE, "upload", upload.id, before={"plan": 0}, after={"plan": plan, "parts": parts})


async def _go_back(tx: Transaction, caller: Caller, upload: Upload, plan: Plan) -> None:
    """The bytes are the upload's again, unless somebody has sent them anew since the plan could not be read: then what comes
    back waits behind what has become of those."""
    await put_away(tx, caller, [upload.id], REASON)
    await plans.mark_undone(tx, upload.id, plan.number)
    await uploads.read_already(tx, upload.id, plan.before)
    await uploads.claim_content(tx, upload.company_id, upload.sha256, upload.id)
    await _let_go(tx, upload, plan)
    record(tx, UNDONE, "upload", upload.id, before={"plan": plan.number}, after={"plan": plan.before})
    await tx.flush()  # whom policies ask about what comes back must not be who undoes: the trail tells it
    await _bring_back(tx, caller, plan.archived)


async def _bring_back(tx: Transaction, caller: Caller, archived: Sequence[UUID]) -> None:
    """All of them, so that no page is in no invoice; one that somebody has brought back before is looked at again."""
    moved = await restore_many(tx, caller, [Named(invoice, None, REASON) for invoice in archived])
    for invoice, refusal in moved.failed:
        if not isinstance(refusal, NotArchived):
            raise InvoiceInUse(invoice="of a location that you do not see")
        enqueue(tx, LOOK_AGAIN, {"account_id": str(tx.account_id), "invoice": invoice})


async def _let_go(tx: Transaction, upload: Upload, plan: Plan) -> None:
    """Files that only this plan read together with the upload stand alone again."""
    before = await plan_of(tx, upload.id, plan.before)
    kept = {file.id for file in before.files} if before else set[UUID]()
    freed = [file.id for file in plan.files[1:] if file.id not in kept]
    if freed:
        await uploads.merge_into(tx, freed, None)
        for file in freed:
            record(tx, UNDONE, "upload", file, before={"merged_into": str(upload.id)})
