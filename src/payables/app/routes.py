"""All routes of the API, capability by capability, on one screen."""

from typing import Any

from payables.access import api as access
from payables.accounts import api as accounts
from payables.approvals.api import policies, stand_ins
from payables.audit import api as audit
from payables.batches import api as batches
from payables.capture import api as capture
from payables.coding.api import mapping_rules
from payables.coding.api import settings as coding_settings
from payables.custom_fields import api as custom_fields
from payables.dimensions import api as dimensions
from payables.invoices.api import approvals, archive, coding, comments, export, imports, read, write
from payables.notices import api as notices
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
    coding.post_code,
    mapping_rules.list_mapping_rules,
    mapping_rules.get_mapping_rule,
    mapping_rules.post_mapping_rule,
    mapping_rules.patch_mapping_rule,
    mapping_rules.delete_mapping_rule,
    coding_settings.get_coding_settings,
    coding_settings.patch_coding_settings,
    imports.post_import,
    batches.list_batches,
    batches.get_progress,
    batches.get_results,
    policies.list_policies,
    policies.post_policy,
    policies.get_policy,
    policies.patch_policy,
    policies.delete_policy,
    policies.list_versions,
    policies.post_restore,
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
    comments.list_comments,
    comments.post_comment,
    comments.delete_comment,
    notices.list_notices,
    notices.post_read,
    stand_ins.list_stand_ins,
    stand_ins.post_stand_in,
    stand_ins.delete_stand_in,
    audit.list_entries,
    audit.get_head,
]
