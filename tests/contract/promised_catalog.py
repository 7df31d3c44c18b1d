"""What contract/invoices-and-catalog.md sections 7.1 to 7.6 promise of entries, prices and allowances, for
test_promised_operations.py."""

PLACE = {"ottimate_location_id", "ottimate_group_id"}
OF_PRICE = {"price", "unit_price", "price_type", *PLACE, "start_date", "end_date", "reference_id"}
OF_ALLOWANCE = {"allowance_type", "unit_allowance", "target", *PLACE, "start_date", "end_date"}
NESTED = {
    *(f"prices.{name}" for name in (*OF_PRICE, "data")),
    *(f"allowances.{name}" for name in (*OF_ALLOWANCE, "allowance", "reference_id", "data")),
}
CHANGED = {
    "erp_vendor_id", "item_name", "description", "original_description", "sku", "upc", "size", "uom", "buying_format", "price",
    "unit_price", "is_split_case", "authorized_vendor", "dimensions", "properties",
}  # fmt: skip
ENTERED = {
    *CHANGED, "ottimate_company_id", "reference_id", "last_purchased_price", "catalog_unique_key", "prices", "allowances",
}  # fmt: skip
ACCEPTED = {"version", "status", "batch_id", "batch_url", "results_url", "summary.count"}

OPERATIONS: dict[tuple[str, str], tuple[set[int], set[str], set[str]]] = {
    ("GET", "/v1/catalog/entries"): (
        {200, 400, 401},
        {
            "ottimate_company_id", "erp_vendor_id", "search", "sku", "upc", "buying_format", "size", "uom", "price",
            "unit_price", "page", "limit", "expand",
        },
        set(),
    ),
    ("POST", "/v1/catalog/entries"): ({201, 400, 401}, set(), ENTERED | NESTED),
    ("GET", "/v1/catalog/entries/{id}"): ({200, 404}, set(), set()),
    ("PATCH", "/v1/catalog/entries/{id}"): ({200, 400, 403, 404}, set(), CHANGED | {"erp_vendor_name"}),
    ("POST", "/v1/catalog/entries/bulk"): (
        {202, 400, 401}, set(), {"ottimate_company_id", *(f"entries.{name}" for name in ENTERED)},
    ),
    ("GET", "/v1/catalog/allowances"): (
        {200, 400},
        {"ottimate_company_id", "catalog_entry_id", "ottimate_location_id", "effective_date", "page", "limit"},
        set(),
    ),
    ("POST", "/v1/catalog/allowances"): (
        {201, 400, 401}, set(),
        {"ottimate_company_id", "catalog_entry_id", "amount", "reference_id", *OF_ALLOWANCE},
    ),
    ("PATCH", "/v1/catalog/allowances/{id}"): ({200, 400, 403, 404}, set(), {"amount", *OF_ALLOWANCE}),
    ("POST", "/v1/catalog/allowances/bulk"): (
        {202, 400, 401}, set(),
        {"ottimate_company_id", *(f"allowances.{name}" for name in (*OF_ALLOWANCE, "amount", "reference_id"))},
    ),
    ("GET", "/v1/catalog/prices"): (
        {200, 400},
        {
            "ottimate_company_id", "catalog_entry_id", "ottimate_location_id", "effective_date", "price_type", "page", "limit",
        },
        set(),
    ),
    ("POST", "/v1/catalog/prices"): (
        {201, 400, 401}, set(), {"ottimate_company_id", "catalog_entry_id", *OF_PRICE},
    ),
    ("POST", "/v1/catalog/prices/bulk"): (
        {202, 400, 401}, set(), {"ottimate_company_id", *(f"prices.{name}" for name in (*OF_PRICE, "catalog_entry_id"))},
    ),
}  # fmt: skip

CHANGED_AT = {"created_date", "created_date_utc", "last_modified_date", "last_modified_date_utc"}
SUMMARY = {
    "id", "ottimate_company_id", "item_name", "description", "reference_id", "sku", "upc", "buying_format", "pack_size", "uom",
    "price", "unit_price", "last_purchased_price", "erp_vendor_id", "erp_vendor_name", "ottimate_vendor_name",
    "is_split_case", "last_purchased_date", "last_purchased_date_utc", *CHANGED_AT,
}  # fmt: skip
DATED = {"start_date", "start_date_utc", "end_date", "end_date_utc", "reference_id", *CHANGED_AT}
PRICE = {
    "id", "catalog_entry_id", "ottimate_company_id", "price", "unit_price", "price_type", "price_type_display", *PLACE, *DATED,
}  # fmt: skip
ALLOWANCE = {
    "id", "catalog_entry_id", "ottimate_company_id", "allowance_type", "amount", "unit_allowance", "target", "target_type",
    *PLACE, *DATED,
}  # fmt: skip
IN_FULL = {
    *SUMMARY, "dimensions", "display_name", "warnings.message",
    *(f"prices.{name}" for name in PRICE), *(f"allowances.{name}" for name in ALLOWANCE),
}  # fmt: skip
PAGE = {"version", "count", "page", "limit", "per_page"}
ANSWERS: dict[tuple[str, str], set[str]] = {
    ("GET", "/v1/catalog/entries"): {*PAGE, *(f"results.{name}" for name in IN_FULL)},
    ("POST", "/v1/catalog/entries"): IN_FULL,
    ("GET", "/v1/catalog/entries/{id}"): IN_FULL,
    ("PATCH", "/v1/catalog/entries/{id}"): IN_FULL,
    ("POST", "/v1/catalog/entries/bulk"): ACCEPTED,
    ("GET", "/v1/catalog/prices"): {*PAGE, *(f"results.{name}" for name in PRICE)},
    ("POST", "/v1/catalog/prices"): PRICE,
    ("POST", "/v1/catalog/prices/bulk"): ACCEPTED,
    ("GET", "/v1/catalog/allowances"): {*PAGE, *(f"results.{name}" for name in ALLOWANCE)},
    ("POST", "/v1/catalog/allowances"): ALLOWANCE,
    ("PATCH", "/v1/catalog/allowances/{id}"): ALLOWANCE,
    ("POST", "/v1/catalog/allowances/bulk"): ACCEPTED,
}

ENUMS: dict[str, set[str]] = {"AllowanceType": {"allowance", "discount", "rebate"}}
