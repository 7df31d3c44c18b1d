"""Create or update many dimensions of a company at once (contract/platform.md section 8.2, bulk)."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import msgspec

from payables.audit.actions.record import changed_fields, record
from payables.dimensions import store
from payables.dimensions.actions.create_dimension import new_dimension, record_creation, told
from payables.dimensions.model import Dimension
from payables.dimensions.rules.fields import missing_fields
from payables.kit.errors import FieldError
from payables.platform.db import Transaction


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the request whose fields are sound; `values` holds those that were sent, `reference_id` among them."""

    index: int
    values: dict[str, str]

    @property
    def reference_id(self) -> str:
        return self.values["reference_id"]


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that was not carried out, and why. `type` is validation_error, duplicate_in_request or already_exists."""

    row: Row
    faults: list[FieldError]
    type: str


@dataclass(slots=True)
class Outcome:
    """What became of the rows, each list in the order of the request."""

    created: list[Dimension] = field(default_factory=list)
    updated: list[Dimension] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)


@dataclass(slots=True)
class _Plan:
    """A row beside what it leads to: `before` is the dimension as it is, None if it is new."""

    row: Row
    before: Dimension | None
    after: Dimension


async def upsert_dimensions(tx: Transaction, company_id: int, rows: Sequence[Row]) -> Outcome:
    """A row meets its dimension by `reference_id`; fields left out keep their value; good rows stay when others fail.

    Of two rows with the same reference, or the same type and ERP id, the later one is refused: the statement sees the
    table as it was before all rows, so the order in which both would act is not defined, and the client should know.
    For the same reason an ERP id is free only if no dimension has it before the request, even if a row gives it up.
    A row that changes nothing is listed as updated and leaves no trace.
    """
    outcome = Outcome()
    waiting = _each_reference_once(rows, outcome)
    done: dict[int, _Plan] = {}
    while waiting:
        plans = await _planned(tx, company_id, waiting, outcome)
        await _update(tx, company_id, [plan for plan in plans if plan.before])
        new = [plan for plan in plans if not plan.before]
        inserted = await store.insert(tx, company_id, [plan.after for plan in new]) if new else set[str]()
        # What another request created in this moment is there now: it is met in the next round
        waiting = [plan.row for plan in new if plan.after.id not in inserted]
        done |= {plan.row.index: plan for plan in plans if plan.before or plan.after.id in inserted}
    _tell(tx, outcome, [done[index] for index in sorted(done)])
    return outcome


def _each_reference_once(rows: Sequence[Row], outcome: Outcome) -> list[Row]:
    first: dict[str, Row] = {}
    for row in rows:
        if first.setdefault(row.reference_id, row) is not row:
            _refuse(outcome, row, "reference_id", "stands in an earlier row of this request", "duplicate_in_request")
    return list(first.values())


async def _planned(tx: Transaction, company_id: int, rows: Sequence[Row], outcome: Outcome) -> list[_Plan]:
    existing = await store.lock_by_reference(tx, company_id, [row.reference_id for row in rows])
    plans: list[_Plan] = []
    for row in rows:
        before = existing.get(row.reference_id)
        if before:
            plans.append(_Plan(row, before, msgspec.structs.replace(before, **row.values)))
        elif missing := missing_fields(row.values):
            outcome.refused.append(Refused(row, missing, "validation_error"))
        else:
            plans.append(_Plan(row, None, new_dimension(tx, company_id, row.values)))
    return await _without_taken(tx, company_id, plans, outcome)


async def _without_taken(tx: Transaction, company_id: int, plans: list[_Plan], outcome: Outcome) -> list[_Plan]:
    """Drops rows whose type and ERP id belong to another dimension, or to an earlier row."""
    holders = await store.holders(tx, company_id, [plan.after for plan in plans])
    free: dict[tuple[str, str], _Plan] = {}
    for plan in plans:
        key = plan.after.ottimate_type, plan.after.erp_dimension_id
        if holder := holders.get(key):
            _refuse(outcome, plan.row, "erp_dimension_id", f"belongs to the dimension {holder}", "already_exists")
        elif free.setdefault(key, plan) is not plan:
            sentence = "stands in an earlier row of this request"
            _refuse(outcome, plan.row, "erp_dimension_id", sentence, "duplicate_in_request")
    return list(free.values())


def _refuse(outcome: Outcome, row: Row, name: str, sentence: str, kind: str) -> None:
    outcome.refused.append(Refused(row, [FieldError(name, f"{sentence}.", kind)], kind))


async def _update(tx: Transaction, company_id: int, plans: list[_Plan]) -> None:
    changed = [plan for plan in plans if plan.after != plan.before]
    for plan in changed:
        plan.after = msgspec.structs.replace(plan.after, updated_at=tx.now)
    if changed:
        await store.update(tx, company_id, [plan.after for plan in changed])


def _tell(tx: Transaction, outcome: Outcome, plans: list[_Plan]) -> None:
    for plan in plans:
        if plan.before is None:
            outcome.created.append(plan.after)
            record_creation(tx, plan.after)
            continue
        outcome.updated.append(plan.after)
        before, after = changed_fields(told(plan.before), told(plan.after))
        if after:
            record(tx, "dimension.updated", "dimension", plan.after.id, before=before, after=after)
