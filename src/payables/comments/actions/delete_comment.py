"""An author takes a comment back: its text goes, a tombstone says so. The trail keeps what was said."""

from dataclasses import replace
from uuid import UUID

from payables.audit.actions.record import record
from payables.comments import queries, store
from payables.comments.errors import NotYourComment
from payables.comments.model import Comment
from payables.kit.errors import NotFound
from payables.notices.model import Subject
from payables.platform.db import Transaction


async def delete_comment(tx: Transaction, subject: Subject, comment_id: UUID | None, *, author_id: int) -> Comment:
    """The tombstone; deleting it again changes nothing. Raises NotFound, NotYourComment."""
    found = await queries.one(tx, subject, comment_id) if comment_id else None
    if found is None:
        raise NotFound(what="comment")
    if found.author_id != author_id:
        raise NotYourComment
    if await store.delete(tx, found):
        record(
            tx,
            f"{subject.type}.comment_deleted",
            subject.type,
            subject.id,
            before={"comment_id": str(found.id), "text": found.text},
            after={"comment_id": str(found.id), "text": None},
            message="Deleted a comment.",
        )
    return replace(found, text=None, deleted_at=found.deleted_at or tx.now)
