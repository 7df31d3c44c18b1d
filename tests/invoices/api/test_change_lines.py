"""PATCH /v1/invoices/{id} with items: good lines are kept when others fail (section 3.3)."""

from typing import Any

import pytest

from harness.dimensions import make_dimension
from harness.invoices import make_invoice
from harness.tenants import Tenant
from harness.trail import trail
from payables.invoices.model import Reason
from payables.invoices.rules.reasons import moved


def change_lines(tenant: Tenant, invoice: dict[str, Any], *items: Any, **body: Any) -> dict[str, Any]:
    answer = tenant.api().patch(f"/v1/invoices/{invoice['id']}", json={"items": list(items), **body})
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_a_line_with_an_id_is_changed_and_one_without_is_added(tenant: Tenant) -> None:
    invoice = make_invoice(tenant, total_amount=200)
    flour, sugar = invoice["items"]
    after = change_lines(
        tenant, invoice, {"id": flour["id"], "price": 50}, {"name": "Salt", "quantity": 5, "price": 10}
    )
    assert [(item["name"], item["amount"]) for item in after["items"]] == [("Flour", 100), ("Sugar", 40), ("Salt", 50)]
    assert after["items"][1] == sugar
    salt = after["items"][2]
    result = {"success": {"0": flour["id"], "1": salt["id"]}, "failure": {}, "status": "success"}
    assert after["items_processing_result"] == result
    assert (after["status"], after["reasons"]) == ("pending-approval", [])


def test_only_what_is_sent_of_a_line_changes_and_null_takes_away(tenant: Tenant) -> None:
    items = [{"name": "Flour", "quantity": 2, "price": 55, "sku": "F-1", "unit": "KG", "is_taxed": True}]
    invoice = make_invoice(tenant, items=items)
    (line,) = invoice["items"]
    (after,) = change_lines(tenant, invoice, {"id": str(line["id"]), "name": "Rye"})["items"]
    assert after == {**line, "name": "Rye", "description": "Rye"}
    (after,) = change_lines(tenant, invoice, {"id": line["id"], "sku": None, "unit": None, "is_taxed": None})["items"]
    assert (after["sku"], after["unit"], after["is_taxed"]) == (None, None, None)


def test_an_amount_of_its_own_stands_until_quantity_or_price_change(tenant: Tenant) -> None:
    invoice = make_invoice(tenant, items=[{"name": "Flour", "quantity": 3, "price": 33.333333, "amount": 99.99}])
    (line,) = invoice["items"]
    assert line["amount"] == 99.99
    (after,) = change_lines(tenant, invoice, {"id": line["id"], "sku": "F"})["items"]
    assert after["amount"] == 99.99
    (after,) = change_lines(tenant, invoice, {"id": line["id"], "quantity": 6})["items"]
    assert after["amount"] == 200.00


