"""Vendors' statements as people upload and work on them."""

from typing import Any

from harness.browser_client import Seen
from harness.dashboard import browser, told
from harness.invoices import make_invoice, make_vendor
from harness.server import Server
from harness.tenants import Tenant
from harness.vendor_statements import entered, line_of, make_statement, outcomes


def now(tenant: Tenant, statement: dict[str, Any]) -> dict[str, Any]:
    return tenant.api().get(f"/v1/statements/{statement['id']}").json()


def upload(page: Seen, csv: bytes, **typed: str) -> Seen:
    form = page.form("/statements/new")
    data = {**form.fields, **typed}
    return Seen(page.browser, page.browser.post(form.action, data=data, files={"file": ("s.csv", csv)}))


def test_the_list_says_when_there_are_no_statements(server: Server, tenant: Tenant) -> None:
    page = browser(server, tenant).open("/statements")
    assert (page.status, "There are no statements yet" in page.words) == (200, True)


def test_a_statement_is_uploaded_and_held_against_the_ledger(server: Server, tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    invoice = make_invoice(tenant, vendor=vendor)
    csv = f"Invoice,Date,Amount\n{invoice['number']},2026-11-02,110.00\nS-9,2026-11-03,5.00\n".encode()
    page = browser(server, tenant, company="east").open("/statements/new")
    sent = upload(page, csv, erp_vendor_id=vendor["erp_vendor_id"], statement_date="2026-11-30")
    assert sent.status == 303, sent.words[:900]
    shown = sent.follow()
    assert f"/invoices/{invoice['id']}" in shown.links
    assert ("Agrees" in shown.words, "Missing here" in shown.words, "S-9" in shown.words) == (True, True, True)
    assert "Please send us copies of these documents" in shown.words
    listed = page.browser.open("/statements?status=open")
    assert vendor["erp_vendor_name"] in listed.words


def test_a_file_that_leaves_something_open_is_refused_and_what_was_typed_stays(server: Server, tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    page = browser(server, tenant, company="east").open("/statements/new")
    csv = b"Invoice,Date,Amount\nS-1,03/04/2026,110.00\n"
    again = upload(page, csv, erp_vendor_id=vendor["erp_vendor_id"], statement_date="2026-11-30")
    assert again.status == 400
    fields = again.form("/statements/new").fields
    assert (fields["erp_vendor_id"], fields["statement_date"]) == (vendor["erp_vendor_id"], "2026-11-30")
    told = upload(again, csv, erp_vendor_id=vendor["erp_vendor_id"], statement_date="2026-11-30", date_order="dmy")
    assert told.status == 303, told.words[:900]


def test_a_form_without_its_token_uploads_nothing(server: Server, tenant: Tenant) -> None:
    someone = browser(server, tenant, company="east")
    answer = someone.post("/statements/new", data={"currency": "USD"}, files={"file": ("s.csv", b"x")})
    assert answer.status_code == 409
    assert "There are no statements yet" in someone.open("/statements").words


def test_a_statement_that_is_sent_twice_by_a_double_click_is_entered_once(server: Server, tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    page = browser(server, tenant, company="east").open("/statements/new")
    csv = b"Invoice,Date,Amount\nS-1,2026-11-02,110.00\n"
    typed = {"erp_vendor_id": vendor["erp_vendor_id"], "statement_date": "2026-11-30"}
    first, again = upload(page, csv, **typed), upload(page, csv, **typed)
    assert (first.status, again.status) == (303, 303), again.words[:900]
    assert "its file was taken in then" in again.follow().words and vendor["erp_vendor_name"] in again.follow().words
    assert tenant.api().get("/v1/statements").json()["count"] == 1


def test_a_pair_is_taken_apart_and_put_back(server: Server, tenant: Tenant) -> None:
    statement, invoice = make_statement(tenant)
    here = f"/statements/{statement['id']}"
    apart = browser(server, tenant).open(here).send(f"{here}/lines/1/unmatch").follow()
    assert outcomes(now(tenant, statement)) == ["missing_here"]
    undo = next(
        f for f in apart.forms if f.action == f"{here}/lines/1/match" and f.fields.get("invoice_id") == invoice["id"]
    )
    assert apart.browser.send_form(undo).status == 303
    assert (outcomes(now(tenant, statement)), now(tenant, statement)["lines"][0]["confirmed"]) == (["matched"], True)


def test_lines_are_chosen_by_what_became_of_them(server: Server, tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    invoice = make_invoice(tenant, vendor=vendor)
    lost = {"number": "LOST-1", "date": "2026-11-02", "amount": 7}
    statement = entered(tenant, vendor, [line_of(invoice), lost])
    page = browser(server, tenant).open(f"/statements/{statement['id']}?outcome=missing_here")
    assert ("2. LOST-1" in page.words, f"1. {invoice['number']}" in page.words) == (True, False)


def test_a_statement_is_reconciled_and_reopened(server: Server, tenant: Tenant) -> None:
    statement, _ = make_statement(tenant)
    here = f"/statements/{statement['id']}"
    page = browser(server, tenant).open(here)
    assert page.send(f"{here}/reconcile").status == 303
    done = page.send(f"{here}/mark-reconciled").follow()
    assert now(tenant, statement)["status"] == "reconciled"
    undo = next(form for form in done.forms if form.action == f"{here}/reopen")
    assert done.browser.send_form(undo).status == 303
    assert now(tenant, statement)["status"] == "open"


def test_a_statement_that_somebody_else_has_reconciled_since_is_not_reopened_by_an_undo(
    server: Server, tenant: Tenant
) -> None:
    statement, _ = make_statement(tenant)
    here = f"/statements/{statement['id']}"
    done = browser(server, tenant).open(here).send(f"{here}/mark-reconciled").follow()
    for step in ("reopen", "mark-reconciled"):
        assert tenant.api("second").post(f"/v1{here}/{step}", json={"reason": "By telephone"}).status_code == 200
    undo = next(form for form in done.forms if form.action == f"{here}/reopen" and "_etag" in form.fields)
    assert done.browser.send_form(undo).status == 412
    assert now(tenant, statement)["reconciled_reason"] == "By telephone"


def test_a_line_that_somebody_else_has_matched_with_another_since_is_not_taken_apart(
    server: Server, tenant: Tenant
) -> None:
    vendor = make_vendor(tenant)
    mine, theirs = (make_invoice(tenant, vendor=vendor) for _ in range(2))
    statement = entered(tenant, vendor, [{"number": "LOST-1", "date": "2026-11-02", "amount": 110}])
    here = f"/statements/{statement['id']}"
    line, who = f"{here}/lines/1", browser(server, tenant)
    who.open(here)
    matched = tenant.api().post(f"/v1{line}/match", json={"invoice_id": mine["id"]})
    assert matched.status_code == 200
    page = who.open(told(server, who, here, "line_matched", f"{statement['id']}/1/{mine['id']}"))
    for step, body in (("unmatch", {}), ("match", {"invoice_id": theirs["id"]})):
        assert tenant.api("second").post(f"/v1{line}/{step}", json=body).status_code == 200
    undo = next(form for form in page.forms if form.action.split("?")[0] == f"{line}/unmatch")
    refused = page.browser.send_form(undo)
    assert (refused.status, "is another invoice or credit memo by now" in refused.words) == (409, True)
    assert now(tenant, statement)["lines"][0]["document"]["invoice_uuid"] == theirs["id"]


def test_what_is_open_needs_a_reason(server: Server, tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    statement = entered(tenant, vendor, [{"number": "LOST-1", "date": "2026-11-02", "amount": 7}])
    here = f"/statements/{statement['id']}"
    page = browser(server, tenant).open(here)
    again = page.send(f"{here}/mark-reconciled", {"reason": ""})
    assert (again.status, now(tenant, statement)["status"]) == (400, "open")
    assert again.send(f"{here}/mark-reconciled", {"reason": "The vendor agreed"}).status == 303


def test_a_deleted_statement_comes_back_with_what_was_said_of_its_lines_as_the_page_says(
    server: Server, tenant: Tenant
) -> None:
    statement, _ = make_statement(tenant)
    here = f"/statements/{statement['id']}"
    who = browser(server, tenant)
    who.open(here).send(f"{here}/lines/1/unmatch")
    page = who.open(here)
    assert "Undo brings it back" in page.words
    gone = page.send(f"{here}/delete").follow()
    assert "The statement is deleted" in gone.words
    assert tenant.api().get(f"/v1/statements/{statement['id']}").status_code == 404
    assert gone.send(f"{here}/restore").status == 303
    assert outcomes(now(tenant, statement)) == ["missing_here"]


def test_whoever_sees_one_location_is_not_shown_the_whole_company(server: Server, tenant: Tenant) -> None:
    statement, _ = make_statement(tenant)
    someone = browser(server, tenant, scope="main")
    assert someone.open(f"/statements/{statement['id']}").status == 404
    assert "There are no statements yet" in someone.open("/statements").words


def test_the_vendor_of_a_statement_is_called_by_its_name(server: Server, tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    page = browser(server, tenant, company="east").open("/statements/new")
    typed = {"erp_vendor_id": vendor["erp_vendor_name"], "statement_date": "2026-11-30"}
    sent = upload(page, b"Invoice,Date,Amount\nS-1,2026-11-02,110.00\n", **typed)
    assert sent.status == 303, sent.words[:900]
    (statement,) = tenant.api().get("/v1/statements").json()["results"]
    assert statement["ottimate_vendor_id"] == vendor["id"]


def test_a_vendor_that_nobody_knows_is_told_beside_its_field_and_no_call_of_the_api_is_named(
    server: Server, tenant: Tenant
) -> None:
    page = browser(server, tenant, company="east").open("/statements/new")
    again = upload(page, b"Invoice,Date,Amount\n", erp_vendor_id="nobody", statement_date="2026-11-30")
    assert again.status == 400
    assert "Vendor : No vendor is called like this." in again.words and "POST /v1" not in again.text
    assert 'id="-statements-new-erp_vendor_id-fault"' in again.text
    assert again.form("/statements/new").fields["erp_vendor_id"] == "nobody"
