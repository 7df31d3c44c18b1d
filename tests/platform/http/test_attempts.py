"""A request whose transaction the database gives up is done anew from its beginning, forms with files included."""

from collections.abc import Generator
from contextlib import contextmanager
from typing import Any

import asyncpg
import pytest
from tests.imports import test_imports as imports
from tests.invoices.api import test_images as images

from harness.api import error_of
from harness.invoices import make_invoice
from harness.server import Server
from harness.tenants import Tenant
from harness.trail import trail
from harness.worker import paper, send, uploads

# A sequence counts on when its transaction is rolled back.
GIVEN_UP = """
CREATE SEQUENCE test_attempts;
GRANT USAGE ON SEQUENCE test_attempts TO PUBLIC;
CREATE FUNCTION test_give_up() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  IF nextval('test_attempts') <= {times} THEN RAISE EXCEPTION 'given up' USING ERRCODE = '{code}'; END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER test_give_up AFTER INSERT ON audit_log FOR EACH STATEMENT EXECUTE FUNCTION test_give_up();
"""
NO_MORE = "DROP FUNCTION test_give_up() CASCADE; DROP SEQUENCE test_attempts"
DEADLOCK = "40P01"
SERIALIZATION = "40001"


@contextmanager
def given_up(server: Server, code: str = DEADLOCK, times: int = 1) -> Generator[None]:
    """The first `times` transactions that write to the trail fail at their end, as they do that met another."""
    server.run(_as_superuser(server, GIVEN_UP.format(code=code, times=times)))
    try:
        yield
    finally:
        server.run(_as_superuser(server, NO_MORE))


async def _as_superuser(server: Server, sql: str) -> None:
    connection = await asyncpg.connect(server.database_dsns.superuser)
    await connection.execute(sql)
    await connection.close()


@pytest.mark.parametrize("code", [DEADLOCK, SERIALIZATION])
def test_an_upload_that_was_given_up_is_taken_in_once(server: Server, tenant: Tenant, code: str) -> None:
    with given_up(server, code):
        answer = send(tenant, paper())
    assert answer.status_code == 200, answer.text
    assert [upload["id"] for upload in uploads(tenant, all="true")] == [answer.json()["reference_id"]]
    assert _told(tenant, "upload") == ["upload.received"]


def test_an_import_that_was_given_up_is_done_once(server: Server, tenant: Tenant) -> None:
    with given_up(server):
        answer = imports.send(tenant, "vendors", imports.VENDORS)
    assert (answer.status_code, answer.json().get("created")) == (201, 2)
    listed = tenant.api().get("/v1/imports").json()["results"]
    assert [one["id"] for one in listed] == [answer.json()["id"]]
    assert set(imports.vendors(tenant)) == {"X-1", "X-2"}


def test_files_of_an_invoice_that_were_given_up_are_replaced_once(server: Server, tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    before = len(trail(tenant, "invoice"))
    with given_up(server):
        answer = images.put(tenant, invoice, ("one.pdf", paper()), ("two.pdf", paper()))
    assert answer.status_code == 200, answer.text
    assert images.detail(tenant, invoice)["images"] == answer.json()["images"]
    assert [image["filename"] for image in answer.json()["images"]] == ["one.pdf", "two.pdf"]
    assert len(trail(tenant, "invoice")) == before + 1


def test_a_json_request_that_was_given_up_is_done_once(server: Server, tenant: Tenant) -> None:
    body: dict[str, Any] = {
        "ottimate_company_id": tenant.company(),
        "erp_vendor_id": "V-1",
        "erp_vendor_name": "Vendor",
    }
    with given_up(server):
        assert tenant.api().post("/v1/vendors", json=body).status_code == 201
    assert _told(tenant, "vendor") == ["vendor.created"]


def test_what_is_given_up_every_time_is_a_conflict_and_changes_nothing(server: Server, tenant: Tenant) -> None:
    with given_up(server, times=3):
        answer = send(tenant, paper())
    assert (answer.status_code, error_of(answer)) == (409, "conflict")
    assert uploads(tenant, all="true") == []


def _told(tenant: Tenant, subject_type: str) -> list[str]:
    return [entry["action"] for entry in trail(tenant, subject_type)]
