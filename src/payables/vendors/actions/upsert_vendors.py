"""Create or update many vendors of a company at once (contract/platform.md section 8.4)."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import msgspec

from payables.audit.actions.record import changed_fields, record
from payables.platform.caller import Caller
from payables.platform.db import Transaction
from payables.platform.queue import enqueue
from payables.platform.upsert import Master, Plan, Refused, Upserted, upsert
from payables.vendors import store
from payables.vendors.actions.create_vendor import new_vendor, record_creation, told
from payables.vendors.events import VENDORS_CHANGED
from payables.vendors.model import IDENTITY, Vendor
from payables.vendors.rules.fields import Values, missing_fields


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the request whose fields are sound; `values` holds those that were sent."""

    index: int
    erp_vendor_id: str
    values: Values


async def upsert_vendors(
    tx: Transaction, caller: Caller, company_id: int, rows: Sequence[Row]
) -> Upserted[Row, Vendor]:
    """A row meets its vendor by `erp_vendor_id`; fields left out keep their value, null clears. Whose invoices are of one
    that is somebody else now is told. The caller has checked the company; who sees only some of its locations changes none
    that is there."""
    vendors: Master[Row, Vendor] = Master(
        key="erp_vendor_id",
        key_of=lambda row: row.erp_vendor_id,
        may_change=caller.scope.sees_whole_companies,
        plan=partial(_planned, tx, company_id),
        insert=partial(store.insert, tx, company_id),
        update=partial(store.update, tx, company_id),
        tell_created=partial(record_creation, tx),
        tell_updated=partial(_record_change, tx),
    )
    outcome = await upsert(vendors, rows)
    if changed := [plan.after.id for plan in outcome.done if plan.before and _is_other(plan.before, plan.after)]:
        enqueue(tx, VENDORS_CHANGED, {"account_id": str(tx.account_id), "company_id": company_id, "vendors": changed})
    return outcome


def _is_other(before: Vendor, after: Vendor) -> bool:
    return any(getattr(before, name) != getattr(after, name) for name in IDENTITY)


async def _planned(
    tx: Transaction, company_id: int, rows: Sequence[Row], outcome: Upserted[Row, Vendor]
) -> list[Plan[Row, Vendor]]:
    existing = await store.lock_by_erp_ids(tx, company_id, [row.erp_vendor_id for row in rows])
    ids = iter(await tx.new_numbers("vendor", len(rows) - len(existing)))
    plans: list[Plan[Row, Vendor]] = []
    for row in rows:
        before = existing.get(row.erp_vendor_id)
        if before:
            plans.append(Plan(row, before, _changed(tx, before, row.values)))
        elif missing := missing_fields(row.values):
            outcome.refused.append(Refused(row, missing, "validation_error"))
        else:
            plans.append(Plan(row, None, new_vendor(tx, next(ids), company_id, row.values)))
    return plans


def _changed(tx: Transaction, before: Vendor, values: Values) -> Vendor:
    after = msgspec.structs.replace(before, **values)
    return before if after == before else msgspec.structs.replace(after, updated_at=tx.now)


def _record_change(tx: Transaction, before: Vendor, after: Vendor) -> None:
    was, now = changed_fields(told(before), told(after))
    record(tx, "vendor.updated", "vendor", after.id, before=was, after=now)
