"""A paper whose date is far from the day on which it came waits for a person."""

from datetime import timedelta
from typing import Any

import pytest

from harness.invoices import make_vendor
from harness.server import Server
from harness.tenants import Tenant
from harness.worker import finished, paper, send, sent

pytestmark = pytest.mark.usefixtures("worker")


@pytest.fixture(autouse=True)
def vendor(tenant: Tenant) -> dict[str, Any]:
    return make_vendor(tenant, erp_vendor_name="Harbour Supplies Ltd", tax_id="GB123456789")


def read(tenant: Tenant, invoice_date: str, due_date: str = "", **form: str) -> dict[str, Any]:
    dated = paper(**{"14 March 2026": invoice_date, "Due date: 13 April 2026": due_date or " "})
    found = finished(tenant, sent(tenant, dated, **form))
    assert found["status"] == "processed", found
    return tenant.api().get(f"/v1/invoices/{found['invoice_ids'][0]}", params={"expand": "extraction"}).json()


def unlikely(invoice: dict[str, Any]) -> list[str]:
    return [reason["field"] for reason in invoice["reasons"] if reason["code"] == "unlikely_date"]


@pytest.mark.parametrize("day", ["14 March 2050", "14 March 2002"])
def test_a_date_decades_away_stops_an_invoice_until_somebody_confirms_it(tenant: Tenant, day: str) -> None:
    invoice = read(tenant, day)
    assert (invoice["status"], unlikely(invoice)) == ("needs-attention", ["invoice_date"])
    gate = invoice["extraction"]["straight_through"]
    assert (gate["passed"], gate["fields"]["invoice_date"]["passed"]) == (False, False)
    confirmed = tenant.api().patch(f"/v1/invoices/{invoice['id']}", json={"invoice_date": invoice["invoice_date"]})
    assert (confirmed.status_code, unlikely(confirmed.json())) == (200, [])


def test_a_due_date_years_away_stops_it_too(tenant: Tenant) -> None:
    invoice = read(tenant, "14 March 2026", "Due date: 13 April 2050")
    assert (invoice["status"], unlikely(invoice)) == ("needs-attention", ["due_date"])


def test_a_paper_of_past_years_is_judged_by_the_day_on_which_it_came(tenant: Tenant) -> None:
    assert unlikely(read(tenant, "14 March 2002", metadata='{"received_on": "2002-03-20"}')) == []


def test_without_it_the_day_of_the_upload_counts_as_the_clock_has_it(tenant: Tenant, server: Server) -> None:
    today = server.clock.now().date()
    assert unlikely(read(tenant, f"{today:%d %B %Y}", metadata="{}")) == []
    server.clock.offset = timedelta(days=3 * 365)
    server.clock.journeys += 1  # tokens of before have run out
    assert unlikely(read(tenant, f"{today:%d %B %Y}", metadata="{}")) == ["invoice_date"]


def test_an_arrival_that_is_no_date_is_refused(tenant: Tenant) -> None:
    answer = send(tenant, paper(), metadata='{"received_on": "2 May 2019"}')
    assert answer.status_code == 400
    assert "received_on" in answer.json()["message"]["fields"][0]["error"]
