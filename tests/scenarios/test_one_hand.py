"""Whoever made a program's secret holds it: what a person and their program do is done by one hand, and takes a second one."""

import re
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from approvals.test_escalation import kinds, tick
from capture.test_arranged_by import merge, merged_and_split, two_files, undone
from harness.api import Api, error_of
from harness.approvals import approve_as, approvers_of, ask, email, stand_in
from harness.bank_changes import NEW, OLD, banked_vendor, confirm, patch_vendor, person, read_vendor
from harness.batches import completed, imported, row
from harness.dashboard import browser
from harness.inside import inside
from harness.invoices import make_invoice, make_vendor, status_of
from harness.learning import harbour
from harness.nights import entered
from harness.people import make_person
from harness.policies import chain_of, make_policy
from harness.server import Server
from harness.tenants import Tenant, make_tenant, signed_in
from harness.worker import finished, paper, sent, working
from payables.vendors.actions.decline_bank_change import decline_bank_change

SECRET = re.compile(r"payables_sandbox_secret_[0-9A-Za-z]+")


@pytest.fixture
def al(server: Server, tenant: Tenant) -> Any:
    return browser(server, tenant, email=email(tenant, "ada"))


def api_user(tenant: Tenant, name: str) -> int:
    found = tenant.api().get("/v1/users", params={"kind": "api", "limit": 100}).json()["results"]
    return next(user["id"] for user in found if user["first_name"] == name)


def program_of(person: Any, tenant: Tenant, name: str) -> Api:
    """A client of this API user that the person has just made in the browser."""
    typed = {"user_id": str(api_user(tenant, name)), "name": f"of {name}"}
    made = person.open("/integration").send("/integration/clients", typed)
    (secret,) = set(SECRET.findall(made.text))
    client = next(one for one in tenant.api().get("/v1/credentials").json()["clients"] if one["name"] == f"of {name}")
    known = replace(tenant.credentials[name], client_id=client["client_id"], client_secret=secret)
    return signed_in(tenant.server, known)


def bank_change(tenant: Tenant, vendor: dict[str, Any]) -> str:
    return read_vendor(tenant, vendor)["pending_bank_change"]["id"]


def test_nobody_confirms_what_they_asked_for_through_a_program(server: Server, tenant: Tenant, al: Any) -> None:
    vendor = banked_vendor(tenant)
    program = program_of(al, tenant, "second")
    assert program.patch(f"/v1/vendors/{vendor['id']}", json={"iban": NEW}).status_code == 200
    change = bank_change(tenant, vendor)
    refused = al.open("/bank-changes").send(f"/bank-changes/{change}/confirm")
    assert (refused.status, "program whose secret they made" in refused.words) == (403, True)
    assert read_vendor(tenant, vendor)["iban"] == OLD
    bo = browser(server, tenant, email=email(tenant, "bo"))
    assert bo.open("/bank-changes").send(f"/bank-changes/{change}/confirm").status == 303


def test_nobody_lets_their_program_confirm_what_they_asked_for(tenant: Tenant, al: Any) -> None:
    vendor = banked_vendor(tenant)
    path = f"/vendors/{vendor['id']}"
    assert al.open(path).send(f"{path}/bank-details", {"iban": NEW}).status == 303
    program = program_of(al, tenant, "second")
    named = {"confirmer": {"email": email(tenant, "bo")}}
    answer = program.post(f"/v1/bank-changes/{bank_change(tenant, vendor)}/confirm", json=named)
    assert (answer.status_code, error_of(answer)) == (403, "own_bank_change")


def test_what_ones_program_brought_one_may_decline(tenant: Tenant, al: Any) -> None:
    vendor = banked_vendor(tenant)
    program = program_of(al, tenant, "second")
    assert program.patch(f"/v1/vendors/{vendor['id']}", json={"iban": NEW}).status_code == 200
    change = bank_change(tenant, vendor)
    inside(tenant, decline_bank_change, person(tenant, "ada"), change, "Not checked.")
    assert read_vendor(tenant, vendor)["pending_bank_change"] is None


