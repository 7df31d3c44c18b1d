"""What people were told, and who may read it."""

from typing import Any

import pytest

from harness.api import error_of
from harness.approvals import approve_as, ask, decline_as, email, notices_of, user_id
from harness.invoices import make_invoice
from harness.policies import make_policy
from harness.tenants import Tenant


def mention(tenant: Tenant, name: str, **invoice: Any) -> str:
    """A new invoice with a comment that mentions a person; the invoice's id."""
    id = make_invoice(tenant, **invoice)["id"]
    said = tenant.api().post(f"/v1/invoices/{id}/comments", json={"text": f"@{email(tenant, name)} look"})
    assert said.status_code == 201, said.text
    return id


def test_notices_are_listed_newest_first_and_by_whether_they_were_read(tenant: Tenant) -> None:
    first, second = mention(tenant, "bo"), mention(tenant, "bo")
    newest, oldest = notices_of(tenant, "bo")
    assert [newest["invoice"], oldest["invoice"]] == [second, first]
    read = tenant.api().post(f"/v1/notices/{oldest['id']}/read")
    assert read.status_code == 200 and read.json()["notice"]["read_date"]
    assert [n["id"] for n in notices_of(tenant, "bo", unread="true")] == [newest["id"]]
    assert [n["id"] for n in notices_of(tenant, "bo", unread="false")] == [oldest["id"]]


def test_reading_a_notice_again_keeps_the_first_time(tenant: Tenant) -> None:
    mention(tenant, "bo")
    (notice,) = notices_of(tenant, "bo")
    path = f"/v1/notices/{notice['id']}/read"
    assert tenant.api().post(path).json() == tenant.api().post(path).json()


def test_without_a_user_they_are_ones_own(tenant: Tenant) -> None:
    mention(tenant, "bo")
    assert tenant.api("reader").get("/v1/notices").json()["count"] == 0


def test_another_persons_notices_need_a_permission(tenant: Tenant) -> None:
    mention(tenant, "bo")
    (notice,) = notices_of(tenant, "bo")
    refused = tenant.api("editor").get("/v1/notices", params={"user_id": user_id(tenant, "bo")})
    assert (refused.status_code, error_of(refused)) == (403, "permission_denied")
    assert tenant.api("editor").post(f"/v1/notices/{notice['id']}/read").status_code == 404
    assert notices_of(tenant, "bo", unread="true") == [notice]


def test_whoever_reads_for_others_sees_no_further_than_their_own_scope(tenant: Tenant) -> None:
    mention(tenant, "bo", ottimate_location_id=tenant.location("park"))
    here = mention(tenant, "bo")
    assert [n["invoice"] for n in notices_of(tenant, "bo", api="main")] == [here]
    there = notices_of(tenant, "bo")[1]
    assert tenant.api("main").post(f"/v1/notices/{there['id']}/read").status_code == 404


def test_another_accounts_people_and_notices_do_not_exist(tenant: Tenant, other_tenant: Tenant) -> None:
    mention(tenant, "bo")
    (notice,) = notices_of(tenant, "bo")
    stranger = other_tenant.api()
    assert stranger.get("/v1/notices", params={"user_id": user_id(tenant, "bo")}).status_code == 404
    for id in (notice["id"], "nonsense"):
        assert stranger.post(f"/v1/notices/{id}/read").status_code == 404


def test_a_comment_that_is_refused_tells_nobody(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    text = f"@{email(tenant, 'bo')} and @{email(tenant, 'di')}"
    assert tenant.api().post(f"/v1/invoices/{invoice['id']}/comments", json={"text": text}).status_code == 400
    assert notices_of(tenant, "bo") == []


def test_many_of_ones_own_are_marked_as_read_and_nobody_elses(tenant: Tenant) -> None:
    for _ in range(3):
        invoice = make_invoice(tenant)
        tenant.api("second").post(f"/v1/invoices/{invoice['id']}/flag")
    own = tenant.api().get("/v1/notices").json()["results"]
    ids = [one["id"] for one in own]
    assert len(ids) == 3
    assert tenant.api("second").post("/v1/notices/read", json={"ids": ids}).json()["read"] == 0
    assert tenant.api().post("/v1/notices/read", json={"ids": ids[:2]}).json()["read"] == 2
    assert tenant.api().post("/v1/notices/read", json={"ids": [*ids, ids[0]]}).json()["read"] == 1
    assert tenant.api().get("/v1/notices", params={"unread": "true"}).json()["count"] == 0
    assert tenant.api().post("/v1/notices/read", json={"ids": ["x"]}).status_code == 400
    assert tenant.api().post("/v1/notices/read", json={"ids": []}).status_code == 400


@pytest.mark.parametrize("decide", [approve_as, decline_as])
def test_whoever_has_decided_has_read_that_it_was_their_turn(tenant: Tenant, decide: Any) -> None:
    invoice, other = make_invoice(tenant), make_invoice(tenant)
    for one in (invoice, other):
        ask(tenant, one, "bo", "ada")
    said = tenant.api().post(f"/v1/invoices/{invoice['id']}/comments", json={"text": f"@{email(tenant, 'bo')} look"})
    assert said.status_code == 201
    assert decide(tenant, invoice, "bo").status_code == 200
    unread = [(one["kind"], one["invoice"]) for one in notices_of(tenant, "bo", unread="true")]
    assert sorted(unread) == [("asked", other["id"]), ("mentioned", invoice["id"])]
    assert "asked" in [
        one["kind"] for one in notices_of(tenant, "ada", unread="true") if one["invoice"] == invoice["id"]
    ]


def test_a_turn_that_comes_with_ones_own_decision_is_told(new_tenant: Any) -> None:
    tenant = new_tenant(approval_mode="advanced")
    first = make_policy(tenant, "Kitchen lead", "bo")
    make_policy(tenant, "Controller", "ada", conditions={"after": [first["id"]]})
    invoice = make_invoice(tenant)
    assert approve_as(tenant, invoice, "bo").status_code == 200
    assert [one["kind"] for one in notices_of(tenant, "ada", unread="true")] == ["asked"]
    assert notices_of(tenant, "bo", unread="true") == []
