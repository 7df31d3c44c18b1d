"""Coding settings: what a company requires, and what follows when it is missing."""

import json
from typing import Any

import pytest

from harness.api import error_of, fields_of
from harness.coding import entered, make_rule, patched, settle
from harness.dimensions import make_dimension
from harness.invoices import make_vendor, status_of
from harness.tenants import Tenant
from harness.trail import trail
from payables.coding.events import REQUIRED_CHANGED
from payables.invoices.jobs.second_looks import SecondLook


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
        ({"learned_coding": "true"}, "learned_coding", "invalid"),
        ({"learned_coding": 1}, "learned_coding", "invalid"),
        ({"learned_coding_applies": 0}, "learned_coding_applies", "invalid"),
        ({"threshold": "0.95"}, "threshold", "invalid"),
        ({"threshold": True}, "threshold", "invalid"),
        ({"required_header_dimensions": "ACCOUNT"}, "required_header_dimensions", "invalid"),
        ({"required_line_dimensions": [5100]}, "required_line_dimensions[0]", "invalid"),
    ],
)
def test_settings_that_cannot_be_are_refused(tenant: Tenant, body: dict[str, object], field: str, kind: str) -> None:
    answer = tenant.api().patch("/v1/coding-settings", params={"ottimate_company_id": tenant.company()}, json=body)
    assert answer.status_code == 400 and fields_of(answer) == {field: kind}
    assert settle(tenant)["threshold"] == 0.9  # nothing was changed


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


def test_what_is_required_from_now_on_keeps_back_what_is_not_approved_yet(coded: Tenant) -> None:
    plain, waiting = entered(coded, "Flour"), entered(coded, "Oil", dimensions={"DEPARTMENT": "D1"})
    done = entered(coded, "Salt")
    assert coded.api("second").post(f"/v1/invoices/{done['id']}/approve").status_code == 200
    settle(coded, required_header_dimensions=["DEPARTMENT"])
    second_looks(coded)
    assert [status_of(coded, one) for one in (plain, waiting, done)] == [
        "needs-attention",
        "pending-approval",
        "ready-for-export",
    ]
    entries = [entry for entry in trail(coded, "invoice") if entry["action"] == "invoice.checked_again"]
    assert [entry["subject_id"] for entry in entries] == [plain["id"]]


def test_what_is_not_required_any_more_lets_invoices_go_on(coded: Tenant) -> None:
    settle(coded, required_line_dimensions=["ACCOUNT"])
    invoice = entered(coded, "Flour")
    settle(coded, required_line_dimensions=[])
    second_looks(coded)
    assert status_of(coded, invoice) == "pending-approval"


def test_other_settings_order_no_second_looks(coded: Tenant) -> None:
    settle(coded, threshold=0.7)
    assert ordered(coded) == []


def test_invoices_of_a_company_are_looked_at_in_bounded_batches(coded: Tenant) -> None:
    invoices = [entered(coded, "Flour") for _ in range(5)]
    settle(coded, required_line_dimensions=["ACCOUNT"])
    assert second_looks(coded, per_job=2) == 3
    assert {status_of(coded, invoice) for invoice in invoices} == {"needs-attention"}


def second_looks(tenant: Tenant, per_job: int = 100) -> int:
    """Does what was ordered for the tenant until nothing is left; how many jobs that took. Done twice, it changes nothing."""
    looks, payload, count = SecondLook(tenant.server.database, per_job), ordered(tenant)[-1], 0
    while payload:
        tenant.server.run(looks.look_at_company(payload))
        count += 1
        later = ordered(tenant)
        payload = later[-1] if later[-1] != payload else None
    return count


def ordered(tenant: Tenant) -> list[dict[str, Any]]:
    """Payloads of the jobs that wait for a worker, in their order."""
    sql = "SELECT payload FROM pgqueuer WHERE entrypoint = $1 ORDER BY id"

    async def read() -> list[dict[str, Any]]:
        async with tenant.server.database.operator() as connection:
            return [json.loads(row["payload"]) for row in await connection.fetch(sql, REQUIRED_CHANGED)]

    return [found for found in tenant.server.run(read()) if found["account_id"] == str(tenant.account_id)]
