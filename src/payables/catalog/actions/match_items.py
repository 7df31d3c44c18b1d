"""Find which catalog entries the lines of invoices are, and how their prices lie to what was agreed; keep it beside the lines."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from payables.accounts import queries as accounts
from payables.catalog.model import (
    DECIDED,
    MATCHED,
    UNMATCHED,
    Candidate,
    Compared,
    Effective,
    Guess,
    Line,
    Marks,
    MatchedItem,
    NotCompared,
    Purchase,
)
from payables.catalog.queries.candidates import Known, has_entries, known_of
from payables.catalog.queries.effective import Asked, effective_prices
from payables.catalog.queries.items import items_of
from payables.catalog.rules.find_entry import Entries
from payables.catalog.rules.packs import packs_of
from payables.catalog.rules.variance import compare
from payables.catalog.store import items as store
from payables.platform.db import Transaction
from payables.units.model import Conversion
from payables.units.queries import conversions

NONE = Marks()


async def match_items(tx: Transaction, purchases: Sequence[Purchase], *, new: bool = False) -> dict[UUID, Marks]:
    """Invoices of one company, with what each is to be marked with; as many statements for a hundred as for one, and one
    alone where the company keeps no catalog. `new` says that none was looked at before.

    What people decided of a line holds while it is the same item of the same vendor. The caller holds the invoices' locks.
    """
    marks = {purchase.invoice: NONE for purchase in purchases}
    if new and not any(purchase.vendor_id and purchase.lines for purchase in purchases):
        return marks
    if not purchases or not await has_entries(tx, purchases[0].company_id):
        return marks
    before = {} if new else await items_of(tx, list(marks))
    known = await _known(tx, purchases, before)
    wanted = [purchase for purchase in purchases if purchase.vendor_id in known and known[purchase.vendor_id].is_on]
    found = _matched(wanted, known, before)
    priced = await _priced(tx, wanted, known, found)
    await store.forget(tx, [item for item in before if item not in priced])
    await store.write(tx, [item for id, item in priced.items() if item != before.get(id)])
    return marks | _marks(priced.values())


async def _known(
    tx: Transaction, purchases: Sequence[Purchase], before: Mapping[int, MatchedItem]
) -> dict[int | None, Known]:
    lines: dict[int, list[Line]] = {}
    for purchase in purchases:
        if purchase.vendor_id is not None:
            lines.setdefault(purchase.vendor_id, []).extend(purchase.lines)
    decided = {item.entry for item in before.values() if item.entry is not None}
    return {**await known_of(tx, purchases[0].company_id, lines, decided)} if lines else {}


def _matched(
    purchases: Sequence[Purchase], known: Mapping[int | None, Known], before: Mapping[int, MatchedItem]
) -> dict[int, MatchedItem]:
    """Line -> which entry it is; not priced yet."""
    asked = {vendor: Entries(known[vendor].open) for vendor in {purchase.vendor_id for purchase in purchases}}
    found: dict[int, MatchedItem] = {}
    for purchase in purchases:
        entries, of_vendor = asked[purchase.vendor_id], known[purchase.vendor_id]
        for line in purchase.lines:
            same, wrong = of_vendor.same.get(line.key), of_vendor.wrong.get(line.key, ())
            among = None if of_vendor.near is None else of_vendor.near.get(line.item, [])
            guess = entries.guess(line, same=same, wrong=wrong, among=among)
            found[line.item] = _standing(_item(purchase, line, guess), before.get(line.item))
    return found


def _item(purchase: Purchase, line: Line, guess: Guess) -> MatchedItem:
    assert purchase.vendor_id is not None
    return MatchedItem(
        item=line.item,
        invoice=purchase.invoice,
        invoice_id=purchase.invoice_id,
        company_id=purchase.company_id,
        location_id=purchase.location_id,
        vendor_id=purchase.vendor_id,
        invoice_date=purchase.invoice_date,
        item_key=line.key,
        name=line.name or line.description,
        state=guess.state,
        how=guess.how,
        confidence=guess.confidence,
        entry=guess.entry,
        suggestions=list(guess.suggestions),
        quantity=line.quantity,
        unit=line.unit,
        price=line.price,
        packs=None,
        pack_price=None,
        effective_price=None,
        price_variance=None,
        problem=None,
        bought=purchase.bought,
    )


def _standing(found: MatchedItem, before: MatchedItem | None) -> MatchedItem:
    """With what somebody decided of it."""
    if before is None or before.state not in DECIDED:
        return found
    if (before.vendor_id, before.item_key) != (found.vendor_id, found.item_key):
        return found
    return replace(
        found,
        state=before.state,
        how=before.how,
        confidence=before.confidence,
        entry=before.entry,
        decided_at=before.decided_at,
        decided_by=before.decided_by,
    )


async def _priced(
    tx: Transaction, purchases: Sequence[Purchase], known: Mapping[int | None, Known], found: Mapping[int, MatchedItem]
) -> dict[int, MatchedItem]:
    matched = [item for item in found.values() if item.state in MATCHED]
    if not matched:
        return dict(found)
    prices = await effective_prices(tx, {_asked(item) for item in matched if item.invoice_date is not None})
    learned = await _learned(tx, matched)
    currency = (await accounts.company_for_work(tx, purchases[0].company_id)).company.currency
    lines = {line.item: (purchase, line) for purchase in purchases for line in purchase.lines}
    priced = dict(found)
    for item in matched:
        purchase, line = lines[item.item]
        entry = known[item.vendor_id].entries[item.entry or 0]
        of_item = learned.get((item.vendor_id, item.item_key), ())
        effective = prices.get(_asked(item)) if item.invoice_date is not None else None
        compared = _compared(purchase, line, entry, effective, of_item, currency)
        priced[item.item] = replace(
            item,
            packs=compared.packs,
            pack_price=compared.pack_price,
            effective_price=compared.effective_price,
            price_variance=compared.price_variance,
            problem=compared.problem,
        )
    return priced


def _asked(item: MatchedItem) -> Asked:
    assert item.entry is not None and item.invoice_date is not None
    return item.entry, item.location_id, item.invoice_date


async def _learned(tx: Transaction, matched: Sequence[MatchedItem]) -> dict[tuple[int, str], list[Conversion]]:
    """(Vendor, item key) -> what was learned of its units. One invoice has one vendor, and a job goes by vendors."""
    found: dict[tuple[int, str], list[Conversion]] = {}
    for vendor in {item.vendor_id for item in matched}:
        keys = sorted({item.item_key for item in matched if item.vendor_id == vendor and item.item_key})
        for one in await conversions(tx, matched[0].company_id, vendor, keys) if keys else ():
            found.setdefault((vendor, one.item_key), []).append(one)
    return found


def _compared(
    purchase: Purchase,
    line: Line,
    entry: Candidate,
    effective: Effective | None,
    learned: Sequence[Conversion],
    currency: str,
) -> Compared:
    per_pack, in_pack = packs_of(line, entry, learned)
    compared = compare(line.price, line.quantity, per_pack=per_pack, in_pack=in_pack, effective=effective)
    if purchase.currency != currency:
        return Compared(compared.packs, compared.pack_price, problem=NotCompared.OTHER_CURRENCY)
    if purchase.invoice_date is None and compared.problem is NotCompared.NO_CATALOG_PRICE:
        return replace(compared, problem=NotCompared.NO_DATE)
    return compared


def _marks(items: Iterable[MatchedItem]) -> dict[UUID, Marks]:
    marks: dict[UUID, Marks] = {}
    for item in items:
        so_far = marks.get(item.invoice, NONE)
        marks[item.invoice] = Marks(
            so_far.has_price_variance or (item.bought and bool(item.price_variance)),
            so_far.has_unmatched_items or item.state in UNMATCHED,
        )
    return marks
