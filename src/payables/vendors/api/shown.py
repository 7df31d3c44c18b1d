"""A vendor as answers show it."""

from collections.abc import Collection, Mapping

from payables.kit.dates import format_plain, format_utc
from payables.platform.db import Transaction
from payables.platform.http.instants import twins
from payables.vendors.model import BankChange, BankHold, Vendor
from payables.vendors.queries.bank_changes import open_of
from payables.vendors.rules.bank_hold import why_held
from payables.vendors.schema.vendors import PendingBankChange, ShownBankHold, VendorObject


async def pending_of(tx: Transaction, vendors: Collection[Vendor]) -> Mapping[int, BankChange]:
    """What waits for them, by vendor: asked for only where something does."""
    return await open_of(tx, [vendor.id for vendor in vendors if vendor.bank_hold is BankHold.WAITING])


def shown(vendor: Vendor, company_name: str, pending: Mapping[int, BankChange]) -> VendorObject:
    return VendorObject(
        id=vendor.id,
        ottimate_company_id=vendor.company_id,
        erp_vendor_id=vendor.erp_vendor_id,
        erp_vendor_name=vendor.erp_vendor_name,
        company_name=company_name,
        email=vendor.email,
        phone=vendor.phone,
        net_terms=vendor.net_terms,
        payment_method=vendor.payment_method,  # type: ignore[arg-type]
        address_line_1=vendor.address_line_1,
        address_line_2=vendor.address_line_2,
        city=vendor.city,
        state=vendor.state,
        zipcode=vendor.zipcode,
        tax_id=vendor.tax_id,
        iban=vendor.iban,
        pending_bank_change=_pending(pending.get(vendor.id)),
        bank_hold=_hold(vendor),
        created_date=format_plain(vendor.created_at),
        created_date_utc=format_utc(vendor.created_at),
        last_modified_date=format_plain(vendor.updated_at),
        last_modified_date_utc=format_utc(vendor.updated_at),
    )


def basic(vendor: Vendor) -> VendorObject:
    return VendorObject(
        id=vendor.id,
        ottimate_company_id=vendor.company_id,
        erp_vendor_id=vendor.erp_vendor_id,
        erp_vendor_name=vendor.erp_vendor_name,
    )


def _pending(change: BankChange | None) -> PendingBankChange | None:
    if change is None:
        return None
    return PendingBankChange(str(change.id), change.iban, **twins("asked_date", change.asked_at))


def _hold(vendor: Vendor) -> ShownBankHold | None:
    message = why_held(vendor.bank_hold, vendor.bank_hold_until)
    if vendor.bank_hold is None or message is None:
        return None
    until = format_plain(vendor.bank_hold_until) if vendor.bank_hold_until else None
    return ShownBankHold(vendor.bank_hold, message, until)
