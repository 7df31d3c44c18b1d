"""An upload that was deleted by mistake comes back, with what came of it."""

import pytest

from capture.test_several_documents import step
from harness.api import error_of
from harness.tenants import Tenant
from harness.worker import finished, paper, sent, upload

pytestmark = pytest.mark.usefixtures("worker")


def delete(tenant: Tenant, id: str) -> None:
    assert tenant.api().delete(f"/v1/invoices/uploads/{id}").status_code == 200


def test_an_upload_comes_back_with_its_invoice(tenant: Tenant) -> None:
    found = finished(tenant, sent(tenant, paper()))
    (invoice,) = found["invoice_ids"]
    before = tenant.api().get(f"/v1/invoices/{invoice}").json()["status"]
    assert error_of(step(tenant, found["id"], "restore")) == "not_found"
    delete(tenant, found["id"])
    assert tenant.api().get(f"/v1/invoices/{invoice}").json()["status"] == "archived"
    assert step(tenant, found["id"], "restore").status_code == 200
    back = upload(tenant, found["id"])
    assert (back["status"], back["invoice_ids"]) == ("processed", [invoice])
    assert tenant.api().get(f"/v1/invoices/{invoice}").json()["status"] == before


def test_it_stays_away_where_the_same_was_sent_since(tenant: Tenant) -> None:
    data = paper()
    first = finished(tenant, sent(tenant, data))
    delete(tenant, first["id"])
    second = finished(tenant, sent(tenant, data))
    refused = step(tenant, first["id"], "restore")
    assert (refused.status_code, error_of(refused)) == (409, "upload_sent_again")
    assert second["id"] in refused.json()["code"]


def test_what_came_twice_stands_for_it_again(tenant: Tenant) -> None:
    data = paper()
    first = finished(tenant, sent(tenant, data))
    second = sent(tenant, data)
    assert upload(tenant, second)["status"] == "duplicate"
    delete(tenant, first["id"])
    assert upload(tenant, second)["status"] == "failed"
    assert step(tenant, first["id"], "restore").status_code == 200
    again = upload(tenant, second)
    assert (again["status"], again["duplicate_of"]) == ("duplicate", first["id"])


def test_a_duplicate_whose_original_is_gone_comes_back_to_be_tried_again(tenant: Tenant) -> None:
    data = paper()
    first = finished(tenant, sent(tenant, data))
    second = sent(tenant, data)
    delete(tenant, second)
    delete(tenant, first["id"])
    assert step(tenant, second, "restore").status_code == 200
    assert upload(tenant, second)["status"] == "failed"
    assert step(tenant, second, "retry").status_code == 200
    assert finished(tenant, second)["status"] == "processed"


def test_nobody_of_another_place_brings_it_back(tenant: Tenant) -> None:
    found = finished(tenant, sent(tenant, paper(), location=tenant.location("park")))
    delete(tenant, found["id"])
    assert step(tenant, found["id"], "restore", api=tenant.api("main")).status_code == 404
