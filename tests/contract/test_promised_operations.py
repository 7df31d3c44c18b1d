"""The OpenAPI document promises what the contract does: operations, parameters, statuses, fields, enums.

The tables repeat contract/platform.md sections 2, 5, 8 and appendix A, contract/invoices-and-catalog.md sections 2 to 4.
"""

import ast
import json
from pathlib import Path

import pytest
from tests.contract import promised_catalog, promised_orders, promised_receipts, promised_variances

import payables
from harness.contract import contract

DOCUMENT = contract().document
SCHEMAS = DOCUMENT["components"]["schemas"]

# method, path: statuses that the contract declares, query parameters, fields of the body (form parts for the upload)
OPERATIONS: dict[tuple[str, str], tuple[set[int], set[str], set[str]]] = {
    ("POST", "/v1/oauth/token"): ({200, 400, 401}, set(), {"grant_type", "client_id", "client_secret", "scope"}),
    ("POST", "/oauth/token"): ({200, 400, 401}, set(), {"grant_type", "client_id", "client_secret", "scope"}),
    ("GET", "/v1/accounts"): ({200}, {"search", "limit", "page"}, set()),
    ("GET", "/v1/accounts/{id}/companies"): ({200}, {"search", "limit", "page"}, set()),
    ("GET", "/v1/accounts/{id}/locations"): ({200}, {"search", "limit", "page"}, set()),
    ("GET", "/v1/dimensions"): (
        {200, 400, 401}, {"ottimate_company_id", "erp_type", "detail", "page", "limit"}, set(),
    ),
    ("GET", "/v1/dimensions/{id}"): ({200, 404}, set(), set()),
    ("POST", "/v1/dimensions"): (
        {201, 400}, set(),
        {"ottimate_company_id", "erp_type", "ottimate_type", "name", "code", "reference_id", "erp_dimension_id"},
    ),
    ("POST", "/v1/dimensions/bulk"): ({201, 207, 400}, set(), {"ottimate_company_id", "dimensions"}),
    ("POST", "/v1/dimensions/bulk-create"): ({201, 207, 400}, set(), {"ottimate_company_id", "dimensions"}),
    ("GET", "/v1/vendors"): (
        {200, 400, 401},
        {
            "ottimate_company_id", "detail", "page", "limit", "last_modified_date_from", "last_modified_date_to",
            "last_modified_date_from_utc", "last_modified_date_to_utc",
        },
        set(),
    ),
    ("GET", "/v1/vendors/{id}"): ({200, 404}, set(), set()),
    ("POST", "/v1/vendors"): (
        {201, 400}, set(),
        {
            "ottimate_company_id", "erp_vendor_name", "erp_vendor_id", "email", "phone", "net_terms", "payment_method",
            "address_line_1", "address_line_2", "city", "state", "zipcode",
        },
    ),
    ("POST", "/v1/vendors/bulk"): ({201, 207, 400}, set(), {"ottimate_company_id", "vendors"}),
    ("POST", "/v1/vendors/bulk-create"): ({201, 207, 400}, set(), {"ottimate_company_id", "vendors"}),
    ("GET", "/v1/invoices"): (
        {200, 400, 401, 403, 404, 500},
        {
            "page", "limit", "date_from", "date_to", "date_from_utc", "date_to_utc", "last_modified_date_from",
            "last_modified_date_to", "last_modified_date_from_utc", "last_modified_date_to_utc", "last_modified_user_id",
            "status", "payment_status", "ottimate_location_ids", "ottimate_vendor_id", "invoice_ids", "search",
            "custom_fields", "expand", "reference_id",
        },
        set(),
    ),
    ("POST", "/v1/invoices"): (
        {201, 400}, set(),
        {
            "ottimate_company_id", "ottimate_location_id", "ottimate_vendor_id", "erp_vendor_id", "invoice_number",
            "invoice_date", "due_date", "posting_date", "total_amount", "total_tax", "purchase_order", "notes", "currency",
            "type", "dimensions", "custom_fields", "items", "raw_images",
        },
    ),
    ("GET", "/v1/invoices/{id}"): ({200, 400, 401, 403, 404, 500}, {"expand"}, set()),
    ("PATCH", "/v1/invoices/{id}"): (
        {200, 400, 403, 404, 412, 500}, set(),
        {
            "ottimate_location_id", "erp_vendor_id", "erp_vendor_name", "invoice_number", "invoice_date", "due_date",
            "posting_date", "total_amount", "total_tax", "discount_amount", "purchase_order", "notes", "currency", "type",
            "dimensions", "custom_fields", "items", "image_urls", "raw_images",
        },
    ),
    ("POST", "/v1/invoices/import"): (
        {202, 400, 403}, set(),
        {
            "upload_id", "ottimate_location_id", "erp_vendor_id", "invoice_number", "invoice_date", "due_date",
            "posting_date", "total_amount", "total_tax", "purchase_order", "notes", "currency", "type", "dimensions",
            "custom_fields", "image_urls", "items.name", "items.quantity", "items.price", "items.sku", "items.is_taxed",
            "items.dimensions", "items.custom_fields",
        },
    ),
    ("PATCH", "/v1/invoices/{id}/images"): ({200, 400, 403, 404}, set(), {"images"}),
    ("GET", "/v1/batch"): (
        {200, 400, 401}, {"status", "date_from", "date_from_utc", "date_to", "date_to_utc", "limit", "page"}, set(),
    ),
    ("GET", "/v1/batch/{id}/progress"): ({200, 401, 403}, set(), set()),
    ("GET", "/v1/batch/{id}/results"): ({200, 401, 403}, set(), set()),
    ("POST", "/v1/invoices/upload"): (
        {200, 400, 401, 403, 413, 422, 500}, set(),
        {"ottimate_location_id", "file", "filename", "metadata", "created_email"},
    ),
    ("GET", "/v1/invoices/uploads"): ({200, 401}, {"ottimate_location_id", "all"}, set()),
    ("GET", "/v1/invoices/receiver-export"): (
        {200, 400, 403},
        {
            "ottimate_company_id", "ottimate_location_id", "exported_after", "exported_after_utc", "exported_before",
            "exported_before_utc", "vendor_id", "page", "limit",
        },
        set(),
    ),
    ("POST", "/v1/invoices/mark-exported"): (
        {200, 400, 401, 403, 500}, set(), {"invoices", "export_transaction_id", "marked_reason"},
    ),
    ("POST", "/v1/invoices/mark-unexported"): (
        {200, 400, 401, 403, 500}, set(), {"invoices", "marked_reason", "flag_invoice"},
    ),
    ("GET", "/v1/invoices/{id}/approvers"): ({200, 401, 403, 404}, set(), set()),
    ("POST", "/v1/invoices/{id}/approvers"): ({200, 400, 404}, set(), {"approvers", "id", "email"}),
    ("DELETE", "/v1/invoices/{id}/approvers"): ({200, 404}, {"approval_id"}, {"approval_id"}),
    ("POST", "/v1/invoices/{id}/approve"): ({200, 400, 404}, set(), {"comment", "force", "approver"}),
    ("POST", "/v1/invoices/{id}/flag"): ({200, 401, 403, 404}, set(), {"flagging_reason"}),
}  # fmt: skip

