"""A vendor per row; it meets the vendor of the company by erp_vendor_id."""

from collections.abc import Collection, Mapping, Sequence

from payables.imports.kinds.master import Master
from payables.platform.caller import Permission
from payables.platform.db import Transaction
from payables.vendors import queries
from payables.vendors.actions.import_vendors import import_vendors
from payables.vendors.actions.withdraw_vendors import withdraw_vendors
from payables.vendors.model import BankHold, Vendor

COLUMNS = (
    "erp_vendor_id", "erp_vendor_name", "email", "phone", "net_terms", "payment_method", "address_line_1",
    "address_line_2", "city", "state", "zipcode", "tax_id", "iban",
)  # fmt: skip
ALIASES = {
    "vendor id": "erp_vendor_id",
    "vendor number": "erp_vendor_id",
    "vendor name": "erp_vendor_name",
    "vendor": "erp_vendor_name",
    "name": "erp_vendor_name",
    "e-mail address": "email",
    "terms": "net_terms",
    "payment terms": "net_terms",
    "address": "address_line_1",
    "zip": "zipcode",
    "postal code": "zipcode",
    "vat number": "tax_id",
}

BANK_DETAILS_WAIT = (
    "Its new bank details wait for a second person: they are confirmed, declined or withdrawn by themselves."
)


async def _lock(tx: Transaction, company_id: int, ids: Collection[str]) -> Mapping[str, Vendor]:
    found = await queries.lock_by_ids(tx, company_id, [int(id) for id in ids])
    return {str(id): vendor for id, vendor in found.items()}


async def _withdraw(tx: Transaction, company_id: int, ids: Sequence[str]) -> set[str]:
    return {str(id) for id in await withdraw_vendors(tx, company_id, [int(id) for id in ids])}


def _waits(vendor: Vendor) -> str | None:
    return BANK_DETAILS_WAIT if vendor.bank_hold is BankHold.WAITING else None


KIND = Master(
    "erp_vendor_id", COLUMNS, ALIASES, Permission.VENDORS_WRITE, import_vendors, _lock, _withdraw, _waits
).kind
