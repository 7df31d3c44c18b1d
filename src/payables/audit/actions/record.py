"""Write down a change, in the transaction that makes it."""

from typing import Any

from payables.audit import store
from payables.audit.model import Change
from payables.platform.db import Transaction


def record(
    tx: Transaction,
    action: str,
    subject_type: str,
    subject_id: object,
    *,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    message: str | None = None,
) -> None:
    """Collected and written in one statement when the transaction ends; an action that fails leaves no trace."""
    tx.at_commit(store.insert_changes, Change(action, subject_type, str(subject_id), before, after, message))


def changed_fields(before: dict[str, Any], after: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Only what differs, from both sides."""
    keys = [key for key in after if before.get(key) != after[key]]
    return {key: before.get(key) for key in keys}, {key: after[key] for key in keys}
