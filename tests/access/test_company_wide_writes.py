"""Whoever is limited to a location changes nothing that holds for the whole company or account, by any route."""

from collections.abc import Callable
from typing import Any

import pytest

from harness.api import error_of
from harness.approvals import email, stand_in
from harness.catalog_entries import entry_body, make_entry
from harness.catalog_items import TOMATOES, billed
from harness.coding import make_rule
from harness.contract import contract
from harness.invoices import make_vendor
from harness.matching import make_tolerance
from harness.policies import make_policy, person
from harness.splits import by_percent, make_accounts
from harness.tenants import Tenant

ROOTS = (
    "/v1/split-rules", "/v1/mapping-rules", "/v1/coding-settings", "/v1/export-mappings", "/v1/approval-settings",
    "/v1/reading-settings", "/v1/approval-policies", "/v1/stand-ins", "/v1/imports/", "/v1/unit-conversions", "/v1/matching/",
    "/v1/catalog/entries", "/v1/catalog/item-validation", "/v1/catalog/variance-batches",
)  # fmt: skip
CODED = {"ACCOUNT": "5100"}

Call = tuple[str, dict[str, Any]]  # what fills the ids of the path, and what is sent


def of_split_rule(tenant: Tenant) -> dict[str, Any]:
    vendor = make_vendor(tenant)["id"]
    return {
        "ottimate_company_id": tenant.company(),
        "ottimate_vendor_id": vendor,
        "splits": by_percent(**{"5100": 100}),
    }


def split_rule(tenant: Tenant) -> Call:
    answer = tenant.api().post("/v1/split-rules", json=of_split_rule(tenant))
    assert answer.status_code == 201, answer.text
    return answer.json()["id"], {}


def mapping_rule(tenant: Tenant) -> Call:
    return make_rule(tenant, CODED)["id"], {"json": {"sku": "1"}}


def of_mapping(tenant: Tenant) -> dict[str, Any]:
    columns = [{"header": "Number", "field": "invoice_number"}]
    return {"ottimate_company_id": tenant.company(), "name": "Ledger", "format": "csv", "columns": columns}


def mapping(tenant: Tenant) -> Call:
    return tenant.api().post("/v1/export-mappings", json=of_mapping(tenant)).json()["id"], {"json": {"name": "Mine"}}


def of_policy(tenant: Tenant) -> dict[str, Any]:
    where = {"level": "company", "ottimate_company_id": tenant.company()}
    return {"name": "All of it", "approvers": [person(tenant, "ada")], **where}


def policy(tenant: Tenant) -> Call:
    where = {"level": "company", "ottimate_company_id": tenant.company()}
    return make_policy(tenant, "Company", "ada", **where)["id"], {"json": {"name": "Mine"}}


def of_stand_in(tenant: Tenant) -> dict[str, Any]:
    return {"user": {"email": email(tenant, "bo")}, "stand_in": {"email": email(tenant, "ada")}}


def absence(tenant: Tenant) -> Call:
    return stand_in(tenant, "ada", "bo").json()["stand_in"]["id"], {}


def imported(tenant: Tenant) -> Call:
    form = {"kind": "vendors", "ottimate_company_id": str(tenant.company())}
    files = {"file": ("rows.csv", b"erp_vendor_id,erp_vendor_name\nV-9,Nine\n", "text/csv")}
    return tenant.api().post("/v1/imports", data=form, files=files).json()["id"], {}


def of_conversion(tenant: Tenant) -> dict[str, Any]:
    place = {"ottimate_company_id": tenant.company(), "ottimate_vendor_id": make_vendor(tenant)["id"]}
    return {**place, "sku": "10442", "from_unit": "CS", "to_unit": "EA", "factor": 12}


def conversion(tenant: Tenant) -> Call:
    return tenant.api().post("/v1/unit-conversions", json=of_conversion(tenant)).json()["id"], {}


def tolerance(tenant: Tenant) -> Call:
    return make_tolerance(tenant, price_percent=2)["id"], {"json": {"price_percent": 50}}


def entry(tenant: Tenant) -> Call:
    return make_entry(tenant, make_vendor(tenant))["id"], {"json": {"item_name": "Mine"}}


def hidden(tenant: Tenant) -> Call:
    return entry(tenant)[0], {}


def entries(tenant: Tenant) -> dict[str, Any]:
    row = entry_body(tenant, make_vendor(tenant))
    return {"ottimate_company_id": row.pop("ottimate_company_id"), "catalog_entries": [row]}


def validation(tenant: Tenant) -> Call:
    body = {"ottimate_vendor_id": make_vendor(tenant)["id"], "item_validation": False}
    return "", {"params": {"ottimate_company_id": tenant.company()}, "json": body}


def batch(tenant: Tenant) -> Call:
    vendor = make_vendor(tenant)
    make_entry(tenant, vendor, **TOMATOES)
    billed(tenant, vendor)
    return tenant.api().post("/v1/catalog/variance-batches", json=of_company(tenant)).json()["id"], {}


def of_company(tenant: Tenant, **fields: Any) -> dict[str, Any]:
    return {"ottimate_company_id": tenant.company(), **fields}


def sent(body: Callable[[Tenant], dict[str, Any]]) -> Callable[[Tenant], Call]:
    return lambda tenant: ("", {"json": body(tenant)})


