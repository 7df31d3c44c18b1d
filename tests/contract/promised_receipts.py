"""What contract/invoices-and-catalog.md section 6 promises of receipts, for test_promised_operations.py."""

NAMING_THE_ORDER = {"ottimate_po_id", "erp_vendor_id", "ottimate_location_id", "po_number", "po_external_id"}
OF_RECEIPT = {"receipt_number", "date", "total_amount", "invoice_number_ref", "note"}
OF_LINE = {"quantity", "external_id", "price", "uom", "ottimate_po_item_id", "po_external_item_id", "sku"}
ENTERED = {"external_id", *OF_RECEIPT, *NAMING_THE_ORDER, *(f"items.{name}" for name in OF_LINE)}
BULK = ({202, 400}, set[str](), {"ottimate_company_id", *(f"receipts.{name}" for name in ENTERED)})

OPERATIONS: dict[tuple[str, str], tuple[set[int], set[str], set[str]]] = {
    ("GET", "/v1/receipts"): (
        {200, 400, 401},
        {
            "ottimate_company_id", "ottimate_location_id", "ottimate_po_id", "status", "date_from", "date_to", "expand",
            "external_id", "page", "limit",
        },
        set(),
    ),
    ("POST", "/v1/receipts"): ({201, 400}, set(), ENTERED),
    ("GET", "/v1/receipts/{id}"): ({200, 404}, set(), set()),
    ("PATCH", "/v1/receipts/{id}"): (
        {200, 400, 404}, set(), {*OF_RECEIPT, "items.id", *(f"items.{name}" for name in OF_LINE)},
    ),
    ("POST", "/v1/receipts/bulk"): BULK,
    ("POST", "/v1/receipts/bulk-upsert"): BULK,
}  # fmt: skip

SUMMARY = {"id", "external_id", "receipt_number", "status", "ottimate_po_id", "date", "total_amount"}
SHOWN_LINE = {
    "id", "external_id", "ottimate_po_item_id", "name", "sku", "quantity", "price", "uom", "created_date",
    "created_date_utc", "last_modified_date", "last_modified_date_utc",
}  # fmt: skip
ANSWERS: dict[tuple[str, str], set[str]] = {
    ("GET", "/v1/receipts"): {
        "version", "count", "page", "limit",
        *(f"receipts.{name}" for name in (*SUMMARY, "created_date", "created_date_utc")),
        *(f"receipts.items.{name}" for name in SHOWN_LINE),
    },
    ("POST", "/v1/receipts"): {*SUMMARY, "items_count", "created_date"},
    ("GET", "/v1/receipts/{id}"): {
        "version",
        *(f"receipt.{name}" for name in (
            *SUMMARY, "created_date", "created_date_utc", "invoice_number_ref", "note", "last_modified_date",
            "last_modified_date_utc", *(f"items.{name}" for name in SHOWN_LINE))),
    },
    ("PATCH", "/v1/receipts/{id}"): {"version", "items_count", "last_modified_date", *SUMMARY},
    ("POST", "/v1/receipts/bulk"): {
        "version", "status", "batch_id", "batch_url", "results_url", "summary.count", "summary.total_items",
    },
}  # fmt: skip

ENUMS = {"ReceiptStatus": {"open", "pending", "flagged", "closed", "archived", "deleted"}}
