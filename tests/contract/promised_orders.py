"""What contract/invoices-and-catalog.md section 5 promises of purchase orders, for test_promised_operations.py."""

OF_ORDER = {
    "erp_vendor_name", "date", "total_amount", "tax", "freight", "miscellaneous_charges", "invoice_number_ref", "is_2_way",
    "custom_fields",
}  # fmt: skip
OF_LINE = {"name", "quantity", "price", "external_id", "sku", "uom", "dimensions"}
BULK = (
    {202, 400}, set[str](),
    {
        "ottimate_company_id", "ottimate_location_id", "purchase_orders.po_number", "purchase_orders.erp_vendor_id",
        *(f"purchase_orders.{name}" for name in OF_ORDER), *(f"purchase_orders.items.{name}" for name in OF_LINE),
    },
)  # fmt: skip

OPERATIONS: dict[tuple[str, str], tuple[set[int], set[str], set[str]]] = {
    ("GET", "/v1/purchase-orders"): (
        {200, 400, 401},
        {
            "ottimate_company_id", "ottimate_location_id", "erp_vendor_id", "status", "date_from", "date_to", "expand",
            "external_id", "page", "limit",
        },
        set(),
    ),
    ("POST", "/v1/purchase-orders"): (
        {201, 400}, set(),
        {
            "ottimate_location_id", "po_number", "erp_vendor_id", "external_id", *OF_ORDER,
            *(f"items.{name}" for name in OF_LINE),
        },
    ),
    ("GET", "/v1/purchase-orders/{id}"): ({200, 404}, set(), set()),
    ("PATCH", "/v1/purchase-orders/{id}"): (
        {200, 400, 404}, set(), {*OF_ORDER, "items.id", *(f"items.{name}" for name in OF_LINE)},
    ),
    ("POST", "/v1/purchase-orders/bulk"): BULK,
    ("POST", "/v1/purchase-orders/bulk-upsert"): BULK,
}  # fmt: skip

SUMMARY = {
    "id", "external_id", "po_number", "status", "ottimate_location_id", "ottimate_company_id", "date", "erp_vendor_id",
    "erp_vendor_name", "total_amount",
}  # fmt: skip
SHOWN_LINE = {"id", "created_date", "last_modified_date", *OF_LINE}
ANSWERS: dict[tuple[str, str], set[str]] = {
    ("GET", "/v1/purchase-orders"): {
        "version", "count", "page", "limit",
        *(f"purchase_orders.{name}" for name in (
            *SUMMARY, "created_date", "created_date_utc", "last_modified_date", "last_modified_date_utc", "custom_fields")),
    },
    ("POST", "/v1/purchase-orders"): {
        *SUMMARY, "items_count", "created_date", "custom_fields", *(f"items.{name}" for name in SHOWN_LINE),
    },
    ("GET", "/v1/purchase-orders/{id}"): {
        "version",
        *(f"purchase_order.{name}" for name in (
            *SUMMARY, "created_date", "created_date_utc", "last_modified_date", "last_modified_date_utc", "custom_fields",
            "tax", "freight", "miscellaneous_charges", "invoice_number_ref", "is_2_way",
            *(f"items.{name}" for name in SHOWN_LINE))),
    },
    ("PATCH", "/v1/purchase-orders/{id}"): {"version", "items_count", "last_modified_date", *SUMMARY},
    ("POST", "/v1/purchase-orders/bulk"): {
        "version", "status", "batch_id", "batch_url", "results_url", "summary.count", "summary.total_items",
    },
}  # fmt: skip

ENUMS = {"OrderStatus": {"pending", "open", "received", "closed", "flagged", "archived", "deleted"}}
