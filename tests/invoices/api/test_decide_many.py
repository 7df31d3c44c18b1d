"""Deciding over many invoices at once: each row by itself, on the road of a single decision."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from harness.api import error_of, fields_of
from harness.approvals import ask, email
from harness.invoices import make_invoice, make_vendor, status_of
from harness.tenants import Tenant
from harness.trail import trail


def seen(tenant: Tenant, *invoices: dict[str, Any]) -> list[dict[str, Any]]:
    """Rows of a request, as the invoices are now."""
    api = tenant.api()
    return [
        {"invoice_id": one["invoice_id"], "etag": api.get(f"/v1/invoices/{one['id']}").headers["ETag"]}
        for one in invoices
    ]


def decide(tenant: Tenant, word: str, rows: list[dict[str, Any]], user: str = "second", **body: Any) -> Any:
    return tenant.api(user).post(f"/v1/invoices/{word}", json={"invoices": rows, **body})


def told(tenant: Tenant, invoice: dict[str, Any]) -> list[str]:
    """Actions that the trail tells of the invoice."""
    return [entry["action"] for entry in trail(tenant, "invoice") if entry["subject_id"] == invoice["id"]]


def codes(answer: Any) -> list[str | None]:
    assert answer.status_code == 200, answer.text
    return [row["error"] and row["error"]["code"] for row in answer.json()["results"]]


def test_each_row_says_what_became_of_it(tenant: Tenant, other_tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    good, incomplete, asked = (
        make_invoice(tenant, vendor=vendor),
        make_invoice(tenant, vendor=vendor, total_amount=None),
        make_invoice(tenant, vendor=vendor),
    )
    own = make_invoice(tenant, tenant.api("second"), vendor=vendor)
    ask(tenant, asked, "ada")
    rows = seen(tenant, good, incomplete, asked, own)
    rows += [{"invoice_id": make_invoice(other_tenant)["id"], "etag": '"1"'}]
    answer = decide(tenant, "approve", rows, comment="Month end")
    assert codes(answer) == [None, "not_approvable", "not_an_approver", "own_entry", "not_found"]
    shown = answer.json()
    assert (shown["done"], shown["failed"]) == (1, 4)
    assert [row["ok"] for row in shown["results"]] == [True, False, False, False, False]
    assert [row["id"] for row in shown["results"]] == [str(row["invoice_id"]) for row in rows]
    states = ["ready-for-export", "needs-attention", "pending-approval", "pending-approval", None]
    assert [row["state"] for row in shown["results"]] == states
    assert [status_of(tenant, one) for one in (good, incomplete, asked, own)] == states[:4]
    assert all(row["error"]["message"] for row in shown["results"][1:])
    (record,) = tenant.api().get(f"/v1/invoices/{good['id']}/approvers").json()["approvers"]
    assert record["comment"] == "Month end"


def test_what_was_changed_since_it_was_seen_is_refused(tenant: Tenant) -> None:
    first, second = make_invoice(tenant), make_invoice(tenant)
    rows = seen(tenant, first, second)
    tenant.api().patch(f"/v1/invoices/{first['id']}", json={"notes": "Seen"})
    assert codes(decide(tenant, "approve", rows)) == ["stale_version", None]
    assert (status_of(tenant, first), status_of(tenant, second)) == ("pending-approval", "ready-for-export")


def test_what_the_coding_stands_for_is_part_of_what_was_seen(tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    invoice = make_invoice(tenant, vendor=vendor)
    rows = seen(tenant, invoice)
    named = {"erp_vendor_id": vendor["erp_vendor_id"], "erp_vendor_name": "Somebody Else"}
    body = {"ottimate_company_id": tenant.company(), "vendors": [named]}
    assert tenant.api().post("/v1/vendors/bulk", json=body).is_success
    assert codes(decide(tenant, "approve", rows)) == ["stale_version"]


def test_an_invoice_that_stands_twice_in_it_is_decided_once(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    (row,) = seen(tenant, invoice)
    assert codes(decide(tenant, "approve", [row, {**row, "invoice_id": invoice["id"]}])) == [None, "stale_version"]


def test_a_refused_row_leaves_no_trace(tenant: Tenant) -> None:
    """Its decision was written before the policies were asked, and is taken back with its entry in the trail."""
    good, bad = make_invoice(tenant), make_invoice(tenant, total_amount=None)
    decide(tenant, "approve", seen(tenant, bad, good))
    assert "invoice.approved" not in told(tenant, bad)
    assert "invoice.approved" in told(tenant, good)


def test_a_policy_that_the_approver_has_changed_holds_back_that_row_alone(new_tenant: Callable[..., Tenant]) -> None:
    tenant = new_tenant(approval_mode="advanced")
    boss = {"email": email(tenant, "ada")}
    policy = {"name": "Large", "conditions": {"min_total": 100, "currency": "USD"}, "approvers": [boss]}
    made = tenant.api().post("/v1/approval-policies", json=policy).json()
    raised = {"conditions": {"min_total": 120, "currency": "USD"}}
    assert tenant.api("second").patch(f"/v1/approval-policies/{made['id']}", json=raised).is_success
    large, small = make_invoice(tenant), make_invoice(tenant, items=[], total_amount=50, total_tax=0)
    answer = decide(tenant, "approve", seen(tenant, large, small))
    assert codes(answer) == ["policy_changed_by_approver", None]
    assert tenant.api().get(f"/v1/invoices/{large['id']}/approvers").json()["approvers"] == []
    assert "invoice.approved" not in told(tenant, large)


def test_many_are_declined_and_flagged_and_all_of_it_is_taken_back(tenant: Tenant) -> None:
    invoices = [make_invoice(tenant) for _ in range(3)]
    for word, after in (("approve", "ready-for-export"), ("decline", "needs-attention"), ("flag", "incomplete")):
        said = {"reason": "Not ours."} if word == "decline" else {}
        done = decide(tenant, word, seen(tenant, *invoices), **said)
        assert codes(done) == [None] * 3
        assert {status_of(tenant, one) for one in invoices} == {after}
        back = [{"invoice_id": row["id"], "etag": row["etag"]} for row in done.json()["results"]]
        undone = decide(tenant, f"{word}/undo", back)
        assert codes(undone) == [None] * 3
        assert {row["state"] for row in undone.json()["results"]} == {"pending-approval"}
        assert codes(decide(tenant, f"{word}/undo", seen(tenant, *invoices))) == ["nothing_to_undo"] * 3


def test_a_row_without_its_version_or_id_is_refused_and_nothing_is_decided(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    (row,) = seen(tenant, invoice)
    assert fields_of(decide(tenant, "approve", [row, {"invoice_id": 7}])) == {"invoices[1].etag": "required"}
    for etag in ("*", "", "new", "x" * 5000):
        assert fields_of(decide(tenant, "approve", [row, {**row, "etag": etag}])) == {
            "invoices[1].etag": "invalid_etag"
        }
    assert fields_of(decide(tenant, "flag", [{**row, "invoice_id": "seven"}])) == {
        "invoices[0].invoice_id": "invalid_id"
    }
    assert decide(tenant, "approve", []).status_code == 400
    assert decide(tenant, "approve", [row] * 101).status_code == 400
    assert decide(tenant, "approve", [row], force=True, comment="x").status_code == 400
    assert fields_of(decide(tenant, "decline", [row], reason=" ")) == {"reason": "required"}
    assert status_of(tenant, invoice) == "pending-approval"


def test_whoever_may_not_approve_approves_none(tenant: Tenant) -> None:
    rows = seen(tenant, make_invoice(tenant))
    for user in ("editor", "reader"):
        assert error_of(decide(tenant, "approve", rows, user=user)) == "permission_denied"
    assert error_of(decide(tenant, "flag", rows, user="reader")) == "permission_denied"


def test_what_lies_outside_ones_scope_is_not_found(tenant: Tenant) -> None:
    invoice = make_invoice(tenant, ottimate_location_id=tenant.location("park"))
    assert codes(decide(tenant, "approve", seen(tenant, invoice), user="main")) == ["not_found"]


def test_an_api_user_decides_for_a_person(tenant: Tenant) -> None:
    invoices = [make_invoice(tenant), make_invoice(tenant)]
    for one in invoices:
        ask(tenant, one, "bo")
    bo = {"email": email(tenant, "bo")}
    assert codes(decide(tenant, "approve", seen(tenant, *invoices), approver=bo)) == [None, None]


def test_bulk_approvals_of_the_same_invoices_at_once_approve_each_once(tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    invoices = [make_invoice(tenant, vendor=vendor) for _ in range(6)]
    rows = seen(tenant, *invoices)

    def approve(n: int) -> Any:
        return decide(tenant, "approve", rows if n % 2 else rows[::-1])

    with ThreadPoolExecutor(6) as threads:
        answers = list(threads.map(approve, range(6)))
    assert sum(answer.json()["done"] for answer in answers) == 6
    for one in invoices:
        assert told(tenant, one).count("invoice.approved") == 1
