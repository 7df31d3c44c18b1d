"""Many lines are coded at once, of one invoice or of many."""

from typing import Any

import pytest

from harness.api import error_of, fields_of
from harness.invoices import invoice_body, make_invoice, make_vendor
from harness.splits import make_accounts
from harness.statements import statements_of
from harness.tenants import Tenant

LINES = [
    {"name": "White flour", "sku": "F-1", "quantity": 1, "price": 50, "dimensions": {"ACCOUNT": "A"}},
    {"name": "Rye FLOUR", "sku": "F-2", "quantity": 1, "price": 25},
    {"name": "Sugar", "sku": "S-1", "quantity": 1, "price": 25},
]


@pytest.fixture
def coded(tenant: Tenant) -> Tenant:
    make_accounts(tenant, "A", "B")
    return tenant


def code(tenant: Tenant, invoice: dict[str, Any], user: str = "all", **body: Any) -> Any:
    return tenant.api(user).post(f"/v1/invoices/{invoice['id']}/lines/code", json=body)


def accounts(invoice: dict[str, Any]) -> list[str | None]:
    return [item["dimensions"].get("ACCOUNT", {}).get("code") for item in invoice["items"]]


@pytest.mark.parametrize(
    ("chosen", "found"),
    [
        ({"all_uncoded": True}, ["A", "B", "B"]),
        ({"where": {"name_contains": "flour"}}, ["B", "B", None]),
        ({"where": {"sku": "s-1"}}, ["A", None, "B"]),
        ({"where": {"name_contains": "flour", "sku": "F-2"}}, ["A", "B", None]),
        ({"where": {"name_contains": "salt"}}, ["A", None, None]),
    ],
)
def test_lines_are_chosen_and_coded(coded: Tenant, chosen: dict[str, Any], found: list[str | None]) -> None:
    invoice = make_invoice(coded, items=LINES)
    answer = code(coded, invoice, dimensions={"ACCOUNT": "B"}, **chosen)
    assert (answer.status_code, accounts(answer.json())) == (200, found)


def test_lines_by_their_ids_and_null_takes_a_value_away(coded: Tenant) -> None:
    invoice = make_invoice(coded, items=LINES)
    ids = [item["id"] for item in invoice["items"]]
    answer = code(coded, invoice, item_ids=ids[1:], dimensions={"account": "B"}).json()
    assert accounts(answer) == ["A", "B", "B"]
    assert answer["items_processing_result"]["success"] == {"0": ids[1], "1": ids[2]}
    assert accounts(code(coded, invoice, item_ids=ids[:2], dimensions={"ACCOUNT": None}).json()) == [None, None, "B"]


def test_other_dimensions_of_a_line_stay(coded: Tenant) -> None:
    from harness.dimensions import make_dimension

    make_dimension(coded, "department", "D")
    invoice = make_invoice(coded, items=LINES)
    answer = code(coded, invoice, all_uncoded=True, dimensions={"ACCOUNT": "B", "DEPARTMENT": "D"}).json()
    assert accounts(answer) == ["A", "B", "B"]
    assert [item["dimensions"]["DEPARTMENT"]["code"] for item in answer["items"]] == ["D", "D", "D"]


@pytest.mark.parametrize(
    ("body", "faults"),
    [
        ({"all_uncoded": True}, {"dimensions": "required"}),
        ({"all_uncoded": True, "dimensions": {}}, {"dimensions": "required"}),
        ({"all_uncoded": True, "dimensions": {"ACCOUNT": "Z"}}, {"dimensions.ACCOUNT": "unknown_dimension"}),
        ({"all_uncoded": True, "dimensions": {"COLOUR": "Z"}}, {"dimensions.COLOUR": "invalid_type"}),
        ({"all_uncoded": 1, "dimensions": {"ACCOUNT": "B"}}, {}),
        ({"all_uncoded": "yes", "dimensions": {"ACCOUNT": "B"}}, {"all_uncoded": "invalid"}),
        ({"dimensions": {"ACCOUNT": "B"}}, {"item_ids": "one_choice"}),
        ({"all_uncoded": True, "where": {"sku": "a"}, "dimensions": {"ACCOUNT": "B"}}, {"item_ids": "one_choice"}),
        ({"where": {}, "dimensions": {"ACCOUNT": "B"}}, {"where": "invalid"}),
        ({"where": {"colour": "a"}, "dimensions": {"ACCOUNT": "B"}}, {"where.colour": "unknown_field"}),
        ({"where": {"sku": 7}, "dimensions": {"ACCOUNT": "B"}}, {"where.sku": "invalid"}),
        ({"item_ids": [1], "dimensions": {"ACCOUNT": "B"}}, {"item_ids": "unknown_line"}),
        ({"item_ids": ["x"], "dimensions": {"ACCOUNT": "B"}}, {"item_ids[0]": "invalid_id"}),
        ({"item_ids": [], "dimensions": {"ACCOUNT": "B"}}, {"item_ids": "invalid"}),
    ],
)
def test_a_wrong_request_changes_nothing(coded: Tenant, body: dict[str, Any], faults: dict[str, str]) -> None:
    invoice = make_invoice(coded, items=LINES)
    answer = code(coded, invoice, **body)
    if faults:
        assert (answer.status_code, fields_of(answer)) == (400, faults)
        assert accounts(coded.api().get(f"/v1/invoices/{invoice['id']}").json()) == ["A", None, None]