# Fields an answer must have, by operation; a name before a dot is the list or object that holds the rest.
ANSWERS: dict[tuple[str, str], set[str]] = {
    ("POST", "/v1/oauth/token"): {"access_token", "token_type", "expires_in", "scope"},
    ("GET", "/v1/accounts"): {
        "version", "count", "page", "limit", "results.id", "results.name", "results.created_date",
        "results.created_date_utc", "results.company_count", "results.location_count",
    },
    ("GET", "/v1/accounts/{id}/companies"): {
        "count", "page", "limit", "results.id", "results.name", "results.location_count", "results.plan",
    },
    ("GET", "/v1/accounts/{id}/locations"): {
        "count", "page", "limit", "results.id", "results.name", "results.company", "results.group",
        "results.location_group",
    },
    ("GET", "/v1/dimensions"): {
        "version", "count", "page", "limit",
        *(f"dimensions.{name}" for name in (
            "id", "name", "erp_type", "erp_dimension_id", "code", "reference_id", "ottimate_type", "ottimate_company_id")),
    },
    ("GET", "/v1/dimensions/{id}"): {"version", "dimension.id"},
    ("POST", "/v1/dimensions/bulk"): {
        "version", "success_count", "created_count", "updated_count", "error_count", "created.id", "updated.id",
        "errors.index", "errors.erp_dimension_id", "errors.error", "errors.type", "errors.name",
    },
    ("GET", "/v1/vendors"): {
        "version", "count", "page", "limit",
        *(f"vendors.{name}" for name in (
            "id", "ottimate_company_id", "company_name", "erp_vendor_id", "erp_vendor_name", "email", "phone", "net_terms",
            "payment_method", "address_line_1", "address_line_2", "city", "state", "zipcode", "last_modified_date",
            "last_modified_date_utc")),
    },
    ("GET", "/v1/vendors/{id}"): {"version", "vendor.id", "vendor.company_name"},
    ("POST", "/v1/vendors"): {"version", "id", "erp_vendor_name", "created_date", "vendor.id"},
    ("POST", "/v1/vendors/bulk"): {
        "version", "success_count", "created_count", "updated_count", "error_count", "created.id", "updated.id",
        "errors.index", "errors.erp_vendor_id", "errors.error", "errors.type",
    },
    ("GET", "/v1/invoices"): {
        "version", "count", "page", "limit",
        *(f"results.{name}" for name in (
            "id", "invoice_id", "invoice_number", "ottimate_vendor_name", "ottimate_location_name", "invoice_date", "due_date",
            "posting_date", "total_amount", "total_tax", "outstanding_balance", "currency", "type", "status", "payment_status",
            "purchase_order", "created_at", "created_at_utc", "approved_date", "approved_date_utc", "exported_date",
            "exported_date_utc", "last_modified_date", "last_modified_date_utc", "last_modified_user", "error",
            "has_price_variance", "has_unmatched_items", "on_hold", "url", "images", "dimensions", "items")),
    },
    ("GET", "/v1/invoices/{id}"): {
        "version", "id", "number", "invoice_number", "payment_info", "gl_splits", "history", "extraction", "items",
        "reference_id", "ottimate_vendor_id", "ottimate_location_id", "posting_date", "approved_date", "on_hold",
        "items.name", "items.quantity", "items.price", "items.dimensions", "history.id", "history.date", "history.date_utc",
        "history.reason", "history.message", "history.user", "last_modified_user.email", "images.id", "images.url",
    },
    ("PATCH", "/v1/invoices/{id}"): {
        "items_processing_result.success", "items_processing_result.failure", "items_processing_result.status",
    },
    ("POST", "/v1/invoices/import"): {"status", "batch_id", "batch_url", "results_url", "summary.invoice_count"},
    ("PATCH", "/v1/invoices/{id}/images"): {"images.id", "images.url", "image_errors.source", "image_errors.error"},
    ("GET", "/v1/batch"): {
        "count",
        *(f"results.{name}" for name in (
            "batch_id", "status", "progress", "tasks_count", "tasks_completed", "tasks_failed", "modified_at",
            "completed_at")),
    },
    ("GET", "/v1/batch/{id}/progress"): {
        "version", "batch_id", "progress", "tasks_count", "tasks_completed", "tasks_failed", "status", "results_url",
        "error",
    },
    ("GET", "/v1/batch/{id}/results"): {"version", "batch_id", "results.task", "results.result", "results.message"},
    ("POST", "/v1/invoices/upload"): {"version", "reference_id"},
    ("GET", "/v1/invoices/uploads"): {
        "version", "count",
        *(f"results.{name}" for name in (
            "id", "filename", "status", "date", "no_of_pages", "ottimate_location_name", "preview_url")),
    },
    ("GET", "/v1/invoices/{id}/approvers"): {
        "version", "approvers.id", "approvers.approver.id", "approvers.approver.email", "approvers.approver.display_name",
        "approvers.policy.id", "approvers.policy.name", "approvers.created_date", "approvers.status",
        "approvers.decided_date", "approvers.decided_by",
    },
    ("POST", "/v1/invoices/{id}/flag"): {
        "version", "success", "message", "invoice.id", "invoice.invoice_number", "invoice.status",
    },
    ("GET", "/v1/invoices/receiver-export"): {
        "count", "next", "previous", "page", "per_page", "results.ottimate_invoice_id", "results.ottimate_company_id",
        "results.ottimate_location_id", "results.invoice_number", "results.vendor_name", "results.invoice_date",
        "results.exported_at", "results.exported_at_utc", "results.receiver_status",
        *(
            f"results.receiver_lines.{name}"
            for name in (
                "catalog_unique_key", "upc", "description", "uom", "case_pack", "quantity_received", "unit_price",
                "extended_price", "pack_size", "vendor_id", "ottimate_catalog_id",
            )
        ),
    },
    ("POST", "/v1/invoices/mark-exported"): {"updated", "failed.id", "failed.error"},
    ("POST", "/v1/invoices/mark-unexported"): {
        "updated", "flagged", "failed.id", "failed.error", "skipped.id", "skipped.error",
    },
}  # fmt: skip

