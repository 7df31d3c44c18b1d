"""Import of invoices: what is checked at once, and what becomes of the rows (contract section 3.5)."""

from collections.abc import Iterator
from typing import Any

import pytest

from harness.api import error_of, fields_of
from harness.batches import completed, imported, ran, results, row, send_import
from harness.dimensions import make_dimension
from harness.invoices import make_vendor
from harness.server import Server
from harness.tenants import Tenant
from harness.trail import trail
from harness.worker import working


@pytest.fixture
def worker(server: Server) -> Iterator[None]:
    with working(server):
        yield


def nothing_stored(tenant: Tenant) -> bool:
    return tenant.api().get("/v1/batch").json()["count"] == 0


def test_an_import_is_accepted_and_works_in_the_background(tenant: Tenant) -> None:
    answer = send_import(tenant, [row(tenant), row(tenant)])
    assert answer.status_code == 202
    batch = answer.json()["batch_id"]
    assert answer.json() == {
        "version": "1.0.0",
        "status": "processing",
        "batch_id": batch,
        "batch_url": f"/v1/batch/{batch}/progress",
        "results_url": f"/v1/batch/{batch}/results",
        "summary": {"invoice_count": 2},
    }
    assert tenant.api().get("/v1/invoices").json()["count"] == 0


@pytest.mark.usefixtures("worker")
def test_a_row_becomes_an_invoice_as_it_was_sent(tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    make_dimension(tenant, "DEPARTMENT", "D-1")
    sent = row(tenant, vendor, notes="Left at the door", dimensions={"DEPARTMENT": "D-1"})
    [result] = ran(tenant, [sent])
    shown = result["result"]
    assert shown["status"] == "pending-approval"
    assert (shown["total_amount"], shown["notes"]) == (110.0, "Left at the door")
    assert [(item["quantity"], item["price"], item["amount"]) for item in shown["items"]] == [
        (2, 30.25, 60.5),
        (4, 9.875, 39.5),
    ]
    assert shown["dimensions"]["DEPARTMENT"]["code"] == "D-1"
    assert tenant.api().get(f"/v1/invoices/{shown['id']}").json()["items"] == shown["items"]


@pytest.mark.usefixtures("worker")
def test_an_invoice_that_needs_attention_is_a_success(tenant: Tenant) -> None:
    [result] = ran(tenant, [row(tenant, total_amount=None, items=None)])
    assert result["message"] is None
    assert result["result"]["status"] == "needs-attention"


@pytest.mark.usefixtures("worker")
def test_a_row_that_fails_later_leaves_the_others_alone(tenant: Tenant) -> None:
    good, bad = ran(tenant, [row(tenant), row(tenant, erp_vendor_id="nobody")])
    assert good["result"] and bad["result"] is None
    assert tenant.api().get("/v1/invoices").json()["count"] == 1


@pytest.mark.usefixtures("worker")
def test_the_trail_names_the_api_user_who_sent_it(tenant: Tenant) -> None:
    ran(tenant, [row(tenant)], tenant.api("second"))
    [entered] = [entry for entry in trail(tenant, "invoice") if entry["action"] == "invoice.entered"]
    [opened] = trail(tenant, "batch")
    assert entered["actor_id"] == opened["actor_id"]
    assert entered["request_id"] == opened["request_id"]
    assert entered["after"]["source"] == "import"


@pytest.mark.usefixtures("worker")
def test_the_same_row_again_is_the_invoice_it_became(tenant: Tenant) -> None:
    sent = row(tenant)
    [first] = ran(tenant, [sent])
    [again] = ran(tenant, [sent])
    assert again["result"]["id"] == first["result"]["id"]
    assert tenant.api().get("/v1/invoices").json()["count"] == 1


@pytest.mark.usefixtures("worker")
def test_another_row_under_a_used_upload_id_is_told(tenant: Tenant) -> None:
    sent = row(tenant)
    [first] = ran(tenant, [sent])
    [again] = ran(tenant, [{**sent, "total_amount": 9.99, "items": None}])
    assert again["result"] is None
    assert first["result"]["id"] in again["message"]
    assert tenant.api().get("/v1/invoices").json()["count"] == 1


@pytest.mark.usefixtures("worker")
def test_two_accounts_may_use_the_same_upload_id(tenant: Tenant, other_tenant: Tenant) -> None:
    for each in (tenant, other_tenant):
        [result] = ran(each, [row(each, upload_id="one and the same")])
        assert result["message"] is None


@pytest.mark.usefixtures("worker")
def test_a_row_that_failed_may_be_sent_again_under_its_id(tenant: Tenant) -> None:
    sent = row(tenant, erp_vendor_id="V-later")
    [failed] = ran(tenant, [sent])
    make_vendor(tenant, erp_vendor_id="V-later")
    [entered] = ran(tenant, [sent])
    assert failed["result"] is None
    assert entered["result"]["erp_vendor_id"] == "V-later"


@pytest.mark.usefixtures("worker")
def test_a_key_that_is_repeated_opens_one_batch(tenant: Tenant) -> None:
    body, headers = [row(tenant)], {"Idempotency-Key": "import-1"}
    first, again = (send_import(tenant, body, headers=headers) for _ in range(2))
    assert first.json() == again.json()
    assert again.headers["X-Idempotent-Replayed"] == "true"
    assert send_import(tenant, [row(tenant)], headers=headers).status_code == 422
    assert tenant.api().get("/v1/batch").json()["count"] == 1


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ([], "required"),
        ({}, "required"),
        ({"invoices": []}, "required"),
        (None, "required"),
        ("rows", "required"),
        (7, "required"),
    ],
)
def test_what_is_no_array_of_invoices_is_refused(tenant: Tenant, body: Any, code: str) -> None:
    answer = send_import(tenant, body)
    assert (answer.status_code, fields_of(answer)) == (400, {"body": code})


