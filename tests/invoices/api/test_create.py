"""POST /v1/invoices (contract/invoices-and-catalog.md section 3.4)."""

import base64
import json
from typing import Any

import pytest

from harness.api import error_of, fields_of
from harness.dimensions import make_dimension
from harness.invoices import invoice_body, make_invoice, make_vendor
from harness.tenants import Tenant
from harness.trail import trail

PDF = b"%PDF-1.7\nnot more than a beginning"


def refused(tenant: Tenant, **changes: Any) -> Any:
    answer = tenant.api().post("/v1/invoices", json=invoice_body(tenant, make_vendor(tenant), **changes))
    assert answer.status_code == 400, answer.text
    assert tenant.api().get("/v1/invoices").json()["count"] == 0
    return answer


def faults(tenant: Tenant, **changes: Any) -> dict[str, str]:
    return fields_of(refused(tenant, **changes))


def codes(invoice: dict[str, Any]) -> list[str]:
    return [reason["code"] for reason in invoice["reasons"]]


def test_an_entered_invoice_is_answered_in_full(tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    invoice = make_invoice(tenant, vendor=vendor, purchase_order="PO-7", notes="Back door")
    assert invoice["status"] == "pending-approval" and invoice["payment_status"] == "unpaid"
    assert invoice["number"] == invoice["invoice_number"]
    assert (invoice["ottimate_vendor_id"], invoice["erp_vendor_id"]) == (vendor["id"], vendor["erp_vendor_id"])
    assert (invoice["ottimate_location_name"], invoice["ottimate_company_id"]) == ("Main Street", tenant.company())
    assert (invoice["purchase_order"], invoice["notes"], invoice["type"]) == ("PO-7", "Back door", "invoice")
    assert [item["name"] for item in invoice["items"]] == ["Flour", "Sugar"]
    assert [item["amount"] for item in invoice["items"]] == [60, 40]
    assert invoice["gl_splits"] is None and invoice["reasons"] == [] and invoice["error"] is None


def test_amounts_keep_their_digits(tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    body = json.dumps(invoice_body(tenant, vendor, total_amount=0)).replace(
        '"total_amount": 0', '"total_amount": 123456789012345.10'
    )
    headers = {"Content-Type": "application/json"}
    answer = tenant.api().post("/v1/invoices", content=body, headers=headers)
    assert b'"total_amount":123456789012345.10,' in answer.content


def test_the_due_date_follows_from_the_vendors_terms(tenant: Tenant) -> None:
    vendor = make_vendor(tenant, net_terms="EOM 10")
    assert make_invoice(tenant, vendor=vendor)["due_date"] == "2026-12-10"
    assert make_invoice(tenant, vendor=vendor, due_date="2026-11-30")["due_date"] == "2026-11-30"


def test_without_approvals_it_is_ready_for_export_at_once(new_tenant: Any) -> None:
    invoice = make_invoice(new_tenant(approval_mode="none"))
    assert invoice["status"] == "ready-for-export"
    assert invoice["approved_date_utc"] == invoice["created_at_utc"]


def test_only_the_location_is_needed_and_the_rest_becomes_reasons(tenant: Tenant) -> None:
    answer = tenant.api().post("/v1/invoices", json={"ottimate_location_id": str(tenant.location())})
    assert answer.status_code == 201
    invoice = answer.json()
    assert invoice["status"] == "needs-attention"
    assert codes(invoice) == ["unknown_vendor", "missing_number", "missing_invoice_date", "missing_total"]
    assert invoice["currency"] == "USD"
    assert "total" in invoice["error"]


def test_the_currency_is_the_companys_unless_it_is_sent(tenant: Tenant) -> None:
    body = {"ottimate_location_id": tenant.location("hafen"), "total_amount": 1.5}
    assert tenant.api().post("/v1/invoices", json=body).json()["currency"] == "EUR"
    answer = tenant.api().post("/v1/invoices", json={**body, "currency": "KWD", "total_amount": 1.555})
    assert (answer.json()["currency"], answer.json()["total_amount"]) == ("KWD", 1.555)


def test_lines_that_do_not_add_up_need_attention(tenant: Tenant) -> None:
    invoice = make_invoice(tenant, total_amount=120)
    assert (invoice["status"], codes(invoice)) == ("needs-attention", ["lines_do_not_sum"])


def test_the_same_number_again_is_entered_as_a_likely_duplicate(tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    first = make_invoice(tenant, vendor=vendor, invoice_number="INV-001/a")
    second = make_invoice(tenant, vendor=vendor, invoice_number="inv 001 A")
    assert (second["status"], codes(second)) == ("needs-attention", ["likely_duplicate"])
    assert second["reasons"][0]["other_invoice_id"] == first["id"]
    credit = make_invoice(tenant, vendor=vendor, invoice_number="INV-001/a", type="credit_memo")
    assert codes(credit) == []
    other = {"invoice_number": "INV-001/a", "total_amount": 110.01, "items": []}
    assert codes(make_invoice(tenant, **other)) == []


def test_dimensions_are_shown_by_type_with_their_erp_id(tenant: Tenant) -> None:
    dimension = make_dimension(tenant, "department", "DEPT-001")
    items = [{"name": "Flour", "quantity": 1, "price": 110, "dimensions": {"Department": "DEPT-001"}}]
    invoice = make_invoice(tenant, dimensions={"DEPARTMENT": "DEPT-001"}, items=items)
    shown = {"id": dimension["id"], "erp_dimension_id": "DEPT-001", "name": "Kitchen", "code": "DEPT-001"}
    assert invoice["dimensions"] == {"DEPARTMENT": shown}
    assert invoice["items"][0]["dimensions"] == {"DEPARTMENT": shown}


def test_a_dimension_of_another_company_is_unknown(tenant: Tenant) -> None:
    make_dimension(tenant, "department", "WEST-1", company="west")
    items = [{"name": "Flour", "quantity": 1, "price": 110, "dimensions": {"DEPARTMENT": "WEST-1"}}]
    assert faults(tenant, dimensions={"DEPARTMENT": "WEST-1"}, items=items) == {
        "dimensions.DEPARTMENT": "unknown_dimension",
        "items[0].dimensions.DEPARTMENT": "unknown_dimension",
    }


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"total_amount": 1.005, "currency": "EUR"}, "total_amount", "too_many_decimals"),
        ({"total_amount": 100.5, "total_tax": None, "currency": "JPY"}, "total_amount", "too_many_decimals"),
        ({"total_amount": "110.00"}, "total_amount", "invalid_amount"),
        ({"total_amount": True}, "total_amount", "invalid_amount"),
        ({"total_amount": 10**15}, "total_amount", "amount_out_of_range"),
        ({"total_amount": -110}, "total_amount", "negative_amount"),
        ({"total_amount": -110, "type": "credit_memo"}, "total_amount", "negative_amount"),
        ({"invoice_date": "2026-02-30"}, "invoice_date", "impossible_date"),
        ({"due_date": "0202-01-01"}, "due_date", "date_out_of_range"),
        ({"posting_date": "11/20/2026"}, "posting_date", "invalid_date"),
        ({"posting_date": 20261120}, "posting_date", "invalid_date"),
        ({"currency": "usd"}, "currency", "unknown_currency"),
        ({"currency": None}, "currency", "required"),
        ({"type": "other"}, "type", "invalid_type"),
        ({"type": ["invoice"]}, "type", "invalid_type"),
        ({"invoice_number": 7}, "invoice_number", "invalid"),
        ({"invoice_number": "x" * 256}, "invoice_number", "too_long"),
        ({"notes": "a\u0001b"}, "notes", "control_character"),
        ({"ottimate_location_id": None}, "ottimate_location_id", "required"),
        ({"ottimate_location_id": 1.5}, "ottimate_location_id", "invalid_id"),
        ({"ottimate_company_id": "x"}, "ottimate_company_id", "invalid_id"),
        ({"ottimate_vendor_id": True}, "ottimate_vendor_id", "invalid_id"),
        ({"erp_vendor_id": "nobody"}, "erp_vendor_id", "unknown_vendor"),
        ({"dimensions": ["x"]}, "dimensions", "invalid"),
        ({"dimensions": {"PLANET": "1"}}, "dimensions.PLANET", "invalid_type"),
        ({"custom_fields": {"a": 1}}, "custom_fields", "no_custom_fields"),
        ({"status": "approved"}, "status", "read_only_field"),
        ({"payment_status": "paid"}, "payment_status", "read_only_field"),
        ({"items": {}}, "items", "invalid"),
        ({"items": [7]}, "items[0].", "invalid"),
        ({"items": [{"name": "x"}] * 1001}, "items", "too_many_rows"),
        ({"items": [{"quantity": 1, "price": 1}]}, "items[0].name", "required"),
        ({"items": [{"name": "x", "price": 1}]}, "items[0].quantity", "required"),
        ({"items": [{"name": "x", "quantity": 1.0000001, "price": 1}]}, "items[0].quantity", "too_many_decimals"),
        ({"items": [{"name": "x", "amount": 1.001}]}, "items[0].amount", "too_many_decimals"),
        ({"items": [{"name": "x", "amount": 1, "is_taxed": "yes"}]}, "items[0].is_taxed", "invalid"),
        ({"items": [{"name": "x", "amount": 1, "item": 5}]}, "items[0].item", "unknown_item"),
        ({"image_urls": ["http://a.example/x.pdf"]}, "image_urls[0]", "https_required"),
    ],
    ids=str,
)
def test_bad_input_names_its_field_and_changes_nothing(
    tenant: Tenant, changes: dict[str, Any], field: str, code: str
) -> None:
    assert faults(tenant, **changes)[field] == code


