"""Bring an account's structure to what the org file says."""

from payables.accounts import queries, store
from payables.accounts.model import PresentStructure, Step, StepKind
from payables.audit.actions.record import record
from payables.platform.db import Transaction

DONE = {StepKind.CREATE: "created", StepKind.CHANGE: "changed", StepKind.DEACTIVATE: "deactivated"}


async def provision(tx: Transaction, key: str, steps: list[Step]) -> PresentStructure:
    """Apply the steps of `plan`; answers the structure as it then is. Raises ProvisionedMeanwhile."""
    for step in steps:
        if step.kind not in (StepKind.KEEP, StepKind.MISSING):
            await _apply(tx, key, step)
    return await queries.present_structure(tx)


async def _apply(tx: Transaction, account_key: str, step: Step) -> None:
    if step.subject == "account":
        subject_id: object = tx.account_id
        await store.write_account(tx, account_key, step)
    else:
        subject_id = await store.WRITE[step.subject](tx, step)
    before, after = step.before or None, step.after
    record(tx, f"{step.subject}.{DONE[step.kind]}", step.subject, subject_id, before=before, after=after)
