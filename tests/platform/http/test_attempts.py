"""A request whose transaction the database gives up is done anew from its beginning, forms with files included."""

from typing import Any

import pytest
from tests.imports import test_imports as imports
from tests.invoices.api import test_images as images

from harness.api import error_of
from harness.given_up import DEADLOCK, SERIALIZATION, given_up
from harness.invoices import make_invoice
from harness.tenants import Tenant
from harness.trail import trail
from harness.worker import paper, send, uploads


@pytest.mark.parametrize("code", [DEADLOCK, SERIALIZATION])
def test_an_upload_that_was_given_up_is_taken_in_once(tenant: Tenant, code: str) -> None:
    with given_up(tenant, code):
        answer = send(tenant, paper())
    assert answer.status_code == 200, answer.text
    assert [upload["id"] for upload in uploads(tenant, all="true")] == [answer.json()["reference_id"]]
    assert _told(tenant, "upload") == ["upload.received"]


def test_an_import_that_was_given_up_is_done_once(tenant: Tenant) -> None:
    with given_up(tenant):
        answer = imports.send(tenant, "vendors", imports.VENDORS)
    assert (answer.status_code, answer.json().get("created")) == (201, 2)
    listed = tenant.api().get("/v1/imports").json()["results"]
    assert [one["id"] for one in listed] == [answer.json()["id"]]
    assert set(imports.vendors(tenant)) == {"X-1", "X-2"}


def test_files_of_an_invoice_that_were_given_up_are_replaced_once(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    before = len(trail(tenant, "invoice"))
    with given_up(tenant):
        answer = images.put(tenant, invoice, ("one.pdf", paper()), ("two.pdf", paper()))
    assert answer.status_code == 200, answer.text
    assert images.detail(tenant, invoice)["images"] == answer.json()["images"]
    assert [image["filename"] for image in answer.json()["images"]] == ["one.pdf", "two.pdf"]
    assert len(trail(tenant, "invoice")) == before + 1


def test_a_json_request_that_was_given_up_is_done_once(tenant: Tenant) -> None:
    body: dict[str, Any] = {
        "ottimate_company_id": tenant.company(),
        "erp_vendor_id": "V-1",
        "erp_vendor_name": "Vendor",
    }
    with given_up(tenant):
        assert tenant.api().post("/v1/vendors", json=body).status_code == 201
    assert _told(tenant, "vendor") == ["vendor.created"]


def test_what_is_given_up_every_time_is_a_conflict_and_changes_nothing(tenant: Tenant) -> None:
    with given_up(tenant, times=3):
        answer = send(tenant, paper())
    assert (answer.status_code, error_of(answer)) == (409, "conflict")
    assert uploads(tenant, all="true") == []


def _told(tenant: Tenant, subject_type: str) -> list[str]:
    return [entry["action"] for entry in trail(tenant, subject_type)]
