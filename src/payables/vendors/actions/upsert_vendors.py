"""Create or update many vendors of a company at once (contract/platform.md section 8.4)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from payables.audit.actions.record import changed_fields, record
from payables.platform.caller import Caller
from payables.platform.db import Transaction
from payables.platform.queue import enqueue
from payables.platform.upsert import Master, Plan, Refused, Upserted, upsert
from payables.vendors import store
from payables.vendors.actions.ask_bank_changes import ask_bank_changes, note_first, note_synced
from payables.vendors.actions.check_former_ids import check_former_ids
from payables.vendors.actions.create_vendor import new_vendor, record_creation, told
from payables.vendors.events import VENDORS_CHANGED
from payables.vendors.model import IDENTITY, BankHold, Vendor
from payables.vendors.queries.bank_changes import open_of
from payables.vendors.rules.bank_change import Parted, parted
from payables.vendors.rules.fields import Values, missing_fields
from payables.vendors.rules.trusted import is_trusted


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
    that is somebody else now is told. Other bank details of a vendor that is there wait for a second person, unless the
    caller is trusted with them. The caller has checked the company; who sees only some of its locations changes none that
    is there."""
    bank: dict[int, Parted] = {}
    vendors: Master[Row, Vendor] = Master(
        key="erp_vendor_id",
        key_of=lambda row: row.erp_vendor_id,
        may_change=caller.scope.sees_whole_companies,
        plan=partial(_planned, tx, company_id, is_trusted(caller), bank),
        insert=partial(store.insert, tx, company_id),
        update=partial(store.update, tx, company_id),
        tell_created=partial(record_creation, tx),
        tell_updated=partial(record_change, tx),
    )
    outcome = await upsert(vendors, rows)
    pairs = [(plan.before, plan.after) for plan in outcome.done if plan.before]
    tell_changed(tx, company_id, pairs)
    if not is_trusted(caller):
        outcome.created[:] = await check_former_ids(tx, company_id, outcome.created)
    await note_first(tx, company_id, outcome.created, trusted=is_trusted(caller))
    await _settle_bank(tx, company_id, [before for before, _ in pairs], bank)
    return outcome


def tell_changed(tx: Transaction, company_id: int, pairs: Iterable[tuple[Vendor, Vendor]]) -> None:
    """Of these vendors before and after, those that are somebody else now."""
    if changed := [after.id for before, after in pairs if _is_other(before, after)]:
        enqueue(tx, VENDORS_CHANGED, {"account_id": str(tx.account_id), "company_id": company_id, "vendors": changed})


def record_change(tx: Transaction, before: Vendor, after: Vendor) -> None:
    """Bank details that wait have an entry of their own."""
    was, now = changed_fields(told(before), told(after))
    if now:
        record(tx, "vendor.updated", "vendor", after.id, before=was, after=now)


def _is_other(before: Vendor, after: Vendor) -> bool:
    return any(getattr(before, name) != getattr(after, name) for name in IDENTITY)


async def _settle_bank(tx: Transaction, company_id: int, met: Sequence[Vendor], bank: Mapping[int, Parted]) -> None:
    sent = {vendor: bank[vendor.id] for vendor in met if vendor.id in bank}
    await ask_bank_changes(tx, company_id, {vendor: one.iban for vendor, one in sent.items() if one.asks})
    await note_synced(tx, company_id, {vendor: one.iban for vendor, one in sent.items() if one.synced})


async def _planned(
    tx: Transaction,
    company_id: int,
    trusted: bool,
    bank: dict[int, Parted],
    rows: Sequence[Row],
    outcome: Upserted[Row, Vendor],
) -> list[Plan[Row, Vendor]]:
    """Bank details that are other than those in force are put into `bank`, by vendor."""
    existing = await store.lock_by_erp_ids(tx, company_id, [row.erp_vendor_id for row in rows])
    waiting = await open_of(tx, [vendor.id for vendor in existing.values() if vendor.bank_hold is BankHold.WAITING])
    ids = iter(await tx.new_numbers("vendor", len(rows) - len(existing)))
    plans: list[Plan[Row, Vendor]] = []
    for row in rows:
        before = existing.get(row.erp_vendor_id)
        if before:
            one = bank[before.id] = parted(before, row.values, waiting.get(before.id), tx.now, trusted=trusted)
            plans.append(Plan(row, before, one.after))
        elif missing := missing_fields(row.values):
            outcome.refused.append(Refused(row, missing, "validation_error"))
        else:
            plans.append(Plan(row, None, new_vendor(tx, next(ids), company_id, row.values)))
    return plans
