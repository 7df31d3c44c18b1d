"""Chains of policies, from the invoice that begins to wait to the last approval (mode advanced)."""

from collections.abc import Callable

import pytest

from harness.api import error_of
from harness.invoices import make_invoice, make_vendor, status_of
from harness.policies import approve_as, chain_of, make_policy, records_of
from harness.tenants import Tenant


@pytest.fixture
def advanced(new_tenant: Callable[..., Tenant]) -> Tenant:
    return new_tenant(approval_mode="advanced")


def test_the_whole_chain_is_shown_up_front(advanced: Tenant) -> None:
    first = make_policy(advanced, "Clerk", "bo")
    second = make_policy(advanced, "Chief", "ada", conditions={"after": [first["id"]]})
    invoice = make_invoice(advanced)
    assert invoice["status"] == "pending-approval"
    assert chain_of(advanced, invoice) == [("Clerk", 0, "bo", "waiting"), ("Chief", 1, "ada", "later")]
    records = records_of(advanced, invoice)
    assert [record["policy"] for record in records] == [
        {"id": first["id"], "name": "Clerk"},
        {"id": second["id"], "name": "Chief"},
    ]
    assert {record["policy_version"] for record in records} == {1}


def test_stage_by_stage_to_approved(advanced: Tenant) -> None:
    first = make_policy(advanced, "Clerk", "bo")
    make_policy(advanced, "Chief", "ada", conditions={"after": [first["id"]]})
    invoice = make_invoice(advanced)
    early = approve_as(advanced, invoice, "ada")
    assert (early.status_code, error_of(early)) == (409, "not_yet_your_turn")
    assert approve_as(advanced, invoice, "bo").json()["status"] == "pending-approval"
    assert chain_of(advanced, invoice) == [("Clerk", 0, "bo", "approved"), ("Chief", 1, "ada", "waiting")]
    assert approve_as(advanced, invoice, "ada").json()["status"] == "ready-for-export"


def test_of_any_the_first_completes_and_the_others_are_superseded(advanced: Tenant) -> None:
    make_policy(advanced, "Either", "ada", "bo", needs="any")
    invoice = make_invoice(advanced)
    assert approve_as(advanced, invoice, "bo").json()["status"] == "ready-for-export"
    assert sorted(chain_of(advanced, invoice)) == [("Either", 0, "ada", "superseded"), ("Either", 0, "bo", "approved")]


def test_of_all_everybody_must_approve(advanced: Tenant) -> None:
    make_policy(advanced, "Both", "ada", "bo", needs="all")
    invoice = make_invoice(advanced)
    assert approve_as(advanced, invoice, "bo").json()["status"] == "pending-approval"
    again = approve_as(advanced, invoice, "bo")
    assert (again.status_code, error_of(again)) == (409, "already_decided")
    assert approve_as(advanced, invoice, "ada").json()["status"] == "ready-for-export"


def test_one_decision_counts_for_every_policy_whose_turn_it_is(advanced: Tenant) -> None:
    make_policy(advanced, "One", "ada")
    two = make_policy(advanced, "Two", "ada", "bo")
    make_policy(advanced, "Three", "ada", conditions={"after": [two["id"]]})
    invoice = make_invoice(advanced)
    assert approve_as(advanced, invoice, "ada").json()["status"] == "pending-approval"
    assert sorted(chain_of(advanced, invoice)) == [
        ("One", 0, "ada", "approved"),
        ("Three", 1, "ada", "waiting"),
        ("Two", 0, "ada", "approved"),
        ("Two", 0, "bo", "superseded"),
    ]
    late = approve_as(advanced, invoice, "bo")
    assert (late.status_code, error_of(late)) == (409, "approval_not_needed")
    assert approve_as(advanced, invoice, "ada").json()["status"] == "ready-for-export"


def test_where_no_policy_fires_one_person_is_enough(advanced: Tenant) -> None:
    make_policy(advanced, "Large", "ada", conditions={"min_total": 1000, "currency": "USD"})
    invoice = make_invoice(advanced)
    assert chain_of(advanced, invoice) == []
    assert approve_as(advanced, invoice).json()["status"] == "ready-for-export"


def test_a_policy_without_people_is_shown_in_error_and_never_skipped(advanced: Tenant) -> None:
    policy = make_policy(advanced, "Nobody")
    assert "no approvers" in policy["error"]
    make_policy(advanced, "Clerk", "bo")
    invoice = make_invoice(advanced)
    assert approve_as(advanced, invoice, "bo").json()["status"] == "pending-approval"
    assert ("Nobody", 0, "", "error") in chain_of(advanced, invoice)
    (broken,) = [record for record in records_of(advanced, invoice) if record["error"]]
    assert "no approvers" in broken["error"] and broken["id"].startswith("pbjappr_")
    stranger = approve_as(advanced, invoice)
    assert (stranger.status_code, error_of(stranger)) == (403, "not_an_approver")
    assert approve_as(advanced, invoice, force=True, comment="Month end").json()["status"] == "ready-for-export"


def test_people_asked_by_hand_and_policies_must_all_approve(advanced: Tenant) -> None:
    make_policy(advanced, "Clerk", "bo")
    invoice = make_invoice(advanced)
    body = {"email": f"ada@{advanced.key}.example"}
    assert advanced.api().post(f"/v1/invoices/{invoice['id']}/approvers", json=body).status_code == 200
    assert chain_of(advanced, invoice) == [(None, 0, "ada", "waiting"), ("Clerk", 0, "bo", "waiting")]
    assert approve_as(advanced, invoice, "bo").json()["status"] == "pending-approval"
    assert approve_as(advanced, invoice, "ada").json()["status"] == "ready-for-export"


