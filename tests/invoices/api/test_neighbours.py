"""What stands before and after an invoice in a list: the same as the list says."""

from typing import Any

import pytest

from harness.api import error_of
from harness.invoices import make_invoice, make_vendor
from harness.tenants import Tenant


def asked(tenant: Tenant, invoice: dict[str, Any], user: str = "all", **query: Any) -> dict[str, Any]:
    answer = tenant.api(user).get(f"/v1/invoices/{invoice['id']}/neighbours", params=query)
    assert answer.status_code == 200, answer.text
    return {name: answer.json()[name] for name in ("position", "count", "previous", "next")}


@pytest.mark.parametrize("user", ["all", "east", "main", "reader"])
@pytest.mark.parametrize("query", [{}, {"status": "pending-approval"}, {"search": "north"}, {"waiting_for": "me"}])
def test_they_are_those_of_the_list(tenant: Tenant, user: str, query: dict[str, str]) -> None:
    vendor = make_vendor(tenant)
    for n in range(6):
        location = tenant.location("park" if n == 3 else "main")
        make_invoice(tenant, vendor=vendor, notes="North" if n % 2 else "South", ottimate_location_id=location)
    listed = [one["id"] for one in tenant.api(user).get("/v1/invoices", params=query).json()["results"]]
    for at, id in enumerate(listed):
        assert asked(tenant, {"id": id}, user, **query) == {
            "position": at + 1,
            "count": len(listed),
            "previous": listed[at - 1] if at else None,
            "next": listed[at + 1] if at + 1 < len(listed) else None,
        }


def test_of_one_that_has_left_the_list_they_are_those_between_which_it_would_stand(tenant: Tenant) -> None:
    oldest, middle, newest = [make_invoice(tenant) for _ in range(3)]
    assert tenant.api("second").post(f"/v1/invoices/{middle['id']}/approve").is_success
    assert asked(tenant, middle, status="pending-approval") == {
        "position": None,
        "count": 2,
        "previous": newest["id"],
        "next": oldest["id"],
    }


def test_an_invoice_is_named_by_either_of_its_ids(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    assert asked(tenant, {"id": invoice["invoice_id"]})["position"] == 1


def test_whoever_does_not_see_it_is_not_told_of_it(tenant: Tenant, other_tenant: Tenant) -> None:
    invoice = make_invoice(tenant, ottimate_location_id=tenant.location("park"))
    for api in (tenant.api("main"), other_tenant.api()):
        answer = api.get(f"/v1/invoices/{invoice['id']}/neighbours")
        assert (answer.status_code, error_of(answer)) == (404, "not_found")


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ({"page": "2"}, 400),
        ({"limit": "5"}, 400),
        ({"status": "lost"}, 400),
        ({"ottimate_vendor_id": "999999"}, 404),
        ({"ottimate_company_id": "999999"}, 404),
        ({"waiting_for": "nobody@nowhere.example"}, 404),
    ],
)
def test_bad_filters_are_refused_as_those_of_the_list(tenant: Tenant, query: dict[str, str], status: int) -> None:
    invoice = make_invoice(tenant)
    assert tenant.api().get(f"/v1/invoices/{invoice['id']}/neighbours", params=query).status_code == status
