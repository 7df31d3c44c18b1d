"""Which values of a request are kept as they were sent: decided by the name of the field and by what the value looks like.

Both must fit. `tax_id` is not on the list although it is called an id; `ottimate_vendor_id` is, but only a value that is one
of our ids is shown. See docs/decisions/0016-request-log.md.
"""

import re
from functools import lru_cache

# Ids that Payables gave.
OUR_IDS = frozenset(
    {
        "account_id", "actor_id", "approval_id", "batch_id", "catalog_entry_id", "comment_id", "credit_memo_id",
        "department_ids", "export_job_id", "gl_account_ids", "id", "ids", "image_id", "import_def_id", "invoice_id",
        "invoice_ids", "invoice_uuid", "item_id", "item_ids", "location_group_id", "mapping_id", "other_invoice_id",
        "ottimate_catalog_id", "ottimate_company_id", "ottimate_company_ids", "ottimate_group_id", "ottimate_invoice_id",
        "ottimate_location_id", "ottimate_location_ids", "ottimate_po_id", "ottimate_po_item_id", "ottimate_vendor_id",
        "policy_id", "receipt_item_id", "reference_id", "request_id", "rule_id", "split_rule_id", "subject_id", "upload_id",
        "user_id", "vendor_id", "vendor_ids",
    }
)  # fmt: skip
# What the customer's ERP calls its records: by these an integrator recognises them.
ERP_IDS = frozenset({"erp_vendor_id", "erp_vendor_ids", "erp_dimension_id", "external_id", "po_external_id"})
# Words from a list that the API documents; no other value of theirs is shown.
CODED = frozenset(
    {
        "action", "aspect", "channel", "code", "decision", "detail", "error", "exception_type", "expand", "export_status",
        "format", "grant_type", "kind", "method", "order", "outcome", "payment_status", "price_type", "role", "scope",
        "setting", "source", "state", "status", "subject_type", "target_type", "token_type", "type", "version",
    }
)  # fmt: skip
# How many, which page, and places in what was sent.
COUNTS = frozenset(
    {
        "count", "created_count", "error_count", "failed_count", "image_page", "index", "items_count", "limit", "page",
        "per_page", "seq", "success_count", "tasks_completed", "tasks_count", "tasks_failed", "total_items",
        "updated_count",
    }
)  # fmt: skip
ENDS_OF_DATES = ("date", "date_utc", "timestamp", "_at", "_at_utc", "_from", "_from_utc", "_to", "_to_utc")

OUR_ID = re.compile(
    r"[0-9]{1,10}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|(racc|pbjappr|req)_[0-9a-f]{32}|dim_[0-9a-z]{12}|cte_[0-9]{1,10}"
    r"|payables_(sandbox|production)_client_[0-9a-z]{12,40}",
    re.IGNORECASE | re.ASCII,
)
_ERP_ID = re.compile(r"[0-9A-Za-z][0-9A-Za-z._/-]{0,31}")
_DATE = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,9})?)?(Z|[+-][0-9]{2}:?[0-9]{2})?)?"
)
_CURRENCY = re.compile(r"[A-Z]{3}")
_COUNT = re.compile(r"[0-9]{1,9}")
_VERSION = re.compile(r"[0-9]\.[0-9]\.[0-9]")
_LARGEST_NUMBER = 2**31


@lru_cache(maxsize=4096)
def pattern_of(name: str) -> re.Pattern[str] | None:
    """What a text in a field of this name has to look like to be shown; None for a field that is not on the list."""
    if name in OUR_IDS:
        return OUR_ID
    if name in ERP_IDS:
        return _ERP_ID
    if name in CODED:
        return _VERSION
    if name == "currency":
        return _CURRENCY
    if name in COUNTS:
        return _COUNT
    return _DATE if name.endswith(ENDS_OF_DATES) else None


def is_shown(name: str, value: str, pattern: re.Pattern[str], codes: frozenset[str]) -> bool:
    """`pattern` is that of the name; `codes` are the API's own words. Several ids or words may be divided by commas."""
    if name in CODED:
        return all(part in codes or pattern.fullmatch(part) for part in value.split(","))
    return all(pattern.fullmatch(part) for part in value.split(","))


def is_number_shown(name: str, value: int) -> bool:
    """Of a whole number in a field of this name."""
    return (name in OUR_IDS or name in COUNTS) and 0 <= value < _LARGEST_NUMBER