def settings_of(tenant: Tenant) -> Call:
    return "", {"params": {"ottimate_company_id": tenant.company()}, "json": {"learned_coding": False}}


# What is not seen does not exist; what is seen and reaches further is out of scope.
def deleted(path: str, make: Callable[[Tenant], Call]) -> Callable[[Tenant], Call]:
    """One that was deleted, to be brought back."""

    def call(tenant: Tenant) -> Call:
        id = make(tenant)[0]
        assert tenant.api().delete(f"{path}/{id}").status_code == 200
        return id, {}

    return call


CASES: dict[tuple[str, str], tuple[Callable[[Tenant], Call], int]] = {
    ("POST", "/v1/split-rules"): (sent(of_split_rule), 403),
    ("DELETE", "/v1/split-rules/{id}"): (split_rule, 403),
    ("POST", "/v1/split-rules/{id}/restore"): (deleted("/v1/split-rules", split_rule), 403),
    ("POST", "/v1/mapping-rules"): (
        sent(lambda tenant: {"ottimate_company_id": tenant.company(), "dimensions": CODED}),
        403,
    ),
    ("PATCH", "/v1/mapping-rules/{id}"): (mapping_rule, 403),
    ("DELETE", "/v1/mapping-rules/{id}"): (mapping_rule, 403),
    ("POST", "/v1/mapping-rules/{id}/restore"): (deleted("/v1/mapping-rules", mapping_rule), 403),
    ("PATCH", "/v1/coding-settings"): (settings_of, 403),
    ("POST", "/v1/export-mappings"): (sent(of_mapping), 403),
    ("PATCH", "/v1/export-mappings/{id}"): (mapping, 403),
    ("DELETE", "/v1/export-mappings/{id}"): (mapping, 403),
    ("PATCH", "/v1/approval-settings"): (sent(lambda _: {"remind_after_hours": 5}), 403),
    ("PATCH", "/v1/reading-settings"): (sent(lambda _: {"check_all": True}), 403),
    ("POST", "/v1/approval-policies"): (sent(of_policy), 403),
    ("POST", "/v1/approval-policies/dry-run"): (sent(lambda tenant: {"policy": of_policy(tenant)}), 403),
    ("PATCH", "/v1/approval-policies/{id}"): (policy, 403),
    ("DELETE", "/v1/approval-policies/{id}"): (policy, 403),
    ("POST", "/v1/approval-policies/{id}/versions/{number}/restore"): (policy, 403),
    ("POST", "/v1/stand-ins"): (sent(of_stand_in), 403),
    ("DELETE", "/v1/stand-ins/{id}"): (absence, 403),
    ("POST", "/v1/imports/{id}/undo"): (imported, 404),
    ("POST", "/v1/unit-conversions"): (sent(of_conversion), 403),
    ("DELETE", "/v1/unit-conversions/{id}"): (conversion, 403),
    ("POST", "/v1/unit-conversions/{id}/restore"): (deleted("/v1/unit-conversions", conversion), 403),
    ("PATCH", "/v1/matching/settings"): (
        lambda tenant: ("", {"params": of_company(tenant), "json": {"orders_needed": "never"}}),
        403,
    ),
    ("POST", "/v1/matching/tolerances"): (sent(lambda tenant: of_company(tenant, price_percent=50)), 403),
    ("PATCH", "/v1/matching/tolerances/{id}"): (tolerance, 403),
    ("DELETE", "/v1/matching/tolerances/{id}"): (tolerance, 403),
    ("POST", "/v1/matching/tolerances/{id}/restore"): (deleted("/v1/matching/tolerances", tolerance), 403),
    ("POST", "/v1/catalog/entries"): (sent(lambda tenant: entry_body(tenant, make_vendor(tenant))), 403),
    ("POST", "/v1/catalog/entries/bulk"): (sent(entries), 403),
    ("PATCH", "/v1/catalog/entries/{id}"): (entry, 403),
    ("POST", "/v1/catalog/entries/{id}/hide"): (hidden, 403),
    ("POST", "/v1/catalog/entries/{id}/show"): (hidden, 403),
    ("PATCH", "/v1/catalog/item-validation"): (validation, 403),
    ("POST", "/v1/catalog/variance-batches"): (sent(of_company), 403),
    ("POST", "/v1/catalog/variance-batches/{id}/export"): (batch, 403),
}


def test_every_route_that_writes_such_things_is_in_the_table() -> None:
    known = {
        (method.upper(), path)
        for path, operations in contract().document["paths"].items()
        for method in operations.keys() & {"post", "patch", "delete"}
        if path.startswith(ROOTS)
    }
    assert known == CASES.keys()


@pytest.mark.parametrize(("method", "path"), CASES)
def test_a_caller_limited_to_a_location_cannot(tenant: Tenant, method: str, path: str) -> None:
    make_accounts(tenant, "5100")
    make, status = CASES[method, path]
    id, content = make(tenant)
    if method == "DELETE":
        content.pop("json", None)
    if path.endswith("restore"):
        content = {}
    answer = tenant.api("main").request(method, path.replace("{id}", id).replace("{number}", "1"), **content)
    assert (answer.status_code, error_of(answer)) == (status, "out_of_scope" if status == 403 else "not_found"), (
        answer.text
    )