def test_one_person_asked_by_hand_and_by_a_policy_decides_both_at_once(advanced: Tenant) -> None:
    make_policy(advanced, "Clerk", "bo")
    invoice = make_invoice(advanced)
    body = {"email": f"bo@{advanced.key}.example"}
    advanced.api().post(f"/v1/invoices/{invoice['id']}/approvers", json=body)
    assert len(records_of(advanced, invoice)) == 2
    assert approve_as(advanced, invoice, "bo").json()["status"] == "ready-for-export"


def test_a_material_change_assigns_the_chain_anew_and_others_keep_decisions(advanced: Tenant) -> None:
    make_policy(advanced, "Small", "bo", conditions={"max_total": 500, "currency": "USD"}, needs="all")
    make_policy(advanced, "Large", "ada", conditions={"min_total": 500, "currency": "USD"})
    make_policy(advanced, "Always", "ada", "bo", needs="all")
    invoice = make_invoice(advanced)
    approve_as(advanced, invoice, "bo")
    advanced.api().patch(f"/v1/invoices/{invoice['id']}", json={"notes": "Seen"})
    assert ("Small", 0, "bo", "approved") in chain_of(advanced, invoice)
    body = {"total_amount": 700, "total_tax": None, "items": [{"name": "Oil", "amount": 600}]}
    changed = advanced.api().patch(f"/v1/invoices/{invoice['id']}", json=body)
    assert changed.json()["status"] == "pending-approval", changed.text
    assert sorted(chain_of(advanced, invoice)) == [
        ("Always", 0, "ada", "waiting"),
        ("Always", 0, "bo", "waiting"),
        ("Large", 0, "ada", "waiting"),
    ]


def test_what_was_flagged_is_asked_anew_when_it_waits_again(advanced: Tenant) -> None:
    make_policy(advanced, "Both", "ada", "bo", needs="all")
    invoice = make_invoice(advanced)
    approve_as(advanced, invoice, "bo")
    advanced.api().post(f"/v1/invoices/{invoice['id']}/flag")
    assert chain_of(advanced, invoice) == []
    looked_at = {"invoice_number": invoice["number"]}
    assert advanced.api().patch(f"/v1/invoices/{invoice['id']}", json=looked_at).json()["status"] == "pending-approval"
    assert {standing for *_, standing in chain_of(advanced, invoice)} == {"waiting"}


def test_no_policy_speaks_in_mode_single_or_none(new_tenant: Callable[..., Tenant]) -> None:
    for mode, status in (("single", "pending-approval"), ("none", "ready-for-export")):
        tenant = new_tenant(approval_mode=mode)
        make_policy(tenant, "Clerk", "bo")
        invoice = make_invoice(tenant)
        assert (invoice["status"], chain_of(tenant, invoice)) == (status, [])


def test_an_invoice_that_needs_attention_is_asked_for_when_it_is_complete(advanced: Tenant) -> None:
    make_policy(advanced, "Clerk", "bo")
    invoice = make_invoice(advanced, invoice_date=None)
    assert chain_of(advanced, invoice) == []
    advanced.api().patch(f"/v1/invoices/{invoice['id']}", json={"invoice_date": "2026-11-02"})
    assert chain_of(advanced, invoice) == [("Clerk", 0, "bo", "waiting")]


def test_forcing_completes_the_whole_chain_and_says_so(advanced: Tenant) -> None:
    first = make_policy(advanced, "Clerk", "bo")
    make_policy(advanced, "Chief", "ada", conditions={"after": [first["id"]]})
    invoice = make_invoice(advanced)
    own = approve_as(advanced, invoice, user="all", force=True, comment="Month end")
    assert (own.status_code, error_of(own)) == (403, "own_entry")
    assert approve_as(advanced, invoice, "ada", force=True, comment="Month end").json()["status"] == "ready-for-export"
    assert chain_of(advanced, invoice) == [("Clerk", 0, "bo", "superseded"), ("Chief", 1, "ada", "approved")]
    assert [record["forced"] for record in records_of(advanced, invoice)] == [False, True]


def test_levels_ask_for_their_own_invoices(advanced: Tenant) -> None:
    make_policy(advanced, "East", "ada", level="company", ottimate_company_id=advanced.company("east"))
    make_policy(advanced, "West", "ada", level="company", ottimate_company_id=advanced.company("west"))
    make_policy(advanced, "Park", "ada", level="location", ottimate_location_id=advanced.location("park"))
    make_policy(advanced, "Centre", "ada", level="group", location_group="Centre")
    make_policy(advanced, "All", "ada")
    vendor = make_vendor(advanced)
    seen = {
        place: {policy for policy, *_ in chain_of(advanced, make_invoice(advanced, vendor=vendor, **at))}
        for place, at in {"main": {}, "park": {"ottimate_location_id": advanced.location("park")}}.items()
    }
    assert seen == {"main": {"East", "Centre", "All"}, "park": {"East", "Park", "All"}}


def test_taking_back_a_request_of_a_policy_by_hand_is_refused(advanced: Tenant) -> None:
    make_policy(advanced, "Clerk", "bo")
    invoice = make_invoice(advanced)
    (record,) = records_of(advanced, invoice)
    answer = advanced.api().delete(f"/v1/invoices/{invoice['id']}/approvers", params={"approval_id": record["id"]})
    assert (answer.status_code, error_of(answer)) == (409, "assigned_by_policy")
    assert status_of(advanced, invoice) == "pending-approval"
