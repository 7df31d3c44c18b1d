"""What a list and a detail add on request: dimensions, custom fields and splits of lines, in a bounded number of statements."""

from typing import Any

import pytest

from harness.api import fields_of
from harness.custom_fields import INVOICE, ITEM, tenant_with_fields
from harness.invoices import make_invoice, make_vendor
from harness.server import Server
from harness.splits import by_percent, make_accounts, shares, split_invoice
from harness.statements import statements_of
from harness.tenants import Tenant


@pytest.fixture(scope="module")
def filled(server: Server) -> Tenant:
    tenant = tenant_with_fields(server, *INVOICE, *ITEM)
    make_accounts(tenant, "A", "B")
    vendor = make_vendor(tenant)
    for n in range(4):
        lines = [
            {
                "name": f"L{k}",
                "quantity": 1,
                "price": 10,
                "dimensions": {"ACCOUNT": "A"},
                "custom_fields": {"lot": f"{n}"},
            }
            for k in range(10)
        ]
        invoice = make_invoice(tenant, vendor=vendor, items=lines, custom_fields={"rate": n})
        for item in invoice["items"][:3]:
            assert split_invoice(tenant, invoice, by_percent(A=50, B=50), item_id=item["id"]).status_code == 200
    return tenant


def listed(tenant: Tenant, limit: int) -> list[dict[str, Any]]:
    params = {"expand": "items", "date_from": "2026-01-01", "limit": limit}
    params["last_modified_date_from"] = tenant.api().get("/v1/invoices").json()["results"][-1]["created_at"][:10]
    del params["date_from"]
    answer = tenant.api().get("/v1/invoices", params=params)
    assert answer.status_code == 200, answer.text
    return answer.json()["results"]


def test_lines_of_a_list_show_how_they_are_coded_and_split(filled: Tenant) -> None:
    newest = listed(filled, 4)[0]
    line = newest["items"][0]
    assert (newest["custom_fields"]["rate"], line["custom_fields"]) == (3, {"lot": "3", "weight": 1.5})
    assert line["dimensions"]["ACCOUNT"]["code"] == "A"
    assert shares(line["gl_splits"]) == [("A", "5.00"), ("B", "5.00")]
    assert newest["items"][9]["gl_splits"] is None


def test_as_many_statements_for_four_invoices_as_for_one(filled: Tenant) -> None:
    listed(filled, 1)
    one, four = (len(statements_of(filled.server, lambda n=n: listed(filled, n))) for n in (1, 4))
    assert 0 < four <= one


def test_a_detail_expands_all_at_once(filled: Tenant) -> None:
    (invoice, *_) = filled.api().get("/v1/invoices").json()["results"]
    path = f"/v1/invoices/{invoice['id']}"
    detail = filled.api().get(path, params={"expand": "history,gl_splits,items,extraction"}).json()
    assert len(detail["gl_splits"]) == 6
    assert [entry["reason"] for entry in detail["history"]][-1] == "changed"
    assert detail["extraction"] is None
    assert "history" not in filled.api().get(path).json()


@pytest.mark.parametrize(("path", "value"), [("", "splits"), ("", "gl_splits"), ("", "items,lines"), ("/x", "items")])
def test_an_unknown_expansion_is_refused(filled: Tenant, path: str, value: str) -> None:
    (invoice, *_) = filled.api().get("/v1/invoices").json()["results"]
    url = f"/v1/invoices/{invoice['id']}" if path else "/v1/invoices"
    answer = filled.api().get(url, params={"expand": f"{value},colours" if path else value})
    assert (answer.status_code, fields_of(answer)) == (400, {"expand": "unknown_expand"})
