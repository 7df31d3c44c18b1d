"""Write down what has become of prices and allowances, tell of it in the trail, and tell who compares prices."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from payables.audit.actions.record import changed_fields, record
from payables.catalog.events import PRICES_CHANGED
from payables.catalog.model import Allowance, Price
from payables.catalog.queries import allowances as allowance_queries
from payables.catalog.queries import prices as price_queries
from payables.catalog.rules.book import Book
from payables.catalog.rules.trail import told_allowance, told_price, without_nulls
from payables.catalog.store import allowances as allowance_store
from payables.catalog.store import prices as price_store
from payables.platform.db import Transaction
from payables.platform.queue import enqueue


@dataclass(frozen=True, slots=True)
class Agreed:
    """What was agreed for some entries of a company, as it is becoming."""

    prices: Book[Price] = field(default_factory=Book[Price])
    allowances: Book[Allowance] = field(default_factory=Book[Allowance])

    def drop(self, entry: int) -> None:
        """Whatever was put in for an entry that did not come to be."""
        self.prices.drop(entry)
        self.allowances.drop(entry)


async def load_prices(
    tx: Transaction, agreed: Agreed, company_id: int, entries: Iterable[int], references: Iterable[str]
) -> None:
    """All of these entries, whose rows the caller holds, and whatever has one of the references."""
    agreed.prices.load(await price_queries.all_of(tx, company_id, entries, references))


async def load_allowances(
    tx: Transaction, agreed: Agreed, company_id: int, entries: Iterable[int], references: Iterable[str]
) -> None:
    """As load_prices."""
    agreed.allowances.load(await allowance_queries.all_of(tx, company_id, entries, references))


async def keep_agreed(tx: Transaction, agreed: Agreed, company_id: int, *, noticed: Iterable[int] = ()) -> None:
    """`noticed` are entries that have changed themselves. Whoever compares prices is told of all of them at once."""
    prices, ended = agreed.prices.added, agreed.prices.changed
    allowances, changed = agreed.allowances.added, agreed.allowances.changed
    await price_store.end(tx, [after for _, after in ended])
    await price_store.insert(tx, company_id, prices)
    await allowance_store.insert(tx, company_id, allowances)
    await allowance_store.update(tx, company_id, [after for _, after in changed])
    for price in prices:
        record(tx, "catalog_price.added", "catalog_price", price.id, after=without_nulls(told_price(price)))
    for before, after in ended:
        was, now = changed_fields(told_price(before), told_price(after))
        record(tx, "catalog_price.ended", "catalog_price", after.id, before=was, after=now)
    for allowance in allowances:
        told = without_nulls(told_allowance(allowance))
        record(tx, "catalog_allowance.created", "catalog_allowance", allowance.id, after=told)
    for before, after in changed:
        was, now = changed_fields(told_allowance(before), told_allowance(after))
        record(tx, "catalog_allowance.changed", "catalog_allowance", after.id, before=was, after=now)
    touched = {one.entry for one in (*prices, *allowances)} | {after.entry for _, after in (*ended, *changed)}
    _tell(tx, company_id, touched | set(noticed))


def _tell(tx: Transaction, company_id: int, entries: set[int]) -> None:
    if entries:
        payload = {"account_id": str(tx.account_id), "company_id": company_id, "entries": sorted(entries)}
        enqueue(tx, PRICES_CHANGED, payload)
