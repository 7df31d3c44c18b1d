"""How operations of the API are called successfully, to see what they leave in the trail. Each makes what it needs."""

from collections.abc import Callable
from typing import Any

import httpx2
from tests.contract.audited_credentials import CREDENTIAL_CALLS
from tests.contract.audited_decisions import DECISION_CALLS
from tests.contract.audited_uploads import UPLOAD_CALLS
from tests.contract.audited_vendors import VENDOR_CALLS

from extraction.papers import INVOICE, pdf
from harness.approvals import stand_in
from harness.batches import row
from harness.catalog_entries import make_entry, post_allowance, post_entry, post_price
from harness.catalog_items import TOMATOES
from harness.catalog_items import billed as billed_of_catalog
from harness.invoices import invoice_body, make_invoice, make_vendor
from harness.matching import billed, make_tolerance
from harness.orders import bulk_body, make_order, order_body
from harness.policies import post_policy
from harness.receipts import make_receipt, receipt_body, receipts_body
from harness.tenants import Tenant
from harness.vendor_statements import make_statement, post_statement, upload_statement

Call = Callable[[Tenant], httpx2.Response]


def invoice(path: str, body: dict[str, Any] | None = None, user: str = "all") -> Call:
    """A call on a fresh invoice that waits for approval."""
    return lambda tenant: tenant.api(user).post(f"/v1/invoices/{make_invoice(tenant)['id']}/{path}", json=body or {})


def create(path: str, **body: Any) -> Call:
    return lambda tenant: tenant.api().post(path, json={"ottimate_company_id": tenant.company(), **body})


def patch_invoice(tenant: Tenant) -> httpx2.Response:
    return tenant.api().patch(f"/v1/invoices/{make_invoice(tenant)['id']}", json={"notes": "x"})


def undo_change(tenant: Tenant) -> httpx2.Response:
    return tenant.api().post(f"/v1/invoices/{patch_invoice(tenant).json()['id']}/change/undo")


def post_invoice(tenant: Tenant) -> httpx2.Response:
    return tenant.api().post("/v1/invoices", json=invoice_body(tenant, make_vendor(tenant)))


def post_upload(tenant: Tenant) -> httpx2.Response:
    form = {"ottimate_location_id": str(tenant.location())}
    return tenant.api().post("/v1/invoices/upload", data=form, files={"file": ("invoice.pdf", pdf(INVOICE))})


def post_approvers(tenant: Tenant) -> httpx2.Response:
    return invoice("approvers", {"email": f"bo@{tenant.key}.example"})(tenant)


def delete_approver(tenant: Tenant) -> httpx2.Response:
    found = make_invoice(tenant)
    path = f"/v1/invoices/{found['id']}/approvers"
    asked = tenant.api().post(path, json={"email": f"bo@{tenant.key}.example"}).json()["approvers"]
    return tenant.api().delete(path, params={"approval_id": asked[-1]["id"]})


def approved(tenant: Tenant) -> dict[str, Any]:
    found = make_invoice(tenant)
    answer = tenant.api("second").post(f"/v1/invoices/{found['id']}/approve")
    assert answer.is_success, answer.text
    return found


def marked(word: str) -> Call:
    """mark-exported of an approved invoice, and mark-unexported after it."""

    def call(tenant: Tenant) -> httpx2.Response:
        body = {"invoices": [{"invoice_id": approved(tenant)["id"]}]}
        answer = tenant.api().post("/v1/invoices/mark-exported", json=body)
        return answer if word == "mark-exported" else tenant.api().post(f"/v1/invoices/{word}", json=body)

    return call


def many(word: str) -> Call:
    """archive of an invoice by the bulk route, and restore after it."""

    def call(tenant: Tenant) -> httpx2.Response:
        body = {"invoices": [{"invoice_id": make_invoice(tenant)["id"]}]}
        answer = tenant.api().post("/v1/invoices/archive", json=body)
        return answer if word == "archive" else tenant.api().post("/v1/invoices/restore", json=body)

    return call


def restore(tenant: Tenant) -> httpx2.Response:
    path = f"/v1/invoices/{make_invoice(tenant)['id']}"
    assert tenant.api().post(f"{path}/archive", json={}).is_success
    return tenant.api().post(f"{path}/restore", json={})


def release(tenant: Tenant) -> httpx2.Response:
    path = f"/v1/invoices/{make_invoice(tenant)['id']}"
    assert tenant.api().post(f"{path}/hold", json={"reason": "Disputed."}).is_success
    return tenant.api().post(f"{path}/release")