ENUMS = {
    "Status": {
        "approved", "incomplete", "archived", "processing", "needs-attention", "ready-for-export", "exported",
        "pending-approval",
    },
    "BatchStatus": {"processing", "completed"},
    "PaymentStatus": {"paid", "partial", "unpaid"},
    "InvoiceType": {"invoice", "credit_memo", "other"},
    "PaymentMethod": {"credit_card", "ach", "check", "wire_transfer", "unknown"},
    "DimensionType": {
        "account", "location", "department", "class", "project", "customer", "entity", "item", "warehouse", "task",
        "costtype", "employee", "taxcode", "property", "company", "subsidiary",
    },
}  # fmt: skip

for promised in (promised_catalog, promised_orders, promised_receipts, promised_variances):
    OPERATIONS |= promised.OPERATIONS
    ANSWERS |= promised.ANSWERS
    ENUMS |= promised.ENUMS


FOR_ANYBODY = {"/livez", "/readyz"}


def operation(method: str, path: str) -> dict:
    return DOCUMENT["paths"][path][method.lower()]


def properties(schema: dict) -> dict:
    """All properties of an object schema, its references and alternatives followed."""
    if "$ref" in schema:
        return properties(SCHEMAS[schema["$ref"].rsplit("/", 1)[1]])
    found = dict(schema.get("properties", {}))
    for part in (*schema.get("oneOf", []), *schema.get("anyOf", []), *schema.get("allOf", [])):
        found |= properties(part)
    if "items" in schema:
        found |= properties(schema["items"])
    return found


