"""Files that stood for one that was deleted do not stand for nothing."""

import pytest

from capture.test_several_documents import detail, step
from harness.api import error_of
from harness.tenants import Tenant
from harness.worker import finished, paper, sent, upload

pytestmark = pytest.mark.usefixtures("worker")


def test_the_next_of_the_same_bytes_can_be_tried_again(tenant: Tenant) -> None:
    data = paper()
    first = finished(tenant, sent(tenant, data, location=tenant.location("park")))
    second, third = sent(tenant, data), sent(tenant, data)
    assert upload(tenant, second)["status"] == "duplicate"
    assert tenant.api().delete(f"/v1/invoices/uploads/{first['id']}").status_code == 200
    for id in (second, third):
        found = detail(tenant, id)
        assert (found["status"], found["error"]["code"], found["duplicate_of"]) == ("failed", "original_deleted", None)
    assert step(tenant, second, "retry", api=tenant.api("main")).status_code == 200
    read = finished(tenant, second)
    assert (read["status"], len(read["invoice_ids"])) == ("processed", 1)
    again = step(tenant, third, "retry")
    assert (again.status_code, error_of(again)) == (409, "upload_sent_again")
    assert second in again.json()["code"]


def test_they_stand_for_the_one_that_was_sent_since(tenant: Tenant) -> None:
    data = b"%PDF-1.4 damaged"
    first = finished(tenant, sent(tenant, data))
    assert first["status"] == "failed"
    second = finished(tenant, sent(tenant, data))
    assert (second["status"], second["duplicate_of"]) == ("failed", None)
    assert tenant.api().delete(f"/v1/invoices/uploads/{first['id']}").status_code == 200
    assert upload(tenant, second["id"])["status"] == "failed"


def test_a_refusal_names_no_upload_of_a_location_that_the_caller_does_not_see(tenant: Tenant) -> None:
    data = paper()
    first = finished(tenant, sent(tenant, data, location=tenant.location("park")))
    second = sent(tenant, data)
    refused = step(tenant, second, "split", {"parts": [[1]]}, tenant.api("main"))
    assert (refused.status_code, error_of(refused)) == (409, "upload_of_another")
    assert first["id"] not in refused.text
    assert "an upload that you do not see" in refused.json()["code"]
    assert first["id"] in step(tenant, second, "split", {"parts": [[1]]}).json()["code"]