def test_a_program_whose_secret_the_operator_made_ties_nobody(tenant: Tenant) -> None:
    vendor = banked_vendor(tenant)
    assert patch_vendor(tenant, vendor, iban=NEW).status_code == 200
    assert confirm(tenant, bank_change(tenant, vendor)).status_code == 200


def test_a_secret_that_was_taken_back_after_asking_still_ties(tenant: Tenant, al: Any) -> None:
    vendor = banked_vendor(tenant)
    program = program_of(al, tenant, "second")
    assert program.patch(f"/v1/vendors/{vendor['id']}", json={"iban": NEW}).status_code == 200
    client = next(one for one in tenant.api().get("/v1/credentials").json()["clients"] if one["name"] == "of second")
    assert tenant.api().delete(f"/v1/oauth-clients/{client['client_id']}").status_code == 200
    change = bank_change(tenant, vendor)
    assert al.open("/bank-changes").send(f"/bank-changes/{change}/confirm").status == 403


def test_nobody_approves_through_a_program_what_they_changed(tenant: Tenant, al: Any) -> None:
    invoice = make_invoice(tenant, total_amount=None)
    program = program_of(al, tenant, "second")
    path = f"/invoices/{invoice['id']}"
    page = al.open(path)
    saved = page.send(f"{path}/save", {"total_amount": "110.00"})
    assert saved.status == 303, saved.words[:500]
    for body in ({}, {"approver": {"email": email(tenant, "bo")}}):
        answer = program.post(f"/v1/invoices/{invoice['id']}/approve", json=body)
        assert (answer.status_code, error_of(answer)) == (403, "own_entry"), answer.text


def test_nobody_approves_what_their_program_entered(server: Server, tenant: Tenant, al: Any) -> None:
    program = program_of(al, tenant, "editor")
    invoice = make_invoice(tenant, program)
    assert status_of(tenant, invoice) == "pending-approval"
    assert approve_as(tenant, invoice, "ada").status_code == 403
    page = al.open(f"/invoices/{invoice['id']}")
    assert f"/invoices/{invoice['id']}/approve" not in [form.action.split("?")[0] for form in page.forms]
    assert approve_as(tenant, invoice, "bo").status_code == 200


def test_nobody_approves_the_first_invoice_of_a_vendor_whose_account_they_brought(
    server: Server, tenant: Tenant, al: Any
) -> None:
    company = str(tenant.company())
    typed = {"erp_vendor_name": "Fraud", "erp_vendor_id": "F-1", "net_terms": "Net 30", "iban": NEW}
    assert al.open("/vendors/new").send("/vendors/new", {**typed, "ottimate_company_id": company}).status == 303
    program = program_of(al, tenant, "second")
    body = {**typed, "ottimate_company_id": tenant.company(), "erp_vendor_id": "F-2"}
    assert program.post("/v1/vendors", json=body).status_code == 201
    for id in ("F-1", "F-2"):
        invoice = make_invoice(tenant, tenant.api("editor"), vendor={"erp_vendor_id": id})
        path = f"/invoices/{invoice['id']}"
        page = al.open(path)
        assert "You brought the bank details of this vendor" in page.words
        assert f"{path}/approve" not in [form.action.split("?")[0] for form in page.forms]
        for named in ({}, {"approver": {"email": email(tenant, "bo")}}):
            assert error_of(program.post(f"/v1{path}/approve", json=named)) == "own_vendor"
        assert error_of(approve_as(tenant, invoice, "ada", api="all")) == "own_vendor"
        assert (waiting_for(tenant, "ada"), waiting_for(tenant, "bo")) == (set(), {invoice["id"]})
        assert browser(server, tenant, email=email(tenant, "bo")).open(path).send(f"{path}/approve").status == 303
        later = make_invoice(tenant, tenant.api("editor"), vendor={"erp_vendor_id": id})
        assert approve_as(tenant, later, "ada", api="all").status_code == 200