def test_good_lines_and_the_header_are_kept_when_others_fail(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    other = make_invoice(tenant)
    flour = invoice["items"][0]
    after = change_lines(
        tenant,
        invoice,
        {"id": flour["id"], "name": "Rye"},
        {"id": other["items"][0]["id"], "name": "Theirs"},
        {"id": flour["id"], "name": "Twice"},
        {"name": "No price"},
        {"id": invoice["items"][1]["id"], "price": 1.0000001},
        {"name": "Lost", "amount": 5, "dimensions": {"DEPARTMENT": "nowhere"}},
        "a text",
        notes="kept",
    )
    result = after["items_processing_result"]
    assert (result["status"], result["success"]) == ("partial_success", {"0": flour["id"]})
    assert set(result["failure"]) == {"1", "2", "3", "4", "5", "6"}
    assert "quantity" in result["failure"]["3"] and "DEPARTMENT" in result["failure"]["5"]
    assert [item["name"] for item in after["items"]] == ["Rye", "Sugar"]
    assert after["notes"] == "kept"
    assert tenant.api().get(f"/v1/invoices/{other['id']}").json() == other


def test_when_every_line_fails_the_header_is_kept_all_the_same(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    after = change_lines(tenant, invoice, {"id": 1}, notes="kept")
    assert (after["items_processing_result"]["status"], after["notes"]) == ("failure", "kept")
    assert after["items"] == invoice["items"]


@pytest.mark.parametrize("items", [[{"id": 1}], [{"name": "No price"}], [], None], ids=str)
def test_lines_that_all_fail_answer_nothing(shared_tenant: Tenant, items: Any) -> None:
    invoice = make_invoice(shared_tenant)
    path = f"/v1/invoices/{invoice['id']}"
    shared_tenant.api().post(f"{path}/flag", json={"flagging_reason": "Are the lines right?"})
    after = shared_tenant.api().patch(path, json={"items": items}).json()
    assert (after["status"], after["error"]) == ("incomplete", "Are the lines right?")
    kept = {"id": invoice["items"][0]["id"], "name": invoice["items"][0]["name"]}
    looked_at = change_lines(shared_tenant, invoice, {"id": 1}, kept)
    assert (looked_at["status"], looked_at["error"]) == ("pending-approval", None)


def test_dimensions_of_a_line_merge_and_null_takes_one_away(tenant: Tenant) -> None:
    for type_ in ("department", "project", "costtype"):
        make_dimension(tenant, type_, f"{type_}-1")
    invoice = make_invoice(tenant)
    id = invoice["items"][0]["id"]

    def coded(**dimensions: Any) -> set[str]:
        return set(change_lines(tenant, invoice, {"id": id, "dimensions": dimensions})["items"][0]["dimensions"])

    assert coded(DEPARTMENT="department-1", cost_type="costtype-1") == {"DEPARTMENT", "COSTTYPE"}
    assert coded(project="project-1") == {"DEPARTMENT", "PROJECT", "COSTTYPE"}
    assert coded() == {"DEPARTMENT", "PROJECT", "COSTTYPE"}
    assert coded(Department=None, COST_TYPE=None) == {"PROJECT"}


@pytest.mark.parametrize("quantity", ["1", True, [], {}])
def test_a_number_of_a_line_is_a_number(shared_tenant: Tenant, quantity: Any) -> None:
    invoice = make_invoice(shared_tenant)
    after = change_lines(shared_tenant, invoice, {"id": invoice["items"][0]["id"], "quantity": quantity})
    assert list(after["items_processing_result"]["failure"]) == ["0"]


def test_a_line_is_taken_away_with_its_splits_and_the_others_close_up(tenant: Tenant) -> None:
    make_dimension(tenant, "account", "5000")
    invoice = make_invoice(tenant)
    api, path = tenant.api(), f"/v1/invoices/{invoice['id']}"
    flour, sugar = invoice["items"]
    halves = [{"percent": 50, "dimensions": {"ACCOUNT": "5000"}}, {"percent": 50}]
    assert api.post(f"{path}/splits", json={"item_id": flour["id"], "splits": halves}).status_code == 200
    answer = api.patch(path, json={"items": [{"id": flour["id"], "remove": True}]}).json()
    assert answer["items_processing_result"] == {"success": {"0": flour["id"]}, "failure": {}, "status": "success"}
    assert ([line["id"] for line in answer["items"]], answer["gl_splits"]) == ([sugar["id"]], None)
    assert [reason["code"] for reason in answer["reasons"]] == ["lines_do_not_sum"]
    added = api.patch(path, json={"items": [{"name": "Salt", "amount": 60}]}).json()
    assert [line["name"] for line in added["items"]] == ["Sugar", "Salt"]
    assert added["reasons"] == []


def test_taking_a_line_away_starts_approvals_over_and_is_told(tenant: Tenant) -> None:
    invoice = make_invoice(tenant, total_amount=None)
    path, (flour, _) = f"/v1/invoices/{invoice['id']}", invoice["items"]
    tenant.api().patch(path, json={"items": [{"id": flour["id"], "remove": True}]})
    told = trail(tenant, "invoice")[-1]
    assert told["before"]["items"][str(flour["id"])]["name"] == "Flour"
    assert told["after"]["items"][str(flour["id"])] is None


@pytest.mark.parametrize("line", [{"remove": True}, {"id": 999999, "remove": True}, {"remove": "yes"}])
def test_a_line_that_is_not_there_cannot_be_taken_away(tenant: Tenant, line: dict[str, Any]) -> None:
    invoice = make_invoice(tenant)
    answer = tenant.api().patch(f"/v1/invoices/{invoice['id']}", json={"items": [line]}).json()
    assert answer["items_processing_result"]["status"] == "failure"
    assert len(answer["items"]) == 2


def test_what_was_said_of_other_lines_stays_with_them(tenant: Tenant) -> None:
    codes = [Reason("doubtful_reading", "Look.", f"items[{n}].price") for n in (0, 1, 2)]
    kept = moved([*codes, Reason("missing_total", "Say it.", "total_amount")], [7, 8, 9], [8])
    assert [reason.field for reason in kept] == ["items[0].price", "items[1].price", "total_amount"]
