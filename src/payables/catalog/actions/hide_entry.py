"""Hide an entry from matching, or show it again (contract/invoices-and-catalog.md section 7.10)."""

from dataclasses import replace

from payables.audit.actions.record import record
from payables.catalog.actions.tell_items import tell_vendor
from payables.catalog.errors import Stale
from payables.catalog.model import Entry
from payables.catalog.queries.entries import visible
from payables.catalog.queries.hidden import is_hidden
from payables.catalog.store import entries_hidden
from payables.platform.caller import Caller
from payables.platform.db import Transaction


async def hide_entry(
    tx: Transaction, caller: Caller, entry_ref: str, *, hidden: bool, seen_version: int | None = None
) -> Entry:
    """No line is matched to a hidden entry any more, and what is matched to it by itself is looked at again; what somebody
    accepted stays. Raises NotFound, OutOfScope, Stale."""
    entry = await visible(tx, caller.scope, entry_ref, lock=True)
    caller.need_whole_companies()
    if seen_version not in (None, entry.version):
        raise Stale
    if await is_hidden(tx, entry.id) == hidden:
        return entry
    await entries_hidden.set_hidden(tx, entry.id, hidden)
    tell_vendor(tx, entry.company_id, entry.vendor_id)
    action = "catalog_entry.hidden" if hidden else "catalog_entry.shown"
    was, now = {"is_hidden": not hidden}, {"is_hidden": hidden}
    record(tx, action, "catalog_entry", entry.id, before=was, after=now)
    return replace(entry, version=entry.version + 1)