def pay_many(tenant: Tenant) -> httpx2.Response:
    row = {"invoice_id": make_invoice(tenant)["id"], "paid_on": "2026-11-19"}
    return tenant.api().post("/v1/payments/bulk", json={"payments": [row]})


def void(tenant: Tenant) -> httpx2.Response:
    payment = invoice("payments", {"paid_on": "2026-11-19"})(tenant).json()["payment"]
    return tenant.api().post(f"/v1/payments/{payment['id']}/void", json={"reason": "Check returned."})


def delete_comment(tenant: Tenant) -> httpx2.Response:
    path = f"/v1/invoices/{make_invoice(tenant)['id']}/comments"
    comment = tenant.api().post(path, json={"text": "Hello"}).json()["comment"]
    return tenant.api().delete(f"{path}/{comment['id']}")


def patch_images(tenant: Tenant) -> httpx2.Response:
    path = f"/v1/invoices/{make_invoice(tenant)['id']}/images"
    return tenant.api().patch(path, files={"images": ("invoice.pdf", pdf(INVOICE))})


def post_import(tenant: Tenant) -> httpx2.Response:
    return tenant.api().post("/v1/invoices/import", json=[row(tenant)])


def post_a_policy(tenant: Tenant) -> httpx2.Response:
    return post_policy(tenant, "Large ones", "ada", user="all")


def delete_policy(tenant: Tenant) -> httpx2.Response:
    return tenant.api().delete(f"/v1/approval-policies/{post_a_policy(tenant).json()['id']}")


def delete_stand_in(tenant: Tenant) -> httpx2.Response:
    made = stand_in(tenant, "bo", "ada").json()["stand_in"]
    return tenant.api().delete(f"/v1/stand-ins/{made['id']}")


def patch_settings(tenant: Tenant) -> httpx2.Response:
    where = {"ottimate_company_id": tenant.company()}
    return tenant.api().patch("/v1/coding-settings", params=where, json={"required_line_dimensions": ["DEPARTMENT"]})


def patch_matching_settings(tenant: Tenant) -> httpx2.Response:
    where = {"ottimate_company_id": tenant.company()}
    return tenant.api().patch("/v1/matching/settings", params=where, json={"orders_needed": "always"})


def too_dear(tenant: Tenant) -> tuple[str, dict[str, Any], dict[str, Any]]:
    """The path of the match of an invoice that is held, with the invoice and its order."""
    order = make_order(tenant, is_2_way=True)
    found = billed(tenant, order, [{"name": "Flour", "sku": "FL-1", "quantity": 2, "price": 31, "unit": "BG"}])
    return f"/v1/invoices/{found['id']}/match", found, order


def post_match(tenant: Tenant) -> httpx2.Response:
    path, *_ = too_dear(tenant)
    make_tolerance(tenant, price_percent=10)
    return tenant.api().post(path)


def accept_match(tenant: Tenant) -> httpx2.Response:
    path, *_ = too_dear(tenant)
    return tenant.api("second").post(f"{path}/accept", json={"reason": "Agreed."})


def link_lines(tenant: Tenant) -> httpx2.Response:
    path, found, order = too_dear(tenant)
    line = {"item_id": found["items"][0]["id"], "ottimate_po_item_id": order["items"][1]["id"]}
    return tenant.api().post(f"{path}/lines", json={"lines": [line]})


def open_claim(tenant: Tenant) -> httpx2.Response:
    _, found, _ = too_dear(tenant)
    return tenant.api("second").post("/v1/claims", json={"invoice_id": found["id"], "reason": "Agreed price."})


def on_claim(*steps: str) -> Call:
    """The last of these steps, of a claim over 2.00."""

    def call(tenant: Tenant) -> httpx2.Response:
        claim = open_claim(tenant).json()["claims"][0]
        vendor = tenant.api().get(f"/v1/vendors/{claim['ottimate_vendor_id']}").json()["vendor"]
        memo = make_invoice(tenant, vendor=vendor, type="credit_memo", total_amount=2, total_tax=0, items=[])
        bodies = {"withdraw": {"reason": "Not worth it."}}
        paths = [
            (f"/v1/claims/{claim['id']}/{step}", bodies.get(step, {"credit_memo_id": memo["id"]})) for step in steps
        ]
        return [tenant.api().post(path, json=body) for path, body in paths][-1]

    return call


def on_statement(*steps: str) -> Call:
    """The last of these steps, of a statement whose one line is an invoice that is there."""

    def call(tenant: Tenant) -> httpx2.Response:
        statement, found = make_statement(tenant)
        sent = {"lines/1/match": {"invoice_id": found["id"]}}
        answers = [
            tenant.api().post(f"/v1/statements/{statement['id']}/{step}", json=sent.get(step, {})) for step in steps
        ]
        return answers[-1]

    return call