def test_a_hundred_and_one_are_refused_and_nothing_is_stored(tenant: Tenant) -> None:
    answer = send_import(tenant, [row(tenant) for _ in range(101)])
    assert (answer.status_code, fields_of(answer)) == (400, {"body": "too_many_rows"})
    assert nothing_stored(tenant)


def test_an_upload_id_twice_is_refused(tenant: Tenant) -> None:
    answer = send_import(tenant, [row(tenant, upload_id="a"), row(tenant), row(tenant, upload_id=" a ")])
    assert (answer.status_code, fields_of(answer)) == (400, {"body[2].upload_id": "repeated"})
    assert nothing_stored(tenant)


@pytest.mark.parametrize(
    ("field", "value", "path", "code"),
    [
        ("upload_id", None, "upload_id", "required"),
        ("upload_id", "  ", "upload_id", "required"),
        ("upload_id", 7, "upload_id", "invalid"),
        ("upload_id", "x" * 256, "upload_id", "too_long"),
        ("ottimate_location_id", None, "ottimate_location_id", "required"),
        ("ottimate_location_id", "main", "ottimate_location_id", "invalid_id"),
        ("ottimate_location_id", 2147483647, "ottimate_location_id", "unknown_location"),
        ("invoice_date", "tomorrow", "invoice_date", "invalid_date"),
        ("total_amount", "1", "total_amount", "invalid_amount"),
        ("total_amount", 1.005, "total_amount", "too_many_decimals"),
        ("type", "other", "type", "invalid_type"),
        ("currency", "XXX", "currency", "unknown_currency"),
        ("notes", "x" * 20_000, "notes", "too_long"),
        ("items", {}, "items", "invalid"),
        ("items", [{"name": "Flour", "quantity": 1}], "items[0].price", "required"),
        ("dimensions", {"SHOE_SIZE": "D-1"}, "dimensions.SHOE_SIZE", "invalid_type"),
        ("dimensions", {"DEPARTMENT": "nowhere"}, "dimensions.DEPARTMENT", "unknown_dimension"),
        ("custom_fields", {"colour": "red"}, "custom_fields", "no_custom_fields"),
        ("raw_images", [{"filename": "a.pdf", "data": "JVBERi0="}], "raw_images", "raw_images_not_supported"),
        ("image_urls", ["http://files.example.com/a.pdf"], "image_urls[0]", "https_required"),
        ("status", "approved", "status", "read_only_field"),
    ],
)
def test_a_faulty_row_refuses_the_whole_call(tenant: Tenant, field: str, value: Any, path: str, code: str) -> None:
    answer = send_import(tenant, [row(tenant), row(tenant, **{field: value})])
    assert (answer.status_code, fields_of(answer)) == (400, {f"body[1].{path}": code})
    assert nothing_stored(tenant)


