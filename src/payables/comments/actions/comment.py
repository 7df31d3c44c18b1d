"""A person says something about a subject, and may mention others, who are told."""

from collections.abc import Callable, Sequence

from payables.access import queries as access
from payables.access.model import User
from payables.audit.actions.record import record
from payables.comments import store
from payables.comments.model import Comment
from payables.comments.rules.text import read_text, wanted_mentions
from payables.kit.errors import FieldError, InvalidFields
from payables.notices.actions.notify import notify
from payables.notices.model import NoticeKind, Subject
from payables.platform.db import Transaction


async def comment(
    tx: Transaction,
    subject: Subject,
    author: User,
    text: object,
    mentions: object,
    *,
    sees: Callable[[User], bool],
    about: str,
) -> Comment:
    """`text` and `mentions` as they were sent; `sees` says who may read about the subject, which notices call `about`.
    Raises InvalidFields, also for a mention of somebody who does not see it: the notice would tell them of it."""
    clean = read_text(text)
    mentioned = await _mentioned(tx, wanted_mentions(clean, mentions), sees)
    said = Comment(tx.new_id(), author.id, clean, [person.id for person in mentioned], tx.now, None)
    await store.insert(tx, subject, said)
    message = f"{author.display_name} mentioned you in a comment on {about}."
    notify(tx, NoticeKind.MENTIONED, subject, said.mentions, cause=str(said.id), message=message)
    record(
        tx,
        f"{subject.type}.commented",
        subject.type,
        subject.id,
        after={"comment_id": str(said.id), "text": clean, "mentions": said.mentions},
        message="Commented.",
    )
    return said


async def _mentioned(
    tx: Transaction, wanted: Sequence[tuple[str, int | str]], sees: Callable[[User], bool]
) -> list[User]:
    """Each once. An unknown person and one who does not see the subject look the same."""
    found = await access.named_users(tx, [name for _, name in wanted]) if wanted else []
    faults = [
        FieldError(field, f"No such user sees this: {name}.", "unknown_user")
        for (field, name), person in zip(wanted, found, strict=True)
        if person is None or not sees(person)
    ]
    if faults:
        raise InvalidFields(faults)
    return list({person.id: person for person in found if person is not None}.values())