def restored(path: str, make: Call) -> Call:
    """Of what was made and deleted."""

    def call(tenant: Tenant) -> httpx2.Response:
        one = f"{path}/{make(tenant).json()['id']}"
        assert tenant.api().delete(one).is_success
        return tenant.api().post(f"{one}/restore")

    return call


def on_tolerance(method: str) -> Call:
    def call(tenant: Tenant) -> httpx2.Response:
        path = f"/v1/matching/tolerances/{make_tolerance(tenant)['id']}"
        body = {"json": {"price_percent": 1}} if method == "PATCH" else {}
        return tenant.api().request(method, path, **body)

    return call


def post_rule(tenant: Tenant) -> httpx2.Response:
    assert create("/v1/dimensions", **DIMENSION)(tenant).is_success
    body = {"dimensions": {"department": "D-1"}, "keyword": "flour"}
    return create("/v1/mapping-rules", **body)(tenant)


def on_rule(method: str) -> Call:
    def call(tenant: Tenant) -> httpx2.Response:
        path = f"/v1/mapping-rules/{post_rule(tenant).json()['id']}"
        return tenant.api().request(method, path, json={"keyword": "salt"} if method == "PATCH" else None)

    return call


def post_mapping(tenant: Tenant) -> httpx2.Response:
    columns = [{"header": "Number", "field": "invoice_number"}]
    return create("/v1/export-mappings", name="Ledger", format="csv", columns=columns)(tenant)


def on_mapping(method: str) -> Call:
    def call(tenant: Tenant) -> httpx2.Response:
        path = f"/v1/export-mappings/{post_mapping(tenant).json()['id']}"
        return tenant.api().request(method, path, json={"name": "Books"} if method == "PATCH" else None)

    return call


def patch_order(tenant: Tenant) -> httpx2.Response:
    return tenant.api().patch(f"/v1/purchase-orders/{make_order(tenant)['id']}", json={"tax": 1})


def order_step(step: str) -> Call:
    """A step with a fresh order; reopening one that was archived."""

    def call(tenant: Tenant) -> httpx2.Response:
        path = f"/v1/purchase-orders/{make_order(tenant)['id']}"
        if step == "reopen":
            tenant.api().post(f"{path}/archive")
        return tenant.api().post(f"{path}/{step}", json={"reason": "Over."})

    return call


def patch_receipt(tenant: Tenant) -> httpx2.Response:
    receipt = make_receipt(tenant, make_order(tenant))
    return tenant.api().patch(f"/v1/receipts/{receipt['id']}", json={"note": "Counted again."})


def receipt_step(step: str) -> Call:
    """A step with a fresh receipt; reopening one that was archived."""

    def call(tenant: Tenant) -> httpx2.Response:
        path = f"/v1/receipts/{make_receipt(tenant, make_order(tenant))['id']}"
        if step == "reopen":
            tenant.api().post(f"{path}/archive", json={"reason": "Over."})
        return tenant.api().post(f"{path}/{step}", json={"reason": "Over."})

    return call


def post_export(tenant: Tenant) -> httpx2.Response:
    approved(tenant)
    return create("/v1/exports")(tenant)


def post_conversion(tenant: Tenant) -> httpx2.Response:
    vendor = make_vendor(tenant)["id"]
    body = {"ottimate_vendor_id": vendor, "sku": "1", "from_unit": "CS", "to_unit": "EA", "factor": 12}
    return create("/v1/unit-conversions", **body)(tenant)


def delete_conversion(tenant: Tenant) -> httpx2.Response:
    return tenant.api().delete(f"/v1/unit-conversions/{post_conversion(tenant).json()['id']}")


def on_line(word: str) -> Call:
    """A decision of a line that the catalog has matched."""

    def call(tenant: Tenant) -> httpx2.Response:
        found = of_catalog(tenant)
        line = f"/v1/invoices/{found['id']}/catalog-items/{found['items'][0]['id']}"
        return tenant.api().post(f"{line}/{word}", json={})

    return call


def of_catalog(tenant: Tenant) -> dict[str, Any]:
    """An invoice with a line whose price varies."""
    vendor = make_vendor(tenant)
    make_entry(tenant, vendor, **TOMATOES)
    return billed_of_catalog(tenant, vendor)