def test_another_who_made_the_next_secret_does_not_free_the_first_of_what_was_entered_before(
    tenant: Tenant, al: Any
) -> None:
    invoice = make_invoice(tenant, program_of(al, tenant, "editor"))
    client = next(one for one in tenant.api().get("/v1/credentials").json()["clients"] if one["name"] == "of editor")
    rotated = tenant.api().post(f"/v1/oauth-clients/{client['client_id']}/rotate", json={"overlap_hours": 0})
    assert rotated.status_code == 201, rotated.text
    assert error_of(approve_as(tenant, invoice, "ada")) == "own_entry"
    tenant.server.clock.offset += timedelta(days=2)  # what the secret had begun when it was ended is over
    tenant.server.clock.journeys += 1  # tokens of before have ended
    later = make_invoice(tenant, tenant.api("editor"))
    assert approve_as(tenant, later, "ada").status_code == 200


def test_a_file_that_ones_program_sent_is_not_approved_by_ending_the_program_before_it_is_read(
    tenant: Tenant, al: Any
) -> None:
    harbour(tenant)
    upload = sent(tenant, paper(), api=program_of(al, tenant, "editor"))
    client = next(one for one in tenant.api().get("/v1/credentials").json()["clients"] if one["name"] == "of editor")
    assert tenant.api().delete(f"/v1/oauth-clients/{client['client_id']}").status_code == 200
    tenant.server.clock.offset += timedelta(days=2)
    tenant.server.clock.journeys += 1
    with working(tenant.server):
        invoice = entered(tenant, upload)
    assert (waiting_for(tenant, "ada"), waiting_for(tenant, "bo")) == (set(), {invoice["id"]})
    assert error_of(approve_as(tenant, invoice, "ada")) == "own_entry"


@pytest.mark.parametrize("days", [0, 2])
def test_what_ones_program_sent_in_a_batch_is_not_approved_by_ending_the_program_before_it_is_worked_on(
    server: Server, tenant: Tenant, al: Any, days: int
) -> None:
    batch = imported(tenant, [row(tenant, make_vendor(tenant))], program_of(al, tenant, "editor"))
    client = next(one for one in tenant.api().get("/v1/credentials").json()["clients"] if one["name"] == "of editor")
    assert tenant.api().delete(f"/v1/oauth-clients/{client['client_id']}").status_code == 200
    later(tenant, days=days)
    with working(server):
        completed(tenant, batch, tenant.api("editor"))
    (invoice,) = tenant.api().get("/v1/invoices").json()["results"]
    assert (waiting_for(tenant, "ada"), waiting_for(tenant, "bo")) == (set(), {invoice["id"]})
    assert error_of(approve_as(tenant, invoice, "ada")) == "own_entry"


def test_a_policy_that_was_changed_before_an_import_was_asked_for_counts_however_long_the_worker_was_away(
    server: Server,
) -> None:
    tenant = make_tenant(server, approval_mode="advanced")
    policy = make_policy(tenant, "All", "ada")
    later(tenant, days=6)
    narrowed = {"conditions": {"max_total": 1, "currency": "USD"}}
    changed = tenant.api("second").patch(f"/v1/approval-policies/{policy['id']}", json=narrowed)
    assert changed.status_code == 200, changed.text
    batch = imported(tenant, [row(tenant, make_vendor(tenant))], tenant.api("editor"))
    later(tenant, days=20)
    with working(server):
        completed(tenant, batch, tenant.api("editor"))
    (invoice,) = tenant.api().get("/v1/invoices").json()["results"]
    refused = tenant.api("second").post(f"/v1/invoices/{invoice['id']}/approve", json={})
    assert (refused.status_code, error_of(refused)) == (403, "policy_changed_by_approver")


