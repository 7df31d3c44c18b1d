"""Whatever approves an invoice, coding learns from it."""

import time
from collections.abc import Callable
from typing import Any

import pytest

from harness.approvals import approve_as, approvers_of, ask, email
from harness.coding import entered, patched
from harness.dimensions import make_dimension
from harness.inside import inside
from harness.invoices import make_vendor, status_of
from harness.server import Server
from harness.tenants import Tenant
from harness.web import HOST, Page, serving
from harness.worker import paper, working
from payables.invoices.actions.look_again import look_again

Invoice = dict[str, Any]
Way = Callable[[Tenant, Invoice, Invoice], None]

LINE = {"name": "Flour 25 kg", "dimensions": {"ACCOUNT": "5100"}}


def post(tenant: Tenant, invoice: Invoice, path: str, **body: Any) -> None:
    answer = tenant.api().post(f"/v1/invoices/{invoice['id']}/{path}", json=body)
    assert answer.status_code == 200, answer.text


def resolved(tenant: Tenant, first: Invoice, second: Invoice) -> None:
    post(tenant, second, f"duplicates/{first['id']}/resolve", action="keep_both")


def freed(tenant: Tenant, first: Invoice, _: Invoice) -> None:
    post(tenant, first, "archive")


def restored(tenant: Tenant, first: Invoice, second: Invoice) -> None:
    post(tenant, second, "archive")
    post(tenant, first, "archive")
    post(tenant, second, "restore")


def changed(tenant: Tenant, _: Invoice, second: Invoice) -> None:
    patched(tenant, second, invoice_number="HC-20418")


@pytest.mark.parametrize("way", [resolved, freed, restored, changed])
def test_an_account_that_approves_nothing_learns_whichever_way_an_invoice_goes_on(
    new_tenant: Callable[..., Tenant], way: Way
) -> None:
    tenant = new_tenant(approval_mode="none")
    make_dimension(tenant, "account", "5100")
    vendor = make_vendor(tenant)
    first = entered(tenant, "Sugar", vendor=vendor, invoice_number="HC-20417")
    second = entered(tenant, LINE, vendor=vendor, invoice_number="HC-20417")
    assert second["status"] == "needs-attention" and suggested(tenant, vendor) is None
    way(tenant, first, second)
    assert suggested(tenant, vendor) == "5100"


def test_a_second_look_that_lets_an_invoice_through_teaches(new_tenant: Callable[..., Tenant]) -> None:
    tenant = new_tenant(approval_mode="none")
    make_dimension(tenant, "account", "5100")
    vendor = make_vendor(tenant)
    where = {"ottimate_company_id": tenant.company()}
    tenant.api().patch("/v1/coding-settings", params=where, json={"required_header_dimensions": ["ACCOUNT"]})
    invoice = entered(tenant, LINE, vendor=vendor)
    assert invoice["status"] == "needs-attention"
    tenant.api().patch("/v1/coding-settings", params=where, json={"required_header_dimensions": []})
    inside(tenant, look_again, invoice["id"])
    assert status_of(tenant, invoice) == "ready-for-export" and suggested(tenant, vendor) == "5100"


def test_so_does_the_last_file_that_was_fetched(server: Server, new_tenant: Callable[..., Tenant]) -> None:
    tenant = new_tenant(approval_mode="none")
    make_dimension(tenant, "account", "5100")
    vendor = make_vendor(tenant)
    with serving() as web:
        web.pages["/one.pdf"] = Page(paper())
        invoice = entered(tenant, LINE, vendor=vendor, image_urls=[f"https://{HOST}/one.pdf"])
        assert invoice["status"] == "needs-attention"
        with working(server, web.outside()):
            deadline = time.monotonic() + 120
            while status_of(tenant, invoice) != "ready-for-export":
                assert time.monotonic() < deadline
                time.sleep(0.05)
    assert suggested(tenant, vendor) == "5100"


def test_taking_back_the_last_open_request_teaches_as_an_approval_does(tenant: Tenant) -> None:
    make_dimension(tenant, "account", "5100")
    vendor = make_vendor(tenant)
    invoice = entered(tenant, LINE, vendor=vendor)
    ask(tenant, invoice, "bo", "ada")
    approve_as(tenant, invoice, "bo")
    assert suggested(tenant, vendor) is None
    (left,) = [one["id"] for one in approvers_of(tenant, invoice) if one["approver"]["email"] == email(tenant, "ada")]
    answer = tenant.api("second").delete(f"/v1/invoices/{invoice['id']}/approvers", params={"approval_id": left})
    assert answer.status_code == 200 and status_of(tenant, invoice) == "ready-for-export"
    assert suggested(tenant, vendor) == "5100"


def suggested(tenant: Tenant, vendor: dict[str, Any]) -> str | None:
    """What is suggested for another line of that name."""
    asked = entered(tenant, "Flour 25 kg", vendor=vendor)
    (line,) = tenant.api().get(f"/v1/invoices/{asked['id']}/coding-suggestions").json()["items"] or [None]
    return line["suggestions"]["ACCOUNT"]["dimension"]["erp_dimension_id"] if line else None
