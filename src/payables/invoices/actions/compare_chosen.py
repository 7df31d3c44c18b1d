"""Somebody has chosen another vendor than the paper was matched with: its papers are compared with that one's record, and
with those of others."""

from payables.accounts import queries as accounts
from payables.extraction.accounts import accounts_of
from payables.invoices.actions.compare_vendor import compare_vendor
from payables.invoices.model import Invoice, Reason
from payables.invoices.queries.parts import said_of
from payables.invoices.rules.paper_against_vendor import rival_reasons, tax_ids_of
from payables.platform.db import Transaction
from payables.vendors import queries as vendors
from payables.vendors.model import Signs


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
    found: list[Reason] = []
    for reading in readings:
        signs = Signs(tax_ids=tuple(tax_ids_of(reading, company.tax_ids)), ibans=tuple(accounts_of(reading)))
        candidates = await vendors.matching_candidates(tx, company.id, signs)
        found += [*compare_vendor(vendor, reading, company), *rival_reasons(vendor, candidates)]
    return list({reason.code: reason for reason in reversed(found)}.values())
