"""Dimensions as people find, enter and change them."""

from harness.dashboard import browser
from harness.dimensions import make_dimension
from harness.exports import coded, ready_invoice
from harness.server import Server
from harness.tenants import Tenant


def test_the_list_says_when_there_are_none(server: Server, tenant: Tenant) -> None:
    page = browser(server, tenant).open("/dimensions")
    assert (page.status, "There are no dimensions yet" in page.words) == (200, True)


def test_categories_are_counted_and_chosen(server: Server, tenant: Tenant) -> None:
    make_dimension(tenant, "account", "5000")
    make_dimension(tenant, "account", "5100")
    make_dimension(tenant, "department", "D-1")
    clerk = browser(server, tenant, company="east")
    page = clerk.open("/dimensions")
    assert "GL account 2" in page.words and "Department 1" in page.words
    accounts = clerk.open("/dimensions?ottimate_type=account")
    assert ("5100" in accounts.words, "D-1" in accounts.words) == (True, False)
    assert clerk.open("/dimensions?ottimate_type=nonsense").status == 400


def test_a_dimension_is_entered_with_what_is_needed(server: Server, tenant: Tenant) -> None:
    clerk = browser(server, tenant, company="east")
    typed = {"ottimate_type": "account", "name": "Food <b>cost</b>", "erp_dimension_id": "5000"}
    done = clerk.open("/dimensions/new").send("/dimensions/new", typed)
    assert done.status == 303, done.words[:500]
    shown = done.follow()
    assert "The dimension is entered." in shown.words and "Food <b>cost</b>" in shown.words
    again = clerk.open("/dimensions/new").send("/dimensions/new", typed)
    assert (again.status, "has it already" in again.words) == (409, True)
    assert again.form("/dimensions/new").fields["name"] == "Food <b>cost</b>"


def test_what_is_missing_is_told_beside_its_field(server: Server, tenant: Tenant) -> None:
    page = browser(server, tenant).open("/dimensions/new").send("/dimensions/new", {"ottimate_type": "account"})
    assert (page.status, page.text.count('class="fault"') >= 1) == (400, True)


def test_a_dimension_is_changed_and_what_was_approved_with_it_is_approved_anew(server: Server, tenant: Tenant) -> None:
    coding = coded(tenant)
    ready_invoice(tenant, dimensions=coding)
    one = tenant.api().get("/v1/dimensions").json()["dimensions"][0]
    path = f"/dimensions/{one['id']}/edit"
    page = browser(server, tenant).open(path)
    assert "approved anew" in page.words
    done = page.send(path, {"name": "Drinks"}).follow()
    assert "The dimension is changed." in done.words and "Drinks" in done.words
    refused = browser(server, tenant).open(path).send(path, {"code": ""})
    assert (refused.status, "was not changed" in refused.words) == (400, True)


def test_whoever_only_reads_is_offered_no_change(server: Server, tenant: Tenant) -> None:
    make_dimension(tenant, "account", "5000")
    page = browser(server, tenant, role="Invoice Processor - Read Only").open("/dimensions")
    assert (page.status, [link for link in page.links if "edit" in link or "new" in link]) == (200, [])


def test_a_dimension_of_another_company_is_not_there(server: Server, tenant: Tenant) -> None:
    one = make_dimension(tenant, "account", "5000")
    assert browser(server, tenant, scope="west").open(f"/dimensions/{one['id']}/edit").status == 404
