"""A file says what people approved, or it says nothing of the invoice."""

from collections.abc import Callable
from functools import partial
from typing import Any
from uuid import UUID

import pytest

from harness.exports import coded, download, export, invoice_of, job_of, ready_invoice, try_export
from harness.inside import inside
from harness.invoices import make_invoice, make_vendor
from harness.master_data import change_vendor, swap
from harness.server import Server
from harness.tenants import Tenant, make_tenant
from payables.exports.actions.finish_file import file_to_write, finish_file
from payables.exports.actions.render_file import render_file
from payables.exports.jobs import ExportDesk


@pytest.fixture
def without_file(tenant: Tenant, monkeypatch: pytest.MonkeyPatch) -> Callable[..., dict[str, Any]]:
    """A job whose file is left to the worker."""
    monkeypatch.setattr("payables.exports.actions.create_export.MOST_AT_ONCE", 0)
    return partial(export, tenant)


def write(tenant: Tenant, job: dict[str, Any]) -> dict[str, Any]:
    payload = {"account_id": str(tenant.account_id), "job": job["id"]}
    tenant.server.run(ExportDesk(tenant.server.database, tenant.server.parts.files).write_file(payload))
    return job_of(tenant, job)


@pytest.mark.parametrize("format", ["csv", "xlsx"])
@pytest.mark.parametrize("change", [{"erp_dimension_id": "E-EVIL"}, {"code": "E-EVIL"}, {"name": "E-EVIL"}], ids=str)
def test_what_was_swapped_after_the_job_took_it_does_not_stand_in_the_file(
    tenant: Tenant, without_file: Callable[..., dict[str, Any]], change: dict[str, str], format: str
) -> None:
    invoice, other = ready_invoice(tenant, dimensions=coded(tenant)), ready_invoice(tenant)
    job = without_file(format=format)
    swap(tenant, **change)
    written = write(tenant, job)
    assert [(one["invoice_id"], one["code"]) for one in written["failed"]] == [
        (invoice["invoice_id"], "coding_changed_since_approval")
    ]
    assert written["counts"]["claimed"] == 1 and b"E-EVIL" not in download(tenant, job)
    assert invoice_of(tenant, invoice)["status"] == "needs-attention"
    assert invoice_of(tenant, other)["export_job_id"] == job["id"]


def test_a_job_of_which_nothing_is_left_fails(tenant: Tenant, without_file: Callable[..., dict[str, Any]]) -> None:
    invoice = ready_invoice(tenant, dimensions=coded(tenant))
    job = without_file()
    swap(tenant, erp_dimension_id="E-EVIL")
    assert write(tenant, job)["state"] == "failed"
    shown = invoice_of(tenant, invoice)
    assert (shown["status"], [one["code"] for one in shown["reasons"]]) == (
        "needs-attention", ["coding_changed_since_approval"],
    )  # fmt: skip


def test_what_was_swapped_back_in_time_stands_in_it(
    tenant: Tenant, without_file: Callable[..., dict[str, Any]]
) -> None:
    ready_invoice(tenant, dimensions=coded(tenant))
    job = without_file()
    swap(tenant, erp_dimension_id="E-EVIL")
    swap(tenant)
    assert write(tenant, job)["failed"] == [] and b"E-Food" in download(tenant, job)


def test_a_swap_between_writing_and_recording_is_written_again(
    tenant: Tenant, without_file: Callable[..., dict[str, Any]]
) -> None:
    """The file was written from what is true again when it is recorded, or it is not the job's."""
    ready_invoice(tenant, dimensions=coded(tenant))
    job = without_file()
    swap(tenant, erp_dimension_id="E-EVIL")
    wanted = inside(tenant, file_to_write, UUID(job["id"]))
    assert wanted is not None
    rendered = tenant.server.run(render_file(tenant.server.parts.files, *wanted))
    assert rendered.sha256 is None and [claim.code for claim in rendered.refused] == ["coding_changed_since_approval"]
    swap(tenant)
    assert inside(tenant, finish_file, UUID(job["id"]), rendered) is False
    assert b"E-Food" in download(tenant, write(tenant, job))


def test_quickbooks_finds_accounts_and_vendors_by_name_so_names_are_approved_too(tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    invoice = ready_invoice(tenant, vendor=vendor, dimensions=coded(tenant))
    other = ready_invoice(tenant, vendor=vendor, dimensions=coded(tenant, "Drinks"))
    body = {
        "ottimate_company_id": tenant.company(),
        "name": "QB",
        "format": "iif",
        "quickbooks": {"tax_account": "Tax"},
    }
    mapping = tenant.api().post("/v1/export-mappings", json=body).json()["id"]
    swap(tenant, name="Owner Private Draw")
    job = export(tenant, mapping_id=mapping, invoice_ids=[invoice["id"], other["id"]])
    assert [one["invoice_id"] for one in job["failed"]] == [invoice["invoice_id"]]
    file = download(tenant, job)
    assert b"Drinks" in file and b"Owner Private Draw" not in file
    tenant.api().post(f"/v1/exports/{job['id']}/fail", json={"reason": "Not taken"})
    change_vendor(tenant, vendor, erp_vendor_name="Evil Corp")
    refused = try_export(tenant, mapping_id=mapping, invoice_ids=[other["id"]])
    assert refused.status_code == 409 and "coding_changed_since_approval" in refused.text


def test_what_nobody_had_to_approve_leaves_as_what_it_is(server: Server) -> None:
    tenant = make_tenant(server, approval_mode="none")
    invoice = make_invoice(tenant, dimensions=coded(tenant))
    swap(tenant, name="Owner")
    assert [one["id"] for one in export(tenant)["invoices"]] == [invoice["id"]]
