"""A person takes back what they have just decided, as long as nothing has followed from it."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from harness.api import error_of
from harness.approvals import approve_as, ask, decline_as, email, notices_of
from harness.inside import inside
from harness.invoices import make_invoice, make_vendor, status_of
from harness.policies import chain_of, make_policy
from harness.tenants import Tenant
from payables.app.chores import Chores
from payables.platform.db import Transaction


def step(tenant: Tenant, invoice: dict[str, Any], name: str, user: str = "second", **body: Any) -> Any:
    return tenant.api(user).post(f"/v1/invoices/{invoice['id']}/{name}", json=body)


def approved(tenant: Tenant) -> dict[str, Any]:
    invoice = make_invoice(tenant)
    answer = step(tenant, invoice, "approve")
    assert answer.json()["status"] == "ready-for-export", answer.text
    return invoice


def history(tenant: Tenant, invoice: dict[str, Any]) -> list[str]:
    told = tenant.api().get(f"/v1/invoices/{invoice['id']}", params={"expand": "history"}).json()["history"]
    return [entry["reason"] for entry in told]


def records(tenant: Tenant, invoice: dict[str, Any]) -> list[dict[str, Any]]:
    return tenant.api().get(f"/v1/invoices/{invoice['id']}/approvers").json()["approvers"]


def test_an_approval_that_is_taken_back_leaves_the_invoice_as_it_was(tenant: Tenant) -> None:
    invoice = approved(tenant)
    answer = step(tenant, invoice, "approve/undo")
    assert (answer.status_code, answer.json()["status"]) == (200, "pending-approval")
    assert (answer.json()["approved_date"], records(tenant, invoice)) == (None, [])
    assert history(tenant, invoice)[-2:] == ["approved", "approval_taken_back"]
    marked = tenant.api().post("/v1/invoices/mark-exported", json={"invoices": [{"invoice_id": invoice["id"]}]})
    assert marked.json()["updated"] == []
    assert step(tenant, invoice, "approve").json()["status"] == "ready-for-export"


def test_a_request_waits_again_since_when_it_waited(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    ask(tenant, invoice, "ada", "bo")
    before = records(tenant, invoice)
    assert {one["waiting_since_date"] for one in before} != {None}
    approve_as(tenant, invoice, "ada", comment="Fine")
    assert {one["status"]: one["waiting_since_date"] is None for one in records(tenant, invoice)} == {
        "approved": True,
        "pending": False,
    }
    assert step(tenant, invoice, "approve/undo").status_code == 200
    assert records(tenant, invoice) == before


def test_a_stage_that_an_approval_opened_is_closed_again_and_nobody_is_told_of_it(
    new_tenant: Callable[..., Tenant],
) -> None:
    tenant = new_tenant(approval_mode="advanced")
    first = make_policy(tenant, "Clerk", "bo", "ada", needs="any")
    make_policy(tenant, "Chief", "ada", conditions={"after": [first["id"]]})
    invoice = make_invoice(tenant)
    before = chain_of(tenant, invoice)
    approve_as(tenant, invoice, "bo")
    assert chain_of(tenant, invoice)[-1] == ("Chief", 1, "ada", "waiting")
    told = len(notices_of(tenant, "ada"))
    assert step(tenant, invoice, "approve/undo").status_code == 200
    assert chain_of(tenant, invoice) == before
    assert len(notices_of(tenant, "ada")) == told - 1
    approve_as(tenant, invoice, "bo")
    assert len(notices_of(tenant, "ada")) == told


def test_after_another_has_approved_it_cannot_be_undone(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    ask(tenant, invoice, "ada", "bo")
    approve_as(tenant, invoice, "ada")
    approve_as(tenant, invoice, "bo")
    assert step(tenant, invoice, "approve/undo").json()["status"] == "pending-approval"
    assert error_of(step(tenant, invoice, "approve/undo")) == "nothing_to_undo"
    assert sorted(one["status"] for one in records(tenant, invoice)) == ["approved", "pending"]


def test_whoever_was_asked_or_let_go_meanwhile_stays_so(tenant: Tenant) -> None:
    place = {"ottimate_company_id": tenant.company("west"), "ottimate_location_id": tenant.location("hafen")}
    invoice = make_invoice(tenant, vendor=make_vendor(tenant, "west"), currency="EUR", **place)
    ask(tenant, invoice, "ada", "bo")
    approve_as(tenant, invoice, "ada")
    ask(tenant, invoice, "di")
    path = f"/v1/invoices/{invoice['id']}/approvers"
    bo = next(one["id"] for one in records(tenant, invoice) if one["approver"]["email"] == email(tenant, "bo"))
    assert tenant.api().delete(path, params={"approval_id": bo}).is_success
    assert step(tenant, invoice, "approve/undo").status_code == 200
    standing = {one["approver"]["email"]: one["status"] for one in records(tenant, invoice)}
    assert standing == {email(tenant, "ada"): "pending", email(tenant, "di"): "pending"}


def test_only_who_decided_takes_it_back(tenant: Tenant) -> None:
    invoice = approved(tenant)
    assert error_of(step(tenant, invoice, "approve/undo", user="all")) == "not_your_decision"
    assert step(tenant, invoice, "approve/undo", user="editor").status_code == 403
    assert step(tenant, invoice, "approve/undo", user="reader").status_code == 403
    assert status_of(tenant, invoice) == "ready-for-export"


def test_what_is_exported_or_in_an_export_job_is_not_undone(tenant: Tenant) -> None:
    exported = approved(tenant)
    tenant.api().post("/v1/invoices/mark-exported", json={"invoices": [{"invoice_id": exported["id"]}]})
    assert error_of(step(tenant, exported, "approve/undo")) == "invoice_exported"
    claimed = approved(tenant)
    job = tenant.api().post("/v1/exports", json={"ottimate_company_id": tenant.company(), "format": "csv"})
    assert job.is_success, job.text
    assert error_of(step(tenant, claimed, "approve/undo")) == "export_in_progress"


@pytest.mark.parametrize(
    "then",
    [
        lambda tenant, path: tenant.api().patch(path, json={"notes": "Seen"}),
        lambda tenant, path: tenant.api().post(f"{path}/hold", json={"reason": "Wait"}),
        lambda tenant, path: tenant.api().post(f"{path}/payments", json={"paid_on": "2026-11-19"}),
        lambda tenant, path: tenant.api().post(f"{path}/archive", json={}),
    ],
)
def test_once_something_has_followed_it_stays(tenant: Tenant, then: Callable[[Tenant, str], Any]) -> None:
    invoice = approved(tenant)
    assert then(tenant, f"/v1/invoices/{invoice['id']}").is_success
    before = status_of(tenant, invoice)
    assert error_of(step(tenant, invoice, "approve/undo")) == "followed_since"
    assert status_of(tenant, invoice) == before


def test_if_match_is_honoured(tenant: Tenant) -> None:
    invoice = approved(tenant)
    path = f"/v1/invoices/{invoice['id']}/approve/undo"
    assert tenant.api("second").post(path, headers={"If-Match": '"1"'}).status_code == 412
    assert tenant.api("second").post(path, headers={"If-Match": '"2"'}).status_code == 200


def test_nothing_is_undone_where_nothing_of_the_kind_was_done(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    for name in ("approve/undo", "decline/undo", "flag/undo"):
        assert error_of(step(tenant, invoice, name)) == "nothing_to_undo"
    step(tenant, invoice, "approve")
    assert error_of(step(tenant, invoice, "flag/undo")) == "nothing_to_undo"


def test_a_decline_that_is_taken_back_lets_earlier_approvals_count_again(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    ask(tenant, invoice, "ada", "bo")
    approve_as(tenant, invoice, "ada")
    before = records(tenant, invoice)
    assert decline_as(tenant, invoice, "bo").json()["status"] == "needs-attention"
    told = notices_of(tenant, "ada")
    back = step(tenant, invoice, "decline/undo").json()
    assert (back["status"], back["reasons"]) == ("pending-approval", [])
    assert records(tenant, invoice) == before
    assert [one["kind"] for one in told if one not in notices_of(tenant, "ada")] == ["declined"]
    assert approve_as(tenant, invoice, "bo").json()["status"] == "ready-for-export"


def test_a_flag_that_is_taken_back_restores_state_and_approvals(tenant: Tenant) -> None:
    invoice = approved(tenant)
    before = tenant.api().get(f"/v1/invoices/{invoice['id']}").json()
    assert step(tenant, invoice, "flag", user="editor", flagging_reason="Hm").is_success
    assert (status_of(tenant, invoice), records(tenant, invoice)) == ("incomplete", [])
    assert error_of(step(tenant, invoice, "flag/undo")) == "not_your_decision"
    back = step(tenant, invoice, "flag/undo", user="editor").json()
    assert back["status"] == "ready-for-export"
    assert (back["approved_date"], back["error"]) == (before["approved_date"], None)
    assert [one["status"] for one in records(tenant, invoice)] == ["approved"]
    marked = tenant.api().post("/v1/invoices/mark-exported", json={"invoices": [{"invoice_id": invoice["id"]}]})
    assert marked.json()["updated"] == [invoice["invoice_id"]]


def test_a_chain_of_policies_comes_back_whole_after_a_flag(new_tenant: Callable[..., Tenant]) -> None:
    tenant = new_tenant(approval_mode="advanced")
    first = make_policy(tenant, "Clerk", "bo")
    make_policy(tenant, "Chief", "ada", conditions={"after": [first["id"]]})
    invoice = make_invoice(tenant)
    approve_as(tenant, invoice, "bo")
    before = records(tenant, invoice)
    step(tenant, invoice, "flag", user="all")
    assert step(tenant, invoice, "flag/undo", user="all").json()["status"] == "pending-approval"
    assert records(tenant, invoice) == before
    assert approve_as(tenant, invoice, "ada").json()["status"] == "ready-for-export"


def test_a_flag_on_what_needs_attention_leaves_its_reasons(tenant: Tenant) -> None:
    invoice = make_invoice(tenant, total_amount=None)
    step(tenant, invoice, "flag", user="editor")
    back = step(tenant, invoice, "flag/undo", user="editor").json()
    assert (back["status"], [one["code"] for one in back["reasons"]]) == ("needs-attention", ["missing_total"])


def test_whom_somebody_asked_after_the_flag_keeps_it(tenant: Tenant) -> None:
    invoice = approved(tenant)
    step(tenant, invoice, "flag", user="editor")
    ask(tenant, invoice, "bo")
    assert error_of(step(tenant, invoice, "flag/undo", user="editor")) == "followed_since"


def test_what_its_coding_stands_for_is_another_now_and_approvals_do_not_come_back(tenant: Tenant) -> None:
    invoice = approved(tenant)
    step(tenant, invoice, "flag", user="editor")
    vendor = {"erp_vendor_id": invoice["erp_vendor_id"], "erp_vendor_name": "Somebody Else"}
    body = {"ottimate_company_id": tenant.company(), "vendors": [vendor]}
    assert tenant.api().post("/v1/vendors/bulk", json=body).is_success
    assert error_of(step(tenant, invoice, "flag/undo", user="editor")) == "followed_since"
    assert status_of(tenant, invoice) == "incomplete"


def test_undoing_and_exporting_at_once_never_both_happen(tenant: Tenant) -> None:
    for _ in range(6):
        invoice = approved(tenant)
        body = {"invoices": [{"invoice_id": invoice["id"]}]}
        calls = [
            lambda i=invoice: step(tenant, i, "approve/undo"),
            lambda b=body: tenant.api().post("/v1/invoices/mark-exported", json=b),
        ]
        with ThreadPoolExecutor(2) as threads:
            undone, marked = threads.map(lambda call: call(), calls)
        assert undone.is_success != bool(marked.json()["updated"])
        assert status_of(tenant, invoice) == ("pending-approval" if undone.is_success else "exported")


def test_undoing_while_another_approves_leaves_one_of_two_chains(tenant: Tenant) -> None:
    """Either the other came first, and nothing is undone; or their approval alone stands."""
    for _ in range(6):
        invoice = make_invoice(tenant, tenant.api("editor"))
        ask(tenant, invoice, "ada", "bo")
        approve_as(tenant, invoice, "ada")
        calls = [
            lambda i=invoice: step(tenant, i, "approve/undo"),
            lambda i=invoice: approve_as(tenant, i, "bo", api="all"),
        ]
        with ThreadPoolExecutor(2) as threads:
            undone, approved = threads.map(lambda call: call(), calls)
        standing = {one["approver"]["email"]: one["status"] for one in records(tenant, invoice)}
        if undone.is_success:
            assert standing == {email(tenant, "ada"): "pending", email(tenant, "bo"): "approved"}
            assert status_of(tenant, invoice) == "pending-approval"
        else:
            assert error_of(undone) == "not_your_decision"  # the last one is the other's
            assert status_of(tenant, invoice) == "ready-for-export"
        assert approved.status_code == 200


def test_of_ten_undos_at_once_one_is_done(tenant: Tenant) -> None:
    invoice = approved(tenant)
    with ThreadPoolExecutor(10) as threads:
        answers = list(threads.map(lambda _: step(tenant, invoice, "approve/undo"), range(10)))
    assert sorted(answer.status_code for answer in answers) == [200, *[409] * 9]
    assert history(tenant, invoice).count("approval_taken_back") == 1


@pytest.mark.parametrize(("days", "error"), [(89, "followed_since"), (91, "nothing_to_undo")])
def test_after_ninety_days_nothing_is_kept_to_undo(tenant: Tenant, days: int, error: str) -> None:
    """By itself the day of a decision is no other than that of its record: then something has followed."""
    invoice = approved(tenant)

    async def aged(tx: Transaction) -> None:
        sql = "UPDATE undoable_steps SET made_at = made_at - make_interval(days => $2) WHERE account_id = $1"
        await tx.execute(sql, tx.account_id, days)

    inside(tenant, aged)
    tenant.server.run(Chores(tenant.server.database).forget_steps())
    assert error_of(step(tenant, invoice, "approve/undo")) == error
