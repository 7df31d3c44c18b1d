"""Read several files as one document: the pages of one invoice that came apart."""

from collections.abc import Sequence
from uuid import UUID

from payables.audit.actions.record import record
from payables.capture.actions.arrange import arrange, check_arrangeable
from payables.capture.actions.split_upload import files_of
from payables.capture.errors import HasMergedFiles, TooManyPages
from payables.capture.model import Upload
from payables.capture.queries import plans
from payables.capture.queries.uploads import load_for_update
from payables.capture.rules.pages import MOST_FILES
from payables.capture.store import uploads as store
from payables.extraction.limits import Limits
from payables.kit.errors import FieldError, InvalidFields
from payables.platform.caller import Caller
from payables.platform.db import Transaction

MOST_PAGES = Limits().pages


async def merge_uploads(tx: Transaction, caller: Caller, id: UUID, others: Sequence[UUID]) -> None:
    """The pages of `others` follow those of the upload, in the order given; all become one document. Raises NotFound,
    InvalidFields, HasNoPages, StandsForAnother, NotYetRead, HasMergedFiles, TooManyPages, InvoiceInUse."""
    _check(id, others)
    upload, *merged = await load_for_update(tx, caller, [id, *others])
    for each in (upload, *merged):
        await check_arrangeable(tx, caller, each)
    for n, each in enumerate(merged):
        await _check_place(tx, upload, each, f"uploads[{n}]")
    files = [*await files_of(tx, caller, upload), *merged]
    pages = sum(file.pages for file in files)
    if pages > MOST_PAGES:
        raise TooManyPages(pages=pages, limit=MOST_PAGES)
    plan = await arrange(tx, caller, files, [list(range(1, pages + 1))], [upload, *merged])
    await store.merge_into(tx, [each.id for each in merged], id)
    told = {"plan": plan, "files": [str(file.id) for file in files]}
    record(tx, "upload.merged", "upload", id, before={"plan": upload.plan}, after=told)
    for each in merged:
        record(tx, "upload.merged", "upload", each.id, after={"merged_into": str(id)})


def _check(id: UUID, others: Sequence[UUID]) -> None:
    if not others or len(others) >= MOST_FILES:
        sentence = f"Name 1 to {MOST_FILES - 1} uploads whose pages follow."
        raise InvalidFields([FieldError("uploads", sentence, "required" if not others else "too_many")])
    if len({id, *others}) <= len(others):
        raise InvalidFields([FieldError("uploads", "Name each upload once, and not the one itself.", "repeated")])


async def _check_place(tx: Transaction, upload: Upload, other: Upload, path: str) -> None:
    if other.location_id != upload.location_id:
        sentence = "It was sent for another location: merge files of one location."
        raise InvalidFields([FieldError(path, sentence, "other_location")])
    plan = await plans.plan_of(tx, other.id, other.plan)
    if plan and len(plan.files) > 1:
        raise HasMergedFiles
