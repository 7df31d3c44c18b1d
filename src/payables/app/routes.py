"""All routes of the API, capability by capability, on one screen."""

from typing import Any

from payables.access import api as access
from payables.accounts import api as accounts
from payables.capture import api as capture
from payables.custom_fields import api as custom_fields
from payables.dimensions import api as dimensions
from payables.invoices.api import approvals, archive, export, read, write
from payables.payments import api as payments
from payables.vendors import api as vendors

ROUTES: list[Any] = [
    access.post_token,
    accounts.list_accounts,
    accounts.list_companies,
    accounts.list_locations,
    custom_fields.list_custom_fields,
    dimensions.list_dimensions,
    dimensions.get_dimension,
    dimensions.post_dimension,
    dimensions.post_dimensions,
    vendors.list_vendors,
    vendors.get_vendor,
    vendors.post_vendor,
    vendors.post_vendors,
    capture.upload_invoice,
    capture.list_uploads,
    read.list_invoices,
    read.get_invoice,
    read.get_image,
    write.post_invoice,
    write.patch_invoice,
    approvals.list_approvers,
    approvals.post_approvers,
    approvals.delete_approver,
    approvals.post_approve,
    approvals.post_flag,
    archive.post_archive_many,
    archive.post_restore_many,
    archive.post_archive,
    archive.post_restore,
    export.post_mark_exported,
    export.post_mark_unexported,
    payments.post_payment,
    payments.list_payments_of_invoice,
    payments.list_payments,
    payments.post_payments,
    payments.post_void,
]
