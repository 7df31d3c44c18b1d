"""Reminders and escalation by the clock."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from harness.api import error_of, fields_of
from harness.approvals import approve_as, approvers_of, ask, email, notices_of, stand_in
from harness.dashboard import browser
from harness.invoices import make_invoice
from harness.people import make_person
from harness.tenants import Tenant
from harness.trail import trail
from payables.approvals.jobs import ApprovalClock
from payables.approvals.queries import turns
from payables.invoices.actions.chase_approvals import chase_approvals


def settings(tenant: Tenant, user: str = "all", **body: Any) -> Any:
    return tenant.api(user).patch("/v1/approval-settings", json=body)


def tick(tenant: Tenant, hours: float, at_once: int = 1) -> None:
    """So many hours from now the chore runs, on several workers at once if wanted; then it is now again."""
    server = tenant.server
    server.clock.offset = timedelta(hours=hours)
    clock = ApprovalClock(server.database, chase_approvals)

    async def run() -> None:
        await asyncio.gather(*(clock.tick() for _ in range(at_once)))

    server.run(run())
    server.clock.offset = timedelta()


def kinds(tenant: Tenant, name: str) -> list[str]:
    return [notice["kind"] for notice in notices_of(tenant, name)]


def asked(tenant: Tenant, *names: str) -> dict[str, Any]:
    invoice = make_invoice(tenant)
    ask(tenant, invoice, *names)
    return invoice


def test_everything_is_off_until_it_is_set(tenant: Tenant) -> None:
    shown = tenant.api("reader").get("/v1/approval-settings").json()
    off = {"remind_after_hours": None, "remind_every_hours": None, "escalate_after_hours": None, "escalate_to": []}
    assert {name: shown[name] for name in off} == off
    asked(tenant, "bo")
    tick(tenant, 9999)
    assert kinds(tenant, "bo") == ["asked"]


def test_settings_are_changed_one_by_one_and_on_record(tenant: Tenant) -> None:
    assert settings(tenant, remind_after_hours=24).json()["remind_after_hours"] == 24
    shown = settings(tenant, remind_every_hours=12, escalate_after_hours=48, escalate_to=[email(tenant, "ada")]).json()
    assert (shown["remind_after_hours"], shown["escalate_to"][0]["first_name"]) == (24, "Ada")
    actions = [entry["action"] for entry in trail(tenant, "account")]
    assert actions.count("approval_settings.changed") == 2


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"remind_after_hours": 0}, "remind_after_hours"),
        ({"remind_after_hours": 8761}, "remind_after_hours"),
        ({"remind_every_hours": 5}, "remind_after_hours"),
        ({"escalate_after_hours": 5}, "escalate_to"),
        ({"escalate_to": ["bo"]}, "escalate_after_hours"),
        ({"escalate_after_hours": 5, "escalate_to": ["cy"]}, "escalate_to[0]"),
        ({"escalate_after_hours": 5, "escalate_to": ["bo", "nobody"]}, "escalate_to[1]"),
        ({"remind_after_hours": "24"}, "remind_after_hours"),
        ({"remind_after_hours": 24.0}, "remind_after_hours"),
        ({"escalate_after_hours": True}, "escalate_after_hours"),
    ],
)
def test_settings_that_cannot_work_are_refused(tenant: Tenant, body: dict[str, Any], field: str) -> None:
    if "escalate_to" in body:
        body = {**body, "escalate_to": [email(tenant, name) for name in body["escalate_to"]]}
    answer = settings(tenant, **body)
    assert answer.status_code == 400 and list(fields_of(answer)) == [field]
    assert "approval_settings.changed" not in [entry["action"] for entry in trail(tenant, "account")]


def test_settings_need_the_permission_and_the_whole_account(tenant: Tenant) -> None:
    assert error_of(settings(tenant, user="editor", remind_after_hours=1)) == "permission_denied"
    assert error_of(settings(tenant, user="east", remind_after_hours=1)) == "out_of_scope"


def test_whoever_takes_too_long_is_reminded_once(tenant: Tenant) -> None:
    settings(tenant, remind_after_hours=24)
    invoice = asked(tenant, "bo")
    for hours, count in ((23, 0), (25, 1), (26, 1), (99, 1)):
        tick(tenant, hours)
        assert kinds(tenant, "bo").count("reminder") == count
    assert notices_of(tenant, "bo")[0]["invoice"] == invoice["id"]


def test_and_again_at_the_interval(tenant: Tenant) -> None:
    settings(tenant, remind_after_hours=24, remind_every_hours=12)
    asked(tenant, "bo")
    for hours, count in ((25, 1), (36, 1), (38, 2), (200, 3), (201, 3)):
        tick(tenant, hours)
        assert kinds(tenant, "bo").count("reminder") == count


def test_workers_at_once_remind_and_escalate_once(tenant: Tenant) -> None:
    settings(tenant, remind_after_hours=1, escalate_after_hours=2, escalate_to=[email(tenant, "ada")])
    for _ in range(5):
        asked(tenant, "bo")
    tick(tenant, 3, at_once=6)
    tick(tenant, 3, at_once=6)
    assert kinds(tenant, "bo").count("reminder") == 5 and kinds(tenant, "ada").count("escalated") == 5
    actions = [entry["action"] for entry in trail(tenant, "invoice")]
    assert actions.count("invoice.approvers_reminded") == actions.count("invoice.approval_escalated") == 5


def test_whoever_stands_in_is_reminded_too(tenant: Tenant) -> None:
    settings(tenant, remind_after_hours=1)
    asked(tenant, "ada")
    stand_in(tenant, "bo", "ada")
    tick(tenant, 2)
    assert kinds(tenant, "bo")[0] == kinds(tenant, "ada")[0] == "reminder"


def test_what_does_not_wait_for_approval_reminds_nobody(tenant: Tenant) -> None:
    settings(tenant, remind_after_hours=1)
    incomplete = make_invoice(tenant, invoice_date=None)
    ask(tenant, incomplete, "bo")
    flagged, done = asked(tenant, "bo"), asked(tenant, "bo")
    tenant.api().post(f"/v1/invoices/{flagged['id']}/flag")
    approve_as(tenant, done, "bo")
    tick(tenant, 9)
    assert "reminder" not in kinds(tenant, "bo")


def test_clocks_start_anew_when_it_waits_again(tenant: Tenant) -> None:
    settings(tenant, remind_after_hours=10)
    invoice = make_invoice(tenant, invoice_date=None)
    ask(tenant, invoice, "bo")
    tenant.server.clock.offset = timedelta(minutes=50)
    tenant.api().patch(f"/v1/invoices/{invoice['id']}", json={"invoice_date": "2026-11-02"})
    for hours, count in ((10.5, 0), (11, 1)):
        tick(tenant, hours)
        assert kinds(tenant, "bo").count("reminder") == count


def test_after_the_limit_others_may_decide_in_the_approvers_place(tenant: Tenant) -> None:
    invoice = asked(tenant, "bo")
    settings(tenant, escalate_after_hours=48, escalate_to=[email(tenant, "ada")])
    assert error_of(approve_as(tenant, invoice, "ada")) == "not_an_approver"
    tick(tenant, 49)
    (notice,) = notices_of(tenant, "ada")
    assert (notice["kind"], notice["actor"]) == ("escalated", None)
    assert (
        notice["message"]
        == f"Bo Lind has not decided over invoice {invoice['number']} in time: you may decide as well."
    )
    waiting = tenant.api().get("/v1/invoices", params={"waiting_for": email(tenant, "ada")}).json()["results"]
    assert [one["id"] for one in waiting] == [invoice["id"]]
    assert approve_as(tenant, invoice, "ada").json()["status"] == "ready-for-export"
    (record,) = approvers_of(tenant, invoice)
    assert (record["approver"]["display_name"], record["decided_by"]["display_name"]) == ("Bo Lind", "Ada Marsh")
    assert (record["decided_as"], record["escalated_to"][0]["display_name"]) == ("escalation", "Ada Marsh")


def test_the_approver_may_still_decide_after_an_escalation(tenant: Tenant) -> None:
    invoice = asked(tenant, "bo")
    settings(tenant, escalate_after_hours=1, escalate_to=[email(tenant, "ada")])
    tick(tenant, 2)
    assert approve_as(tenant, invoice, "bo").json()["status"] == "ready-for-export"


def test_a_material_change_takes_an_escalation_back(tenant: Tenant) -> None:
    invoice = asked(tenant, "bo")
    settings(tenant, escalate_after_hours=1, escalate_to=[email(tenant, "ada")])
    tick(tenant, 2)
    tenant.api().patch(f"/v1/invoices/{invoice['id']}", json={"purchase_order": "PO-1"})
    assert error_of(approve_as(tenant, invoice, "ada")) == "not_an_approver"


def test_out_of_office_without_a_stand_in_is_not_waited_for(tenant: Tenant) -> None:
    settings(tenant, escalate_after_hours=48, escalate_to=[email(tenant, "ada")])
    asked(tenant, "bo")
    tenant.api().post("/v1/stand-ins", json={"user": {"email": email(tenant, "bo")}, "out_of_office": True})
    tick(tenant, 0)
    assert kinds(tenant, "ada") == ["escalated"]


def looked_at(tenant: Tenant, hours: float = 0) -> list[str]:
    """What the clock would look at, so many hours from now."""
    server = tenant.server
    server.clock.offset = timedelta(hours=hours)

    async def run() -> list[str]:
        async with server.database.transaction(tenant.account_id) as tx:
            return [str(id) for id in await turns.due(tx, "invoice", after=None, most=100)]

    try:
        return server.run(run())
    finally:
        server.clock.offset = timedelta()


def sent_away_by(tenant: Tenant, name: str) -> None:
    """Bo is put out of office."""
    someone = browser(tenant.server, tenant, email=email(tenant, name))
    assert someone.open("/stand-ins").send("/stand-ins", {"user": email(tenant, "bo")}).status == 303


def escalated_to(tenant: Tenant, *names: str) -> None:
    answer = settings(tenant, escalate_after_hours=48, escalate_to=[email(tenant, name) for name in names])
    assert answer.status_code == 200, answer.text


def to_who_sent_away(tenant: Tenant) -> str:
    """The id of an invoice that waits for Bo, whom only Ada has put out of office, and the account escalates to her alone."""
    invoice = asked(tenant, "bo")
    escalated_to(tenant, "ada")
    sent_away_by(tenant, "ada")
    return invoice["id"]


def test_where_only_who_has_sent_somebody_away_could_be_asked_the_clock_does_not_look_each_minute(
    tenant: Tenant,
) -> None:
    invoice = to_who_sent_away(tenant)
    assert [looked_at(tenant, minutes / 60) for minutes in (0, 1, 2, 60, 47 * 60)] == [[]] * 5
    assert looked_at(tenant, 48.1) == [invoice]


def test_the_clock_looks_again_once_somebody_else_could_be_asked(tenant: Tenant) -> None:
    invoice = to_who_sent_away(tenant)
    make_person(tenant.server, tenant, email(tenant, "cleo"))
    escalated_to(tenant, "ada", "cleo")
    assert looked_at(tenant) == [invoice]


def test_the_clock_looks_again_once_the_absence_is_set_by_another(tenant: Tenant) -> None:
    invoice = to_who_sent_away(tenant)
    (absence,) = tenant.api().get("/v1/stand-ins").json()["results"]
    assert tenant.api().delete(f"/v1/stand-ins/{absence['id']}").status_code == 200
    assert looked_at(tenant) == []
    make_person(tenant.server, tenant, email(tenant, "cleo"))
    sent_away_by(tenant, "cleo")
    assert looked_at(tenant) == [invoice]


def test_where_nobody_may_decide_it_is_on_record_and_tried_again_with_others(tenant: Tenant) -> None:
    asked(tenant, "bo")
    settings(tenant, escalate_after_hours=1, escalate_to=[email(tenant, "di")])
    tick(tenant, 2)
    tick(tenant, 3)
    (entry,) = [e for e in trail(tenant, "invoice") if e["action"] == "invoice.approval_escalated"]
    assert entry["after"]["escalated_to"] == []
    settings(tenant, escalate_to=[email(tenant, "ada")])
    tick(tenant, 2)
    assert kinds(tenant, "ada") == ["escalated"]


def test_a_stand_in_that_begins_later_is_told_once_what_waits_when_it_begins(tenant: Tenant) -> None:
    invoice = asked(tenant, "bo")
    start = (tenant.server.clock.now() + timedelta(hours=5)).isoformat()
    assert stand_in(tenant, "ada", "bo", start_date=start).status_code == 201
    for hours, expected in ((4, []), (6, ["asked"]), (7, ["asked"])):
        tick(tenant, hours, at_once=3)
        assert kinds(tenant, "ada") == expected
    assert notices_of(tenant, "ada")[0]["invoice"] == invoice["id"]


def test_a_stand_in_that_was_ended_before_it_began_is_told_nothing(tenant: Tenant) -> None:
    asked(tenant, "bo")
    start = (tenant.server.clock.now() + timedelta(hours=5)).isoformat()
    answer = stand_in(tenant, "ada", "bo", start_date=start)
    assert answer.status_code == 201, answer.text
    planned = answer.json()["stand_in"]
    tenant.api().delete(f"/v1/stand-ins/{planned['id']}")
    tick(tenant, 6)
    assert kinds(tenant, "ada") == []


def test_who_set_the_escalation_lately_decides_in_nobodys_place(tenant: Tenant) -> None:
    """Nor the API user that set it, in the name of somebody it named; those who changed nothing do."""
    invoice = asked(tenant, "bo")
    settings(tenant, user="second", escalate_after_hours=2, escalate_to=[email(tenant, "ada")])
    tick(tenant, 3)
    refused = approve_as(tenant, invoice, "ada", api="second")
    assert (refused.status_code, error_of(refused)) == (403, "policy_changed_by_approver")
    assert "approval of Bo Lind" in refused.json()["code"]
    assert approve_as(tenant, invoice, "ada", api="east").json()["status"] == "ready-for-export"


def test_their_own_seat_is_theirs_still(tenant: Tenant) -> None:
    invoice = asked(tenant, "bo", "ada")
    settings(tenant, user="second", escalate_after_hours=2, escalate_to=[email(tenant, "ada")])
    tick(tenant, 3)
    assert approve_as(tenant, invoice, "ada", api="second").json()["status"] == "pending-approval"
    assert {one["approver"]["email"]: one["status"] for one in approvers_of(tenant, invoice)} == {
        email(tenant, "ada"): "approved",
        email(tenant, "bo"): "pending",
    }
