"""Bring an account's custom fields to what the org file says."""

from payables.accounts.model import PresentStructure, Step, StepKind
from payables.audit.actions.record import record
from payables.custom_fields import store
from payables.custom_fields.actions.plan import present_by_key
from payables.platform.db import Transaction

DONE = {StepKind.CREATE: "created", StepKind.CHANGE: "changed", StepKind.DEACTIVATE: "deactivated"}


async def provision(tx: Transaction, structure: PresentStructure, steps: list[Step]) -> None:
    """Apply the steps of `plan` on the structure as it now is."""
    present = await present_by_key(tx)
    for step in steps:
        if step.kind in (StepKind.KEEP, StepKind.MISSING):
            continue
        if step.kind is StepKind.CREATE:
            company = step.after["company"]
            company_id = structure.companies[company]["id"] if company else None
            number = await store.insert_field(tx, company_id, step.after)
        else:
            number = present[step.key]["id"]
            await store.update_field(tx, number, {**present[step.key], **step.after})
        record(
            tx, f"custom_field.{DONE[step.kind]}", "custom_field", number, before=step.before or None, after=step.after
        )
