"""People say which catalog entries the lines of invoices are (contract/invoices-and-catalog.md section 7.10)."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from payables.audit.actions.record import record
from payables.catalog.actions import decide_items as catalog
from payables.catalog.actions.decide_items import Said
from payables.catalog.model import LineDecision, MatchedItem, entry_ref
from payables.catalog.queries.items import items_of
from payables.invoices.actions.match_catalog import match_catalog_anew
from payables.invoices.model import Invoice
from payables.invoices.queries import parts, records
from payables.invoices.rules.changeable import check_changeable
from payables.invoices.store import invoices as store
from payables.kit.errors import NotFound, Refusal
from payables.platform.caller import Caller
from payables.platform.db import Transaction

TOLD = {
    LineDecision.ACCEPT: "Line {item} is catalog entry {entry}.",
    LineDecision.REJECT: "Line {item} is not what the catalog suggests.",
    LineDecision.IGNORE: "Line {item} is none of the catalog's.",
    LineDecision.UNMATCH: "Line {item} was taken off catalog entry {entry}.",
}


@dataclass(frozen=True, slots=True)
class Named:
    """A decision of one line. Exactly one of the two ids of the invoice is given; `entry` is the entry that was named."""

    item: int
    decision: LineDecision
    uuid: UUID | None = None
    invoice_id: int | None = None
    entry: int | None = None


async def decide_items(tx: Transaction, caller: Caller, wanted: Sequence[Named]) -> list[MatchedItem | Refusal]:
    """In their order what became of each line, by itself: one that cannot be decided does not keep the others from it. In a
    handful of statements, however many they are."""
    invoices = await _lock(tx, caller, wanted)
    items = await items_of(tx, {invoice.id for invoice in invoices.values()})
    outcome: dict[int, MatchedItem | Refusal] = {}
    said: dict[int, Said] = {}
    for n, named in enumerate(wanted):
        try:
            item = _item(items, _invoice(invoices, named), named)
            said[n] = Said(item, named.decision, named.entry)
        except Refusal as refusal:
            outcome[n] = refusal
    remember = caller.scope.sees_whole_companies
    decided = await catalog.decide_items(tx, list(said.values()), remember=remember)
    for n, found in zip(said, decided, strict=True):
        outcome[n] = found
        if isinstance(found, MatchedItem):
            _write_down(tx, said[n], found)
    touched = {found.invoice for found in outcome.values() if isinstance(found, MatchedItem)}
    await _mark(tx, [invoice for key, invoice in invoices.items() if key in touched])
    return [outcome[n] for n in range(len(wanted))]


async def _lock(tx: Transaction, caller: Caller, wanted: Sequence[Named]) -> dict[UUID | int, Invoice]:
    uuids = [named.uuid for named in wanted if named.uuid]
    invoice_ids = [named.invoice_id for named in wanted if named.invoice_id is not None]
    found = await records.load_many_for_update(tx, caller, uuids, invoice_ids)
    return {key: invoice for invoice, _ in found for key in (invoice.id, invoice.invoice_id)}


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


async def _mark(tx: Transaction, invoices: Sequence[Invoice]) -> None:
    """With what follows from the decisions; who made them stands on the invoice."""
    by_company: dict[int, list[Invoice]] = defaultdict(list)
    for invoice in invoices:
        by_company[invoice.company_id].append(invoice)
    for of_company in by_company.values():
        await match_catalog_anew(tx, await parts.contents_of(tx, of_company))
    if invoices:
        await store.touch_many(tx, [invoice.id for invoice in invoices])


def _write_down(tx: Transaction, said: Said, decided: MatchedItem) -> None:
    item = said.item
    was, now = ({"item": i.item, "state": i.state, "catalog_entry_id": _ref(i.entry)} for i in (item, decided))
    message = TOLD[said.decision].format(item=item.item, entry=_ref(decided.entry or item.entry))
    record(tx, "invoice.item_matched", "invoice", item.invoice, before=was, after=now, message=message)


def _ref(entry: int | None) -> str | None:
    return None if entry is None else entry_ref(entry)