def test_all_faults_are_told_at_once(tenant: Tenant) -> None:
    found = faults(tenant, total_amount="x", invoice_date="y", items=[{"name": ""}], raw_images=[{}])
    assert set(found) == {
        "total_amount",
        "invoice_date",
        "items[0].name",
        "items[0].quantity",
        "items[0].price",
        "raw_images[0]",
    }


def file(name: str = "invoice.pdf", data: bytes = PDF) -> dict[str, str]:
    return {"filename": name, "data": base64.b64encode(data).decode()}


@pytest.mark.parametrize(
    ("image", "code"),
    [
        ({"filename": "a.pdf"}, "required"),
        ({"filename": "", "data": "eA=="}, "required"),
        ({"filename": "a.pdf", "data": "%%%"}, "invalid_base64"),
        (file(data=b""), "empty_file"),
        (file("a.tiff", b"II*\x00"), "unsupported_file_type"),
        (file("a.exe"), "unsupported_file_type"),
        (file("a.png"), "mistyped_file"),
        (file(data=b"<html>"), "mistyped_file"),
        (file(data=PDF + bytes(25 * 1024 * 1024)), "file_too_large"),
    ],
    ids=["no data", "no name", "not base64", "empty", "tiff", "exe", "pdf as png", "html as pdf", "too large"],
)
def test_a_bad_file_is_refused_with_its_reason(tenant: Tenant, image: dict[str, str], code: str) -> None:
    assert faults(tenant, raw_images=[image]) == {"raw_images[0]": code}


