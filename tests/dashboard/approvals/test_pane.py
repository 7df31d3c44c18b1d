"""The approval of an invoice beside it: the chain up front, and what a person does about it."""

import re
from html import unescape
from typing import Any

import pytest

from harness.api import Api
from harness.approvals import approve_as, ask, email, stand_in
from harness.browser_client import Browser, Seen
from harness.dashboard import browser
from harness.invoices import make_invoice, make_vendor, status_of
from harness.policies import make_policy
from harness.server import Server
from harness.tenants import Tenant


def at(who: Browser, invoice: dict[str, Any], **query: str) -> Seen:
    asked = "&".join(f"{name}={value}" for name, value in query.items())
    page = who.open(f"/invoices/{invoice['id']}?{asked}")
    assert page.status == 200, page.words[:400]
    return page


def path(invoice: dict[str, Any], step: str) -> str:
    return f"/invoices/{invoice['id']}/{step}"


def history(api: Api, invoice: dict[str, Any]) -> list[str]:
    told = api.get(f"/v1/invoices/{invoice['id']}", params={"expand": "history"}).json()["history"]
    return [entry["reason"] for entry in told]


def test_the_chain_says_whom_it_waits_for_and_why(server: Server, new_tenant: Any) -> None:
    tenant = new_tenant(approval_mode="advanced")
    first = make_policy(tenant, "Kitchen lead", "bo")
    make_policy(tenant, "Controller", "ada", conditions={"after": [first["id"]]})
    invoice = make_invoice(tenant)
    words = at(browser(server, tenant), invoice).words
    assert "Waits for Bo Lind" in words
    assert words.index("Kitchen lead") < words.index("Controller")
    assert "You are not among the approvers" in words


