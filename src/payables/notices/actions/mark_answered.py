"""A person has done what they were told to do: they need not be told of it any more."""

from payables.notices import store
from payables.notices.model import Subject
from payables.platform.db import Transaction


def mark_answered(tx: Transaction, subject: Subject, user_id: int) -> None:
    """What asked this person to decide over the subject is read. Collected and written in one statement when the transaction ends;
    what they are told of in this transaction stays."""
    tx.at_commit(store.mark_answered, (user_id, subject))
