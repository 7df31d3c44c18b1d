"""Tell people something, in the transaction of what they are told. Nothing is sent outside: they read it here."""

from collections.abc import Iterable

from payables.notices import store
from payables.notices.model import NewNotice, NoticeKind, Subject
from payables.platform.db import Transaction


def notify(
    tx: Transaction, kind: NoticeKind, subject: Subject, people: Iterable[int], *, cause: str, message: str
) -> None:
    """Collected and written in one statement when the transaction ends. Whoever does it is not told; neither is anybody
    twice of one `cause` (the id of the comment, say)."""
    for user_id in {person for person in people if person != tx.actor.user_id}:
        tx.at_commit(store.insert, NewNotice(user_id, kind, subject, cause, message))
