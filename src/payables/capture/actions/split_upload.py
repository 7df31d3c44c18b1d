"""Divide a file into documents by its pages, or make one document of what was divided."""

from uuid import UUID

from payables.audit.actions.record import record
from payables.capture.actions.arrange import arrange, check_arrangeable
from payables.capture.model import Upload
from payables.capture.queries import plans, uploads
from payables.capture.rules.pages import faults_of_parts
from payables.kit.errors import InvalidFields
from payables.platform.caller import Caller
from payables.platform.db import Transaction


async def split_upload(tx: Transaction, caller: Caller, id: UUID, parts: list[list[int]]) -> None:
    """Pages are counted through the files that are read together with it. Raises NotFound, InvalidFields, HasNoPages,
    StandsForAnother, NotYetRead, InvoiceInUse."""
    (upload,) = await uploads.load_for_update(tx, caller, [id])
    await check_arrangeable(tx, caller, upload)
    files = await files_of(tx, caller, upload)
    if wrong := faults_of_parts(parts, sum(file.pages for file in files)):
        raise InvalidFields(wrong)
    plan = await arrange(tx, caller, files, parts, [upload])
    record(tx, "upload.split", "upload", id, before={"plan": upload.plan}, after={"plan": plan, "parts": parts})


async def files_of(tx: Transaction, caller: Caller, upload: Upload) -> list[Upload]:
    """Those whose pages it is read with now, locked; itself alone without a plan."""
    plan = await plans.plan_of(tx, upload.id, upload.plan)
    if plan is None or len(plan.files) == 1:
        return [upload]
    return [upload, *await uploads.load_for_update(tx, caller, [file.id for file in plan.files[1:]])]
