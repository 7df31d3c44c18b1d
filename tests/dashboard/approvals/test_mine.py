"""One's own approvals: many at once with what became of each, and back again."""

from typing import Any

import pytest

from harness.approvals import ask, email, stand_in
from harness.browser_client import Browser, Seen
from harness.dashboard import browser, told
from harness.invoices import make_invoice, make_vendor, status_of
from harness.policies import make_policy
from harness.server import Server
from harness.tenants import Tenant

PATH = "/queue/my-approvals"
APPROVE = f"{PATH}/approve"


def ticked(page: Seen, *invoices: dict[str, Any]) -> list[str]:
    """What the boxes of these rows hold."""
    values = [value.split('"')[0].replace("&#34;", '"') for value in page.text.split('name="invoice" value="')[1:]]
    return [value for one in invoices for value in values if value.startswith(f"{one['invoice_id']}:")]


def decide(page: Seen, step: str, *invoices: dict[str, Any], **typed: Any) -> Seen:
    form = page.form(APPROVE)
    form.action = f"{PATH}/{step}"
    return page.browser.send_form(form, {"invoice": ticked(page, *invoices), **typed})


@pytest.fixture
def who(server: Server, tenant: Tenant) -> Browser:
    return browser(server, tenant)


def test_the_list_says_why_and_since_when(server: Server, new_tenant: Any) -> None:
    tenant = new_tenant(approval_mode="advanced")
    make_policy(tenant, "Kitchen lead", "bo")
    invoice = make_invoice(tenant)
    words = browser(server, tenant, email=email(tenant, "bo")).open(PATH).words
    assert "Kitchen lead" in words and invoice["number"] in words and "ago" in words
    assert "Nobody waits for your approval." in browser(server, tenant).open(PATH).words


