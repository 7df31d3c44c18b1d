"""Refusals of vendors."""

from payables.kit.errors import Refusal


class VendorExists(Refusal):
    """The company has a vendor with this erp_vendor_id, id {vendor_id}: change it by POST /v1/vendors/bulk."""

    status = 409
    code = "vendor_exists"
