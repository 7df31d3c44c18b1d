"""Comments on an invoice, with mentions."""

from typing import Any

import pytest

from harness.api import error_of, fields_of
from harness.approvals import email, notices_of, user_id
from harness.invoices import make_invoice, make_vendor
from harness.statements import statements_of
from harness.tenants import Tenant
from harness.trail import trail


def say(tenant: Tenant, invoice: dict[str, Any], text: Any, user: str = "all", **body: Any) -> Any:
    return tenant.api(user).post(f"/v1/invoices/{invoice['id']}/comments", json={"text": text, **body})


def said(tenant: Tenant, invoice: dict[str, Any], **query: Any) -> Any:
    return tenant.api().get(f"/v1/invoices/{invoice['id']}/comments", params=query).json()


def test_comments_are_listed_newest_first(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    for text in ("First", "Second", "Third"):
        assert say(tenant, invoice, text).status_code == 201
    listed = said(tenant, invoice, limit=2)
    assert (listed["count"], [one["text"] for one in listed["results"]]) == (3, ["Third", "Second"])
    assert listed["results"][0]["author"]["first_name"] == "all"


def test_the_text_is_kept_as_plain_text(shared_tenant: Tenant) -> None:
    invoice = make_invoice(shared_tenant)
    text = "<script>alert(1)</script>\nline two\t& more"
    assert say(shared_tenant, invoice, text).json()["comment"]["text"] == text


def test_a_comment_is_no_change_of_the_invoice(shared_tenant: Tenant) -> None:
    invoice = make_invoice(shared_tenant)
    before = shared_tenant.api().get(f"/v1/invoices/{invoice['id']}").headers["etag"]
    say(shared_tenant, invoice, "Seen.")
    assert shared_tenant.api().get(f"/v1/invoices/{invoice['id']}").headers["etag"] == before


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (None, "required"),
        ("", "required"),
        (" \n ", "required"),
        (7, "required"),
        ("a\x1bb", "control_character"),
        ("x" * 10_001, "too_long"),
    ],
)
def test_a_text_that_cannot_be_kept_is_refused(shared_tenant: Tenant, text: Any, code: str) -> None:
    invoice = make_invoice(shared_tenant)
    answer = say(shared_tenant, invoice, text)
    assert (answer.status_code, fields_of(answer)) == (400, {"text": code})
    assert said(shared_tenant, invoice)["count"] == 0


def test_a_nul_is_refused(shared_tenant: Tenant) -> None:
    invoice = make_invoice(shared_tenant)
    assert say(shared_tenant, invoice, "a\0b").status_code == 400
    assert said(shared_tenant, invoice)["count"] == 0


def test_ten_thousand_characters_are_kept(shared_tenant: Tenant) -> None:
    assert say(shared_tenant, make_invoice(shared_tenant), "x" * 10_000).status_code == 201