def decide_lines(tenant: Tenant) -> httpx2.Response:
    found = of_catalog(tenant)
    said = {"invoice_id": found["id"], "item_id": found["items"][0]["id"], "decision": "ignore"}
    return tenant.api().post("/v1/invoices/catalog-items", json={"items": [said]})


def on_entry(word: str) -> Call:
    """hide of an entry, and show after it."""

    def call(tenant: Tenant) -> httpx2.Response:
        path = f"/v1/catalog/entries/{make_entry(tenant, make_vendor(tenant))['id']}"
        answer = tenant.api().post(f"{path}/hide")
        return answer if word == "hide" else tenant.api().post(f"{path}/{word}")

    return call


def patch_validation(tenant: Tenant) -> httpx2.Response:
    body = {"ottimate_vendor_id": make_vendor(tenant)["id"], "item_validation": False}
    params = {"ottimate_company_id": tenant.company()}
    return tenant.api().patch("/v1/catalog/item-validation", params=params, json=body)


def open_batch(tenant: Tenant) -> httpx2.Response:
    of_catalog(tenant)
    return create("/v1/catalog/variance-batches")(tenant)


def export_batch(tenant: Tenant) -> httpx2.Response:
    return tenant.api().post(f"/v1/catalog/variance-batches/{open_batch(tenant).json()['id']}/export")


VENDOR = {"erp_vendor_id": "V-1", "erp_vendor_name": "Orchard Foods"}
DIMENSION = {
    "erp_dimension_id": "D-1",
    "reference_id": "D-1",
    "code": "K-1",
    "name": "Kitchen",
    "erp_type": "Department",
    "ottimate_type": "department",
}


def put_entry(tenant: Tenant) -> httpx2.Response:
    return post_entry(tenant, make_vendor(tenant))


def patch_entry(tenant: Tenant) -> httpx2.Response:
    entry = put_entry(tenant).json()
    return tenant.api().patch(f"/v1/catalog/entries/{entry['id']}", json={"uom": "BAG"})


def add_price(tenant: Tenant) -> httpx2.Response:
    return post_price(tenant, put_entry(tenant).json(), 20, "2026-01-01")


def put_allowance(tenant: Tenant) -> httpx2.Response:
    return post_allowance(tenant, put_entry(tenant).json(), 1, "2026-01-01")


def patch_allowance(tenant: Tenant) -> httpx2.Response:
    path = f"/v1/catalog/allowances/{put_allowance(tenant).json()['id']}"
    return tenant.api().patch(path, json={"amount": 2})


def catalog_bulk(what: str) -> Call:
    return lambda tenant: create(f"/v1/catalog/{what}/bulk", **{what: [{}]})(tenant)


