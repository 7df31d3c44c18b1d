"""What contract/invoices-and-catalog.md sections 7.7 and 7.8 promise of variances, for test_promised_operations.py."""

OPERATIONS: dict[tuple[str, str], tuple[set[int], set[str], set[str]]] = {
    ("GET", "/v1/catalog/variances"): (
        {200, 400},
        {
            "ottimate_company_id", "variance_only", "expand", "invoice_start_date", "invoice_end_date", "erp_vendor_ids",
            "ottimate_location_ids", "exception_type", "page", "limit",
        },
        set(),
    ),
    ("GET", "/v1/catalog/variances/{id}/invoice-items"): ({200, 404}, {"page", "limit"}, set()),
    ("GET", "/v1/catalog/variance-batches"): (
        {200, 400, 403},
        {
            "ottimate_company_id", "batch_number", "exported_after", "exported_after_utc", "exported_before",
            "exported_before_utc", "page", "limit",
        },
        set(),
    ),
    ("POST", "/v1/catalog/variance-batches/{id}/export"): ({200, 400, 403, 404}, set(), set()),
}  # fmt: skip

LINE = {"id", "invoice_id", "item_name", "price", "quantity", "invoice_date", "price_variance", "effective_price"}
BATCH = {
    "id", "ottimate_company_id", "batch_number", "export_status", "exported_at", "exported_at_utc",
    *(f"costbatch_payload.{name}" for name in (
        "description", "zone", "import_def_id", "external_batch_number", "start_datetime", "catalog_items")),
}  # fmt: skip
ANSWERS: dict[tuple[str, str], set[str]] = {
    ("GET", "/v1/catalog/variances"): {
        "version", "count", "page", "limit",
        *(f"results.{name}" for name in ("id", "item_name", "sku", "upc", "pack_size", "erp_vendor_id", "has_more")),
        *(f"results.last_invoice_item.{name}" for name in LINE - {"invoice_id", "item_name", "quantity"}),
        *(f"results.invoice_items.{name}" for name in LINE),
    },
    ("GET", "/v1/catalog/variances/{id}/invoice-items"): {
        "version", "count", "page", "limit", *(f"results.{name}" for name in LINE),
    },
    ("GET", "/v1/catalog/variance-batches"): {
        "version", "count", "next", "previous", "page", "limit", *(f"results.{name}" for name in BATCH),
    },
    ("POST", "/v1/catalog/variance-batches/{id}/export"): BATCH,
}  # fmt: skip
ENUMS = {"ExceptionType": {"underbilling", "overbilling"}}