def has(schema: dict, path: str) -> bool:
    for name in path.split("."):
        known = properties(schema)
        if name not in known:
            return False
        schema = known[name]
    return True


def body_of(found: dict) -> dict:
    content = found.get("requestBody", {}).get("content", {})
    return next(iter(content.values()), {}).get("schema", {})


@pytest.mark.parametrize(("method", "path"), sorted(OPERATIONS), ids=[" ".join(key) for key in sorted(OPERATIONS)])
def test_the_operation_is_promised_with_its_statuses_parameters_and_body(method: str, path: str) -> None:
    statuses, parameters, fields = OPERATIONS[method, path]
    found = operation(method, path)
    names = {parameter["name"] for parameter in found.get("parameters", [])}
    assert {str(status) for status in statuses} <= set(found["responses"])
    assert parameters <= names
    assert {name for name in fields if not has(body_of(found), name)} == set()
    assert "X-API-Version" in names


@pytest.mark.parametrize(("method", "path"), sorted(ANSWERS), ids=[" ".join(key) for key in sorted(ANSWERS)])
def test_the_answer_has_the_fields_of_the_contract(method: str, path: str) -> None:
    responses = operation(method, path)["responses"]
    answer = next(responses[status] for status in ("200", "201", "202") if status in responses)
    schema = answer["content"]["application/json"]["schema"]
    assert {name for name in ANSWERS[method, path] if not has(schema, name)} == set()


@pytest.mark.parametrize("name", sorted(ENUMS))
def test_the_enum_has_the_values_of_the_contract(name: str) -> None:
    assert set(SCHEMAS[name]["enum"]) == ENUMS[name]


def test_every_operation_is_described_and_every_parameter_explained() -> None:
    for path, operations in DOCUMENT["paths"].items():
        for method, found in operations.items():
            assert found.get("summary"), f"{method} {path}"
            assert found["security"] or path in FOR_ANYBODY, f"{method} {path}"
            for parameter in found.get("parameters", []):
                assert parameter.get("description"), f"{method} {path} {parameter['name']}"


def test_what_the_contract_does_not_have_is_marked_as_an_extension() -> None:
    marked = {
        (method.upper(), path)
        for path, operations in DOCUMENT["paths"].items()
        for method, found in operations.items()
        if found.get("x-extension")
    }
    present = {(method.upper(), path) for path, operations in DOCUMENT["paths"].items() for method in operations}
    assert present - set(OPERATIONS) == marked


def operations() -> list[tuple[str, str, dict]]:
    return [(method, path, found) for path, known in DOCUMENT["paths"].items() for method, found in known.items()]


def test_health_is_promised_to_anybody() -> None:
    for path in FOR_ANYBODY:
        assert operation("GET", path)["security"] == []


