"""Change a company's settings and tolerances of matching. Invoices that are not approved yet are matched again by them."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from typing import Any
from uuid import UUID

from payables.accounts.actions.lock import lock
from payables.audit.actions.record import changed_fields, record
from payables.dimensions import queries as dimensions
from payables.kit.content_tag import check_seen
from payables.kit.errors import FieldError, InvalidFields
from payables.matching.errors import ToleranceExists
from payables.matching.events import LIMITS_CHANGED
from payables.matching.model import OrdersNeeded, Tolerance
from payables.matching.queries import tolerances as queries
from payables.matching.queries.settings import orders_needed
from payables.matching.queries.tolerances import ToleranceRow
from payables.matching.rules.tolerance_fields import read_limits
from payables.matching.store import ledger
from payables.matching.store import tolerances as store
from payables.platform.caller import Caller
from payables.platform.db import Transaction
from payables.platform.queue import enqueue
from payables.vendors import queries as vendors


async def change_settings(
    tx: Transaction, caller: Caller, company_id: int, needed: OrdersNeeded, *, seen: str | None = None
) -> None:
    """The caller has checked the company. `seen` is the tag of their content. Raises OutOfScope, ChangedMeanwhile."""
    caller.need_whole_companies()
    await lock(tx)
    was = await orders_needed(tx, company_id)
    check_seen(was, seen)
    if needed is not was:
        await store.write_settings(tx, company_id, needed)
        before, after = {"orders_needed": was}, {"orders_needed": needed}
        record(tx, "matching_settings.changed", "matching_settings", company_id, before=before, after=after)
        await _tell(tx, company_id)


async def create_tolerance(
    tx: Transaction,
    caller: Caller,
    company_id: int,
    sent: Mapping[str, Any],
    *,
    id: UUID | None = None,
    as_told: str = "matching_tolerance.created",
) -> ToleranceRow:
    """The caller has checked the company. `id`: that of one that comes back. Raises OutOfScope, InvalidFields,
    ToleranceExists."""
    caller.need_whole_companies()
    limits, faults = read_limits(sent)
    vendor_id, category = sent.get("ottimate_vendor_id"), sent.get("category")
    if faults or (faults := await _faults_of_place(tx, company_id, vendor_id, category)):
        raise InvalidFields(faults)
    row = ToleranceRow(
        id or tx.new_id(), company_id, vendor_id, category, Tolerance(**limits), tx.now, tx.actor.user_id, tx.now
    )
    if not await store.insert(tx, row):
        raise ToleranceExists(tolerance_id=(await queries.same(tx, row)).id)
    record(tx, as_told, "matching_tolerance", row.id, after=_told(row))
    await _tell(tx, company_id)
    return row


async def change_tolerance(
    tx: Transaction, caller: Caller, tolerance_id: str, sent: Mapping[str, Any], *, seen: str | None = None
) -> ToleranceRow:
    """Only what was sent. Raises NotFound, OutOfScope, InvalidFields, ChangedMeanwhile."""
    before = await queries.visible(tx, caller.scope, tolerance_id, lock=True)
    caller.need_whole_companies()
    check_seen(before, seen)
    limits, faults = read_limits(sent)
    if faults:
        raise InvalidFields(faults)
    after = replace(before, limits=replace(before.limits, **limits), updated_at=tx.now)
    if after.limits != before.limits:
        await store.update(tx, after)
        was, now = changed_fields(asdict(before.limits), asdict(after.limits))
        record(tx, "matching_tolerance.changed", "matching_tolerance", after.id, before=was, after=now)
        await _tell(tx, after.company_id)
    return after


async def delete_tolerance(
    tx: Transaction, caller: Caller, tolerance_id: str, *, seen: str | None = None
) -> ToleranceRow:
    """Returns it as it was. Raises NotFound, OutOfScope, ChangedMeanwhile."""
    row = await queries.visible(tx, caller.scope, tolerance_id, lock=True)
    caller.need_whole_companies()
    check_seen(row, seen)
    await store.delete(tx, row)
    record(tx, "matching_tolerance.deleted", "matching_tolerance", row.id, before=_told(row))
    await _tell(tx, row.company_id)
    return row


async def _faults_of_place(
    tx: Transaction, company_id: int, vendor_id: int | None, category: str | None
) -> list[FieldError]:
    if vendor_id is not None and category is not None:
        sentence = "A tolerance is for a vendor or for a category: send one of the two."
        return [FieldError("category", sentence, "not_both")]
    if vendor_id is not None and await vendors.by_id(tx, company_id, vendor_id) is None:
        return [FieldError("ottimate_vendor_id", "The company has no such vendor.", "unknown_vendor")]
    if category is not None and not await dimensions.of_company(tx, company_id, category):
        return [FieldError("category", "The company has no such dimension: send its id.", "unknown_dimension")]
    return []


def _told(row: ToleranceRow) -> dict[str, Any]:
    values = {"company_id": row.company_id, "vendor_id": row.vendor_id, "category": row.category, **asdict(row.limits)}
    return {name: value for name, value in values.items() if value is not None}


async def _tell(tx: Transaction, company_id: int) -> None:
    """What was found by other limits is stale at once, as far as it has not left."""
    await ledger.mark_stale(tx, company_id)
    enqueue(tx, LIMITS_CHANGED, {"account_id": str(tx.account_id), "company_id": company_id})
