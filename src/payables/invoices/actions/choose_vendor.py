"""Find the vendor that a body names, or create it (contract/invoices-and-catalog.md sections 3.3 and 3.4)."""

from collections.abc import Mapping
from typing import Any

from payables.kit.errors import FieldError, InvalidFields, NotFound
from payables.platform.caller import Caller, Permission
from payables.platform.db import Transaction
from payables.vendors import queries as vendors
from payables.vendors.actions.create_vendor import create_vendor
from payables.vendors.errors import VendorExists
from payables.vendors.model import Vendor

NAMES = ("ottimate_vendor_id", "erp_vendor_id")


async def choose_vendor(
    tx: Transaction, caller: Caller, company_id: int, values: Mapping[str, Any], *, may_create: bool
) -> Vendor | None:
    """The vendor of `ottimate_vendor_id` or `erp_vendor_id`; None where they are null or left out.

    A vendor of another company is as unknown as none. A new one takes `erp_vendor_name` and the permission to write
    vendors. Raises NotFound, InvalidFields, PermissionDenied.
    """
    vendor_id, erp_id = (values.get(name) for name in NAMES)
    if vendor_id is None:
        return await _by_erp_id(tx, caller, company_id, values, may_create=may_create) if erp_id else None
    vendor = await vendors.by_id(tx, company_id, vendor_id)
    if vendor is None:
        raise NotFound(what="vendor")
    if erp_id is not None and vendor.erp_vendor_id != erp_id:
        sentence = "This is another vendor than ottimate_vendor_id names: send one of the two."
        raise InvalidFields([FieldError("erp_vendor_id", sentence, "vendor_mismatch")])
    return vendor


async def _by_erp_id(
    tx: Transaction, caller: Caller, company_id: int, values: Mapping[str, Any], *, may_create: bool
) -> Vendor:
    erp_id, name = values["erp_vendor_id"], values.get("erp_vendor_name")
    if vendor := await vendors.by_erp_id(tx, company_id, erp_id):
        return vendor
    if not may_create:
        sentence = "The company has no such vendor: create it first with POST /v1/vendors."
        raise InvalidFields([FieldError("erp_vendor_id", sentence, "unknown_vendor")])
    if name is None:
        sentence = "The company has no such vendor: send its name too and it is created."
        raise InvalidFields([FieldError("erp_vendor_name", sentence, "required")])
    caller.need(Permission.VENDORS_WRITE)
    try:
        return await create_vendor(tx, company_id, {"erp_vendor_id": erp_id, "erp_vendor_name": name})
    except VendorExists:
        # somebody else created it in this very moment
        vendor = await vendors.by_erp_id(tx, company_id, erp_id)
        assert vendor is not None
        return vendor