def test_a_body_that_may_be_left_out_is_not_required() -> None:
    optional = {
        (method.upper(), path)
        for method, path, found in operations()
        if "requestBody" in found and not found["requestBody"]["required"]
    }
    assert optional == {
        ("POST", "/v1/invoices/{id}/approve"),
        ("POST", "/v1/invoices/{id}/flag"),
        ("POST", "/v1/invoices/{id}/archive"),
        ("POST", "/v1/invoices/{id}/restore"),
        ("POST", "/v1/invoices/{id}/release"),
        ("POST", "/v1/invoices/uploads/{id}/undo"),
        ("POST", "/v1/api-keys/{id}/rotate"),
        ("POST", "/v1/oauth-clients/{id}/rotate"),
        ("POST", "/v1/bank-changes/{id}/confirm"),
        ("POST", "/v1/bank-changes/{id}/withdraw"),
        ("DELETE", "/v1/invoices/{id}/approvers"),
        ("POST", "/v1/invoices/{id}/catalog-items/{item_id}/accept"),
        ("POST", "/v1/invoices/{id}/catalog-items/{item_id}/reject"),
        ("POST", "/v1/invoices/{id}/catalog-items/{item_id}/ignore"),
        ("POST", "/v1/invoices/{id}/catalog-items/{item_id}/unmatch"),
        ("POST", "/v1/exports/{id}/acknowledge"),
        ("POST", "/v1/exports/{id}/cancel"),
        ("POST", "/v1/purchase-orders/{id}/archive"),
        ("POST", "/v1/purchase-orders/{id}/delete"),
        ("POST", "/v1/purchase-orders/{id}/reopen"),
        ("POST", "/v1/receipts/{id}/reopen"),
        ("POST", "/v1/statements/{id}/reopen"),
        ("POST", "/v1/statements/{id}/mark-reconciled"),
        ("POST", "/v1/statements/{id}/lines/{n}/unmatch"),
    }


@pytest.mark.parametrize(
    ("status", "header"),
    [("401", "WWW-Authenticate"), ("409", "Retry-After"), ("429", "Retry-After"), ("503", "Retry-After")],
)
def test_headers_of_a_status_are_promised_wherever_it_is(status: str, header: str) -> None:
    for method, path, found in operations():
        if path not in FOR_ANYBODY and status in found["responses"]:
            assert header in found["responses"][status]["headers"], f"{method} {path}"


def test_another_method_is_promised_an_allow_header() -> None:
    assert DOCUMENT["components"]["responses"]["MethodNotAllowed"]["headers"]["Allow"]["required"]


