"""Vendors as people find, read, enter and change them."""

import pytest

from harness.bank_changes import NEW, OLD, asked, banked_vendor, confirm, patch_vendor, read_vendor, statuses
from harness.dashboard import browser
from harness.invoices import make_invoice, make_vendor
from harness.server import Server
from harness.tenants import Tenant


def test_the_list_says_when_there_are_no_vendors(server: Server, tenant: Tenant) -> None:
    page = browser(server, tenant).open("/vendors")
    assert (page.status, "There are no vendors yet" in page.words) == (200, True)


def test_the_list_is_searched_and_shows_one_company(server: Server, tenant: Tenant) -> None:
    make_vendor(tenant, erp_vendor_name="Zwilling & <b>Söhne</b>")
    make_vendor(tenant, "west", erp_vendor_name="Westwind")
    clerk = browser(server, tenant)
    everything = clerk.open("/vendors")
    assert "Zwilling & <b>Söhne</b>" in everything.words and "<b>" not in everything.text
    found = clerk.open("/vendors?search=zwil")
    assert ("Zwilling" in found.words, "Westwind" in found.words) == (True, False)
    west = clerk.open(f"/vendors?ottimate_company_id={tenant.company('west')}")
    assert ("Zwilling" in west.words, "Westwind" in west.words) == (False, True)


def test_the_list_marks_whose_invoices_are_held(server: Server, tenant: Tenant) -> None:
    asked(tenant, banked_vendor(tenant))
    assert "waits for a second person" in browser(server, tenant).open("/vendors").words


def test_a_vendor_shows_its_record_its_invoices_and_its_history(server: Server, tenant: Tenant) -> None:
    vendor = make_vendor(tenant, erp_vendor_name="Mill", city="Austin")
    patch_vendor(tenant, vendor, city="Dallas")
    invoice = make_invoice(tenant, vendor=vendor)
    page = browser(server, tenant).open(f"/vendors/{vendor['id']}")
    assert page.status == 200
    assert f"/invoices/{invoice['id']}" in page.links
    assert all(
        word in page.words for word in ("Mill", "Net 30", "Dallas", "Austin", "Changed", "What its papers have taught")
    )


