"""Somebody has chosen another vendor than the paper was matched with: its papers are compared with that one's record."""

from payables.accounts import queries as accounts
from payables.invoices.actions.compare_vendor import compare_vendor
from payables.invoices.model import Invoice, Reason
from payables.invoices.queries.parts import said_of
from payables.platform.db import Transaction
from payables.vendors import queries as vendors


async def compare_chosen(tx: Transaction, before: Invoice, after: Invoice) -> list[Reason]:
    """Nothing where the vendor is the one that it was, or the invoice came of no paper. Each reason once, however many papers
    give it."""
    if after.vendor_id is None or after.vendor_id == before.vendor_id or after.upload_id is None:
        return []
    vendor = await vendors.by_id(tx, after.company_id, after.vendor_id)
    readings = await said_of(tx, after.upload_id)
    if vendor is None or not readings:
        return []
    company = (await accounts.company_for_work(tx, after.company_id)).company
    found = [reason for reading in readings for reason in compare_vendor(vendor, reading, company)]
    return list({reason.code: reason for reason in reversed(found)}.values())