def test_it_is_a_change_like_any_other(coded: Tenant) -> None:
    invoice = make_invoice(coded, coded.api("editor"), items=LINES)
    path = f"/v1/invoices/{invoice['id']}"
    coded.api().post(f"{path}/approve", json={})
    chosen = {"all_uncoded": True, "dimensions": {"ACCOUNT": "B"}}
    stale = coded.api().post(f"{path}/lines/code", json=chosen, headers={"If-Match": '"1"'})
    assert (stale.status_code, error_of(stale)) == (412, "stale_version")
    assert code(coded, invoice, **chosen).json()["status"] == "pending-approval"
    coded.api("second").post(f"{path}/approve", json={})
    assert code(coded, invoice, **chosen).json()["status"] == "ready-for-export"
    assert code(coded, invoice, "reader", **chosen).status_code == 403
    coded.api().post("/v1/invoices/mark-exported", json={"invoices": [{"invoice_id": invoice["invoice_id"]}]})
    assert error_of(code(coded, invoice, **chosen)) == "invoice_exported"


def test_an_invoice_of_another_account_is_not_found(coded: Tenant, other_tenant: Tenant) -> None:
    invoice = make_invoice(coded, items=LINES)
    assert code(other_tenant, invoice, all_uncoded=True, dimensions={"ACCOUNT": "B"}).status_code == 404


def many(tenant: Tenant, ids: list[Any], **body: Any) -> Any:
    return tenant.api().post("/v1/invoices/lines/code", json={"invoice_ids": ids, **body})


def test_many_invoices_each_by_itself(coded: Tenant, other_tenant: Tenant) -> None:
    vendor = make_vendor(coded)
    first, second, archived = (make_invoice(coded, vendor=vendor, items=LINES) for _ in range(3))
    west = make_invoice(
        coded,
        vendor=make_vendor(coded, "west"),
        currency="EUR",
        ottimate_company_id=coded.company("west"),
        ottimate_location_id=coded.location("hafen"),
    )
    strange = make_invoice(other_tenant)
    coded.api().post(f"/v1/invoices/{archived['id']}/archive", json={})
    ids = [first["invoice_id"], second["id"], archived["invoice_id"], west["invoice_id"], strange["id"]]
    answer = many(coded, ids, all_uncoded=True, dimensions={"ACCOUNT": "B"}).json()
    assert answer["updated"] == [first["invoice_id"], second["invoice_id"]]
    assert [one["lines"] for one in answer["coded"]] == [2, 2]
    assert {one["id"] for one in answer["failed"]} == {archived["invoice_id"], west["invoice_id"], strange["id"]}
    assert accounts(coded.api().get(f"/v1/invoices/{second['id']}").json()) == ["A", "B", "B"]
    assert accounts(coded.api().get(f"/v1/invoices/{archived['id']}").json()) == ["A", None, None]


@pytest.mark.parametrize("ids", [None, [], ["x"], [True], [1.5], list(range(1, 102))])
def test_one_to_a_hundred_invoices_are_named(coded: Tenant, ids: Any) -> None:
    answer = many(coded, ids, all_uncoded=True, dimensions={"ACCOUNT": "B"})
    assert answer.status_code == 400
    assert next(iter(fields_of(answer))).startswith("invoice_ids")


def test_more_than_a_thousand_lines_are_too_many(coded: Tenant) -> None:
    vendor = make_vendor(coded)
    lines = [{"name": f"Line {n}", "quantity": 1, "price": 1} for n in range(501)]
    ids = []
    for _ in range(2):
        entered = coded.api().post("/v1/invoices", json=invoice_body(coded, vendor, items=lines, total_amount=501))
        ids.append(entered.json()["invoice_id"])
    answer = many(coded, ids, all_uncoded=True, dimensions={"ACCOUNT": "B"})
    assert (answer.status_code, fields_of(answer)) == (400, {"invoice_ids": "too_many_rows"})
    assert many(coded, ids[:1], all_uncoded=True, dimensions={"ACCOUNT": "B"}).json()["coded"][0]["lines"] == 501


def test_as_many_statements_for_forty_lines_as_for_one(coded: Tenant) -> None:
    def coding(count: int) -> int:
        lines = [{"name": f"Line {n}", "quantity": 1, "price": 1} for n in range(count)]
        invoice = make_invoice(coded, items=lines)
        return len(
            statements_of(coded.server, lambda: code(coded, invoice, all_uncoded=True, dimensions={"ACCOUNT": "B"}))
        )

    coding(1)
    assert coding(40) <= coding(1)
