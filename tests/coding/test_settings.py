"""Coding settings: what a company requires, and what follows when it is missing."""

import pytest

from harness.api import error_of, fields_of
from harness.coding import entered, make_rule, patched, settle
from harness.dimensions import make_dimension
from harness.invoices import make_vendor
from harness.tenants import Tenant
from harness.trail import trail


@pytest.fixture
def coded(tenant: Tenant) -> Tenant:
    make_dimension(tenant, "account", "5100")
    make_dimension(tenant, "department", "D1")
    return tenant


def reasons(invoice: dict[str, object]) -> list[tuple[str, str, str]]:
    found: list[dict[str, str]] = invoice["reasons"]  # type: ignore[assignment]
    return [(reason["code"], reason["field"], reason["message"]) for reason in found]


def test_a_company_that_has_set_nothing_requires_nothing_and_applies_nothing_learned(tenant: Tenant) -> None:
    found = tenant.api().get("/v1/coding-settings", params={"ottimate_company_id": tenant.company()}).json()
    assert found == {
        "version": "1.0.0",
        "ottimate_company_id": tenant.company(),
        "required_header_dimensions": [],
        "required_line_dimensions": [],
        "learned_coding": True,
        "learned_coding_applies": False,
        "threshold": 0.9,
    }


def test_settings_are_changed_one_by_one_and_of_one_company(tenant: Tenant) -> None:
    settle(tenant, required_line_dimensions=["account", "Cost_Type", "ACCOUNT"])
    changed = settle(tenant, threshold=0.95)
    assert changed["required_line_dimensions"] == ["ACCOUNT", "COSTTYPE"]
    assert changed["threshold"] == 0.95
    west = tenant.api().get("/v1/coding-settings", params={"ottimate_company_id": tenant.company("west")}).json()
    assert west["required_line_dimensions"] == []
    assert [entry["action"] for entry in trail(tenant, "coding_settings")] == ["coding_settings.changed"] * 2


@pytest.mark.parametrize(
    ("body", "field", "kind"),
    [
        ({"required_line_dimensions": ["COLOUR"]}, "required_line_dimensions[0]", "invalid_type"),
        ({"required_header_dimensions": ["ACCOUNT", ""]}, "required_header_dimensions[1]", "invalid_type"),
        ({"threshold": 0.4}, "threshold", "out_of_range"),
        ({"threshold": 1.1}, "threshold", "out_of_range"),
        ({"threshold": 0.99999}, "threshold", "out_of_range"),
        ({"learned_coding": None}, "learned_coding", "invalid"),
    ],
)
def test_settings_that_cannot_be_are_refused(tenant: Tenant, body: dict[str, object], field: str, kind: str) -> None:
    answer = tenant.api().patch("/v1/coding-settings", params={"ottimate_company_id": tenant.company()}, json=body)
    assert answer.status_code == 400 and fields_of(answer) == {field: kind}


def test_settings_are_for_those_who_manage_coding_of_the_whole_company(tenant: Tenant) -> None:
    where = {"ottimate_company_id": tenant.company()}
    assert tenant.api("reader").get("/v1/coding-settings", params=where).status_code == 200
    refused = tenant.api("editor").patch("/v1/coding-settings", params=where, json={"threshold": 1})
    assert error_of(refused) == "permission_denied"
    assert error_of(tenant.api("main").patch("/v1/coding-settings", params=where, json={})) == "out_of_scope"
    west = {"ottimate_company_id": tenant.company("west")}
    assert tenant.api("east").get("/v1/coding-settings", params=west).status_code == 403
    assert tenant.api().get("/v1/coding-settings").status_code == 400
    assert tenant.api().get("/v1/coding-settings", params={"ottimate_company_id": 2**31 - 1}).status_code == 404


def test_what_is_required_and_missing_keeps_an_invoice_in_needs_attention_until_it_is_coded(coded: Tenant) -> None:
    settle(coded, required_header_dimensions=["DEPARTMENT"], required_line_dimensions=["ACCOUNT"])
    invoice = entered(coded, "Flour", "Sugar", "Salt", "Oil")
    assert invoice["status"] == "needs-attention"
    assert reasons(invoice) == [
        ("missing_dimension", "dimensions.DEPARTMENT", "The invoice needs a DEPARTMENT."),
        ("missing_dimension", "items[0].dimensions.ACCOUNT", "4 of 4 lines need an ACCOUNT: 1-4."),
    ]
    lines = [{"id": invoice["items"][n]["id"], "dimensions": {"ACCOUNT": "5100"}} for n in (0, 2)]
    changed = patched(coded, invoice, items=lines, dimensions={"DEPARTMENT": "D1"})
    assert reasons(changed) == [
        ("missing_dimension", "items[1].dimensions.ACCOUNT", "2 of 4 lines need an ACCOUNT: 2, 4.")
    ]
    lines = [{"id": invoice["items"][n]["id"], "dimensions": {"ACCOUNT": "5100"}} for n in (1, 3)]
    done = patched(coded, invoice, items=lines)
    assert done["reasons"] == [] and done["status"] == "pending-approval"


def test_a_rule_that_fits_settles_what_is_required_at_once(coded: Tenant) -> None:
    settle(coded, required_header_dimensions=["DEPARTMENT"], required_line_dimensions=["ACCOUNT"])
    make_rule(coded, {"ACCOUNT": "5100", "DEPARTMENT": "D1"})
    assert entered(coded, "Flour")["status"] == "pending-approval"


def test_a_rule_made_afterwards_settles_it_on_demand(coded: Tenant) -> None:
    settle(coded, required_line_dimensions=["ACCOUNT"])
    invoice = entered(coded, "Flour")
    make_rule(coded, {"ACCOUNT": "5100"})
    done = coded.api().post(f"/v1/invoices/{invoice['id']}/code").json()
    assert done["reasons"] == [] and done["status"] == "pending-approval"


def test_choosing_a_vendor_settles_what_its_rule_codes(coded: Tenant) -> None:
    settle(coded, required_line_dimensions=["ACCOUNT"])
    vendor = make_vendor(coded)
    make_rule(coded, {"ACCOUNT": "5100"}, ottimate_vendor_id=vendor["id"])
    invoice = entered(coded, "Flour", vendor=vendor, erp_vendor_id=None)
    assert {reason["code"] for reason in invoice["reasons"]} == {"unknown_vendor", "missing_dimension"}
    assert patched(coded, invoice, ottimate_vendor_id=vendor["id"])["reasons"] == []


def test_an_invoice_without_lines_lacks_no_dimension_of_a_line(coded: Tenant) -> None:
    settle(coded, required_line_dimensions=["ACCOUNT"])
    assert entered(coded, total_amount=10.00)["reasons"] == []
