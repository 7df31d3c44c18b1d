"""What each changing operation writes into the audit trail. A new operation gets one line here.

`TOLD`: operation id -> the action that the trail shows after a successful call; several where it depends on the case.
`SILENT`: operation id -> why it leaves no entry. `CALLS`: how an operation is called successfully, to see the entry for real.
"""

from collections.abc import Callable
from typing import Any

import httpx2

from extraction.papers import INVOICE, pdf
from harness.batches import row
from harness.invoices import invoice_body, make_invoice, make_vendor
from harness.tenants import Tenant

TOLD: dict[str, set[str]] = {
    "delete-approval-policies-id": {"approval_policy.deactivated"},
    "delete-export-mappings-id": {"export_mapping.deleted"},
    "delete-invoices-id-approvers": {"invoice.approver_removed"},
    "delete-invoices-id-comments-id": {"invoice.comment_deleted"},
    "delete-invoices-id-splits": {"invoice.changed"},
    "delete-mapping-rules-id": {"mapping_rule.deleted"},
    "delete-split-rules-id": {"split_rule.deleted"},
    "delete-stand-ins-id": {"stand_in.ended"},
    "patch-approval-policies-id": {"approval_policy.changed"},
    "patch-coding-settings-root": {"coding_settings.changed"},
    "patch-export-mappings-id": {"export_mapping.changed"},
    "patch-invoices-id": {"invoice.changed"},
    "patch-invoices-id-images": {"invoice.changed"},
    "patch-mapping-rules-id": {"mapping_rule.changed"},
    "post-approval-policies": {"approval_policy.created"},
    "post-approval-policies-id-versions-number-restore": {"approval_policy.restored"},
    "post-dimensions-bulk": {"dimension.created", "dimension.updated"},
    "post-dimensions-root": {"dimension.created"},
    "post-export-mappings": {"export_mapping.created"},
    "post-exports": {"export.created"},
    "post-exports-id-acknowledge": {"invoice.exported"},
    "post-exports-id-cancel": {"export.cancel"},
    "post-exports-id-fail": {"export.fail"},
    "post-exports-id-resolve": {"export.arrived", "export.did_not_arrive"},
    "post-exports-id-uncertain": {"export.doubt"},
    "post-imports": {"import.imported"},
    "post-imports-id-undo": {"import.undone"},
    "post-invoices-archive": {"invoice.archived"},
    "post-invoices-id-approve": {"invoice.approved"},
    "post-invoices-id-approvers": {"invoice.approvers_added"},
    "post-invoices-id-archive": {"invoice.archived"},
    "post-invoices-id-code": {"invoice.changed"},
    "post-invoices-id-coding-suggestions-accept": {"invoice.changed"},
    "post-invoices-id-comments": {"invoice.commented"},
    "post-invoices-id-decline": {"invoice.declined"},
    "post-invoices-id-duplicates-other-resolve": {"invoice.duplicate_resolved"},
    "post-invoices-id-flag": {"invoice.flagged"},
    "post-invoices-id-payments": {"invoice.payment_recorded"},
    "post-invoices-id-restore": {"invoice.restored"},
    "post-invoices-id-splits": {"invoice.changed"},
    "post-invoices-import": {"batch.opened"},
    "post-invoices-mark-exported": {"invoice.exported"},
    "post-invoices-mark-unexported": {"invoice.unexported"},
    "post-invoices-restore": {"invoice.restored"},
    "post-invoices-root": {"invoice.entered"},
    "post-invoices-upload": {"upload.received"},
    "post-mapping-rules-root": {"mapping_rule.created"},
    "post-payments-bulk": {"invoice.payment_recorded"},
    "post-payments-id-void": {"invoice.payment_voided"},
    "post-split-rules-root": {"split_rule.put"},
    "post-stand-ins": {"stand_in.set"},
    "post-vendors-bulk": {"vendor.created", "vendor.updated"},
    "post-vendors-root": {"vendor.created"},
}

SILENT: dict[str, str] = {
    "post-approval-policies-dry-run": "It asks what would have been; nothing is changed.",
    "post-oauth-token": "Signing in changes no record of the business; the token has an end of its own.",
    "post-notices-id-read": "That a person has read what they were told concerns nobody else.",
}


Call = Callable[[Tenant], httpx2.Response]


def invoice(path: str, body: dict[str, Any] | None = None, user: str = "all") -> Call:
    """A call on a fresh invoice that waits for approval."""
    return lambda tenant: tenant.api(user).post(f"/v1/invoices/{make_invoice(tenant)['id']}/{path}", json=body or {})


def create(path: str, **body: Any) -> Call:
    return lambda tenant: tenant.api().post(path, json={"ottimate_company_id": tenant.company(), **body})


def patch_invoice(tenant: Tenant) -> httpx2.Response:
    return tenant.api().patch(f"/v1/invoices/{make_invoice(tenant)['id']}", json={"notes": "x"})


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


VENDOR = {"erp_vendor_id": "V-1", "erp_vendor_name": "Orchard Foods"}
DIMENSION = {
    "erp_dimension_id": "D-1",
    "reference_id": "D-1",
    "code": "K-1",
    "name": "Kitchen",
    "erp_type": "Department",
    "ottimate_type": "department",
}

CALLS: dict[str, Call] = {
    "delete-invoices-id-approvers": delete_approver,
    "delete-invoices-id-comments-id": delete_comment,
    "patch-invoices-id": patch_invoice,
    "patch-invoices-id-images": patch_images,
    "post-dimensions-bulk": create("/v1/dimensions/bulk", dimensions=[DIMENSION]),
    "post-dimensions-root": create("/v1/dimensions", **DIMENSION),
    "post-invoices-archive": many("archive"),
    "post-invoices-id-approve": invoice("approve", user="second"),
    "post-invoices-id-approvers": post_approvers,
    "post-invoices-id-archive": invoice("archive"),
    "post-invoices-id-comments": invoice("comments", {"text": "Hello"}),
    "post-invoices-id-decline": invoice("decline", {"reason": "Not ours."}, user="second"),
    "post-invoices-id-flag": invoice("flag"),
    "post-invoices-id-payments": invoice("payments", {"paid_on": "2026-11-19"}),
    "post-invoices-id-restore": restore,
    "post-invoices-import": post_import,
    "post-invoices-mark-exported": marked("mark-exported"),
    "post-invoices-mark-unexported": marked("mark-unexported"),
    "post-invoices-restore": many("restore"),
    "post-invoices-root": post_invoice,
    "post-invoices-upload": post_upload,
    "post-payments-bulk": pay_many,
    "post-payments-id-void": void,
    "post-vendors-bulk": create("/v1/vendors/bulk", vendors=[VENDOR]),
    "post-vendors-root": create("/v1/vendors", **VENDOR),
}
