"""Change one entry (contract/invoices-and-catalog.md section 7.3)."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from payables.catalog.actions.keep_agreed import Agreed, keep_agreed
from payables.catalog.actions.put_entries import record_change, unknown_vendor
from payables.catalog.errors import EntryExists, Stale
from payables.catalog.model import Entry, entry_ref
from payables.catalog.queries import entries as queries
from payables.catalog.queries.vendors import suppliers
from payables.catalog.rules.entry import changed_entry, with_its_key
from payables.catalog.rules.entry_fields import read_entry_change
from payables.catalog.rules.trail import is_noticed
from payables.catalog.store import entries as store
from payables.kit.errors import InvalidFields
from payables.platform.caller import Caller
from payables.platform.db import Transaction


async def change_entry(
    tx: Transaction, caller: Caller, entry_ref_: str, sent: Mapping[str, Any], *, seen_version: int | None
) -> tuple[Entry, list[str]]:
    """The entry as it is now, and warnings. A computed key follows the fields. Raises NotFound, OutOfScope, Stale,
    InvalidFields, EntryExists."""
    before = await queries.visible(tx, caller.scope, entry_ref_, lock=True)
    caller.need_whole_companies()
    if seen_version not in (None, before.version):
        raise Stale
    draft, faults = read_entry_change(sent)
    if faults:
        raise InvalidFields(faults)
    after = with_its_key(changed_entry(before, {**draft.values, **await _vendor(tx, before, draft.values)}))
    if after == before:
        return before, draft.warnings
    if after.unique_key != before.unique_key:
        await _check_free(tx, after)
    after = replace(after, version=before.version + 1, updated_at=tx.now, updated_by=tx.actor.user_id)
    await store.update(tx, after.company_id, [after])
    record_change(tx, before, after)
    await keep_agreed(tx, Agreed(), after.company_id, noticed=[after.id] if is_noticed(before, after) else [])
    return after, draft.warnings


async def _vendor(tx: Transaction, before: Entry, values: Mapping[str, Any]) -> dict[str, Any]:
    """Of another vendor, its id, and its name unless one was sent."""
    erp_vendor_id = values.get("erp_vendor_id", before.erp_vendor_id)
    if erp_vendor_id == before.erp_vendor_id:
        return {}
    found = (await suppliers(tx, before.company_id, [erp_vendor_id])).get(erp_vendor_id)
    if found is None:
        raise unknown_vendor()
    return {"vendor_id": found.id, "erp_vendor_name": values.get("erp_vendor_name", found.name)}


async def _check_free(tx: Transaction, entry: Entry) -> None:
    other = await queries.with_key(tx, entry.company_id, entry.unique_key)
    if other is not None:
        raise EntryExists(other=entry_ref(other))