def test_too_many_files_are_refused(tenant: Tenant) -> None:
    assert faults(tenant, raw_images=[file()] * 21) == {"raw_images": "too_many_files"}


def test_a_file_is_kept_and_given_back_as_a_download(tenant: Tenant) -> None:
    invoice = make_invoice(tenant, raw_images=[file("../../etc/invöice.pdf")])
    (image,) = invoice["images"]
    assert (image["filename"], image["media_type"]) == ("invöice.pdf", "application/pdf")
    answer = tenant.api().get(image["url"])
    assert answer.content == PDF
    assert answer.headers["content-disposition"] == "attachment; filename*=UTF-8''inv%C3%B6ice.pdf"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-type"] == "application/octet-stream"


def test_files_are_nobody_elses(tenant: Tenant, other_tenant: Tenant) -> None:
    image = make_invoice(tenant, raw_images=[file()])["images"][0]
    path = image["url"].removeprefix(tenant.server.base_url)
    assert other_tenant.api().get(path).status_code == 404
    other = make_invoice(tenant)
    assert tenant.api().get(f"/v1/invoices/{other['id']}/images/{image['id']}").status_code == 404
    assert tenant.api().get(f"/v1/invoices/{other['id']}/images/x").status_code == 404


def test_a_location_must_belong_to_the_company(tenant: Tenant) -> None:
    answer = refused(tenant, ottimate_location_id=tenant.location("hafen"))
    assert error_of(answer) == "location_company_mismatch"


