"""PATCH /v1/invoices/{id}: the invoice's own fields, its files and what follows (section 3.3)."""

import base64
from typing import Any

import pytest

from harness.api import Api, error_of, fields_of
from harness.dimensions import make_dimension
from harness.invoices import make_invoice, make_vendor
from harness.tenants import Tenant
from harness.trail import trail

PNG = b"\x89PNG\r\n\x1a\nnot more than a beginning"


def change(tenant: Tenant, invoice: dict[str, Any], user: str = "all", **body: Any) -> Any:
    return tenant.api(user).patch(f"/v1/invoices/{invoice['id']}", json=body)


def changed(tenant: Tenant, invoice: dict[str, Any], **body: Any) -> dict[str, Any]:
    answer = change(tenant, invoice, **body)
    assert answer.status_code == 200, answer.text
    assert answer.json() == tenant.api().get(f"/v1/invoices/{invoice['id']}").json()
    return answer.json()


def approve(tenant: Tenant, invoice: dict[str, Any]) -> None:
    answer = tenant.api("second").post(f"/v1/invoices/{invoice['id']}/approve")
    assert answer.json()["status"] == "ready-for-export", answer.text


def codes(invoice: dict[str, Any]) -> list[str]:
    return [reason["code"] for reason in invoice["reasons"]]


def test_only_what_is_sent_changes(tenant: Tenant) -> None:
    invoice = make_invoice(tenant, purchase_order="PO-1", notes="a")
    after = changed(tenant, invoice, purchase_order="PO-2", invoice_date="2026-11-03", unknown_field=1)
    different = {name for name in after if after[name] != invoice.get(name)}
    modified = {"last_modified_date", "last_modified_date_utc"}
    assert different - modified == {"purchase_order", "invoice_date", "due_date"}


