"""Create or change entries by their unique key, with prices and allowances (contract/invoices-and-catalog.md section 7.2)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from payables.audit.actions.record import changed_fields, record
from payables.catalog.actions.keep_agreed import Agreed, keep_agreed, load_allowances, load_prices
from payables.catalog.model import Entry
from payables.catalog.queries import entries as queries
from payables.catalog.queries.places import refused_places
from payables.catalog.queries.vendors import Supplier, suppliers
from payables.catalog.rules.agree import add_price, put_allowance
from payables.catalog.rules.agreed import new_allowance, new_price
from payables.catalog.rules.entry import changed_entry, new_entry
from payables.catalog.rules.entry_fields import EntryDraft, read_entry
from payables.catalog.rules.trail import is_noticed, told_entry, without_nulls
from payables.catalog.rules.unique_key import key_of_values
from payables.catalog.store import entries as store
from payables.kit.errors import FieldError, InvalidFields, Refusal
from payables.platform.caller import Caller
from payables.platform.db import Transaction


@dataclass(frozen=True, slots=True)
class Put:
    """What a row has led to. `before` is None for a new entry."""

    entry: Entry
    before: Entry | None
    warnings: list[str]


@dataclass(slots=True)
class _Row:
    """A row on its way: its key, and what it leads to as far as that is known."""

    index: int
    draft: EntryDraft
    key: str
    vendor: Supplier
    warnings: list[str] = field(default_factory=list[str])
    before: Entry | None = None
    after: Entry | None = None


async def put_entries(tx: Transaction, caller: Caller, company_id: int, sent: Sequence[Any]) -> list[Put | Refusal]:
    """In the order of the rows; one that is refused leaves nothing behind. The company has been checked; raises OutOfScope
    for a caller who is limited to locations, since an entry is for all of them."""
    caller.need_whole_companies()
    outcome: dict[int, Put | Refusal] = {}
    waiting, done, agreed = await _read(tx, caller, company_id, sent, outcome), list[_Row](), Agreed()
    while waiting:
        plans = await _planned(tx, company_id, waiting, agreed, outcome)
        new = [row for row in plans if row.before is None]
        inserted = await store.insert(tx, company_id, [_entry(row) for row in new]) if new else set[int]()
        # What another request created in this moment is there now: it is met in the next round
        waiting = [row for row in new if _entry(row).id not in inserted]
        for row in waiting:
            agreed.drop(_entry(row).id)
        done += [row for row in plans if row not in waiting]
    await _keep(tx, company_id, done, agreed)
    outcome |= {row.index: Put(_entry(row), row.before, row.warnings) for row in done}
    return [outcome[index] for index in range(len(sent))]


async def _read(
    tx: Transaction, caller: Caller, company_id: int, sent: Sequence[Any], outcome: dict[int, Put | Refusal]
) -> list[_Row]:
    """The rows whose fields are sound, whose vendor and places are there, and whose key no earlier row has."""
    drafts: dict[int, EntryDraft] = {}
    for index, one in enumerate(sent):
        draft, faults = read_entry(one)
        if faults:
            outcome[index] = InvalidFields(faults)
        else:
            drafts[index] = draft
    known = await suppliers(tx, company_id, (draft.values["erp_vendor_id"] for draft in drafts.values()))
    places = {one.place for draft in drafts.values() for one in (*draft.prices, *draft.allowances)}
    refused = await refused_places(tx, caller, company_id, places)
    rows: dict[str, _Row] = {}
    for index, draft in drafts.items():
        key = key_of_values(draft.values)
        vendor = known.get(draft.values["erp_vendor_id"])
        if vendor is None:
            outcome[index] = unknown_vendor()
        elif refusal := next((refused[one.place] for one in _dated(draft) if one.place in refused), None):
            outcome[index] = refusal
        elif key in rows:
            fault = FieldError(
                "catalog_unique_key", "An earlier row of this request has the same.", "duplicate_in_request"
            )
            outcome[index] = InvalidFields([fault])
        else:
            rows[key] = _Row(index, draft, key, vendor)
    return list(rows.values())


def unknown_vendor() -> InvalidFields:
    sentence = "The company has no vendor with this id: create it by POST /v1/vendors, or correct the id."
    return InvalidFields([FieldError("erp_vendor_id", sentence, "unknown_vendor")])


async def _planned(
    tx: Transaction, company_id: int, rows: Sequence[_Row], agreed: Agreed, outcome: dict[int, Put | Refusal]
) -> list[_Row]:
    """With what each of them leads to; those whose prices or allowances cannot be are refused."""
    existing = await queries.lock_by_keys(tx, company_id, (row.key for row in rows))
    ids = iter(await tx.new_numbers("catalog_entry", len(rows) - len(existing)))
    for row in rows:
        row.before = existing.get(row.key)
        if row.before is None:
            made = new_entry(tx.now, tx.actor.user_id, next(ids), company_id, row.vendor.id, row.vendor.name)
            row.after = changed_entry(made, {**row.draft.values, "unique_key": row.key, "key_given": _is_given(row)})
        else:
            row.after = _changed(tx, row, row.before)
    await _load(tx, company_id, rows, agreed)
    prices = iter(await tx.new_numbers("catalog_price", sum(len(row.draft.prices) for row in rows)))
    allowances = iter(await tx.new_numbers("catalog_allowance", sum(len(row.draft.allowances) for row in rows)))
    return [row for row in rows if _agree(tx, row, agreed, outcome, prices, allowances)]


def _changed(tx: Transaction, row: _Row, before: Entry) -> Entry:
    """A key that was given is kept from then on, also where it is the one that had been computed."""
    values = {**row.draft.values, "vendor_id": row.vendor.id, "unique_key": before.unique_key}
    values["key_given"] = before.key_given or _is_given(row)
    if row.vendor.id != before.vendor_id:
        values["erp_vendor_name"] = row.vendor.name
    after = changed_entry(before, values)
    if after == before:
        return before
    return replace(after, version=before.version + 1, updated_at=tx.now, updated_by=tx.actor.user_id)


async def _load(tx: Transaction, company_id: int, rows: Sequence[_Row], agreed: Agreed) -> None:
    """Only of entries for which something was sent."""
    priced = [row for row in rows if row.draft.prices]
    allowed = [row for row in rows if row.draft.allowances]
    references = (one.reference_id for row in priced for one in row.draft.prices if one.reference_id)
    await load_prices(tx, agreed, company_id, (row.before.id for row in priced if row.before), references)
    references = (one.reference_id for row in allowed for one in row.draft.allowances if one.reference_id)
    await load_allowances(tx, agreed, company_id, (row.before.id for row in allowed if row.before), references)


def _agree(
    tx: Transaction,
    row: _Row,
    agreed: Agreed,
    outcome: dict[int, Put | Refusal],
    price_ids: Iterator[int],
    allowance_ids: Iterator[int],
) -> bool:
    """Whether the row's prices and allowances can be put into the book. Its numbers are the next ones."""
    entry = _entry(row)
    row.warnings = list(row.draft.warnings)
    try:
        with agreed.prices.attempt(), agreed.allowances.attempt():
            for n, draft in enumerate(row.draft.prices):
                new = new_price(tx.now, tx.actor.user_id, next(price_ids), entry, draft)
                kept = add_price(agreed.prices, new, start_given=draft.start is not None)
                if kept is not new:
                    row.warnings.append(f"prices[{n}] is there already, id {kept.id}: prices are only ever added.")
            for draft in row.draft.allowances:
                new = new_allowance(tx.now, tx.actor.user_id, next(allowance_ids), entry, draft)
                put_allowance(agreed.allowances, new, skips_same=True)
    except Refusal as refusal:
        outcome[row.index] = refusal
        return False
    return True


async def _keep(tx: Transaction, company_id: int, rows: Sequence[_Row], agreed: Agreed) -> None:
    changed = [(row.before, _entry(row)) for row in rows if row.before and _entry(row) is not row.before]
    if changed:
        await store.update(tx, company_id, [after for _, after in changed])
    new = [_entry(row) for row in rows if row.before is None]
    for entry in new:
        record(tx, "catalog_entry.created", "catalog_entry", entry.id, after=without_nulls(told_entry(entry)))
    for before, after in changed:
        record_change(tx, before, after)
    noticed = [entry.id for entry in new] + [after.id for before, after in changed if is_noticed(before, after)]
    await keep_agreed(tx, agreed, company_id, noticed=noticed)


def record_change(tx: Transaction, before: Entry, after: Entry) -> None:
    was, now = changed_fields(told_entry(before), told_entry(after))
    record(tx, "catalog_entry.changed", "catalog_entry", after.id, before=was, after=now)


def _dated(draft: EntryDraft) -> Iterable[Any]:
    return (*draft.prices, *draft.allowances)


def _is_given(row: _Row) -> bool:
    return row.draft.values.get("unique_key") is not None


def _entry(row: _Row) -> Entry:
    assert row.after is not None
    return row.after