def test_a_file_that_ones_program_sent_is_ones_own_after_others_have_merged_and_divided_it(
    tenant: Tenant, al: Any
) -> None:
    program = program_of(al, tenant, "editor")
    with working(tenant.server):
        invoices = merged_and_split(tenant, two_files(tenant, tenant.api(), program))
    assert (waiting_for(tenant, "ada"), waiting_for(tenant, "bo")) == (set(), set(invoices))
    for id in invoices:
        forms = [form.action.split("?")[0] for form in al.open(f"/invoices/{id}").forms]
        assert f"/invoices/{id}/approve" not in forms
        assert error_of(approve_as(tenant, {"id": id}, "ada")) == "own_entry"
        assert approve_as(tenant, {"id": id}, "bo").status_code == 200


def test_a_file_of_a_program_that_was_ended_before_the_file_came_that_it_is_read_with(tenant: Tenant, al: Any) -> None:
    program = program_of(al, tenant, "editor")
    with working(tenant.server):
        early, _ = two_files(tenant, program, tenant.api())
        client = next(
            one for one in tenant.api().get("/v1/credentials").json()["clients"] if one["name"] == "of editor"
        )
        assert tenant.api().delete(f"/v1/oauth-clients/{client['client_id']}").status_code == 200
        later(tenant, days=2)
        of_others = finished(tenant, sent(tenant, paper(**{"14 March 2026": "22 March 2026"})))["id"]
        invoices = merged_and_split(tenant, [of_others, early])
    assert not waiting_for(tenant, "ada") & set(invoices)
    assert [error_of(approve_as(tenant, {"id": id}, "ada")) for id in invoices] == ["own_entry"] * 2


def test_policies_ask_others_than_whoever_brings_back_what_the_pages_were(server: Server) -> None:
    tenant = make_tenant(server, approval_mode="advanced")
    program = program_of(browser(server, tenant, email=email(tenant, "ada")), tenant, "editor")
    with working(server):
        files = two_files(tenant, tenant.api(), tenant.api())
        merge(tenant, files)
        make_policy(tenant, "All", "ada", "bo")
        invoices = undone(tenant, files, program)
    assert [asked(tenant, id) for id in invoices] == [{"bo"}] * 2
    policy = {"name": "Tried", "approvers": [{"email": email(tenant, name)} for name in ("ada", "bo")]}
    tried = tenant.api().post("/v1/approval-policies/dry-run", json={"policy": policy}).json()["results"]
    chains = {one["id"]: {who["first_name"] for link in one["chain"] for who in link["approvers"]} for one in tried}
    assert [chains[id] for id in invoices] == [{"Bo"}] * 2


def asked(tenant: Tenant, invoice: str) -> set[str]:
    return {name for _, _, name, how in chain_of(tenant, {"id": invoice}) if how == "waiting"}


def test_what_a_program_entered_whose_secret_ones_program_made_waits_for_others(tenant: Tenant, al: Any) -> None:
    program = program_of(al, tenant, "second")
    made = program.post("/v1/oauth-clients", json={"user_id": api_user(tenant, "editor"), "name": "made by it"}).json()
    known = replace(
        tenant.credentials["editor"],
        client_id=made["client_id"],
        client_secret=made["client_secret"],
    )
    invoice = make_invoice(tenant, signed_in(tenant.server, known))
    assert (waiting_for(tenant, "ada"), waiting_for(tenant, "bo")) == (set(), {invoice["id"]})
    assert error_of(approve_as(tenant, invoice, "ada")) == "own_entry"