def test_whoever_may_not_read_the_trail_sees_no_history_and_no_forms(server: Server, tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    page = browser(server, tenant, role="Invoice Processor - Read Only").open(f"/vendors/{vendor['id']}")
    assert (page.status, "History" in page.words, "Change the vendor" in page.words) == (200, False, False)
    assert [form.action for form in page.forms if form.action.startswith("/vendors")] == []


@pytest.mark.parametrize("scope", ["west", "hafen"])
def test_a_vendor_of_another_company_is_not_there(server: Server, tenant: Tenant, scope: str) -> None:
    vendor = make_vendor(tenant)
    person = browser(server, tenant, scope=scope)
    assert person.open(f"/vendors/{vendor['id']}").status == 404
    assert person.open(f"/vendors/{vendor['id']}/edit").status == 404


def test_a_vendor_is_entered_with_its_first_account(server: Server, tenant: Tenant) -> None:
    typed = {
        "ottimate_company_id": str(tenant.company()),
        "erp_vendor_name": "Bäckerei",
        "erp_vendor_id": "B-1",
        "payment_method": "ach",
        "iban": OLD,
    }
    done = browser(server, tenant).open("/vendors/new").send("/vendors/new", typed)
    assert done.status == 303, done.words[:500]
    shown = done.follow()
    assert ("The vendor is entered." in shown.words, "DE89 3704 0044 0532 0130 00" in shown.words) == (True, True)


def test_what_was_typed_comes_back_beside_its_fault(server: Server, tenant: Tenant) -> None:
    other = make_vendor(tenant)
    page = browser(server, tenant, company="east").open("/vendors/new")
    typed = {"erp_vendor_name": "x" * 501, "erp_vendor_id": "E-1", "email": "nobody", "iban": "DE00"}
    refused = page.send("/vendors/new", typed)
    assert refused.status == 400
    assert refused.form("/vendors/new").fields["email"] == "nobody"
    assert refused.text.count('class="fault"') == 3
    taken = page.send("/vendors/new", {"erp_vendor_name": "y", "erp_vendor_id": other["erp_vendor_id"]})
    assert (taken.status, taken.form("/vendors/new").fields["erp_vendor_name"]) == (409, "y")


def test_a_vendor_is_changed_by_what_was_touched_alone(server: Server, tenant: Tenant) -> None:
    vendor = make_vendor(tenant, city="Austin", phone="1")
    done = (
        browser(server, tenant)
        .open(f"/vendors/{vendor['id']}/edit")
        .send(f"/vendors/{vendor['id']}/edit", {"city": "Dallas", "phone": ""})
    )
    assert done.status == 303, done.words[:500]
    now = read_vendor(tenant, vendor)
    assert (now["city"], now["phone"], now["net_terms"]) == ("Dallas", None, "Net 30")


def test_what_has_changed_is_told_where_it_has_and_nowhere_else(server: Server, tenant: Tenant) -> None:
    vendor = make_vendor(tenant, city="Austin", phone="1")
    path = f"/vendors/{vendor['id']}/edit"
    page = browser(server, tenant).open(path)
    patch_vendor(tenant, vendor, city="Boston")
    refused = page.send(path, {"phone": "2"})
    assert (refused.status, refused.words.count("Changed meanwhile:")) == (412, 1)
    assert "Changed meanwhile: Boston" in refused.words
    assert refused.form(path).fields["city"] == "Boston"


def test_somebody_who_was_faster_is_shown_and_not_overwritten(server: Server, tenant: Tenant) -> None:
    vendor = make_vendor(tenant, city="Austin")
    path = f"/vendors/{vendor['id']}/edit"
    page = browser(server, tenant).open(path)
    patch_vendor(tenant, vendor, city="Boston")
    refused = page.send(path, {"city": "Dallas"})
    assert (refused.status, refused.form(path).fields["city"]) == (412, "Dallas")
    assert "Changed meanwhile: Boston" in refused.words
    note = f"{path.replace('/', '-')}-city-stored"
    assert f'aria-describedby="{note}"' in refused.text and f'id="{note}"' in refused.text
    assert read_vendor(tenant, vendor)["city"] == "Boston"
    assert refused.send(path).status == 303
    assert read_vendor(tenant, vendor)["city"] == "Dallas"


def test_other_bank_details_wait_and_say_so(server: Server, tenant: Tenant) -> None:
    vendor = banked_vendor(tenant)
    here = f"/vendors/{vendor['id']}"
    clerk = browser(server, tenant, role="Accounting - Full")
    done = clerk.open(here).send(f"{here}/bank-details", {"iban": NEW, "bank_comment": "By letter <i>"})
    shown = done.follow()
    assert "The bank details wait for a second person." in shown.words
    assert "You asked for them" in shown.words and "By letter <i>" in shown.words and "<i>" not in shown.text
    assert "Nothing of this vendor is exported" in shown.words
    assert read_vendor(tenant, vendor)["pending_bank_change"]["iban"] == NEW


def test_the_same_bank_details_ask_for_nothing(server: Server, tenant: Tenant) -> None:
    vendor = banked_vendor(tenant)
    here = f"/vendors/{vendor['id']}"
    done = browser(server, tenant).open(here).send(f"{here}/bank-details").follow()
    assert "nothing was asked for" in done.words
    assert statuses(tenant, vendor) == ["first"]


def test_an_iban_with_a_slip_comes_back_beside_its_fault(server: Server, tenant: Tenant) -> None:
    vendor = banked_vendor(tenant)
    here = f"/vendors/{vendor['id']}"
    refused = browser(server, tenant).open(here).send(f"{here}/bank-details", {"iban": NEW[:-1] + "8"})
    assert (refused.status, "This is not an IBAN" in refused.words) == (400, True)
    assert refused.form(f"{here}/bank-details").fields["iban"] == NEW[:-1] + "8"


def test_the_bank_history_shows_who_asked_and_who_confirmed(server: Server, tenant: Tenant) -> None:
    vendor = banked_vendor(tenant)
    confirm(tenant, asked(tenant, vendor), comment="Called them.")
    page = browser(server, tenant).open(f"/vendors/{vendor['id']}")
    assert all(word in page.words for word in ("Came with the vendor", "Confirmed", "Bo Lind", "Called them."))


def test_lines_of_a_vendor_are_matched_with_the_catalog_or_not(server: Server, tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    here = f"/vendors/{vendor['id']}"
    clerk = browser(server, tenant)
    on = clerk.open(here).send(f"{here}/item-validation").follow()
    assert "Lines of its invoices are matched with the catalog." in on.words
    off = on.send(f"{here}/item-validation").follow()
    assert "Lines of its invoices are not matched with the catalog." in off.words


def test_a_form_that_is_sent_twice_enters_one_vendor(server: Server, tenant: Tenant) -> None:
    clerk = browser(server, tenant, company="east")
    form = clerk.open("/vendors/new").form("/vendors/new")
    answers = [clerk.send_form(form, {"erp_vendor_name": "Once", "erp_vendor_id": "O-1"}) for _ in range(2)]
    assert [answer.status for answer in answers] == [303, 303]
    assert answers[0].location == answers[1].location
