"""What a vendor's papers have taught can be looked at and forgotten."""

import pytest

from harness.learning import CUSTOMER, correct, harbour, memory, number, odd_paper, read
from harness.server import Server
from harness.tenants import Tenant, make_tenant
from harness.trail import trail

pytestmark = pytest.mark.usefixtures("worker")


def test_a_vendor_of_whom_nothing_was_corrected_has_taught_nothing(tenant: Tenant) -> None:
    vendor = harbour(tenant)
    read(tenant, odd_paper(number()))
    assert memory(tenant, vendor) == {
        "version": memory(tenant, vendor)["version"],
        "ottimate_vendor_id": vendor["id"],
        "papers": 0,
        "fields": [],
    }


def test_the_memory_shows_where_a_value_stands_and_where_it_does_not(tenant: Tenant) -> None:
    vendor = harbour(tenant)
    correct(tenant, read(tenant, odd_paper(first := number())), invoice_number=first)
    told = memory(tenant, vendor)
    [field] = told["fields"]
    assert (told["papers"], field["field"], field["corrections"]) == (1, "number", 1)
    right, wrong = field["places"]
    assert (right["left"], right["right"], right["wrong"], right["shape"]) == ("our mark", 1, 0, "A999999")
    assert (wrong["left"], wrong["right"], wrong["wrong"], wrong["trust"]) == ("document number", 0, 1, 0)


def test_what_is_forgotten_has_no_say_and_stands_in_the_trail(tenant: Tenant) -> None:
    vendor = harbour(tenant)
    correct(tenant, read(tenant, odd_paper(first := number())), invoice_number=first)
    path = f"/v1/vendors/{vendor['id']}/reading-memory"
    assert tenant.api().delete(path).json()["papers"] == 1
    assert memory(tenant, vendor)["papers"] == 0
    assert read(tenant, odd_paper(number()))["invoice_number"] == CUSTOMER
    assert tenant.api().delete(path).json()["papers"] == 0
    entries = [entry for entry in trail(tenant, "vendor") if entry["action"] == "vendor.reading_forgotten"]
    assert [entry["before"] for entry in entries] == [{"papers": 1}]


def test_whoever_sees_only_some_locations_neither_looks_at_it_nor_forgets_it(tenant: Tenant) -> None:
    vendor = harbour(tenant)
    path = f"/v1/vendors/{vendor['id']}/reading-memory"
    assert tenant.api("main").get(path).status_code == 403
    assert tenant.api("main").delete(path).status_code == 403
    assert tenant.api("reader").delete(path).status_code == 403


def test_the_memory_of_a_vendor_out_of_sight_is_not_found(tenant: Tenant, server: Server) -> None:
    hidden, foreign = harbour(tenant, "west"), harbour(make_tenant(server))
    for api, vendor in (("east", hidden), ("all", foreign)):
        path = f"/v1/vendors/{vendor['id']}/reading-memory"
        assert tenant.api(api).get(path).status_code == 404
        assert tenant.api(api).delete(path).status_code == 404
    assert tenant.api().get("/v1/vendors/x/reading-memory").status_code == 404


def test_the_memory_names_who_taught_it_from_which_invoice(tenant: Tenant) -> None:
    vendor = harbour(tenant)
    invoice = read(tenant, odd_paper(first := number()))
    correct(tenant, invoice, invoice_number=first)
    [field] = memory(tenant, vendor)["fields"]
    [taught] = field["lessons"]
    assert (taught["invoice_id"], taught["how"]) == (invoice["invoice_id"], "corrected")
    assert taught["by"]["id"] and taught["date"]