def test_a_policy_that_ones_program_changed_counts_though_it_was_ended_before_the_entry(server: Server) -> None:
    tenant = make_tenant(server, approval_mode="advanced")
    policy = make_policy(tenant, "All", "bo")
    program = program_of(browser(server, tenant, email=email(tenant, "ada")), tenant, "second")
    narrowed = {"conditions": {"max_total": 1, "currency": "USD"}}
    assert program.patch(f"/v1/approval-policies/{policy['id']}", json=narrowed).status_code == 200
    later(tenant, days=2)
    client = next(one for one in tenant.api().get("/v1/credentials").json()["clients"] if one["name"] == "of second")
    assert tenant.api().delete(f"/v1/oauth-clients/{client['client_id']}").status_code == 200
    later(tenant, days=3)
    invoice = make_invoice(tenant, tenant.api("editor"), total_amount=None)
    path = f"/invoices/{invoice['id']}"
    page = browser(server, tenant, email=email(tenant, "ada")).open(path)
    assert page.send(f"{path}/save", {"total_amount": "110.00"}).status == 303
    refused = tenant.api().post(f"/v1/invoices/{invoice['id']}/approve")
    assert (error_of(refused), "approval of Bo" in refused.json()["code"]) == ("policy_changed_by_author", True)


def later(tenant: Tenant, days: int) -> None:
    tenant.server.clock.offset += timedelta(days=days)
    tenant.server.clock.journeys += 1  # tokens of before have ended


def test_where_the_account_lets_authors_approve_their_programs_do_not_matter(server: Server) -> None:
    tenant = make_tenant(server, allow_self_approval="true")
    person = browser(server, tenant, email=email(tenant, "ada"))
    invoice = make_invoice(tenant, program_of(person, tenant, "editor"))
    assert approve_as(tenant, invoice, "ada").status_code == 200


def test_what_ones_program_changed_is_not_among_what_waits_for_them(tenant: Tenant, al: Any) -> None:
    changed, asked, left = make_invoice(tenant), make_invoice(tenant), make_invoice(tenant)
    ask(tenant, asked, "bo")
    stand_in(tenant, "ada", "bo")
    program = program_of(al, tenant, "second")
    assert waiting_for(tenant, "ada") == {one["id"] for one in (changed, asked, left)}
    for one in (changed, asked):
        assert program.patch(f"/v1/invoices/{one['id']}", json={"total_amount": 100, "total_tax": 0}).status_code == 200
    assert waiting_for(tenant, "ada") == {left["id"]}
    assert waiting_for(tenant, "bo") == {one["id"] for one in (changed, asked, left)}


@pytest.fixture
def both(server: Server) -> Tenant:
    """Every invoice needs ada and bo."""
    tenant = make_tenant(server, approval_mode="advanced")
    make_policy(tenant, "All", "ada", "bo", needs="all")
    return tenant


def standing(tenant: Tenant, invoice: dict[str, Any]) -> dict[str, str]:
    return {name: how for _, _, name, how in chain_of(tenant, invoice)}


def approved_by_click(server: Server, tenant: Tenant, invoice: dict[str, Any], name: str) -> Any:
    path = f"/invoices/{invoice['id']}"
    person = browser(server, tenant, email=email(tenant, name))
    forms = [form for form in person.open(path).forms if form.action.split("?")[0] == f"{path}/approve"]
    return person.send_form(forms[0])


def brought(tenant: Tenant, program: Api, invoice: dict[str, Any], name: str, **more: Any) -> tuple[int, str | None]:
    """What a program is answered that approves for a person."""
    body = {"approver": {"email": email(tenant, name)}, **more}
    answer = program.post(f"/v1/invoices/{invoice['id']}/approve", json=body)
    return answer.status_code, None if answer.is_success else error_of(answer)


def test_who_has_approved_does_not_fill_anothers_seat_through_a_program(server: Server, both: Tenant) -> None:
    invoice = make_invoice(both, both.api("editor"))
    assert approved_by_click(server, both, invoice, "ada").status == 303
    program = program_of(browser(server, both, email=email(both, "ada")), both, "second")
    assert brought(both, program, invoice, "bo") == (403, "same_hand")
    assert standing(both, invoice) == {"ada": "approved", "bo": "waiting"}
    assert approved_by_click(server, both, invoice, "bo").status == 303
    assert status_of(both, invoice) == "ready-for-export"


