"""GET /v1/invoices/{id} (contract/invoices-and-catalog.md section 3.2)."""

from typing import Any
from uuid import UUID

import pytest

from harness.api import Api, fields_of
from harness.invoices import make_invoice
from harness.tenants import Tenant

READING = {
    "kind": "pdf",
    "method": ["xml:cii", "text"],
    "pages": 2,
    "page_sizes": [[595.0, 842.0], [842.0, 595.0]],
    "page_turns": [0, 1],
    "fields": {
        "total_amount": {
            "value": "110.00",
            "confidence": 0.98,
            "page": 2,
            "box": [0.1, 0.2, 0.3, 0.4],
            "raw": "110,00",
        },
        "number": {"value": "INV-1", "confidence": 1.0},
    },
    "items": [
        {
            "name": {"value": "Flour", "confidence": 0.9, "box": [0.1, 0.1, 0.2, 0.2]},
            "amount": {"value": "60.00", "confidence": 0.9},
        }
    ],
    "validation": [{"rule": "BR-CO-10", "severity": "error", "message": "The lines do not add up."}],
    "warnings": ["page 2 is upside down"],
}


def test_either_id_finds_it(tenant: Tenant, api: Api) -> None:
    invoice = make_invoice(tenant)
    for id in (invoice["id"], invoice["id"].upper(), invoice["invoice_id"]):
        assert api.get(f"/v1/invoices/{id}").json() == invoice
    assert api.get(f"/v1/invoices/{invoice['id']}/").json() == invoice


@pytest.mark.parametrize("id", ["0", "1", "-1", "x", "99999999999", "01a1fb59-ca3c-73e7-84bc-370e4c06a277", "%00"])
def test_what_is_no_invoice_is_not_found(shared_tenant: Tenant, id: str) -> None:
    assert shared_tenant.api().get(f"/v1/invoices/{id}").status_code == 404


def test_an_invoice_outside_account_or_scope_does_not_exist(tenant: Tenant, other_tenant: Tenant) -> None:
    invoice = make_invoice(tenant, ottimate_location_id=tenant.location("park"))
    for api in (other_tenant.api(), tenant.api("main")):
        for id in (invoice["id"], invoice["invoice_id"]):
            assert api.get(f"/v1/invoices/{id}").status_code == 404
            assert api.patch(f"/v1/invoices/{id}", json={"notes": "x"}).status_code == 404
    assert tenant.api("east").get(f"/v1/invoices/{invoice['id']}").status_code == 200


def test_the_etag_begins_with_the_version(tenant: Tenant, api: Api) -> None:
    invoice = make_invoice(tenant)
    path = f"/v1/invoices/{invoice['id']}"
    assert api.get(path).headers["etag"].startswith('"1-')
    changed = api.patch(path, json={"notes": "x"}).headers["etag"]
    assert changed.startswith('"2-') and api.get(path).headers["etag"] == changed


def test_the_history_tells_who_did_what(tenant: Tenant, api: Api) -> None:
    invoice = make_invoice(tenant)
    path = f"/v1/invoices/{invoice['id']}"
    assert "history" not in api.get(path).json()
    tenant.api("second").patch(path, json={"notes": "x"})
    tenant.api("second").post(f"{path}/flag", json={"flagging_reason": "Wrong price"})
    history = api.get(path, params={"expand": "history"}).json()["history"]
    assert [(entry["id"], entry["reason"]) for entry in history] == [(1, "entered"), (2, "changed"), (3, "flagged")]
    assert [entry["message"] for entry in history] == ["Entered by api.", "Changed notes.", "Wrong price"]
    users = [entry["user"]["id"] for entry in history]
    assert users[0] == invoice["last_modified_user"]["id"] != users[1] == users[2]
    assert history[0]["date_utc"] == invoice["created_at_utc"]


def test_every_expand_at_once(tenant: Tenant, api: Api) -> None:
    path = f"/v1/invoices/{make_invoice(tenant)['id']}"
    detail = api.get(path, params={"expand": "history, gl_splits,items,extraction"}).json()
    assert (detail["gl_splits"], detail["extraction"]) == (None, None)
    assert fields_of(api.get(path, params={"expand": "lines"})) == {"expand": "unknown_expand"}


def test_the_extraction_says_what_the_paper_says(tenant: Tenant, api: Api) -> None:
    invoice = make_invoice(tenant)
    upload_id = attach_upload(tenant, invoice)
    detail = api.get(f"/v1/invoices/{invoice['id']}", params={"expand": "extraction"}).json()
    assert detail["reference_id"] == upload_id
    extraction = detail["extraction"]
    assert extraction["total_amount"] == {
        "value": "110.00",
        "confidence": 0.98,
        "page": 2,
        "box": [0.2, 0.7, 0.4, 0.9],
        "raw": "110,00",
    }
    nowhere = {"page": None, "box": None}
    assert extraction["number"] == {"value": "INV-1", "confidence": 1.0, **nowhere}
    assert "due_date" not in extraction
    assert extraction["items"] == [
        {
            "name": {"value": "Flour", "confidence": 0.9, "page": 1, "box": [0.1, 0.1, 0.2, 0.2]},
            "amount": {"value": "60.00", "confidence": 0.9, **nowhere},
        }
    ]
    assert extraction["page_views"] == [
        {"number": 1, "image_id": None, "image_page": None, "width": 595, "height": 842, "turned": 0},
        {"number": 2, "image_id": None, "image_page": None, "width": 595, "height": 842, "turned": 90},
    ]
    assert extraction["validation"] == READING["validation"]
    assert (extraction["method"], extraction["pages"]) == (READING["method"], 2)
    (found,) = api.get("/v1/invoices", params={"reference_id": upload_id}).json()["results"]
    assert found["id"] == invoice["id"]


def attach_upload(tenant: Tenant, invoice: dict[str, Any]) -> str:
    """An upload with its reading, as capture leaves them."""

    async def write() -> UUID:
        async with tenant.server.database.transaction(tenant.account_id) as tx:
            id = tx.new_id()
            await tx.execute(
                "INSERT INTO uploads (account_id, id, company_id, location_id, source, filename, media_type, sha256, size,"
                " status, created_at) VALUES ($1, $2, $3, $4, 'api', 'a.pdf', 'application/pdf', '\\x00', 1, 'processed', $5)",
                tx.account_id, id, tenant.company(), tenant.location(), tx.now,
            )  # fmt: skip
            sql = "INSERT INTO readings (account_id, upload_id, reading, created_at) VALUES ($1, $2, $3, $4)"
            await tx.execute(sql, tx.account_id, id, READING, tx.now)
            sql = "UPDATE invoices SET upload_id = $3 WHERE account_id = $1 AND id = $2"
            await tx.execute(sql, tx.account_id, invoice["id"], id)
            return id

    return str(tenant.server.run(write()))


def test_the_version_alone_tells_who_changed_it(tenant: Tenant, api: Api) -> None:
    invoice = make_invoice(tenant)
    path = f"/v1/invoices/{invoice['id']}"
    assert api.get(f"{path}/version").json()["record_version"] == 1
    tenant.api("second").patch(path, json={"notes": "x"})
    told = api.get(f"{path}/version").json()
    assert (told["record_version"], told["id"], told["status"]) == (2, invoice["id"], invoice["status"])
    assert told["last_modified_user"] == api.get(path).json()["last_modified_user"]


def test_a_reason_says_whether_confirming_its_field_answers_it(tenant: Tenant) -> None:
    invoice = make_invoice(tenant, total_amount=None)
    assert [(reason["code"], reason["confirmable"]) for reason in invoice["reasons"]] == [("missing_total", False)]
