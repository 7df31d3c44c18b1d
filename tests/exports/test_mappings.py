"""Saved column mappings: checked when they are saved, copied by every job that uses them."""

from typing import Any

import pytest

from harness.api import error_of, fields_of
from harness.exports import download, export, ready_invoice, try_export
from harness.tenants import Tenant


def save(tenant: Tenant, **changes: Any) -> Any:
    columns = [{"header": "Number", "field": "invoice_number"}]
    body = {"ottimate_company_id": tenant.company(), "name": "Ledger", "format": "csv", "columns": columns}
    return tenant.api().post("/v1/export-mappings", json={**body, **changes})


def test_a_mapping_is_saved_read_listed_changed_and_deleted(tenant: Tenant) -> None:
    made = save(tenant).json()
    path = f"/v1/export-mappings/{made['id']}"
    assert tenant.api().get(path).json() == made
    assert tenant.api().get("/v1/export-mappings").json()["count"] == 1
    changed = tenant.api().patch(path, json={"name": "Journal", "row_per": "invoice"}).json()
    assert (changed["name"], changed["row_per"], changed["mapping_version"]) == ("Journal", "invoice", 2)
    assert changed["columns"] == made["columns"]
    assert tenant.api().delete(path).status_code == 200
    assert tenant.api().get(path).status_code == 404


def test_a_job_keeps_the_mapping_as_it_was(tenant: Tenant) -> None:
    ready_invoice(tenant)
    made = save(tenant, row_per="invoice").json()
    job = export(tenant, mapping_id=made["id"])
    assert (job["mapping_id"], job["mapping_version"]) == (made["id"], 1)
    tenant.api().delete(f"/v1/export-mappings/{made['id']}")
    assert download(tenant, job).startswith(b"\xef\xbb\xbfNumber\r\n")


@pytest.mark.parametrize(
    ("changes", "faults"),
    [
        ({"columns": []}, {"columns": "required"}),
        ({"columns": [{"header": "X", "field": "colour"}]}, {"columns[0].field": "unknown_field"}),
        ({"columns": [{"header": "X", "field": "dimensions.colour"}]}, {"columns[0].field": "unknown_field"}),
        ({"columns": [{"header": "X"}]}, {"columns[0]": "field_or_constant"}),
        ({"columns": [{"header": "X", "field": "id", "constant": "y"}]}, {"columns[0]": "field_or_constant"}),
        (
            {"columns": [{"header": "X", "field": "line.name"}], "row_per": "invoice"},
            {"columns[0].field": "not_of_row"},
        ),
        (
            {"columns": [{"header": "X", "field": "invoice_date", "format": "%s"}]},
            {"columns[0].format": "unknown_format"},
        ),
        ({"columns": [{"header": "X", "constant": "y", "format": "plain"}]}, {"columns[0].format": "no_format"}),
        ({"quickbooks": {}}, {"quickbooks": "not_of_format"}),
        ({"format": "iif"}, {"columns": "not_of_format"}),
    ],
)
def test_what_makes_no_sense_is_refused_by_the_field(
    shared_tenant: Tenant, changes: dict[str, Any], faults: dict[str, str]
) -> None:
    answer = save(shared_tenant, **changes)
    assert (answer.status_code, fields_of(answer)) == (400, faults)


def test_every_standard_layout_passes_its_own_checks() -> None:
    from payables.exports.model import Format
    from payables.exports.rules.layouts import faults_of, standard

    assert [faults_of(standard(format)) for format in Format] == [[], [], []]


def test_a_name_is_taken_once_per_company(tenant: Tenant) -> None:
    first = save(tenant).json()
    answer = save(tenant, name=" ledger ")
    assert (answer.status_code, error_of(answer)) == (409, "mapping_name_taken")
    assert first["id"] in answer.json()["code"]
    other = save(tenant, ottimate_company_id=tenant.company("west"))
    assert other.status_code == 201
    journal = save(tenant, name="Journal").json()
    assert tenant.api().patch(f"/v1/export-mappings/{journal['id']}", json={"name": "LEDGER"}).status_code == 409


def test_a_mapping_of_another_company_or_format_is_refused(tenant: Tenant) -> None:
    ready_invoice(tenant)
    west = save(tenant, ottimate_company_id=tenant.company("west")).json()
    assert error_of(try_export(tenant, mapping_id=west["id"])) == "mapping_of_another_company"
    assert error_of(try_export(tenant, mapping_id=save(tenant).json()["id"], format="xlsx")) == "format_of_mapping"
    assert try_export(tenant, mapping_id="x").status_code == 404
    assert tenant.api("east").get(f"/v1/export-mappings/{west['id']}").status_code == 404


def test_another_account_does_not_see_it(tenant: Tenant, other_tenant: Tenant) -> None:
    made = save(tenant).json()
    assert other_tenant.api().get(f"/v1/export-mappings/{made['id']}").status_code == 404
    assert other_tenant.api().delete(f"/v1/export-mappings/{made['id']}").status_code == 404