def test_who_filled_anothers_seat_through_a_program_does_not_fill_their_own(server: Server, both: Tenant) -> None:
    invoice = make_invoice(both, both.api("editor"))
    al = browser(server, both, email=email(both, "ada"))
    assert brought(both, program_of(al, both, "second"), invoice, "bo") == (200, None)
    page = al.open(f"/invoices/{invoice['id']}")
    assert [form.fields.get("force") for form in page.forms if "/approve?" in f"{form.action}?"] == ["yes"]
    assert "The approval of Bo Lind in this chain may have come from the same hand" in page.words
    assert error_of(approve_as(both, invoice, "ada", api="all")) == "same_hand"
    assert standing(both, invoice) == {"ada": "waiting", "bo": "approved"}


def test_a_program_whose_secret_somebody_made_fills_one_seat(server: Server, both: Tenant) -> None:
    invoice = make_invoice(both, both.api("editor"))
    program = program_of(browser(server, both, email=email(both, "ada")), both, "second")
    assert [brought(both, program, invoice, name) for name in ("bo", "ada")] == [(200, None), (403, "same_hand")]


def test_nor_do_two_programs_whose_secrets_one_person_made(server: Server, both: Tenant) -> None:
    al = browser(server, both, email=email(both, "ada"))
    invoice = make_invoice(both, both.api("editor"))
    first, other = program_of(al, both, "second"), program_of(al, both, "all")
    assert brought(both, first, invoice, "bo") == (200, None)
    assert brought(both, other, invoice, "ada") == (403, "same_hand")


def test_a_program_whose_secret_the_operator_made_brings_everybodys_approval(both: Tenant) -> None:
    invoice = make_invoice(both, both.api("editor"))
    assert [brought(both, both.api("second"), invoice, name) for name in ("ada", "bo")] == [(200, None)] * 2
    assert status_of(both, invoice) == "ready-for-export"


def test_a_program_that_was_asked_itself_brings_no_approval_of_another(tenant: Tenant) -> None:
    invoice, second = make_invoice(tenant), tenant.api("second")
    ask(tenant, invoice, "bo")
    asked = tenant.api().post(f"/v1/invoices/{invoice['id']}/approvers", json={"id": api_user(tenant, "second")})
    assert asked.status_code == 200, asked.text
    assert second.post(f"/v1/invoices/{invoice['id']}/approve").status_code == 200
    assert brought(tenant, second, invoice, "bo") == (403, "same_hand")


def test_what_a_stand_in_decided_through_a_program_counts_as_its_holders(server: Server, tenant: Tenant) -> None:
    invoice = make_invoice(tenant, tenant.api("editor"))
    ask(tenant, invoice, "ada", "bo")
    make_person(server, tenant, email(tenant, "fay"))
    stand_in(tenant, "fay", "bo")
    al = browser(server, tenant, email=email(tenant, "ada"))
    assert brought(tenant, program_of(al, tenant, "second"), invoice, "fay") == (200, None)
    assert standing(tenant, invoice) == {"ada": "waiting", "bo": "approved"}
    assert error_of(approve_as(tenant, invoice, "ada", api="all")) == "same_hand"


def test_a_stand_in_is_not_offered_what_their_program_has_approved_for_another(server: Server) -> None:
    tenant = make_tenant(server, approval_mode="advanced")
    first = make_policy(tenant, "Clerk", "bo")
    make_person(server, tenant, email(tenant, "fay"))
    make_policy(tenant, "Chief", "fay", conditions={"after": [first["id"]]})
    stand_in(tenant, "ada", "fay")
    invoices = [make_invoice(tenant, tenant.api("editor")) for _ in range(2)]
    program = program_of(browser(server, tenant, email=email(tenant, "ada")), tenant, "second")
    assert brought(tenant, program, invoices[0], "bo") == (200, None)
    assert approve_as(tenant, invoices[1], "bo", api="all").status_code == 200
    assert waiting_for(tenant, "ada") == {invoices[1]["id"]}
    assert error_of(approve_as(tenant, invoices[0], "ada", api="all")) == "same_hand"