CALLS: dict[str, Call] = {
    **UPLOAD_CALLS,
    **CREDENTIAL_CALLS,
    **DECISION_CALLS,
    **VENDOR_CALLS,
    "patch-catalog-allowances-id": patch_allowance,
    "patch-catalog-entries-id": patch_entry,
    "post-catalog-allowances-bulk": catalog_bulk("allowances"),
    "post-catalog-allowances-root": put_allowance,
    "post-catalog-entries-bulk": catalog_bulk("entries"),
    "post-catalog-entries-root": put_entry,
    "post-catalog-prices-bulk": catalog_bulk("prices"),
    "post-catalog-prices-root": add_price,
    "patch-catalog-item-validation": patch_validation,
    "post-catalog-entries-id-hide": on_entry("hide"),
    "post-catalog-entries-id-show": on_entry("show"),
    "post-catalog-variance-batches": open_batch,
    "post-catalog-variance-batches-id-export": export_batch,
    "post-invoices-catalog-items": decide_lines,
    "post-invoices-id-catalog-items-id-accept": on_line("accept"),
    "post-invoices-id-catalog-items-id-ignore": on_line("ignore"),
    "post-invoices-id-catalog-items-id-reject": on_line("reject"),
    "post-invoices-id-catalog-items-id-unmatch": on_line("unmatch"),
    "delete-invoices-id-approvers": delete_approver,
    "delete-invoices-id-comments-id": delete_comment,
    "patch-invoices-id": patch_invoice,
    "post-invoices-id-change-undo": undo_change,
    "patch-invoices-id-images": patch_images,
    "delete-approval-policies-id": delete_policy,
    "delete-export-mappings-id": on_mapping("DELETE"),
    "delete-mapping-rules-id": on_rule("DELETE"),
    "delete-unit-conversions-id": delete_conversion,
    "post-unit-conversions": post_conversion,
    "post-unit-conversions-id-restore": restored("/v1/unit-conversions", post_conversion),
    "delete-stand-ins-id": delete_stand_in,
    "patch-coding-settings-root": patch_settings,
    "patch-matching-settings": patch_matching_settings,
    "patch-matching-tolerances-id": on_tolerance("PATCH"),
    "delete-matching-tolerances-id": on_tolerance("DELETE"),
    "post-claims": open_claim,
    "post-claims-id-settle": on_claim("settle"),
    "post-claims-id-unsettle": on_claim("settle", "unsettle"),
    "post-claims-id-withdraw": on_claim("withdraw"),
    "post-invoices-id-match": post_match,
    "post-invoices-id-match-accept": accept_match,
    "post-invoices-id-match-lines": link_lines,
    "post-matching-tolerances": create("/v1/matching/tolerances", price_percent=2),
    "post-matching-tolerances-id-restore": restored(
        "/v1/matching/tolerances", create("/v1/matching/tolerances", price_percent=2)
    ),
    "patch-export-mappings-id": on_mapping("PATCH"),
    "patch-mapping-rules-id": on_rule("PATCH"),
    "post-approval-policies": post_a_policy,
    "post-export-mappings": post_mapping,
    "post-exports": post_export,
    "post-mapping-rules-root": post_rule,
    "post-mapping-rules-id-restore": restored("/v1/mapping-rules", post_rule),
    "post-stand-ins": lambda tenant: stand_in(tenant, "bo", "ada"),
    "post-dimensions-bulk": create("/v1/dimensions/bulk", dimensions=[DIMENSION]),
    "post-dimensions-root": create("/v1/dimensions", **DIMENSION),
    "post-invoices-archive": many("archive"),
    "post-invoices-id-approve": invoice("approve", user="second"),
    "post-invoices-id-approvers": post_approvers,
    "post-invoices-id-archive": invoice("archive"),
    "post-invoices-id-comments": invoice("comments", {"text": "Hello"}),
    "post-invoices-id-decline": invoice("decline", {"reason": "Not ours."}, user="second"),
    "post-invoices-id-flag": invoice("flag"),
    "post-invoices-id-hold": invoice("hold", {"reason": "Disputed."}),
    "post-invoices-id-payments": invoice("payments", {"paid_on": "2026-11-19"}),
    "post-invoices-id-release": release,
    "post-invoices-id-restore": restore,
    "post-invoices-import": post_import,
    "post-invoices-mark-exported": marked("mark-exported"),
    "post-invoices-mark-unexported": marked("mark-unexported"),
    "post-invoices-restore": many("restore"),
    "post-invoices-root": post_invoice,
    "post-invoices-upload": post_upload,
    "post-payments-bulk": pay_many,
    "post-payments-id-void": void,
    "patch-purchase-orders-id": patch_order,
    "post-purchase-orders-bulk": lambda tenant: tenant.api().post(
        "/v1/purchase-orders/bulk", json=bulk_body(tenant, [order_body(tenant)])
    ),
    "post-purchase-orders-id-archive": order_step("archive"),
    "post-purchase-orders-id-close": order_step("close"),
    "post-purchase-orders-id-delete": order_step("delete"),
    "post-purchase-orders-id-reopen": order_step("reopen"),
    "post-purchase-orders-root": lambda tenant: tenant.api().post("/v1/purchase-orders", json=order_body(tenant)),
    "patch-receipts-id": patch_receipt,
    "post-receipts-bulk": lambda tenant: tenant.api().post(
        "/v1/receipts/bulk", json=receipts_body(tenant, [receipt_body(make_order(tenant))])
    ),
    "post-receipts-id-archive": receipt_step("archive"),
    "post-receipts-id-delete": receipt_step("delete"),
    "post-receipts-id-reopen": receipt_step("reopen"),
    "post-receipts-root": lambda tenant: tenant.api().post("/v1/receipts", json=receipt_body(make_order(tenant))),
    "post-statements": post_statement,
    "post-statements-upload": upload_statement,
    "post-statements-id-delete": on_statement("delete"),
    "post-statements-id-restore": on_statement("delete", "restore"),
    "post-statements-id-lines-n-match": on_statement("lines/1/match"),
    "post-statements-id-lines-n-unmatch": on_statement("lines/1/unmatch"),
    "post-statements-id-mark-reconciled": on_statement("mark-reconciled"),
    "post-statements-id-reconcile": on_statement("reconcile"),
    "post-statements-id-reopen": on_statement("mark-reconciled", "reopen"),
    "post-vendors-bulk": create("/v1/vendors/bulk", vendors=[VENDOR]),
    "post-vendors-root": create("/v1/vendors", **VENDOR),
}
