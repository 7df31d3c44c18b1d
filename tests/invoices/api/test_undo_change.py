"""One's own last change of an invoice is taken back, as long as its values are as the change left them."""

from typing import Any

from harness.api import error_of
from harness.custom_fields import set_fields
from harness.dimensions import make_dimension
from harness.invoices import make_invoice, make_vendor
from harness.tenants import Tenant
from harness.trail import trail


def now(tenant: Tenant, invoice: dict[str, Any]) -> dict[str, Any]:
    return tenant.api().get(f"/v1/invoices/{invoice['id']}").json()


def change(tenant: Tenant, invoice: dict[str, Any], user: str = "all", **body: Any) -> None:
    answer = tenant.api(user).patch(f"/v1/invoices/{invoice['id']}", json=body)
    assert answer.status_code == 200, answer.text


def undo(tenant: Tenant, invoice: dict[str, Any], user: str = "all", **headers: str) -> Any:
    return tenant.api(user).post(f"/v1/invoices/{invoice['id']}/change/undo", headers=headers)


VALUES = (
    "number", "invoice_date", "due_date", "posting_date", "total_amount", "total_tax", "currency", "purchase_order", "notes",
    "ottimate_vendor_id", "ottimate_location_id", "dimensions", "type", "status",
)  # fmt: skip
LINE = ("name", "sku", "quantity", "unit", "price", "amount", "dimensions")


def told(invoice: dict[str, Any]) -> tuple[Any, Any]:
    lines = [{name: line[name] for name in LINE} for line in invoice["items"]]
    return {name: invoice[name] for name in VALUES}, lines


def test_values_and_lines_are_as_before(tenant: Tenant) -> None:
    make_dimension(tenant, "account", "5100")
    make_dimension(tenant, "account", "5200")
    invoice = make_invoice(
        tenant, items=[{"name": "Flour", "quantity": 2, "price": 50, "dimensions": {"ACCOUNT": "5100"}}]
    )
    before = told(now(tenant, invoice))
    change(
        tenant,
        invoice,
        ottimate_vendor_id=make_vendor(tenant)["id"],
        total_amount=220,
        notes="x",
        invoice_date="2026-10-01",
        dimensions={"ACCOUNT": "5200"},
        items=[{"id": invoice["items"][0]["id"], "price": 100, "dimensions": {"ACCOUNT": "5200"}}],
    )
    assert undo(tenant, invoice).status_code == 200
    assert told(now(tenant, invoice)) == before


def test_a_line_that_was_added_goes_and_one_that_was_taken_away_is_back(tenant: Tenant) -> None:
    lines = [{"name": "Flour", "quantity": 2, "price": 25}, {"name": "Salt", "quantity": 1, "price": 50, "sku": "S-1"}]
    invoice = make_invoice(tenant, items=lines)
    before = told(now(tenant, invoice))
    gone = {"id": invoice["items"][1]["id"], "remove": True}
    change(tenant, invoice, items=[gone, {"name": "Oil", "quantity": 1, "price": 50}])
    assert undo(tenant, invoice).status_code == 200
    assert told(now(tenant, invoice)) == before


def test_the_undo_is_taken_back_too_by_who_has_seen_it(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    change(tenant, invoice, notes="one")
    assert undo(tenant, invoice).json()["notes"] is None
    assert error_of(undo(tenant, invoice)) == "no_change_to_undo"
    etag = tenant.api().get(f"/v1/invoices/{invoice['id']}").headers["etag"]
    assert undo(tenant, invoice, **{"If-Match": etag}).json()["notes"] == "one"
    assert undo(tenant, invoice, **{"If-Match": etag}).status_code == 412


def test_only_ones_own_change_and_only_the_last(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    assert error_of(undo(tenant, invoice)) == "no_change_to_undo"
    change(tenant, invoice, notes="mine")
    change(tenant, invoice, user="second", notes="theirs")
    refused = undo(tenant, invoice)
    assert (refused.status_code, error_of(refused), now(tenant, invoice)["notes"]) == (403, "not_your_change", "theirs")


def test_an_older_state_is_refused_and_nothing_happens(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    change(tenant, invoice, notes="one")
    assert undo(tenant, invoice, **{"If-Match": '"1"'}).status_code == 412
    assert now(tenant, invoice)["notes"] == "one"


def test_custom_fields_are_as_before(tenant: Tenant) -> None:
    set_fields(tenant, {"key": "weight", "subject": "invoice", "type": "number"})
    invoice = make_invoice(tenant, custom_fields={"weight": 12.5})
    change(tenant, invoice, custom_fields={"weight": 13})
    assert undo(tenant, invoice).json()["custom_fields"] == {"weight": 12.5}


def test_it_is_told_as_a_change(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    change(tenant, invoice, notes="one")
    undo(tenant, invoice)
    mine = [entry for entry in trail(tenant, "invoice") if entry["action"] == "invoice.changed"]
    assert [(entry["before"]["notes"], entry["after"]["notes"]) for entry in mine] == [(None, "one"), ("one", None)]


def test_the_trail_keeps_that_a_change_takes_one_back(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    change(tenant, invoice, notes="one")
    undo(tenant, invoice)
    told = [entry["before"] for entry in trail(tenant, "invoice") if entry["action"] == "invoice.changed"]
    assert [before.get("takes_back") for before in told] == [None, True]