def test_force_through_a_program_fills_no_second_seat(server: Server, both: Tenant) -> None:
    make_person(server, both, email(both, "fay"))
    invoice, by_the_portal = (make_invoice(both, both.api("editor")) for _ in range(2))
    for one in (invoice, by_the_portal):
        assert approved_by_click(server, both, one, "ada").status == 303
    forced = {"force": True, "comment": "Urgent"}
    assert brought(both, both.api("all"), by_the_portal, "fay", **forced) == (200, None)
    program = program_of(browser(server, both, email=email(both, "ada")), both, "all")
    assert brought(both, program, invoice, "fay", **forced) == (403, "same_hand")
    refused = program.post(f"/v1/invoices/{invoice['id']}/approve", json=forced)
    assert error_of(refused) == "same_hand"
    assert program.get(f"/v1/invoices/{invoice['id']}/approval").json()["yours"]["force"] is False


def test_whoever_may_force_it_does_so_in_their_own_name(server: Server, both: Tenant) -> None:
    invoice = make_invoice(both, both.api("editor"))
    al = browser(server, both, email=email(both, "ada"))
    assert brought(both, program_of(al, both, "second"), invoice, "bo") == (200, None)
    path = f"/invoices/{invoice['id']}"
    assert al.open(path).send(f"{path}/approve", {"force": "yes", "why": "Urgent"}).status == 303
    assert status_of(both, invoice) == "ready-for-export"


def test_in_many_at_once_the_row_says_it_and_the_others_are_approved(server: Server, both: Tenant) -> None:
    mine, free = (make_invoice(both, both.api("editor")) for _ in range(2))
    assert approved_by_click(server, both, mine, "ada").status == 303
    program = program_of(browser(server, both, email=email(both, "ada")), both, "second")
    rows = [
        {"invoice_id": one["invoice_id"], "etag": program.get(f"/v1/invoices/{one['id']}").headers["ETag"]}
        for one in (mine, free)
    ]
    answer = program.post("/v1/invoices/approve", json={"invoices": rows, "approver": {"email": email(both, "bo")}})
    found = [row["error"] and row["error"]["code"] for row in answer.json()["results"]]
    assert found == ["same_hand", None]


def test_what_was_taken_back_is_given_anew_by_whoever_was_asked(server: Server, both: Tenant) -> None:
    invoice = make_invoice(both, both.api("editor"))
    program = program_of(browser(server, both, email=email(both, "ada")), both, "second")
    assert brought(both, program, invoice, "bo") == (200, None)
    assert program.post(f"/v1/invoices/{invoice['id']}/approve/undo").status_code == 200
    assert approved_by_click(server, both, invoice, "ada").status == 303
    assert approved_by_click(server, both, invoice, "bo").status == 303
    assert status_of(both, invoice) == "ready-for-export"


def test_a_secret_that_had_ended_before_anybody_approved_ties_nobody(server: Server, both: Tenant) -> None:
    invoice = make_invoice(both, both.api("editor"))
    program_of(browser(server, both, email=email(both, "ada")), both, "second")
    client = next(one for one in both.api().get("/v1/credentials").json()["clients"] if one["name"] == "of second")
    assert both.api().delete(f"/v1/oauth-clients/{client['client_id']}").status_code == 200
    later(both, days=2)
    assert [brought(both, both.api("second"), invoice, name) for name in ("ada", "bo")] == [(200, None)] * 2


def waiting_for(tenant: Tenant, name: str) -> set[str]:
    found = tenant.api().get("/v1/invoices", params={"waiting_for": email(tenant, name)})
    return {one["id"] for one in found.json()["results"]}


def request_of(tenant: Tenant, invoice: dict[str, Any], name: str) -> str:
    """The open request to this person."""
    open_ones = [one for one in approvers_of(tenant, invoice) if one["status"] == "pending"]
    return next(one["id"] for one in open_ones if one["approver"]["email"] == email(tenant, name))


