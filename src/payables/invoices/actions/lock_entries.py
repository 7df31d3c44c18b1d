"""Many invoices are about to be entered in one transaction: what simultaneous entries wait at is locked for all of them."""

from collections.abc import Mapping, Sequence
from typing import Any

from payables.duplicates.actions.lock_keys import lock_keys
from payables.invoices.model import Draft
from payables.invoices.rules.compared import compared_of_draft
from payables.invoices.rules.field_table import OWN
from payables.invoices.rules.fields import currency_of, read_header
from payables.platform.db import Transaction
from payables.vendors import queries as vendors

COMPARED = ("invoice_number", "type", "invoice_date", "total_amount")


async def lock_entries(tx: Transaction, company_id: int, currency: str, entries: Sequence[Mapping[str, Any]]) -> None:
    """`entries` are bodies of create_invoice that name vendors by erp_vendor_id; `currency` is the company's. What is wrong
    with them is told when they are entered."""
    named = {str(sent["erp_vendor_id"]) for sent in entries if "erp_vendor_id" in sent}
    vendor_ids = await vendors.ids_by_erp_ids(tx, company_id, sorted(named)) if named else {}
    drafts = [_draft(company_id, currency, sent, vendor_ids) for sent in entries]
    await lock_keys(tx, [compared_of_draft(draft) for draft in drafts])


def _draft(company_id: int, currency: str, sent: Mapping[str, Any], vendor_ids: Mapping[str, int]) -> Draft:
    """As far as it is compared. Its place is no part of what is locked."""
    own = currency_of(sent, currency)
    values = read_header(sent, own).values
    compared = {OWN[name]: values[name] for name in COMPARED if values.get(name) is not None}
    vendor_id = vendor_ids.get(str(sent.get("erp_vendor_id")))
    return Draft(company_id, location_id=0, currency=own, source="import", vendor_id=vendor_id, **compared)