def test_whoever_is_mentioned_is_told_once(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    text = f"Please look, @{email(tenant, 'bo').upper()}, and @{email(tenant, 'ada')}."
    answer = say(tenant, invoice, text, mentions=[user_id(tenant, "bo"), email(tenant, "bo")])
    assert [who["first_name"] for who in answer.json()["comment"]["mentions"]] == ["Bo", "Ada"]
    (notice,) = notices_of(tenant, "bo")
    assert (notice["kind"], notice["invoice"], notice["read_date"]) == ("mentioned", invoice["id"], None)
    assert notice["message"] == f"all mentioned you in a comment on invoice {invoice['number']}."
    assert len(notices_of(tenant, "ada")) == 1


def test_an_address_in_passing_mentions_nobody(shared_tenant: Tenant) -> None:
    answer = say(shared_tenant, make_invoice(shared_tenant), "They write from sales@vendor.example or a@b@c.example")
    assert answer.json()["comment"]["mentions"] == []


@pytest.mark.parametrize("name", ["di", "nobody"])
def test_mentioning_somebody_who_cannot_see_the_invoice_is_refused(tenant: Tenant, name: str) -> None:
    invoice = make_invoice(tenant)
    in_text = say(tenant, invoice, f"@{email(tenant, name)} look")
    assert (in_text.status_code, fields_of(in_text)) == (400, {"text": "unknown_user"})
    beside = say(tenant, invoice, "Look", mentions=[email(tenant, "bo"), email(tenant, name)])
    assert (beside.status_code, fields_of(beside)) == (400, {"mentions[1]": "unknown_user"})
    assert said(tenant, invoice)["count"] == 0 and notices_of(tenant, "bo") == []


def test_people_of_another_account_cannot_be_mentioned(tenant: Tenant, other_tenant: Tenant) -> None:
    answer = say(tenant, make_invoice(tenant), "Hello", mentions=[user_id(other_tenant, "bo")])
    assert fields_of(answer) == {"mentions[0]": "unknown_user"}


@pytest.mark.parametrize("mentions", ["bo", [None], [{}], [""], [0], [2**40], [True]])
def test_mentions_that_are_none_are_refused(shared_tenant: Tenant, mentions: Any) -> None:
    answer = say(shared_tenant, make_invoice(shared_tenant), "Look", mentions=mentions)
    (code,) = fields_of(answer).values()
    assert answer.status_code == 400 and code in ("invalid", "unknown_user")


def test_more_than_fifty_mentions_are_refused(shared_tenant: Tenant) -> None:
    text = " ".join(f"@p{n}@x.example" for n in range(51))
    assert fields_of(say(shared_tenant, make_invoice(shared_tenant), text)) == {"mentions": "too_many_mentions"}


def test_its_author_deletes_a_comment_and_a_tombstone_stays(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    comment = say(tenant, invoice, "Wrong place").json()["comment"]
    path = f"/v1/invoices/{invoice['id']}/comments/{comment['id']}"
    gone = tenant.api().delete(path)
    assert (gone.status_code, gone.json()["comment"]["text"], gone.json()["comment"]["deleted"]) == (200, None, True)
    assert tenant.api().delete(path).json() == gone.json()
    (tombstone,) = said(tenant, invoice)["results"]
    assert (tombstone["id"], tombstone["text"], tombstone["deleted"]) == (comment["id"], None, True)


def test_only_its_author_deletes_a_comment(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    comment = say(tenant, invoice, "Mine").json()["comment"]
    answer = tenant.api("second").delete(f"/v1/invoices/{invoice['id']}/comments/{comment['id']}")
    assert (answer.status_code, error_of(answer)) == (403, "not_your_comment")
    assert said(tenant, invoice)["results"][0]["text"] == "Mine"


def test_a_comment_is_found_under_its_own_invoice_only(tenant: Tenant) -> None:
    comment = say(tenant, make_invoice(tenant), "Here").json()["comment"]
    other = make_invoice(tenant)
    for id in (comment["id"], "nonsense"):
        assert tenant.api().delete(f"/v1/invoices/{other['id']}/comments/{id}").status_code == 404


def test_a_comment_cannot_be_edited(shared_tenant: Tenant) -> None:
    invoice = make_invoice(shared_tenant)
    comment = say(shared_tenant, invoice, "As it is").json()["comment"]
    path = f"/v1/invoices/{invoice['id']}/comments/{comment['id']}"
    assert shared_tenant.api().patch(path, json={"text": "Other"}).status_code == 405


def test_the_trail_keeps_what_was_said_and_taken_back(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    comment = say(tenant, invoice, "Pay it quickly").json()["comment"]
    tenant.api().delete(f"/v1/invoices/{invoice['id']}/comments/{comment['id']}")
    _, added, deleted = trail(tenant, "invoice")
    assert (added["action"], added["after"]["text"]) == ("invoice.commented", "Pay it quickly")
    assert (deleted["action"], deleted["before"]["text"]) == ("invoice.comment_deleted", "Pay it quickly")
    assert deleted["after"]["text"] is None


def test_whoever_may_only_read_does_not_comment(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    assert error_of(say(tenant, invoice, "Hello", user="reader")) == "permission_denied"
    assert tenant.api("reader").get(f"/v1/invoices/{invoice['id']}/comments").status_code == 200


def test_comments_on_an_invoice_out_of_reach_do_not_exist(tenant: Tenant, other_tenant: Tenant) -> None:
    invoice = make_invoice(tenant, vendor=make_vendor(tenant), ottimate_location_id=tenant.location("park"))
    for api in (tenant.api("main"), other_tenant.api()):
        assert api.get(f"/v1/invoices/{invoice['id']}/comments").status_code == 404
        assert api.post(f"/v1/invoices/{invoice['id']}/comments", json={"text": "Hi"}).status_code == 404


def test_listing_many_comments_takes_no_statement_each(tenant: Tenant) -> None:
    counts: list[int] = []
    for number in (1, 1, 20):  # the first is not counted: a process reserves its numbers in blocks
        invoice = make_invoice(tenant)
        for _ in range(number):
            say(tenant, invoice, f"Look, @{email(tenant, 'bo')}")
        counts.append(len(statements_of(tenant.server, lambda found=invoice: said(tenant, found))))
    assert counts[1] == counts[2]