def taken_back(api: Api, invoice: dict[str, Any], approval: str) -> tuple[int, str | None]:
    answer = api.delete(f"/v1/invoices/{invoice['id']}/approvers", params={"approval_id": approval})
    return answer.status_code, None if answer.status_code < 400 else error_of(answer)


def test_whose_program_approved_for_another_does_not_take_their_own_request_back(
    server: Server, tenant: Tenant, al: Any
) -> None:
    invoice = make_invoice(tenant, tenant.api("editor"))
    ask(tenant, invoice, "ada", "bo")
    program = program_of(al, tenant, "second")
    assert brought(tenant, program, invoice, "bo") == (200, None)
    approval = request_of(tenant, invoice, "ada")
    path = f"/invoices/{invoice['id']}"
    page = al.open(path)
    form = next(form for form in page.forms if form.action.split("?")[0] == f"{path}/approvers/remove")
    refused = al.send_form(form)
    assert (refused.status, "nobody fills two seats" in refused.words) == (403, True)
    assert taken_back(program, invoice, approval) == (403, "same_hand")
    assert status_of(tenant, invoice) == "pending-approval"
    others = browser(server, tenant, email=email(tenant, "cleo"))
    gone = next(form for form in others.open(path).forms if form.action.split("?")[0] == f"{path}/approvers/remove")
    assert others.send_form(gone).status == 303
    assert status_of(tenant, invoice) == "ready-for-export"


def test_a_program_of_the_operator_that_brought_an_approval_takes_the_other_request_back(tenant: Tenant) -> None:
    invoice = make_invoice(tenant, tenant.api("editor"))
    ask(tenant, invoice, "ada", "bo")
    assert approve_as(tenant, invoice, "bo", api="all").status_code == 200
    assert taken_back(tenant.api(), invoice, request_of(tenant, invoice, "ada")) == (200, None)
    assert status_of(tenant, invoice) == "ready-for-export"


def test_nobody_lets_their_program_make_them_the_stand_in_of_somebody_else(tenant: Tenant, al: Any) -> None:
    program = program_of(al, tenant, "all")
    bo, ada, di = ({"email": email(tenant, name)} for name in ("bo", "ada", "di"))
    answer = program.post("/v1/stand-ins", json={"user": bo, "stand_in": ada})
    assert (answer.status_code, error_of(answer)) == (403, "own_appointment")
    assert program.post("/v1/stand-ins", json={"user": bo, "stand_in": di}).status_code == 201


@pytest.mark.parametrize("by_program", [False, True])
@pytest.mark.parametrize("others", [False, True])
def test_nobody_fills_the_seat_of_whom_they_have_put_out_of_office_before_its_time(
    tenant: Tenant, al: Any, *, by_program: bool, others: bool
) -> None:
    """Whom else the account escalates to is asked at once; where there is nobody else, they are, once it has taken its time."""
    make_person(tenant.server, tenant, email(tenant, "cleo"))
    to = [email(tenant, name) for name in ("ada", *(("cleo",) if others else ()))]
    body = {"escalate_after_hours": 48, "escalate_to": to}
    assert tenant.api().patch("/v1/approval-settings", json=body).status_code == 200
    invoice = make_invoice(tenant, tenant.api("editor"))
    ask(tenant, invoice, "bo")
    if by_program:
        absence = {"user": {"email": email(tenant, "bo")}, "out_of_office": True}
        assert program_of(al, tenant, "all").post("/v1/stand-ins", json=absence).status_code == 201
    else:
        assert al.open("/stand-ins").send("/stand-ins", {"user": email(tenant, "bo")}).status == 303
    tick(tenant, 0)
    assert [kinds(tenant, name) for name in ("ada", "cleo")] == [[], ["escalated"] if others else []]
    tick(tenant, 49)
    assert kinds(tenant, "ada") == ([] if others else ["escalated"])
