"""What would provisioning do to an account's custom fields?"""

from collections.abc import Sequence
from typing import Any

from payables.accounts import queries as accounts
from payables.accounts.model import Step, StepKind
from payables.custom_fields import queries
from payables.custom_fields.errors import FieldInUse
from payables.custom_fields.model import FieldEntry, Subject
from payables.custom_fields.rules.structure import narrowed, plan_fields, step_key
from payables.platform.db import Transaction

Rows = dict[str, dict[str, Any]]


async def plan(tx: Transaction, entries: Sequence[FieldEntry], *, deactivate_missing: bool) -> list[Step]:
    """Changes nothing. Raises FieldInUse where values that are stored would not be valid any more."""
    present = await present_by_key(tx)
    steps = plan_fields(present, entries, deactivate_missing=deactivate_missing)
    changing = [step for step in steps if step.kind not in (StepKind.KEEP, StepKind.MISSING)]
    if changing:
        companies = {key: row["id"] for key, row in (await accounts.present_structure(tx)).companies.items()}
        for step in changing:
            await _check_use(tx, present, companies, step)
    return steps


async def present_by_key(tx: Transaction) -> Rows:
    """The account's fields as plans call them."""
    rows = await queries.present_fields(tx)
    return {step_key(row["company"], row["subject"], row["key"]): row for row in rows}


async def _check_use(tx: Transaction, present: Rows, companies: dict[str, int], step: Step) -> None:
    field = {**present.get(step.key, {}), **step.after}
    company, subject, key = field["company"], Subject(field["subject"]), field["key"]
    if company is not None and company not in companies:
        return
    of_account = present.get(step_key(None, subject, key))
    after = field if field["active"] else of_account if company else None
    before = [present.get(step.key), of_account if company else None]
    shrunk = [row for row in before if row is not None and narrowed(row, after)]
    if not shrunk or after is None:
        return
    same_type = all(row["type"] == after["type"] for row in shrunk)
    own = [row["company"] for row in present.values() if (row["subject"], row["key"]) == (subject, key)]
    others = [] if company else [companies[name] for name in own if name is not None]
    only = [companies[company]] if company else None
    valid: list[str] | None = list(after["choices"]) if same_type else None
    if await queries.is_used(tx, subject, key, only, others, valid):
        raise FieldInUse(key=step.key)