def test_an_approval_goes_on_to_the_next_of_the_queue_and_can_be_undone_there(server: Server, tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    older, newer = make_invoice(tenant, vendor=vendor), make_invoice(tenant, vendor=vendor)
    who = browser(server, tenant)
    page = at(who, newer, queue="my-approvals")
    done = page.send(path(newer, "approve"), {"comment": "Fine"})
    assert (done.status, done.location and done.location.split("?")[0]) == (303, f"/invoices/{older['id']}")
    after = done.follow()
    assert "Approved." in after.words
    assert status_of(tenant, newer) == "ready-for-export"
    back = after.send("/approvals/undo")
    assert (back.status, back.location) == (303, f"/invoices/{newer['id']}?queue=my-approvals&said=taken_back")
    assert status_of(tenant, newer) == "pending-approval"
    assert history(tenant.api(), newer)[-2:] == ["approved", "approval_taken_back"]


def test_an_approval_covers_what_the_page_showed(server: Server, tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    page = at(browser(server, tenant), invoice)
    tenant.api().patch(f"/v1/invoices/{invoice['id']}", json={"notes": "Changed meanwhile"})
    answer = page.send(path(invoice, "approve"), {"comment": "Looks good"})
    assert (answer.status, status_of(tenant, invoice)) == (412, "pending-approval")
    assert "Looks good" in answer.text
    assert answer.send(path(invoice, "approve")).status == 303
    assert status_of(tenant, invoice) == "ready-for-export"


def test_a_double_click_approves_once(server: Server, tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    who = browser(server, tenant)
    form = at(who, invoice).form(path(invoice, "approve"))
    assert [who.send_form(form).status for _ in range(2)] == [303, 303]
    assert history(tenant.api(), invoice).count("approved") == 1


def test_looking_never_approves(server: Server, tenant: Tenant) -> None:
    """Mail programs open links by themselves."""
    invoice = make_invoice(tenant)
    who = browser(server, tenant)
    page = at(who, invoice, **{"from": "mail"})
    assert "data-focus" in page.text
    opened = who.get(path(invoice, "approve"))
    assert (opened.status_code, opened.headers["location"]) == (303, f"/invoices/{invoice['id']}")
    assert status_of(tenant, invoice) == "pending-approval"


def test_a_decline_needs_its_reason_and_is_told(server: Server, tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    page = at(browser(server, tenant), invoice)
    refused = page.send(path(invoice, "decline"), {"reason": " "})
    assert (refused.status, status_of(tenant, invoice)) == (400, "pending-approval")
    done = refused.send(path(invoice, "decline"), {"reason": "Never came."})
    assert done.status == 303
    assert "Never came." in done.follow().words
    assert status_of(tenant, invoice) == "needs-attention"
    assert done.follow().send("/approvals/undo").status == 303
    assert status_of(tenant, invoice) == "pending-approval"


def test_a_flag_takes_one_press_and_can_be_undone(server: Server, tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    page = at(browser(server, tenant, role="Invoice Processor - Full"), invoice)
    plain = next(form for form in page.forms if form.action.startswith(path(invoice, "flag")))
    after = page.browser.send_form(plain).follow()
    assert "Flagged for review." in after.words and status_of(tenant, invoice) == "incomplete"
    assert "You flagged it." in at(page.browser, invoice).words
    assert after.send("/approvals/undo").status == 303
    assert status_of(tenant, invoice) == "pending-approval"


def test_a_hold_keeps_the_approval_and_is_released(server: Server, tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    who = browser(server, tenant)
    held = at(who, invoice).send(path(invoice, "hold"), {"hold_reason": "Disputed"}).follow()
    assert "Disputed" in held.words
    assert held.send(path(invoice, "release")).follow().words.count("Disputed") <= 1  # in the history alone


def test_people_are_asked_and_requests_taken_back(server: Server, tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    who = browser(server, tenant)
    asked = at(who, invoice).send(path(invoice, "approvers/ask"), {"approver": email(tenant, "bo")}).follow()
    assert "Waits for Bo Lind" in asked.words
    taken = asked.send(path(invoice, "approvers/remove")).follow()
    assert "Waits for Bo Lind" not in taken.words
    wrong = taken.send(path(invoice, "approvers/ask"), {"approver": "nobody@nowhere.example"})
    assert wrong.status == 400 and "nobody@nowhere.example" in wrong.text


def test_a_chain_is_drawn_up_anew(server: Server, new_tenant: Any) -> None:
    tenant = new_tenant(approval_mode="advanced")
    invoice = make_invoice(tenant)
    make_policy(tenant, "Chief", "ada")
    after = at(browser(server, tenant), invoice).send(path(invoice, "approvers/renew")).follow()
    assert "Waits for Ada Marsh" in after.words


def test_force_asks_for_a_reason_and_completes_the_chain(server: Server, tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    ask(tenant, invoice, "bo")
    page = at(browser(server, tenant), invoice)
    form = next(form for form in page.forms if form.fields.get("force"))
    refused = page.browser.send_form(form, {"why": ""})
    assert (refused.status, status_of(tenant, invoice)) == (400, "pending-approval")
    form = next(form for form in refused.forms if form.fields.get("force"))
    assert page.browser.send_form(form, {"why": "Month end"}).status == 303
    assert history(tenant.api(), invoice)[-1] == "approval_forced"


def test_people_talk_and_mention_each_other(server: Server, tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    who = browser(server, tenant)
    typed = {"text": "Did it come? <b>x</b>", "mention": email(tenant, "bo")}
    said = at(who, invoice).send(path(invoice, "comments"), typed).follow()
    assert "Did it come? <b>x</b>" in said.words and "<b>x</b>" not in said.text
    assert "Bo Lind" in said.words
    gone = said.send(path(invoice, "comments/remove")).follow()
    assert "This comment was taken back." in gone.words
    blank = gone.send(path(invoice, "comments"), {"text": " "})
    assert blank.status == 400 and "Say something" in blank.words


def test_people_are_offered_while_somebody_types_and_not_listed(server: Server, tenant: Tenant) -> None:
    """An account may have thousands of them."""
    invoice = make_invoice(tenant)
    page = at(browser(server, tenant), invoice)
    assert page.text.count('data-choose="/find/people') == 2 and email(tenant, "bo") not in page.text


def test_only_who_sees_the_invoice_is_offered_to_be_asked_or_mentioned(server: Server, tenant: Tenant) -> None:
    who = browser(server, tenant)
    page = at(who, make_invoice(tenant, ottimate_location_id=tenant.location("park")))
    asked = {unescape(path) for path in re.findall(r'data-(?:choose|people)="(/find/people[^"]*)"', page.text)}
    assert len(asked) == 2

    def offered(path: str, name: str) -> list[str]:
        return [one["text"] for one in who.get(f"{path}&q={name}").json()]

    for path in asked:
        assert (offered(path, "cy"), offered(path, "di"), offered(path, "bo")) == ([], [], ["Bo Lind"])


def test_a_stand_in_is_told_in_whose_place_they_decide(server: Server, tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    ask(tenant, invoice, "ada")
    stand_in(tenant, "bo", "ada")
    page = at(browser(server, tenant, email=email(tenant, "bo")), invoice)
    assert "You decide in the place of Ada Marsh" in page.words
    assert page.send(path(invoice, "approve")).status == 303
    assert "decided by Bo" in at(browser(server, tenant), invoice).words


@pytest.mark.parametrize("role", ["Invoice Processor - Full", "Invoice Processor - Read Only"])
def test_whoever_may_not_approve_is_offered_nothing_of_it(server: Server, tenant: Tenant, role: str) -> None:
    invoice = make_invoice(tenant)
    page = at(browser(server, tenant, role=role), invoice)
    offered = {form.action.split("?")[0] for form in page.forms}
    assert not {path(invoice, step) for step in ("approve", "decline", "hold")} & offered
    assert (path(invoice, "comments") in offered) == (role == "Invoice Processor - Full")


def test_what_others_decided_is_shown_with_their_words(server: Server, tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    ask(tenant, invoice, "ada", "bo")
    approve_as(tenant, invoice, "ada", comment="Prices are right")
    page = at(browser(server, tenant, email=email(tenant, "bo")), invoice)
    assert "Prices are right" in page.words and "Waits for Bo Lind" in page.words


def test_rights_that_were_taken_away_a_second_ago_approve_nothing(server: Server, tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    page = at(browser(server, tenant, email=email(tenant, "bo")), invoice)
    server.run(given(tenant, email(tenant, "bo"), "Invoice Processor - Full"))
    refused = page.send(path(invoice, "approve"), {"comment": "Fine"})
    assert refused.status == 403 and "lacks the permission" in refused.words
    assert status_of(tenant, invoice) == "pending-approval"


async def given(tenant: Tenant, address: str, role: str) -> None:
    async with tenant.server.database.transaction(tenant.account_id) as tx:
        await tx.execute(
            "UPDATE users SET role = $3 WHERE account_id = $1 AND email = $2", tx.account_id, address, role
        )


def test_of_two_tabs_the_second_is_told_what_the_first_did(server: Server, tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    who = browser(server, tenant)
    one, two = at(who, invoice), at(who, invoice)
    assert one.send(path(invoice, "approve")).status == 303
    late = two.send(path(invoice, "decline"), {"reason": "Not ours"})
    assert (late.status, status_of(tenant, invoice)) == (412, "ready-for-export")
    assert "You approved it." in late.words


def test_the_back_button_approves_nothing_twice(server: Server, tenant: Tenant) -> None:
    """The page of before is sent once more after the approval was taken back: it says again what it has done, and does nothing."""
    invoice = make_invoice(tenant)
    who = browser(server, tenant)
    page = at(who, invoice)
    after = page.send(path(invoice, "approve")).follow()
    after.send("/approvals/undo")
    page.send(path(invoice, "approve"))
    assert status_of(tenant, invoice) == "pending-approval"


def test_a_reason_that_came_too_late_stays_on_the_page_with_what_was_done_meanwhile(
    server: Server, tenant: Tenant
) -> None:
    invoice = make_invoice(tenant)
    who = browser(server, tenant)
    page = at(who, invoice, queue="my-approvals")
    assert tenant.api("second").post(f"/v1/invoices/{invoice['id']}/approve").status_code == 200
    late = page.send(path(invoice, "decline"), {"reason": "Not delivered at all"})
    assert (late.status, status_of(tenant, invoice)) == (412, "ready-for-export")
    assert "What you typed: Not delivered at all" in late.words and "Your step was not done" in late.words
    assert "What was changed by others stands in the fields now" not in late.words
