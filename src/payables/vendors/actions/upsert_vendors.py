"""Create or update many vendors of a company at once (contract/platform.md section 8.4)."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import msgspec

from payables.audit.actions.record import changed_fields, record
from payables.kit.errors import FieldError
from payables.platform.db import Transaction
from payables.vendors import store
from payables.vendors.actions.create_vendor import new_vendor, record_creation, told
from payables.vendors.model import Vendor
from payables.vendors.rules.fields import Values, missing_fields


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the request whose fields are sound; `values` holds those that were sent."""

    index: int
    erp_vendor_id: str
    values: Values


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that was not carried out, and why. `type` is validation_error or duplicate_in_request."""

    row: Row
    faults: list[FieldError]
    type: str


@dataclass(slots=True)
class Outcome:
    """What became of the rows, each list in the order of the request."""

    created: list[Vendor] = field(default_factory=list)
    updated: list[Vendor] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)


@dataclass(slots=True)
class _Plan:
    """A row beside what it leads to: `before` is the vendor as it is, None if it is new."""

    row: Row
    before: Vendor | None
    after: Vendor


async def upsert_vendors(tx: Transaction, company_id: int, rows: Sequence[Row]) -> Outcome:
    """A row meets its vendor by `erp_vendor_id`; fields left out keep their value, null clears; good rows are kept.

    Of two rows with the same ERP id the later one is refused: all rows act in one statement, which sees each vendor as
    it was before the request, so that what the two would make of it together is not defined. The client should know.
    A row that changes nothing is listed as updated and leaves no trace.
    """
    outcome = Outcome()
    waiting = _each_once(rows, outcome)
    done: dict[int, _Plan] = {}
    while waiting:
        plans = await _planned(tx, company_id, waiting, outcome)
        await _update(tx, company_id, [plan for plan in plans if plan.before])
        new = [plan for plan in plans if not plan.before]
        inserted = await store.insert(tx, company_id, [plan.after for plan in new]) if new else set[int]()
        # What another request created in this moment is there now: it is met in the next round
        waiting = [plan.row for plan in new if plan.after.id not in inserted]
        done |= {plan.row.index: plan for plan in plans if plan.before or plan.after.id in inserted}
    _tell(tx, outcome, [done[index] for index in sorted(done)])
    return outcome


def _each_once(rows: Sequence[Row], outcome: Outcome) -> list[Row]:
    first: dict[str, Row] = {}
    for row in rows:
        if first.setdefault(row.erp_vendor_id, row) is not row:
            fault = FieldError("erp_vendor_id", "stands in an earlier row of this request.", "duplicate_in_request")
            outcome.refused.append(Refused(row, [fault], "duplicate_in_request"))
    return list(first.values())


async def _planned(tx: Transaction, company_id: int, rows: Sequence[Row], outcome: Outcome) -> list[_Plan]:
    existing = await store.lock_by_erp_ids(tx, company_id, [row.erp_vendor_id for row in rows])
    numbers = iter(await tx.new_numbers("vendor", len(rows) - len(existing)))
    plans: list[_Plan] = []
    for row in rows:
        before = existing.get(row.erp_vendor_id)
        if before:
            plans.append(_Plan(row, before, msgspec.structs.replace(before, **row.values)))
        elif missing := missing_fields(row.values):
            outcome.refused.append(Refused(row, missing, "validation_error"))
        else:
            plans.append(_Plan(row, None, new_vendor(tx, next(numbers), company_id, row.values)))
    return plans


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
            record(tx, "vendor.updated", "vendor", plan.after.id, before=before, after=after)
