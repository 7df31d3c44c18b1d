"""What a stand-in may decide, and what is kept of it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

from harness.api import error_of
from harness.approvals import approve_as, approvers_of, ask, email, notices_of, stand_in, user_id
from harness.inside import inside
from harness.invoices import make_invoice, make_vendor, status_of
from harness.tenants import Tenant
from payables.platform.db import Transaction


def refused(answer: Any) -> tuple[int, str]:
    return answer.status_code, error_of(answer)


def test_a_stand_in_approves_and_both_names_are_kept(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    ask(tenant, invoice, "ada")
    stand_in(tenant, "bo", "ada")
    assert approve_as(tenant, invoice, "bo", comment="Delivered.").json()["status"] == "ready-for-export"
    (record,) = approvers_of(tenant, invoice)
    names = [record[name]["display_name"] for name in ("approver", "decided_by", "stand_in_for")]
    assert names == ["Ada Marsh", "Bo Lind", "Ada Marsh"]
    assert (record["decided_as"], record["comment"]) == ("stand_in", "Delivered.")
    history = tenant.api().get(f"/v1/invoices/{invoice['id']}", params={"expand": "history"}).json()["history"]
    assert history[-1]["message"] == "On behalf of Bo Lind. In place of Ada Marsh. Delivered."


def test_who_is_away_may_still_decide_themselves(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    ask(tenant, invoice, "ada")
    stand_in(tenant, "bo", "ada")
    assert approve_as(tenant, invoice, "ada").json()["status"] == "ready-for-export"
    (record,) = approvers_of(tenant, invoice)
    assert (record["stand_in_for"], record["decided_as"]) == (None, None)


def test_a_stand_in_decides_only_in_their_time(tenant: Tenant) -> None:
    clock, invoice = tenant.server.clock, make_invoice(tenant)
    ask(tenant, invoice, "ada")
    start, end = (clock.now() + timedelta(minutes=minutes) for minutes in (10, 20))
    stand_in(tenant, "bo", "ada", start_date=start.isoformat(), end_date=end.isoformat())
    for minutes in (0, 21):
        clock.offset = timedelta(minutes=minutes)
        assert refused(approve_as(tenant, invoice, "bo")) == (403, "not_an_approver")
    clock.offset = timedelta(minutes=15)
    assert approve_as(tenant, invoice, "bo").status_code == 200


def test_one_that_was_ended_decides_no_more(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    ask(tenant, invoice, "ada")
    made = stand_in(tenant, "bo", "ada").json()["stand_in"]
    tenant.api().delete(f"/v1/stand-ins/{made['id']}")
    assert refused(approve_as(tenant, invoice, "bo")) == (403, "not_an_approver")


def test_a_stand_in_of_a_stand_in_decides_nothing_of_the_first_one(tenant: Tenant) -> None:
    vendor = make_vendor(tenant, company="west")
    body: dict[str, Any] = {
        "ottimate_company_id": tenant.company("west"),
        "ottimate_location_id": tenant.location("hafen"),
    }
    invoice = make_invoice(tenant, vendor=vendor, currency="EUR", **body)
    ask(tenant, invoice, "ada")
    stand_in(tenant, "bo", "ada")
    stand_in(tenant, "di", "bo")
    assert refused(approve_as(tenant, invoice, "di")) == (403, "not_an_approver")
    assert approve_as(tenant, invoice, "bo").status_code == 200


def test_a_stand_in_who_does_not_see_the_invoice_cannot_decide(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    ask(tenant, invoice, "ada")
    stand_in(tenant, "di", "ada")
    answer = approve_as(tenant, invoice, "di")
    assert answer.status_code == 400 and status_of(tenant, invoice) == "pending-approval"


def test_where_all_must_approve_nobody_counts_twice(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    ask(tenant, invoice, "ada", "bo")
    stand_in(tenant, "bo", "ada")
    assert approve_as(tenant, invoice, "bo").json()["status"] == "pending-approval"
    assert refused(approve_as(tenant, invoice, "bo")) == (409, "already_decided")
    assert approve_as(tenant, invoice, "ada").json()["status"] == "ready-for-export"


def test_the_approver_list_shows_who_is_away_and_who_stands_in(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    ask(tenant, invoice, "ada", "bo")
    stand_in(tenant, "di", "ada", end_date="2199-12-31", note="Parental leave")
    away = {record["approver"]["display_name"]: record["out_of_office"] for record in approvers_of(tenant, invoice)}
    assert away["Bo Lind"] is None
    assert (away["Ada Marsh"]["note"], away["Ada Marsh"]["stand_in"]["display_name"]) == ("Parental leave", "Di Fay")
    assert away["Ada Marsh"]["end_date_utc"] == "2200-01-01T00:00:00.000000Z"


def test_whose_turn_it_is_and_whoever_stands_in_is_told(tenant: Tenant) -> None:
    stand_in(tenant, "bo", "ada")
    invoice = make_invoice(tenant)
    ask(tenant, invoice, "ada")
    (of_ada,), (of_bo,) = notices_of(tenant, "ada"), notices_of(tenant, "bo")
    assert (of_ada["kind"], of_ada["message"]) == ("asked", f"It is your turn to approve invoice {invoice['number']}.")
    assert of_bo["message"] == f"You stand in for somebody whose turn it is to approve invoice {invoice['number']}."


def test_who_is_asked_again_after_a_change_is_told_again(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    ask(tenant, invoice, "ada")
    tenant.api().patch(f"/v1/invoices/{invoice['id']}", json={"invoice_number": "NEW-7"})
    assert [notice["message"] for notice in notices_of(tenant, "ada")] == [
        "It is your turn to approve invoice NEW-7.",
        f"It is your turn to approve invoice {invoice['number']}.",
    ]


def test_who_is_asked_before_it_waits_is_told_when_it_does(tenant: Tenant) -> None:
    invoice = make_invoice(tenant, invoice_date=None)
    ask(tenant, invoice, "ada")
    assert notices_of(tenant, "ada") == []
    tenant.api().patch(f"/v1/invoices/{invoice['id']}", json={"invoice_date": "2026-11-02"})
    assert len(notices_of(tenant, "ada")) == 1


def test_asking_somebody_again_tells_nobody_twice(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    ask(tenant, invoice, "ada")
    ask(tenant, invoice, "ada", "bo")
    assert len(notices_of(tenant, "ada")) == len(notices_of(tenant, "bo")) == 1


def test_setting_a_stand_in_tells_them_what_waits_already(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    ask(tenant, invoice, "ada")
    stand_in(tenant, "bo", "ada")
    (notice,) = notices_of(tenant, "bo")
    assert (notice["kind"], notice["invoice"]) == ("asked", invoice["id"])
    assert email(tenant, "bo") == notice["user"]["email"]


async def demote(tx: Transaction, user: int) -> None:
    """The person keeps their account and loses the permission to approve."""
    await tx.execute(
        "UPDATE users SET role = 'Invoice Processor - Full' WHERE account_id = $1 AND id = $2", tx.account_id, user
    )


def test_a_stand_in_whose_own_permission_was_taken_away_decides_nothing(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    ask(tenant, invoice, "ada")
    stand_in(tenant, "bo", "ada")
    inside(tenant, demote, user_id(tenant, "bo"))
    assert refused(approve_as(tenant, invoice, "bo")) == (400, "approver_may_not_approve")
    assert status_of(tenant, invoice) == "pending-approval"


def test_who_has_lost_the_permission_passes_nothing_on(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    ask(tenant, invoice, "ada")
    stand_in(tenant, "bo", "ada")
    inside(tenant, demote, user_id(tenant, "ada"))
    assert refused(approve_as(tenant, invoice, "bo")) == (403, "not_an_approver")


def test_an_approver_and_their_stand_in_at_once_decide_once(tenant: Tenant) -> None:
    invoices = [make_invoice(tenant) for _ in range(8)]
    for invoice in invoices:
        ask(tenant, invoice, "ada")
    stand_in(tenant, "bo", "ada")
    with ThreadPoolExecutor(4) as pool:
        pairs = [[pool.submit(approve_as, tenant, one, name) for name in ("ada", "bo")] for one in invoices]
        answers = [sorted(future.result().status_code for future in pair) for pair in pairs]
    assert answers == [[200, 409]] * 8
