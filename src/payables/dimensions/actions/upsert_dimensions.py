"""Create or update many dimensions of a company at once (contract/platform.md section 8.2, bulk)."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import msgspec

from payables.audit.actions.record import changed_fields, record
from payables.dimensions import store
from payables.dimensions.actions.create_dimension import new_dimension, record_creation, told
from payables.dimensions.events import DIMENSIONS_CHANGED
from payables.dimensions.model import IDENTITY, Dimension
from payables.dimensions.rules.fields import missing_fields
from payables.platform.caller import Caller
from payables.platform.db import Transaction
from payables.platform.queue import enqueue
from payables.platform.upsert import Master, Plan, Refused, Upserted, upsert


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the request whose fields are sound; `values` holds those that were sent, `reference_id` among them."""

    index: int
    values: dict[str, str]

    @property
    def reference_id(self) -> str:
        return self.values["reference_id"]


async def upsert_dimensions(
    tx: Transaction, caller: Caller, company_id: int, rows: Sequence[Row]
) -> Upserted[Row, Dimension]:
    """A row meets its dimension by `reference_id`; fields left out keep their value.

    As of two rows with the same reference, of two with the same type and ERP id the later one is refused. For the same
    reason an ERP id is free only if no dimension has it before the request, even if a row gives it up. Whoever is coded with
    one that is something else now is told. The caller has checked the company; who sees only some of its locations changes
    none that is there.
    """
    dimensions: Master[Row, Dimension] = Master(
        key="reference_id",
        key_of=lambda row: row.reference_id,
        may_change=caller.scope.sees_whole_companies,
        plan=partial(_planned, tx, company_id),
        insert=partial(store.insert, tx, company_id),
        update=partial(store.update, tx, company_id),
        tell_created=partial(record_creation, tx),
        tell_updated=partial(_record_change, tx),
    )
    outcome = await upsert(dimensions, rows)
    if changed := [plan.after.id for plan in outcome.done if plan.before and _is_other(plan.before, plan.after)]:
        payload = {"account_id": str(tx.account_id), "company_id": company_id, "dimensions": changed}
        enqueue(tx, DIMENSIONS_CHANGED, payload)
    return outcome


def _is_other(before: Dimension, after: Dimension) -> bool:
    return any(getattr(before, name) != getattr(after, name) for name in IDENTITY)


async def _planned(
    tx: Transaction, company_id: int, rows: Sequence[Row], outcome: Upserted[Row, Dimension]
) -> list[Plan[Row, Dimension]]:
    existing = await store.lock_by_reference(tx, company_id, [row.reference_id for row in rows])
    plans: list[Plan[Row, Dimension]] = []
    for row in rows:
        before = existing.get(row.reference_id)
        if before:
            plans.append(Plan(row, before, _changed(tx, before, row.values)))
        elif missing := missing_fields(row.values):
            outcome.refused.append(Refused(row, missing, "validation_error"))
        else:
            plans.append(Plan(row, None, new_dimension(tx, company_id, row.values)))
    return await _without_taken(tx, company_id, plans, outcome)


def _changed(tx: Transaction, before: Dimension, values: dict[str, str]) -> Dimension:
    after = msgspec.structs.replace(before, **values)
    return before if after == before else msgspec.structs.replace(after, updated_at=tx.now)


async def _without_taken(
    tx: Transaction, company_id: int, plans: list[Plan[Row, Dimension]], outcome: Upserted[Row, Dimension]
) -> list[Plan[Row, Dimension]]:
    """Drops rows whose type and ERP id belong to another dimension, or to an earlier row."""
    holders = await store.holders(tx, company_id, [plan.after for plan in plans])
    free: dict[tuple[str, str], Plan[Row, Dimension]] = {}
    for plan in plans:
        key = plan.after.ottimate_type, plan.after.erp_dimension_id
        holder = holders.get(key)
        if holder is not None and holder != plan.after.id:
            outcome.refuse(plan.row, "erp_dimension_id", f"belongs to the dimension {holder}.", "already_exists")
        elif free.setdefault(key, plan) is not plan:
            sentence = "stands in an earlier row of this request."
            outcome.refuse(plan.row, "erp_dimension_id", sentence, "duplicate_in_request")
    return list(free.values())


def _record_change(tx: Transaction, before: Dimension, after: Dimension) -> None:
    was, now = changed_fields(told(before), told(after))
    record(tx, "dimension.updated", "dimension", after.id, before=was, after=now)