def test_selected_ones_are_approved_and_undo_brings_them_back(who: Browser, tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    one, two, left = (make_invoice(tenant, vendor=vendor) for _ in range(3))
    done = decide(who.open(PATH), "approve", one, two, comment="Month end")
    assert done.status == 303
    after = done.follow()
    assert "Approved. 2 invoices: $220.00" in after.words and left["number"] in after.words
    assert f'name="invoice" value="{one["invoice_id"]}:' not in after.text
    assert [status_of(tenant, found) for found in (one, two, left)] == ["ready-for-export"] * 2 + ["pending-approval"]
    back = after.send("/approvals/undo").follow()
    assert "Taken back" in back.words and one["number"] in back.words
    assert {status_of(tenant, found) for found in (one, two, left)} == {"pending-approval"}


def test_after_an_undo_that_was_not_possible_for_all_one_key_leads_back(who: Browser, tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    one, two = (make_invoice(tenant, vendor=vendor) for _ in range(2))
    done = decide(who.open(PATH), "approve", one, two).follow()
    tenant.api().patch(f"/v1/invoices/{one['id']}", json={"notes": "x"})
    told = done.send("/approvals/undo")
    assert "One could not be taken back" in told.words
    (back,) = [tag.split(">")[0] for tag in told.text.split("<a ")[1:] if 'data-key="u"' in tag.split(">")[0]]
    assert f'href="{PATH}' in back


def test_a_credit_memo_is_named_so_and_has_a_minus_before_and_after_it_is_approved(
    who: Browser, tenant: Tenant
) -> None:
    vendor = make_vendor(tenant)
    memo = make_invoice(tenant, vendor=vendor, type="credit_memo")
    page = who.open(PATH)
    assert "Credit memo -$110.00" in page.words
    assert f"{memo['number']} -$110.00" in decide(page, "approve", memo).follow().words
    assert "-$110.00" in who.open(f"/vendors/{vendor['id']}").words


def test_what_was_changed_meanwhile_is_told_by_its_row_and_the_others_are_done(who: Browser, tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    changed, fine = make_invoice(tenant, vendor=vendor), make_invoice(tenant, vendor=vendor)
    page = who.open(PATH)
    tenant.api().patch(f"/v1/invoices/{changed['id']}", json={"notes": "x"})
    answer = decide(page, "approve", changed, fine)
    assert answer.status == 200
    assert "One was approved." in answer.words and "One was not approved:" in answer.words
    assert f"{changed['number']} : Somebody has changed it since" in answer.words and "If-Match" not in answer.text
    assert f"One was approved. {vendor['erp_vendor_name']} {fine['number']} $110.00" in answer.words
    assert (status_of(tenant, changed), status_of(tenant, fine)) == ("pending-approval", "ready-for-export")
    assert answer.send("/approvals/undo").status == 303
    assert status_of(tenant, fine) == "pending-approval"
    assert decide(who.open(PATH), "approve", changed).status == 303


def test_undo_goes_back_to_the_list_as_it_was_narrowed(who: Browser, tenant: Tenant) -> None:
    one, two = make_invoice(tenant), make_invoice(tenant)
    page = who.open(f"{PATH}?currency=USD")
    form = page.form(APPROVE)
    after = who.send_form(form, {"invoice": ticked(page, one, two)}).follow()
    back = after.send("/approvals/undo")
    assert back.location == f"{PATH}?currency=USD&said=taken_back"


def test_undo_of_one_goes_back_to_it_in_its_queue(who: Browser, tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    one, other = make_invoice(tenant, vendor=vendor), make_invoice(tenant, vendor=vendor)
    opened = who.open(f"/invoices/{one['id']}?queue=my-approvals&currency=USD")
    after = opened.send(f"/invoices/{one['id']}/approve").follow()
    assert other["number"] in after.words
    assert f"Approved. {vendor['erp_vendor_name']} {one['number']} $110.00" in after.words
    back = after.send("/approvals/undo")
    assert back.location == f"/invoices/{one['id']}?queue=my-approvals&currency=USD&said=taken_back"


def test_a_double_click_tells_the_same_twice(who: Browser, tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    page = who.open(PATH)
    form = page.form(APPROVE)
    answers = [who.send_form(form, {"invoice": ticked(page, invoice)}) for _ in range(2)]
    assert [(one.status, one.location) for one in answers] == [(303, answers[0].location)] * 2
    told = tenant.api().get(f"/v1/invoices/{invoice['id']}", params={"expand": "history"}).json()["history"]
    assert [entry["reason"] for entry in told].count("approved") == 1


def test_a_decline_of_many_needs_words_and_keeps_what_was_ticked(who: Browser, tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    refused = decide(who.open(PATH), "decline", invoice)
    assert refused.status == 400 and "checked" in refused.text
    assert decide(refused, "decline", invoice, comment="Not ours").status == 303
    assert status_of(tenant, invoice) == "needs-attention"


def test_many_are_flagged_by_whoever_may_not_approve(server: Server, tenant: Tenant) -> None:
    """They are asked by nobody, so that their queue is empty; the buttons are those that they may use."""
    make_invoice(tenant)
    page = browser(server, tenant, role="Invoice Processor - Full").open(PATH)
    assert page.status == 200 and 'class="empty"' in page.text


def test_nothing_selected_changes_nothing(who: Browser, tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    after = decide(who.open(PATH), "approve").follow()
    assert "Nothing was selected" in after.words and status_of(tenant, invoice) == "pending-approval"


@pytest.mark.parametrize("value", ["", ":", "x:y", "1", '9999999:"1"', "1:" + "9" * 400, "1:\u202e", "'; DROP--:1"])
def test_a_box_that_holds_something_else_changes_nothing(who: Browser, tenant: Tenant, value: str) -> None:
    invoice = make_invoice(tenant)
    page = who.open(PATH)
    answer = who.send_form(page.form(APPROVE), {"invoice": [value]})
    assert answer.status in (200, 303, 400)
    assert status_of(tenant, invoice) == "pending-approval"


def test_what_has_followed_is_told_when_it_is_undone(who: Browser, tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    after = decide(who.open(PATH), "approve", invoice).follow()
    tenant.api().post("/v1/invoices/mark-exported", json={"invoices": [{"invoice_id": invoice["id"]}]})
    undone = after.send("/approvals/undo")
    assert "was exported" in undone.words and status_of(tenant, invoice) == "exported"


def test_an_undo_that_is_refused_leads_back_to_its_queue(server: Server, tenant: Tenant, who: Browser) -> None:
    invoice = make_invoice(tenant)
    decide(who.open(PATH), "approve", invoice)
    page = who.open(told(server, who, f"/queue/all?search={invoice['number']}", "approved", invoice["id"]))
    tenant.api().post("/v1/invoices/mark-exported", json={"invoices": [{"invoice_id": invoice["id"]}]})
    undone = page.send("/approvals/undo")
    assert "was exported" in undone.words and f"/queue/all?search={invoice['number']}" in undone.links
    opened_again = who.get(f"/approvals/undo?queue=all&search={invoice['number']}")
    assert opened_again.headers["location"] == f"/queue/all?search={invoice['number']}"


@pytest.mark.parametrize(
    ("step", "of", "status"), [("archive", "1", 404), ("approve", "x", 400), ("approve", "", 303), ("", "1", 404)]
)
def test_an_undo_of_nothing_undoes_nothing(
    server: Server, tenant: Tenant, who: Browser, step: str, of: str, status: int
) -> None:
    """What is approved stays so, also where the form names no invoice at all."""
    approved = make_invoice(tenant)
    decide(who.open(PATH), "approve", approved)
    page = who.open(told(server, who, PATH, "approved", "1"))
    answer = who.send_form(page.form("/approvals/undo"), {"step": step, "invoice": of})
    assert answer.status == status, answer.words
    assert status_of(tenant, approved) == "ready-for-export"


def test_a_stand_in_finds_what_waits_for_the_other(server: Server, tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    ask(tenant, invoice, "ada")
    stand_in(tenant, "bo", "ada")
    page = browser(server, tenant, email=email(tenant, "bo")).open(PATH)
    assert invoice["number"] in page.words and "in the place of Ada Marsh" in page.words
    assert decide(page, "approve", invoice).status == 303
    assert status_of(tenant, invoice) == "ready-for-export"


def test_a_search_keeps_what_the_list_was_narrowed_by(server: Server, tenant: Tenant, who: Browser) -> None:
    address = f"{PATH}?due_from=2020-01-01&ottimate_location_ids={tenant.location('main')}"
    fields = who.open(address).form(PATH).fields
    assert (fields["due_from"], fields["ottimate_location_ids"]) == ("2020-01-01", str(tenant.location("main")))


def test_a_row_leads_to_the_same_page_of_the_same_list(server: Server, tenant: Tenant, who: Browser) -> None:
    invoice = make_invoice(tenant)
    links = who.open(f"{PATH}?page=1&currency=USD").links
    assert f"/invoices/{invoice['id']}?queue=my-approvals&page=1&currency=USD" in links


def test_a_policy_that_asks_several_people_stands_once_among_the_reasons(server: Server, new_tenant: Any) -> None:
    tenant = new_tenant(approval_mode="advanced")
    make_policy(tenant, "Kitchen lead", "bo", "ada", needs="any")
    make_policy(tenant, "Bar lead", "bo")
    make_invoice(tenant)
    words = browser(server, tenant, email=email(tenant, "bo")).open(PATH).words
    assert (words.count("Kitchen lead"), words.count("Bar lead")) == (1, 1)
