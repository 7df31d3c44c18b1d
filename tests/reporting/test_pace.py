"""How fast documents go through the house and how many without a hand on them, through the public API."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

import payables
from capture.test_several_documents import pages
from extraction.papers import INVOICE
from extraction.test_parts import OTHER
from harness.invoices import make_invoice
from harness.reports import behind, exported, later, report, table
from harness.tenants import Tenant
from harness.worker import finished, paper, sent, working
from payables.invoices.rules.touch import APPROVALS, EXPECTED, OF_UPLOADS

NOTHING = {"count": 0, "median_hours": None, "p90_hours": None}


def approved(tenant: Tenant, invoice: dict[str, Any], hours: float = 0) -> dict[str, Any]:
    """Approved by somebody else, so many hours later."""
    later(tenant, hours=hours)
    answer = tenant.api("second").post(f"/v1/invoices/{invoice['id']}/approve")
    assert answer.status_code == 200, answer.text
    return invoice


def hands(tenant: Tenant, **params: Any) -> tuple[int, int, int]:
    found = report(tenant, "touchless", **params)["all"]
    return found["count"], found["touchless"], found["unattended"]


def test_half_and_nine_of_ten_took_so_long_at_most(tenant: Tenant) -> None:
    tenant.server.clock.stand_still()
    invoices = [make_invoice(tenant) for _ in range(10)]
    for invoice in invoices:
        approved(tenant, invoice, 1)
    later(tenant, hours=2)
    exported(tenant, invoices[0])
    found = report(tenant, "cycle-time")["all"]
    assert found["entered_to_approved"] == {"count": 10, "median_hours": 5, "p90_hours": 9}
    assert found["approved_to_exported"] == {"count": 1, "median_hours": 11, "p90_hours": 11}
    assert found["entered_to_exported"] == {"count": 1, "median_hours": 12, "p90_hours": 12}


def test_a_document_counts_in_the_week_in_which_it_came_to_its_end(tenant: Tenant) -> None:
    invoice, entered = make_invoice(tenant), tenant.server.clock.now().date()
    approved(tenant, invoice, 24 * 7)
    steps = report(tenant, "cycle-time", date_from=str(entered - timedelta(days=7)))["steps"]
    assert [step["entered_to_approved"]["count"] for step in steps][-2:] == [0, 1]
    assert steps[-2]["entered_to_approved"] == NOTHING
    last, today = steps[-1], tenant.server.clock.now().date()
    assert (last["date_to"], last["date_from"]) == (str(today), str(today - timedelta(days=today.weekday())))
    window = {"approved_from": last["date_from"], "approved_to": f"{last['date_to']}T23:59:59.999999Z"}
    assert behind(tenant, **window) == {invoice["id"]}
    assert behind(tenant, approved_to=steps[-2]["date_to"]) == set()


def test_months_begin_on_their_first_and_the_period_cuts_them_off(tenant: Tenant) -> None:
    steps = report(tenant, "cycle-time", per="month", date_from="2026-01-15", date_to="2026-03-02")["steps"]
    days = [(step["date_from"], step["date_to"]) for step in steps]
    assert days == [("2026-01-15", "2026-01-31"), ("2026-02-01", "2026-02-28"), ("2026-03-01", "2026-03-02")]
    rows = table(tenant, "cycle-time", per="month", date_from="2026-01-15", date_to="2026-03-02")
    assert rows[0]["entered_to_approved_count"] == "0"
    assert rows[0]["entered_to_approved_median_hours"] == ""


def test_what_was_exported_is_found_by_when(tenant: Tenant) -> None:
    invoice = exported(tenant, approved(tenant, make_invoice(tenant)))
    today = str(tenant.server.clock.now().date())
    assert behind(tenant, exported_from=today) == {invoice["id"]}
    assert behind(tenant, exported_to=today) == set()


def test_approving_is_no_touch_and_anything_else_is(tenant: Tenant) -> None:
    untouched, changed, talked = (make_invoice(tenant) for _ in range(3))
    tenant.api().patch(f"/v1/invoices/{changed['id']}", json={"notes": "Looked at."})
    tenant.api().post(f"/v1/invoices/{talked['id']}/comments", json={"text": "Is this ours?"})
    for invoice in (untouched, changed, talked):
        approved(tenant, invoice)
    assert hands(tenant) == (3, 1, 0)
    assert report(tenant, "touchless")["all"]["touchless_rate"] == 0.3333
    assert behind(tenant, touched="false") == {untouched["id"]}
    assert behind(tenant, touched="true") == {changed["id"], talked["id"]}


def test_what_nobody_had_to_approve_was_unattended(new_tenant: Any) -> None:
    tenant = new_tenant(approval_mode="none")
    make_invoice(tenant)
    assert hands(tenant) == (1, 1, 1)
    assert hands(tenant, source="upload") == (0, 0, 0)


def test_what_happens_after_the_export_is_no_touch(tenant: Tenant) -> None:
    invoice = exported(tenant, approved(tenant, make_invoice(tenant)))
    later(tenant, hours=1)
    tenant.api().post(f"/v1/invoices/{invoice['id']}/comments", json={"text": "Paid."})
    assert hands(tenant) == (1, 1, 0)


def test_a_paper_that_was_read_is_untouched_and_one_that_was_taken_apart_is_not(tenant: Tenant) -> None:
    with working(tenant.server):
        once, stack = sent(tenant, paper()), sent(tenant, pages(INVOICE, OTHER, serial="T1"))
        (whole,) = finished(tenant, once)["invoice_ids"]
        finished(tenant, stack)
        parts = {"parts": [[2], [1]]}
        assert tenant.api().post(f"/v1/invoices/uploads/{stack}/split", json=parts).status_code == 200
        divided = finished(tenant, stack)["invoice_ids"]
    assert whole in behind(tenant, touched="false")
    assert behind(tenant, touched="true") >= set(divided)


def test_what_is_not_approved_any_more_does_not_count(tenant: Tenant) -> None:
    invoice = approved(tenant, make_invoice(tenant))
    tenant.api().post(f"/v1/invoices/{invoice['id']}/flag", json={"reason": "Wrong site."})
    assert hands(tenant) == (0, 0, 0)


def test_what_is_expected_of_an_invoice_is_what_the_program_records() -> None:
    source = "".join(
        path.read_text() for path in Path(payables.__file__).parent.rglob("*.py") if path.name != "touch.py"
    )
    ours = {name for name in EXPECTED | APPROVALS | OF_UPLOADS if f'"{name}"' not in source}
    assert ours == {
        "invoice.approvers_assigned",
        "invoice.approvers_reminded",
        "invoice.approval_escalated",
    }, "those of approvals are written for any subject"


@pytest.mark.parametrize("name", ["cycle-time", "touchless"])
def test_whoever_sees_one_location_sees_its_pace(tenant: Tenant, name: str) -> None:
    approved(tenant, make_invoice(tenant, ottimate_location_id=tenant.location("park")))
    counts = {
        user: (lambda found: found.get("count", found.get("entered_to_approved", {}).get("count")))(
            report(tenant, name, user=user)["all"]
        )
        for user in ("all", "main")
    }
    assert counts == {"all": 1, "main": 0}
