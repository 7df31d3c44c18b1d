"""Each condition of a policy, from the invoice as a client enters it to whom it asks."""

from collections.abc import Callable
from typing import Any

import pytest

from harness.dimensions import make_dimension
from harness.invoices import make_invoice, make_vendor
from harness.policies import chain_of, make_policy
from harness.tenants import Tenant, make_tenant

LINES = [{"name": "Flour", "quantity": 2, "price": 30.00}, {"name": "Sugar", "quantity": 4, "price": 10.00}]


@pytest.fixture(scope="module")
def coded(server: Any) -> dict[str, Any]:
    tenant = make_tenant(server, approval_mode="advanced")
    wanted = (("department", "D-1"), ("account", "6100"), ("account", "5010"))
    ids = {erp_id: make_dimension(tenant, type_, erp_id)["id"] for type_, erp_id in wanted}
    return {
        "tenant": tenant,
        "ids": ids,
        "vendor": make_vendor(tenant, erp_vendor_id="V-ONE"),
        "other": make_vendor(tenant),
    }


def line(erp_id: str | None, type_: str = "ACCOUNT") -> list[dict[str, Any]]:
    """Two lines of which the second is coded."""
    return [LINES[0], LINES[1] | ({"dimensions": {type_: erp_id}} if erp_id else {})]


HEADER = {"dimensions": {"ACCOUNT": "6100"}}
# condition: (conditions, invoice that the policy asks for, invoice that it does not ask for)
CASES: dict[str, tuple[dict[str, Any], dict[str, Any], dict[str, Any]]] = {
    "vendor": ({"vendor_ids": "vendor"}, {}, {"vendor": "other"}),
    "accounting vendor id": ({"erp_vendor_ids": ["V-ONE"]}, {}, {"vendor": "other"}),
    "min total": ({"min_total": 110, "currency": "USD"}, {}, {"total_amount": 109.99, "total_tax": 9.99}),
    "max total": ({"max_total": 110, "currency": "USD"}, {}, {"total_amount": 110.01, "total_tax": 10.01}),
    "total of another currency": ({"min_total": 1, "currency": "USD"}, {}, {"currency": "EUR"}),
    "department of a line": ({"department_ids": ["D-1"]}, {"items": line("D-1", "DEPARTMENT")}, {}),
    "department of the header": ({"department_ids": ["D-1"]}, {"dimensions": {"DEPARTMENT": "D-1"}}, {}),
    "GL account of a line": ({"gl_account_ids": ["6100"]}, {"items": line("6100")}, {"items": line("5010")}),
    "GL account of the header": ({"gl_account_ids": ["6100"]}, HEADER, {}),
    "GL name contains": ({"gl_name_contains": ["kitch"]}, {"items": line("6100")}, {}),
    "GL name does not contain": ({"gl_name_not_contains": ["kitch"]}, {}, {"items": line("6100")}),
    "GL number contains": ({"gl_number_contains": ["61"]}, {"items": line("6100")}, {"items": line("5010")}),
    "GL number does not contain": ({"gl_number_not_contains": ["61"]}, {"items": line("5010")}, {"items": line("6100")}),
    "not received from the vendor": ({"received_from_vendor": False, "vendor_ids": "vendor"}, {}, {"vendor": "other"}),
    "unmapped items": ({"has_unmapped_items": True}, {"items": line("6100")}, HEADER),
    "no unmapped items": ({"has_unmapped_items": False}, HEADER, {"items": line("6100")}),
    "PO number": ({"has_po_number": True}, {"purchase_order": "PO-1"}, {}),
    "no PO number": ({"has_po_number": False}, {}, {"purchase_order": "PO-1"}),
    "two at once": (
        {"has_po_number": True, "vendor_ids": "vendor"}, {"purchase_order": "P"}, {"purchase_order": "P", "vendor": "other"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_a_condition_decides_who_is_asked(coded: dict[str, Any], case: str) -> None:
    tenant, (conditions, asks, does_not) = coded["tenant"], CASES[case]
    policy = make_policy(tenant, case, "ada", conditions=_with_ids(coded, conditions))
    try:
        for body, expected in ((asks, [(case, 0, "ada", "waiting")]), (does_not, [])):
            vendor = coded[body.get("vendor", "vendor")]
            invoice = make_invoice(tenant, **{**body, "vendor": vendor})
            assert invoice["status"] == "pending-approval", invoice["reasons"]
            assert chain_of(tenant, invoice) == expected
    finally:
        tenant.api().delete(f"/v1/approval-policies/{policy['id']}")


def _with_ids(coded: dict[str, Any], conditions: dict[str, Any]) -> dict[str, Any]:
    """Codes and names of the table as ids of this tenant."""
    found = dict(conditions)
    if found.get("vendor_ids") == "vendor":
        found["vendor_ids"] = [coded["vendor"]["id"]]
    for name in ("department_ids", "gl_account_ids"):
        if name in found:
            found[name] = [coded["ids"][code] for code in found[name]]
    return found


def test_a_catch_all_asks_where_nothing_else_does(new_tenant: Callable[..., Tenant]) -> None:
    tenant = new_tenant(approval_mode="advanced")
    make_policy(tenant, "With PO", "ada", conditions={"has_po_number": True})
    make_policy(tenant, "Rest", "bo", conditions={"catch_all": True})
    assert chain_of(tenant, make_invoice(tenant)) == [("Rest", 0, "bo", "waiting")]
    assert chain_of(tenant, make_invoice(tenant, purchase_order="P")) == [("With PO", 0, "ada", "waiting")]


def test_a_policy_after_one_that_does_not_ask_does_not_ask_either(new_tenant: Callable[..., Tenant]) -> None:
    tenant = new_tenant(approval_mode="advanced")
    first = make_policy(tenant, "With PO", "ada", conditions={"has_po_number": True})
    make_policy(tenant, "Then", "bo", conditions={"after": [first["id"]]})
    assert chain_of(tenant, make_invoice(tenant)) == []
    assert [stage for _, stage, *_ in chain_of(tenant, make_invoice(tenant, purchase_order="P"))] == [0, 1]
