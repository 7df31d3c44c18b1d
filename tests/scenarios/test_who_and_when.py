"""Whatever somebody did is told with the person and the instant, in the same words at every extension of the contract."""

from typing import Any

from harness.coding import make_rule
from harness.dimensions import make_dimension
from harness.exports import export, ready_invoice
from harness.invoices import make_invoice
from harness.tenants import Tenant


def me(tenant: Tenant) -> dict[str, Any]:
    """The API user "all", as an invoice names who changed it last."""
    return tenant.api().get(f"/v1/invoices/{make_invoice(tenant)['id']}").json()["last_modified_user"]


def is_instant(record: dict[str, Any], name: str) -> bool:
    return record[f"{name}_utc"].startswith(record[name].removesuffix("Z"))


def test_a_payment_tells_who_recorded_and_who_voided_it(tenant: Tenant) -> None:
    path = f"/v1/invoices/{make_invoice(tenant)['id']}/payments"
    payment = tenant.api().post(path, json={"paid_on": "2026-11-20"}).json()["payment"]
    assert (payment["created_by"], payment["voided_by"]) == (me(tenant), None)
    tenant.api("second").post(f"/v1/payments/{payment['id']}/void", json={"reason": "Check returned."})
    (voided,) = tenant.api().get(path).json()["results"]
    assert (voided["created_by"], voided["voided_by"]["first_name"]) == (me(tenant), "second")
    assert is_instant(voided, "voided_date")


def test_an_import_tells_who_sent_it_and_when_it_was_undone(tenant: Tenant) -> None:
    form = {"kind": "vendors", "ottimate_company_id": str(tenant.company())}
    file = ("rows.csv", b"Vendor ID,Vendor Name\nX-1,Xavier Foods\n", "text/csv")
    done = tenant.api().post("/v1/imports", data=form, files={"file": file}).json()
    assert (done["created_by"], done["undone_date"], done["undone_date_utc"]) == (me(tenant), None, None)
    undone = tenant.api().post(f"/v1/imports/{done['id']}/undo").json()
    assert is_instant(undone, "undone_date")
    (listed,) = tenant.api().get("/v1/imports").json()["results"]
    assert (listed["created_by"], is_instant(listed, "undone_date")) == (me(tenant), True)


def test_an_export_job_tells_who_made_it(tenant: Tenant) -> None:
    ready_invoice(tenant)
    job = export(tenant)
    assert (job["created_by"], is_instant(job, "created_date")) == (me(tenant), True)
    (listed,) = tenant.api().get("/v1/exports").json()["results"]
    assert listed["created_by"] == job["created_by"]


def test_a_mapping_rule_tells_who_made_it_whoever_changed_it(tenant: Tenant) -> None:
    make_dimension(tenant, "account", "5100")
    rule = make_rule(tenant, {"ACCOUNT": "5100"}, keyword="flour")
    assert (rule["created_by"], is_instant(rule, "last_modified_date")) == (me(tenant), True)
    changed = tenant.api("second").patch(f"/v1/mapping-rules/{rule['id']}", json={"keyword": "salt"}).json()
    assert (changed["created_by"], changed["created_date_utc"]) == (rule["created_by"], rule["created_date_utc"])