def test_every_fault_is_told_at_once(tenant: Tenant) -> None:
    rows = [row(tenant, invoice_date="?"), "no object", row(tenant, type="?"), row(tenant, upload_id="")]
    found = fields_of(send_import(tenant, rows))
    assert {"body[1]", "body[3].upload_id"} <= found.keys()


def test_a_location_outside_the_scope_is_forbidden(tenant: Tenant) -> None:
    rows = [row(tenant), row(tenant, ottimate_location_id=tenant.location("park"))]
    answer = send_import(tenant, rows, tenant.api("main"))
    assert (answer.status_code, error_of(answer)) == (403, "out_of_scope")
    assert fields_of(answer) == {"body[1].ottimate_location_id": "out_of_scope"}
    assert tenant.api("main").get("/v1/batch").json()["count"] == 0


def test_another_accounts_location_is_as_unknown_as_none(tenant: Tenant, other_tenant: Tenant) -> None:
    answer = send_import(tenant, [row(tenant, ottimate_location_id=other_tenant.location())])
    assert (answer.status_code, fields_of(answer)) == (400, {"body[0].ottimate_location_id": "unknown_location"})


def test_a_dimension_of_another_company_is_unknown(tenant: Tenant) -> None:
    make_dimension(tenant, "DEPARTMENT", "W-1", company="west")
    answer = send_import(tenant, [row(tenant, dimensions={"DEPARTMENT": "W-1"})])
    assert fields_of(answer) == {"body[0].dimensions.DEPARTMENT": "unknown_dimension"}


def test_a_reader_may_not_import(tenant: Tenant) -> None:
    answer = send_import(tenant, [row(tenant)], tenant.api("reader"))
    assert (answer.status_code, error_of(answer)) == (403, "permission_denied")


def test_a_nul_and_a_large_body_are_refused(tenant: Tenant) -> None:
    headers = {"Content-Type": "application/json"}
    nul = tenant.api().post("/v1/invoices/import", content=rb'[{"upload_id":"a\u0000"}]', headers=headers)
    assert (nul.status_code, error_of(nul)) == (400, "invalid_json")
    large = send_import(tenant, [row(tenant, notes="x" * 2_100_000)])
    assert (large.status_code, error_of(large)) == (413, "body_too_large")
    assert nothing_stored(tenant)


def test_rights_are_those_of_the_moment_of_entering(server: Server, tenant: Tenant) -> None:
    batch = imported(tenant, [row(tenant)], tenant.api("second"))

    async def deactivate() -> None:
        async with server.database.transaction(tenant.account_id) as tx:
            sql = "UPDATE users SET active = $2 WHERE account_id = $1 AND key = 'second'"
            await tx.execute(sql, tx.account_id, False)

    async def state() -> list[Any]:
        async with server.database.transaction(tenant.account_id) as tx:
            sql = "SELECT status, message FROM batch_tasks WHERE account_id = $1 AND batch_id = $2::text::uuid"
            return [tuple(found) for found in await tx.fetch(sql, tx.account_id, batch)]

    server.run(deactivate())
    with working(server):
        while server.run(state())[0][0] in ("waiting", "running"):
            pass
    [(status, message)] = server.run(state())
    assert (status, "deactivated" in message) == ("failed", True)
    assert tenant.api().get("/v1/invoices").json()["count"] == 0


@pytest.mark.usefixtures("worker")
def test_a_hundred_invoices_are_entered_once_each(tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    batch = imported(tenant, [row(tenant, vendor) for _ in range(100)])
    assert completed(tenant, batch)["tasks_completed"] == 100
    found = results(tenant, batch)
    assert [one["task"] for one in found] == list(range(100))
    assert len({one["result"]["id"] for one in found}) == 100
    assert tenant.api().get("/v1/invoices").json()["count"] == 100


def test_the_same_row_in_two_batches_at_once_is_one_invoice(server: Server, tenant: Tenant) -> None:
    rows = [row(tenant) for _ in range(10)]
    batches = [imported(tenant, rows) for _ in range(4)]
    with working(server):
        for batch in batches:
            assert completed(tenant, batch)["tasks_completed"] == 10
    ids = [[one["result"]["id"] for one in results(tenant, batch)] for batch in batches]
    assert ids[0] == ids[1] == ids[2] == ids[3]
    assert tenant.api().get("/v1/invoices").json()["count"] == 10
