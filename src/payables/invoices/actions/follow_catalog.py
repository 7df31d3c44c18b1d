"""Invoices follow what has changed in the catalog, or what people said of items."""

from collections import defaultdict
from collections.abc import Collection
from uuid import UUID

from payables.invoices.actions.match_catalog import match_catalog_anew
from payables.invoices.model import Invoice
from payables.invoices.queries import parts
from payables.invoices.queries.open_to_catalog import lock_open
from payables.platform.db import Transaction


async def follow_catalog(tx: Transaction, invoices: Collection[UUID]) -> None:
    """Those that are open: an exported one keeps what it was exported with, and an archived one is matched when it is
    restored. The history says nothing: nobody has changed them. Done twice it changes nothing."""
    by_company: dict[int, list[Invoice]] = defaultdict(list)
    for invoice in await lock_open(tx, invoices):
        by_company[invoice.company_id].append(invoice)
    for of_company in by_company.values():
        await match_catalog_anew(tx, await parts.contents_of(tx, of_company))