def test_the_version_of_an_invoice_is_promised_where_it_is_sent() -> None:
    with_etag = {
        (method.upper(), path)
        for method, path, found in operations()
        for status, answer in found["responses"].items()
        if "ETag" in answer["headers"]
    }
    assert with_etag == {
        ("GET", "/v1/invoices/{id}"),
        ("POST", "/v1/invoices"),
        ("PATCH", "/v1/invoices/{id}"),
        ("POST", "/v1/invoices/{id}/splits"),
        ("DELETE", "/v1/invoices/{id}/splits"),
        ("POST", "/v1/invoices/{id}/lines/code"),
        ("POST", "/v1/invoices/{id}/approve"),
        ("POST", "/v1/invoices/{id}/decline"),
        ("POST", "/v1/invoices/{id}/approve/undo"),
        ("POST", "/v1/invoices/{id}/change/undo"),
        ("POST", "/v1/invoices/{id}/decline/undo"),
        ("POST", "/v1/invoices/{id}/flag/undo"),
        ("POST", "/v1/invoices/{id}/archive"),
        ("POST", "/v1/invoices/{id}/restore"),
        ("POST", "/v1/invoices/{id}/code"),
        ("POST", "/v1/invoices/{id}/coding-suggestions/accept"),
        ("POST", "/v1/invoices/{id}/hold"),
        ("POST", "/v1/invoices/{id}/release"),
        ("GET", "/v1/vendors/{id}"),
        ("PATCH", "/v1/vendors/{id}"),
        *((method, f"/v1/{of}-settings") for method in ("GET", "PATCH") for of in ("approval", "coding", "vendor")),
        ("GET", "/v1/matching/settings"),
        ("PATCH", "/v1/matching/settings"),
        ("GET", "/v1/mapping-rules/{id}"),
        ("POST", "/v1/mapping-rules"),
        ("PATCH", "/v1/mapping-rules/{id}"),
        ("GET", "/v1/split-rules/{id}"),
        ("POST", "/v1/split-rules"),
        ("GET", "/v1/export-mappings/{id}"),
        ("POST", "/v1/export-mappings"),
        ("PATCH", "/v1/export-mappings/{id}"),
        ("GET", "/v1/catalog/entries/{id}"),
        ("POST", "/v1/catalog/entries"),
        ("PATCH", "/v1/catalog/entries/{id}"),
        ("POST", "/v1/catalog/entries/{id}/hide"),
        ("POST", "/v1/catalog/entries/{id}/show"),
        ("POST", "/v1/catalog/allowances"),
        ("PATCH", "/v1/catalog/allowances/{id}"),
        ("GET", "/v1/claims/{id}"),
        *(("POST", f"/v1/claims/{{id}}/{step}") for step in ("settle", "unsettle", "withdraw")),
        ("GET", "/v1/statements/{id}"),
        ("POST", "/v1/statements/{id}/mark-reconciled"),
        ("POST", "/v1/statements/{id}/reopen"),
        ("GET", "/v1/purchase-orders/{id}"),
        ("POST", "/v1/purchase-orders"),
        ("PATCH", "/v1/purchase-orders/{id}"),
        ("POST", "/v1/purchase-orders/{id}/close"),
        ("POST", "/v1/purchase-orders/{id}/archive"),
        ("POST", "/v1/purchase-orders/{id}/delete"),
        ("POST", "/v1/purchase-orders/{id}/reopen"),
        ("GET", "/v1/receipts/{id}"),
        ("POST", "/v1/receipts"),
        ("PATCH", "/v1/receipts/{id}"),
        ("POST", "/v1/receipts/{id}/archive"),
        ("POST", "/v1/receipts/{id}/delete"),
        ("POST", "/v1/receipts/{id}/reopen"),
    }


def test_a_replay_is_promised_on_every_post_and_patch_but_the_token() -> None:
    for method, path, found in operations():
        told = any("X-Idempotent-Replayed" in answer["headers"] for answer in found["responses"].values())
        assert told == (method in ("post", "patch") and "/oauth/" not in path), f"{method} {path}"


def test_every_error_may_be_a_problem_and_is_said_in_our_own_words() -> None:
    for method, path, found in operations():
        for status, answer in found["responses"].items():
            assert "follows" not in answer["description"], f"{method} {path} {status}"
            if int(status) >= 400 and path not in FOR_ANYBODY:
                assert set(answer["content"]) == {"application/json", "application/problem+json"}, f"{method} {path}"


def test_no_schema_stands_there_unused_and_none_shows_invented_letters() -> None:
    text = json.dumps(DOCUMENT)
    assert [name for name in SCHEMAS if f'"#/components/schemas/{name}"' not in text] == []
    assert [name for name, schema in SCHEMAS.items() if "examples" in schema] == []


def test_states_and_severities_are_enums() -> None:
    assert set(SCHEMAS["Decision"]["enum"]) == {"pending", "approved", "declined"}
    assert set(SCHEMAS["ValidationFinding"]["properties"]["severity"]["enum"]) == {"error", "warning", "info"}


def test_every_machine_code_in_the_source_is_in_the_document() -> None:
    written = {
        node.value.value
        for path in (Path(payables.__file__).parent).rglob("*.py")
        if "dashboard" not in path.parts
        for made in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(made, ast.ClassDef) and {"status", "code"} <= set(_assigned(made))
        for name, node in _assigned(made).items()
        if name == "code" and isinstance(node.value, ast.Constant)
    }
    assert len(written) > 30
    assert written - {"refused"} - set(SCHEMAS["ErrorDetail"]["properties"]["error"]["enum"]) == set()
    assert SCHEMAS["Problem"]["properties"]["code"]["enum"] == SCHEMAS["ErrorDetail"]["properties"]["error"]["enum"]


def _assigned(made: ast.ClassDef) -> dict[str, ast.Assign | ast.AnnAssign]:
    simple = {ast.unparse(node.targets[0]): node for node in made.body if isinstance(node, ast.Assign)}
    return simple | {ast.unparse(node.target): node for node in made.body if isinstance(node, ast.AnnAssign)}


def test_files_of_a_new_invoice_are_documented() -> None:
    assert "fetched" in SCHEMAS["InvoiceBody"]["properties"]["image_urls"]["description"]
