"""People say which catalog entries the lines of invoices are (contract/invoices-and-catalog.md section 7.10)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from payables.audit.actions.record import record
from payables.catalog.actions.decide_items import decide_items as write_decisions
from payables.catalog.errors import EntryHidden, EntryOfAnotherVendor
from payables.catalog.model import Decision, Entry, MatchedItem, entry_ref
from payables.catalog.queries import entries as catalog
from payables.catalog.queries.hidden import hidden_among
from payables.catalog.queries.items import items_of
from payables.catalog.rules.decide import Decided, decide
from payables.invoices import store
from payables.invoices.actions.match_catalog import match_catalog_anew
from payables.invoices.model import Invoice
from payables.invoices.queries import parts, records
from payables.invoices.rules.changeable import check_changeable
from payables.kit.errors import NotFound, Refusal
from payables.platform.caller import Caller
from payables.platform.db import Transaction

TOLD = {
    Decision.ACCEPT: "Line {item} is catalog entry {entry}.",
    Decision.REJECT: "Line {item} is not what the catalog suggests.",
    Decision.IGNORE: "Line {item} is none of the catalog's.",
    Decision.UNMATCH: "Line {item} was taken off catalog entry {entry}.",
}


@dataclass(frozen=True, slots=True)
class Named:
    """A decision of one line. Exactly one of the two ids of the invoice is given; `entry` is the entry that was named."""

    item: int
    decision: Decision
    uuid: UUID | None = None
    invoice_id: int | None = None
    entry: int | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """Positions in the request of what was decided, and of what was not with why."""

    updated: list[int]
    failed: list[tuple[int, Refusal]]


async def decide_items(tx: Transaction, caller: Caller, wanted: Sequence[Named]) -> Outcome:
    """Each line by itself: one that cannot be decided does not keep the others from it. Of several decisions of one line the
    last holds. In a handful of statements, however many they are."""
    invoices = await _lock(tx, caller, wanted)
    items = await items_of(tx, {invoice.id for invoice in invoices.values()})
    entries, hidden = await _entries(tx, wanted, invoices)
    outcome, decided = Outcome([], []), dict[int, Decided]()
    for n, named in enumerate(wanted):
        try:
            invoice = _invoice(invoices, named)
            item = _item(items, invoice, named)
            _check_entry(named, item, entries, hidden)
            decided[item.item] = decide(item, named.decision, named.entry, at=tx.now, by=caller.user_id)
            outcome.updated.append(n)
            _write_down(tx, named, item, decided[item.item])
        except Refusal as refusal:
            outcome.failed.append((n, refusal))
    await write_decisions(tx, list(decided.values()))
    touched = {one.item.invoice for one in decided.values()}
    await _mark(tx, [invoice for key, invoice in invoices.items() if key in touched])
    return outcome


async def _lock(tx: Transaction, caller: Caller, wanted: Sequence[Named]) -> dict[UUID | int, Invoice]:
    uuids = [named.uuid for named in wanted if named.uuid]
    invoice_ids = [named.invoice_id for named in wanted if named.invoice_id is not None]
    found = await records.load_many_for_update(tx, caller, uuids, invoice_ids)
    return {key: invoice for invoice, _ in found for key in (invoice.id, invoice.invoice_id)}


async def _entries(
    tx: Transaction, wanted: Sequence[Named], invoices: Mapping[UUID | int, Invoice]
) -> tuple[dict[int, Entry], set[int]]:
    """Those that were named, of the companies of the invoices; and which of them are hidden."""
    named = {one.entry for one in wanted if one.entry is not None}
    found: dict[int, Entry] = {}
    for company in sorted({invoice.company_id for invoice in invoices.values()}) if named else ():
        found |= await catalog.by_ids(tx, company, named)
    return found, await hidden_among(tx, found.keys())


def _invoice(invoices: Mapping[UUID | int, Invoice], named: Named) -> Invoice:
    invoice = invoices.get(named.uuid or named.invoice_id or 0)
    if invoice is None:
        raise NotFound(what="invoice")
    check_changeable(invoice)
    return invoice


def _item(items: Mapping[int, MatchedItem], invoice: Invoice, named: Named) -> MatchedItem:
    item = items.get(named.item)
    if item is None or item.invoice != invoice.id:
        raise NotFound(what="line that is matched with the catalog")
    return item


def _check_entry(named: Named, item: MatchedItem, entries: Mapping[int, Entry], hidden: set[int]) -> None:
    """An entry of another company is as unknown as none."""
    if named.entry is None:
        return
    entry = entries.get(named.entry)
    if entry is None or entry.company_id != item.company_id:
        raise NotFound(what="catalog entry")
    if entry.vendor_id != item.vendor_id:
        raise EntryOfAnotherVendor(entry=entry_ref(entry.id))
    if named.decision is Decision.ACCEPT and entry.id in hidden:
        raise EntryHidden(entry=entry_ref(entry.id))


async def _mark(tx: Transaction, invoices: Sequence[Invoice]) -> None:
    """With what follows from the decisions; who made them stands on the invoice."""
    by_company: dict[int, list[Invoice]] = defaultdict(list)
    for invoice in invoices:
        by_company[invoice.company_id].append(invoice)
    for of_company in by_company.values():
        await match_catalog_anew(tx, await parts.contents_of(tx, of_company))
    if invoices:
        await store.touch_many(tx, [invoice.id for invoice in invoices])


def _write_down(tx: Transaction, named: Named, item: MatchedItem, decided: Decided) -> None:
    was, now = ({"item": i.item, "state": i.state, "catalog_entry_id": _ref(i.entry)} for i in (item, decided.item))
    entry = _ref(decided.item.entry or item.entry)
    message = TOLD[named.decision].format(item=item.item, entry=entry)
    record(tx, "invoice.item_matched", "invoice", item.invoice, before=was, after=now, message=message)


def _ref(entry: int | None) -> str | None:
    return None if entry is None else entry_ref(entry)
