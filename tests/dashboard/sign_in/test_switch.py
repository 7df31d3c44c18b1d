"""Accounts and companies: where one is, and where one may go."""

import pytest
from tests.access.doorway import PASSWORD, Doorway

from harness.browser_client import Browser
from harness.dashboard import browser, stranger
from harness.people import make_person
from harness.server import Server
from harness.tenants import Tenant


def test_a_company_is_chosen_and_named_in_the_top_bar(server: Server, tenant: Tenant) -> None:
    client = browser(server, tenant)
    page = client.open("/switch")
    forms = {form.fields["company"]: form for form in page.forms if form.action == "/switch/company"}
    assert set(forms) == {"", str(tenant.company("east")), str(tenant.company("west"))}
    done = client.send_form(forms[str(tenant.company("east"))])
    assert done.location == "/?said=company_chosen"
    assert f"Tenant {tenant.key} East Inc" in client.open("/help").words
    form = next(form for form in client.open("/switch").forms if form.fields.get("company") == "")
    client.send_form(form)
    assert "All companies" in client.open("/help").words


@pytest.mark.parametrize("company", ["0", "x", "999999999", "٣", "1" * 30, "-1"])
def test_a_company_that_is_none_is_not_found(server: Server, tenant: Tenant, company: str) -> None:
    client = browser(server, tenant)
    form = next(form for form in client.open("/switch").forms if form.action == "/switch/company")
    assert client.send_form(form, {"company": company}).status == 404


def test_a_company_out_of_scope_is_refused(server: Server, tenant: Tenant) -> None:
    client = browser(server, tenant, scope="east")
    page = client.open("/switch")
    token = page.form("/signout").fields["_token"]
    answer = client.post("/switch/company", data={"company": tenant.company("west"), "_token": token})
    assert answer.status_code == 403


def two_accounts(server: Server, tenant: Tenant, other: Tenant) -> tuple[Doorway, Browser]:
    ada = Doorway(server, tenant)
    make_person(server, other, ada.email, role="Invoice Processor - Read Only")
    client = stranger(server)
    client.open("/signin").send("/signin", {"email": ada.email, "password": PASSWORD})
    return ada, client


def test_a_person_of_two_accounts_goes_from_one_to_the_other(
    server: Server, tenant: Tenant, other_tenant: Tenant
) -> None:
    _, client = two_accounts(server, tenant, other_tenant)
    page = client.open("/switch")
    forms = {form.fields["account"]: form for form in page.forms if form.action == "/switch/account"}
    assert set(forms) == {str(tenant.account_id), str(other_tenant.account_id)}
    done = client.send_form(forms[str(other_tenant.account_id)])
    assert done.location == "/?said=account_chosen"
    seen = client.open("/switch")
    assert f"Tenant {other_tenant.key}" in seen.words.split("Accounts")[0]


def test_a_form_is_sent_in_the_account_that_its_page_showed_or_not_at_all(
    server: Server, tenant: Tenant, other_tenant: Tenant
) -> None:
    _, client = two_accounts(server, tenant, other_tenant)
    first, second = client.open("/switch"), client.open("/switch")
    accounts = {form.fields["account"]: form for form in first.forms if form.action == "/switch/account"}
    client.send_form(accounts[str(tenant.account_id)])
    left_open = client.open("/integration")
    accounts = {
        form.fields["account"]: form for form in client.open("/switch").forms if form.action == "/switch/account"
    }
    client.send_form(accounts[str(other_tenant.account_id)])
    late = left_open.send("/integration/keys", {"label": "For the first account"})
    assert late.status == 409 and "belongs elsewhere" in late.words and "For the first account" in late.words
    assert f"Tenant {other_tenant.key}" in late.words
    assert second.send("/signout").location == "/signin?said=signed_out"


@pytest.mark.parametrize("account", ["", "x", "0190a000-0000-7000-8000-000000000000"])
def test_an_account_that_is_none_of_ones_own_is_refused(server: Server, tenant: Tenant, account: str) -> None:
    client = browser(server, tenant)
    token = client.open("/switch").form("/signout").fields["_token"]
    seen = client.post("/switch/account", data={"account": account, "_token": token})
    assert seen.status_code == 403 and "no longer, a person of this account" in seen.text


def test_another_account_of_somebody_else_is_refused(server: Server, tenant: Tenant, other_tenant: Tenant) -> None:
    client = browser(server, tenant)
    token = client.open("/switch").form("/signout").fields["_token"]
    data = {"account": str(other_tenant.account_id), "_token": token}
    assert client.post("/switch/account", data=data).status_code == 403