def test_a_vendor_of_another_company_is_unknown(tenant: Tenant) -> None:
    west = make_vendor(tenant, company="west")
    assert faults(tenant, erp_vendor_id=west["erp_vendor_id"]) == {"erp_vendor_id": "unknown_vendor"}
    answer = tenant.api().post("/v1/invoices", json=invoice_body(tenant, west, ottimate_vendor_id=west["id"]))
    assert answer.status_code == 404


def test_vendor_id_and_erp_id_must_agree(tenant: Tenant) -> None:
    one, two = make_vendor(tenant), make_vendor(tenant)
    answer = tenant.api().post("/v1/invoices", json=invoice_body(tenant, one, ottimate_vendor_id=two["id"]))
    assert fields_of(answer) == {"erp_vendor_id": "vendor_mismatch"}
    body = invoice_body(tenant, one, ottimate_vendor_id=str(one["id"]))
    assert tenant.api().post("/v1/invoices", json=body).json()["ottimate_vendor_id"] == one["id"]


def test_ids_of_another_account_do_not_exist(tenant: Tenant, other_tenant: Tenant) -> None:
    vendor, theirs = make_vendor(tenant), make_vendor(other_tenant)
    for changes in (
        {"ottimate_location_id": other_tenant.location()},
        {"ottimate_company_id": other_tenant.company(), "ottimate_location_id": other_tenant.location()},
        {"erp_vendor_id": None, "ottimate_vendor_id": theirs["id"]},
    ):
        answer = tenant.api().post("/v1/invoices", json=invoice_body(tenant, vendor, **changes))
        assert (answer.status_code, error_of(answer)) == (404, "not_found")


def test_outside_the_scope_is_forbidden(tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    body = invoice_body(tenant, vendor, ottimate_location_id=tenant.location("park"))
    answer = tenant.api("main").post("/v1/invoices", json=body)
    assert (answer.status_code, error_of(answer)) == (403, "out_of_scope")
    west = invoice_body(tenant, vendor, ottimate_company_id=tenant.company("west"))
    answer = tenant.api("east").post("/v1/invoices", json=west)
    assert (answer.status_code, error_of(answer)) == (403, "out_of_scope")


def test_reading_alone_does_not_enter(tenant: Tenant) -> None:
    answer = tenant.api("reader").post("/v1/invoices", json=invoice_body(tenant, make_vendor(tenant)))
    assert (answer.status_code, error_of(answer)) == (403, "permission_denied")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "validation_error"),
        (b"[]", "validation_error"),
        (b"null", "validation_error"),
        (b'{"total_amount": NaN}', "invalid_json"),
        (b'{"notes": "a", "notes": "b"}', "invalid_json"),
        (b'{"notes": "\\ud800"}', "invalid_json"),
        (b'{"notes": "\\u0000"}', "invalid_json"),
        (b'{"total_amount": ' + b"9" * 5000 + b"}", "invalid_json"),
        (b'{"dimensions": ' + b"[" * 500 + b"]" * 500 + b"}", "invalid_json"),
    ],
    ids=["empty", "array", "null", "NaN", "twice", "surrogate", "NUL", "digits", "deep"],
)
def test_a_hostile_body_is_refused(shared_tenant: Tenant, content: bytes, code: str) -> None:
    headers = {"Content-Type": "application/json"}
    answer = shared_tenant.api().post("/v1/invoices", content=content, headers=headers)
    assert (answer.status_code, error_of(answer)) == (400, code)


def test_a_form_is_not_a_json_body(shared_tenant: Tenant) -> None:
    answer = shared_tenant.api().post("/v1/invoices", data={"ottimate_location_id": "1"})
    assert (answer.status_code, error_of(answer)) == (400, "unsupported_media_type")


def test_entering_is_recorded_once(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    (entry,) = trail(tenant, "invoice")
    assert (entry["action"], entry["subject_id"]) == ("invoice.entered", invoice["id"])
    assert entry["after"]["total_amount"] == "110.00"