def test_the_number_may_be_named_as_the_answer_names_it(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    after = changed(tenant, invoice, number="N-77")
    assert (after["number"], after["invoice_number"]) == ("N-77", "N-77")
    assert changed(tenant, invoice, number="N-78", invoice_number="N-78")["number"] == "N-78"
    refused = change(tenant, invoice, number="N-79", invoice_number="N-80")
    assert (refused.status_code, fields_of(refused)) == (400, {"number": "contradicts"})


def test_every_own_field_can_be_written_and_taken_away(tenant: Tenant) -> None:
    fields = {
        "invoice_number": "N-9",
        "invoice_date": "2026-10-01",
        "due_date": "2026-10-31",
        "posting_date": "2026-10-02",
        "total_amount": 120.5,
        "total_tax": 20.5,
        "discount_amount": 0.5,
        "purchase_order": "PO-9",
        "notes": "Nine",
    }
    invoice = make_invoice(tenant)
    after = changed(tenant, invoice, type="credit_memo", currency="EUR", **fields)
    assert after.items() >= fields.items()
    assert (after["type"], after["currency"]) == ("credit_memo", "EUR")
    emptied = changed(tenant, invoice, **dict.fromkeys(fields))
    assert {emptied[name] for name in fields} == {None}
    assert codes(emptied) == ["missing_number", "missing_invoice_date", "missing_total"]


def test_what_changes_nothing_leaves_no_trace(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    assert changed(tenant, invoice, invoice_number=invoice["number"], total_amount=110.0, notes=None) == invoice
    assert tenant.api().get(f"/v1/invoices/{invoice['id']}").headers["etag"].startswith('"1-')
    assert [entry["action"] for entry in trail(tenant, "invoice")] == ["invoice.entered"]


def test_a_missing_value_that_is_sent_ends_needs_attention(tenant: Tenant) -> None:
    invoice = make_invoice(tenant, total_amount=None)
    assert invoice["status"] == "needs-attention"
    after = changed(tenant, invoice, total_amount=110)
    assert (after["status"], after["reasons"], after["error"]) == ("pending-approval", [], None)


def test_a_value_that_does_not_fit_brings_it_back(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    after = changed(tenant, invoice, total_amount=111)
    assert (after["status"], codes(after)) == ("needs-attention", ["lines_do_not_sum"])


@pytest.mark.parametrize(
    "body",
    [
        {"total_amount": 110.01},
        {"invoice_number": "other"},
        {"due_date": "2027-01-01"},
        {"type": "credit_memo"},
        {"items": [{"name": "Salt", "amount": 0.01}]},
        {"raw_images": [{"filename": "a.png", "data": base64.b64encode(PNG).decode()}]},
    ],
    ids=lambda body: next(iter(body)),
)
def test_a_material_change_starts_approvals_over(tenant: Tenant, body: dict[str, Any]) -> None:
    invoice = make_invoice(tenant)
    approve(tenant, invoice)
    after = changed(tenant, invoice, **body) if "items" not in body else change(tenant, invoice, **body).json()
    assert (after["status"], after["approved_date"]) == ("pending-approval", None)
    approvers = tenant.api().get(f"/v1/invoices/{invoice['id']}/approvers").json()["approvers"]
    assert [approval for approval in approvers if approval["status"] == "approved"] == []


def test_notes_leave_an_approval_standing(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    approve(tenant, invoice)
    after = changed(tenant, invoice, notes="Paid by card", total_amount=110.00)
    assert after["status"] == "ready-for-export"
    assert after["approved_date"] is not None


def test_a_material_change_answers_a_flag_and_notes_do_not(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    tenant.api().post(f"/v1/invoices/{invoice['id']}/flag", json={"flagging_reason": "Wrong price"})
    noted = changed(tenant, invoice, notes="Asked the vendor")
    assert (noted["status"], noted["error"]) == ("incomplete", "Wrong price")
    corrected = changed(tenant, invoice, total_amount=110.01)
    assert (corrected["status"], corrected["error"]) == ("pending-approval", None)


def test_an_exported_invoice_stays_as_the_erp_has_it(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    approve(tenant, invoice)
    tenant.api().post("/v1/invoices/mark-exported", json={"invoices": [{"invoice_id": invoice["invoice_id"]}]})
    answer = change(tenant, invoice, notes="x")
    assert (answer.status_code, error_of(answer)) == (409, "invoice_exported")


def test_an_archived_invoice_stays_as_it_is(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)

    async def archive() -> None:
        async with tenant.server.database.transaction(tenant.account_id) as tx:
            sql = "UPDATE invoices SET state = 'archived' WHERE account_id = $1 AND id = $2"
            await tx.execute(sql, tx.account_id, invoice["id"])

    tenant.server.run(archive())
    answer = change(tenant, invoice, notes="x")
    assert (answer.status_code, error_of(answer)) == (409, "invoice_archived")


def test_if_match_refuses_what_was_changed_meanwhile(tenant: Tenant, api: Api) -> None:
    path = f"/v1/invoices/{make_invoice(tenant)['id']}"
    for tag in ('"1"', "2", 'W/"3"', "*"):
        assert api.patch(path, json={"notes": tag}, headers={"If-Match": tag}).status_code == 200
    answer = api.patch(path, json={"notes": "late"}, headers={"If-Match": '"4"'})
    assert (answer.status_code, error_of(answer)) == (412, "stale_version")
    assert api.get(path).json()["notes"] == "*"
    answer = api.patch(path, json={"notes": "late"}, headers={"If-Match": "new"})
    assert fields_of(answer) == {"If-Match": "invalid_etag"}


def test_header_dimensions_are_replaced_cleared_or_kept(tenant: Tenant) -> None:
    for type_ in ("department", "project"):
        make_dimension(tenant, type_, f"{type_}-1")
    invoice = make_invoice(tenant, dimensions={"DEPARTMENT": "department-1"})
    assert set(changed(tenant, invoice, notes="x")["dimensions"]) == {"DEPARTMENT"}
    assert set(changed(tenant, invoice, dimensions={"project": "project-1"})["dimensions"]) == {"PROJECT"}
    assert changed(tenant, invoice, dimensions={})["dimensions"] == {}
    answer = change(tenant, invoice, dimensions={"PROJECT": "nowhere"})
    assert fields_of(answer) == {"dimensions.PROJECT": "unknown_dimension"}


def test_the_vendor_may_be_changed_and_the_due_date_follows(tenant: Tenant) -> None:
    ten = make_vendor(tenant, net_terms="Net 10")
    invoice = make_invoice(tenant)
    after = changed(tenant, invoice, erp_vendor_id=ten["erp_vendor_id"])
    assert (after["ottimate_vendor_id"], after["due_date"]) == (ten["id"], "2026-11-12")
    assert changed(tenant, invoice, invoice_date="2026-11-10")["due_date"] == "2026-11-20"


def test_a_due_date_that_somebody_set_stays(tenant: Tenant) -> None:
    invoice = make_invoice(tenant, due_date="2026-12-24")
    assert changed(tenant, invoice, invoice_date="2026-11-10")["due_date"] == "2026-12-24"


def test_a_vendor_taken_away_needs_attention(tenant: Tenant) -> None:
    after = changed(tenant, make_invoice(tenant), erp_vendor_id=None)
    assert (after["ottimate_vendor_id"], codes(after)) == (None, ["unknown_vendor"])


def test_a_new_vendor_is_created_on_the_fly(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    after = changed(tenant, invoice, erp_vendor_id="NEW-1", erp_vendor_name="New Bakery")
    assert (after["erp_vendor_id"], after["ottimate_vendor_name"]) == ("NEW-1", "New Bakery")
    vendor = tenant.api().get(f"/v1/vendors/{after['ottimate_vendor_id']}").json()["vendor"]
    assert vendor["ottimate_company_id"] == tenant.company()
    nameless = change(tenant, invoice, erp_vendor_id="NEW-2")
    assert fields_of(nameless) == {"erp_vendor_name": "required"}


def test_who_may_not_write_vendors_creates_none(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    answer = change(tenant, invoice, user="reader", erp_vendor_id="NEW-1", erp_vendor_name="New Bakery")
    assert answer.status_code == 403


def test_a_move_stays_inside_the_company_and_the_scope(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    answer = change(tenant, invoice, ottimate_location_id=tenant.location("hafen"))
    assert (answer.status_code, error_of(answer)) == (400, "location_company_mismatch")
    answer = change(tenant, invoice, user="main", ottimate_location_id=tenant.location("park"))
    assert (answer.status_code, error_of(answer)) == (403, "out_of_scope")
    assert (
        changed(tenant, invoice, ottimate_location_id=tenant.location("park"))["ottimate_location_name"] == "Park Lane"
    )


def test_ids_of_another_account_do_not_exist(tenant: Tenant, other_tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    assert change(tenant, invoice, ottimate_location_id=other_tenant.location()).status_code == 404
    assert change(tenant, invoice, ottimate_vendor_id=make_vendor(other_tenant)["id"]).status_code == 404
    west = make_vendor(tenant, company="west")
    assert change(tenant, invoice, ottimate_vendor_id=west["id"]).status_code == 404


def test_amounts_that_stay_must_fit_a_new_currency(tenant: Tenant) -> None:
    invoice = make_invoice(tenant, total_amount=110.5, total_tax=10.5)
    assert fields_of(change(tenant, invoice, currency="JPY")) == {"currency": "too_many_decimals"}
    yen = changed(tenant, invoice, currency="JPY", total_amount=110, total_tax=10)
    assert (yen["currency"], yen["total_amount"]) == ("JPY", 110)


@pytest.mark.parametrize(
    ("body", "field", "code"),
    [
        ({"total_amount": 1.005}, "total_amount", "too_many_decimals"),
        ({"currency": "JPY", "total_amount": 0.5}, "total_amount", "too_many_decimals"),
        ({"total_amount": -1}, "total_amount", "negative_amount"),
        ({"invoice_date": "2026-13-01"}, "invoice_date", "impossible_date"),
        ({"ottimate_location_id": None}, "ottimate_location_id", "required"),
        ({"currency": None}, "currency", "required"),
        ({"type": "other"}, "type", "invalid_type"),
        ({"status": "approved"}, "status", "read_only_field"),
        ({"payment_status": "paid"}, "payment_status", "read_only_field"),
        ({"custom_fields": {}}, "custom_fields", "no_custom_fields"),
        ({"dimensions": "x"}, "dimensions", "invalid"),
        ({"items": {"id": 1}}, "items", "invalid"),
        ({"items": [{}] * 1001}, "items", "too_many_rows"),
        ({"image_urls": ["http://127.0.0.1/a.pdf"]}, "image_urls[0]", "https_required"),
        ({"raw_images": [{"filename": "a.gif", "data": "R0lG"}]}, "raw_images[0]", "unsupported_file_type"),
    ],
    ids=str,
)
def test_bad_input_names_its_field_and_changes_nothing(
    shared_tenant: Tenant, body: dict[str, Any], field: str, code: str
) -> None:
    invoice = make_invoice(shared_tenant)
    answer = change(shared_tenant, invoice, notes="x", **body)
    assert (answer.status_code, fields_of(answer)) == (400, {field: code})
    assert shared_tenant.api().get(f"/v1/invoices/{invoice['id']}").json() == invoice


def test_files_are_replaced_or_taken_away(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    image = {"filename": "a.png", "data": base64.b64encode(PNG).decode()}
    two = changed(tenant, invoice, raw_images=[image, {**image, "filename": "b.png"}])
    assert [found["filename"] for found in two["images"]] == ["a.png", "b.png"]
    assert tenant.api().get(two["images"][1]["url"]).content == PNG
    assert len(changed(tenant, invoice, notes="x")["images"]) == 2
    assert changed(tenant, invoice, raw_images=[])["images"] == []
    changed(tenant, invoice, raw_images=[image])
    assert changed(tenant, invoice, image_urls=[])["images"] == []


def test_the_number_is_free_once_another_is_taken(tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    first = make_invoice(tenant, vendor=vendor, invoice_number="A-1")
    second = make_invoice(tenant, vendor=vendor, invoice_number="A-1")
    assert codes(second) == ["likely_duplicate"]
    assert codes(changed(tenant, first, invoice_number="A-2")) == []
    assert changed(tenant, second, notes="checked")["status"] == "pending-approval"
    assert codes(changed(tenant, first, invoice_number="a1")) == ["likely_duplicate"]


def test_reading_alone_does_not_change(tenant: Tenant) -> None:
    answer = change(tenant, make_invoice(tenant), user="reader", notes="x")
    assert (answer.status_code, error_of(answer)) == (403, "permission_denied")


def test_a_change_is_recorded_with_before_and_after(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    change(tenant, invoice, total_amount=111, items=[{"id": invoice["items"][0]["id"], "quantity": 3}])
    entry = trail(tenant, "invoice")[-1]
    assert (entry["action"], entry["message"]) == ("invoice.changed", "Changed total_amount, items.")
    assert (entry["before"]["total_amount"], entry["after"]["total_amount"]) == ("110.00", "111.00")
    line = str(invoice["items"][0]["id"])
    assert (entry["before"]["items"][line]["amount"], entry["after"]["items"][line]["amount"]) == ("60.00", "90.00")
    assert entry["after"]["state"] == "incomplete"
