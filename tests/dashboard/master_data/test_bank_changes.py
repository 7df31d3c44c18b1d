"""The queue of bank details that wait for a second person."""

from harness.bank_changes import NEW, OLD, asked, banked_vendor, confirm, read_vendor, statuses
from harness.dashboard import browser
from harness.server import Server
from harness.tenants import Tenant


def test_nothing_waits(server: Server, tenant: Tenant) -> None:
    page = browser(server, tenant).open("/bank-changes")
    assert (page.status, "No bank details wait" in page.words) == (200, True)


def test_a_second_person_confirms_from_the_queue(server: Server, tenant: Tenant) -> None:
    vendor = banked_vendor(tenant)
    change = asked(tenant, vendor)
    page = browser(server, tenant, role="Accounting - Full").open("/bank-changes")
    assert "GB29 NWBK 6016 1331 9268 19" in page.words
    done = page.send(f"/bank-changes/{change}/confirm", {"reason": "Called the number on file."})
    assert "The bank details are in force." in done.follow().words
    assert read_vendor(tenant, vendor)["iban"] == NEW


def test_or_declines_with_a_reason(server: Server, tenant: Tenant) -> None:
    vendor = banked_vendor(tenant)
    change = asked(tenant, vendor)
    clerk = browser(server, tenant)
    page = clerk.open("/bank-changes")
    form = page.form(f"/bank-changes/{change}/confirm")
    form.action = f"/bank-changes/{change}/decline"
    refused = clerk.send_form(form)
    assert (refused.status, "Say why" in refused.words) == (400, True)
    form.fields["reason"] = "A fraud."
    assert "declined" in clerk.send_form(form).follow().words
    assert (read_vendor(tenant, vendor)["iban"], statuses(tenant, vendor)[0]) == (OLD, "declined")


def test_what_is_refused_of_either_button_stands_beside_the_one_field_with_what_was_typed(
    server: Server, tenant: Tenant
) -> None:
    change = asked(tenant, banked_vendor(tenant))
    clerk = browser(server, tenant)
    form = clerk.open("/bank-changes").form(f"/bank-changes/{change}/confirm")
    for step, typed in (("decline", ""), ("decline", "x" * 2001), ("confirm", "x" * 2001)):
        form.action = f"/bank-changes/{change}/{step}"
        refused = clerk.send_form(form, {"reason": typed})
        again = refused.form(f"/bank-changes/{change}/confirm")
        assert (refused.status, again.fields["reason"]) == (400, typed)
        assert 'name="reason"' in refused.text.split('aria-invalid="true"')[0].rsplit("<input", 1)[1], (step, typed)


def test_who_asked_is_offered_to_withdraw_and_nothing_else(server: Server, tenant: Tenant) -> None:
    vendor = banked_vendor(tenant)
    here = f"/vendors/{vendor['id']}"
    clerk = browser(server, tenant)
    clerk.open(here).send(f"{here}/bank-details", {"iban": NEW})
    change = read_vendor(tenant, vendor)["pending_bank_change"]["id"]
    page = clerk.open("/bank-changes")
    steps = [form.action.split("?")[0] for form in page.forms if change in form.action]
    assert steps == [f"/bank-changes/{change}/withdraw"]
    page.send(f"/bank-changes/{change}/withdraw")
    assert statuses(tenant, vendor)[0] == "withdrawn"


def test_who_asked_and_sends_the_form_of_another_is_refused(server: Server, tenant: Tenant) -> None:
    vendor = banked_vendor(tenant)
    here = f"/vendors/{vendor['id']}"
    clerk = browser(server, tenant)
    clerk.open(here).send(f"{here}/bank-details", {"iban": NEW})
    page = clerk.open("/bank-changes")
    change = read_vendor(tenant, vendor)["pending_bank_change"]["id"]
    form = page.form(f"/bank-changes/{change}/withdraw")
    form.action = f"/bank-changes/{change}/confirm"
    refused = clerk.send_form(form)
    assert (refused.status, "ask a second person" in refused.words) == (403, True)
    assert read_vendor(tenant, vendor)["iban"] == OLD


def test_somebody_was_faster_and_the_page_says_so(server: Server, tenant: Tenant) -> None:
    change = asked(tenant, banked_vendor(tenant))
    page = browser(server, tenant).open("/bank-changes")
    assert confirm(tenant, change).status_code == 200
    refused = page.send(f"/bank-changes/{change}/confirm")
    assert (refused.status, "they were confirmed already" in refused.words) == (409, True)


def test_a_confirmation_that_is_sent_twice_is_done_once(server: Server, tenant: Tenant) -> None:
    change = asked(tenant, banked_vendor(tenant))
    clerk = browser(server, tenant)
    form = clerk.open("/bank-changes").form(f"/bank-changes/{change}/confirm")
    assert [clerk.send_form(form).status for _ in range(2)] == [303, 303]


def test_whoever_may_not_confirm_reads_and_is_refused(server: Server, tenant: Tenant) -> None:
    change = asked(tenant, banked_vendor(tenant))
    page = browser(server, tenant, role="Invoice Processor - Full").open("/bank-changes")
    assert "Somebody who may confirm bank details" in page.words
    assert [form.action for form in page.forms if change in form.action] == []


def test_a_company_sees_its_own(server: Server, tenant: Tenant) -> None:
    asked(tenant, banked_vendor(tenant, erp_vendor_name="Eastern"))
    page = browser(server, tenant, scope="west").open("/bank-changes")
    assert (page.status, "Eastern" in page.words) == (200, False)


def test_whoever_may_confirm_is_told_wherever_they_are(server: Server, tenant: Tenant) -> None:
    asked(tenant, banked_vendor(tenant))
    for address in ("/queue/all", "/vendors"):
        assert "Bank changes 1" in browser(server, tenant).open(address).words
    assert "Bank changes 1" not in browser(server, tenant, role="Invoice Processor - Full").open("/vendors").words


def test_what_became_of_others_is_one_filter_away(server: Server, tenant: Tenant) -> None:
    confirm(tenant, asked(tenant, banked_vendor(tenant)))
    page = browser(server, tenant).open("/bank-changes?status=confirmed")
    assert ("Confirmed" in page.words, "Bo Lind" in page.words) == (True, True)
    assert browser(server, tenant).open("/bank-changes?status=nonsense").status == 400


def test_an_administrator_sets_the_time_after_a_confirmation(server: Server, tenant: Tenant) -> None:
    admin = browser(server, tenant, company="east")
    page = admin.open("/bank-changes")
    assert page.form("/bank-changes/settings").fields["bank_hold_hours"] == "24"
    wrong = page.send("/bank-changes/settings", {"bank_hold_hours": "soon"})
    assert wrong.status == 400
    done = page.send("/bank-changes/settings", {"bank_hold_hours": "1"}).follow()
    assert "nothing is exported for one hour" in done.words
    clerk = browser(server, tenant, role="Accounting - Full", company="east").open("/bank-changes")
    assert [form.action for form in clerk.forms if "settings" in form.action] == []
