"""The catalog as people read and keep it."""

from typing import Any

from harness.catalog_entries import make_allowance, make_entry, make_price
from harness.dashboard import browser
from harness.invoices import make_vendor
from harness.server import Server
from harness.tenants import Tenant


def entry_now(tenant: Tenant, entry: dict[str, Any]) -> dict[str, Any]:
    return tenant.api().get(f"/v1/catalog/entries/{entry['id']}").json()


def test_the_list_says_when_there_are_no_entries(server: Server, tenant: Tenant) -> None:
    page = browser(server, tenant, company="east").open("/catalog")
    assert (page.status, "There are no entries yet" in page.words) == (200, True)


def test_entries_are_found_by_a_part_of_their_name(server: Server, tenant: Tenant) -> None:
    entry = make_entry(tenant, make_vendor(tenant), item_name="Tomates séchées <i>", price=24.5)
    someone = browser(server, tenant, company="east")
    page = someone.open("/catalog?search=séch")
    assert f"/catalog/{entry['id']}" in page.links
    assert ("Tomates séchées <i>" in page.words, "<i>" in page.text, "$24.50" in page.words) == (True, False, True)
    assert "No entry matches" in someone.open("/catalog?search=figs").words


def test_without_a_chosen_company_one_is_chosen_in_the_list(server: Server, tenant: Tenant) -> None:
    entry = make_entry(tenant, make_vendor(tenant))
    page = browser(server, tenant).open(f"/catalog?ottimate_company_id={tenant.company('east')}")
    assert f"/catalog/{entry['id']}" in page.links


def test_an_entry_is_entered(server: Server, tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    page = browser(server, tenant, company="east").open("/catalog/new")
    typed = {"erp_vendor_id": vendor["erp_vendor_id"], "item_name": "Figs", "size": "6 CT", "price": "24.99"}
    sent = page.send("/catalog/new", typed)
    assert sent.status == 303, sent.words[:900]
    shown = sent.follow()
    assert ("Figs" in shown.words, "$24.99" in shown.words, "$4.17" in shown.words) == (True, True, True)


def test_an_entry_that_is_there_is_not_changed_by_entering_it_again(server: Server, tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    entry = make_entry(tenant, vendor, item_name="Figs", sku="F-1", size="6 CT", price=10)
    page = browser(server, tenant, company="east").open("/catalog/new")
    typed = {"erp_vendor_id": vendor["erp_vendor_id"], "item_name": "Figs", "sku": "F-1", "size": "6 CT", "price": "1"}
    again = page.send("/catalog/new", typed)
    assert (again.status, entry["id"] in again.words) == (409, True)
    assert entry_now(tenant, entry)["price"] == "10.00"


def test_an_unknown_vendor_is_told_beside_its_field(server: Server, tenant: Tenant) -> None:
    page = browser(server, tenant, company="east").open("/catalog/new")
    again = page.send("/catalog/new", {"erp_vendor_id": "NOBODY", "item_name": "Figs"})
    assert (again.status, again.text.count('aria-invalid="true"')) == (400, 1)
    assert again.form("/catalog/new").fields["item_name"] == "Figs"


def test_an_entry_is_changed_field_by_field(server: Server, tenant: Tenant) -> None:
    entry = make_entry(tenant, make_vendor(tenant), price=10, size="6 CT")
    path = f"/catalog/{entry['id']}/edit"
    page = browser(server, tenant).open(path)
    tenant.api().patch(f"/v1/catalog/entries/{entry['id']}", json={"uom": "CS"})
    again = page.send(path, {"price": "12"})
    assert (again.status, again.form(path).fields["uom"]) == (412, "CS")
    assert again.send(path).status == 303
    now = entry_now(tenant, entry)
    assert (now["price"], now["uom"], now["pack_size"]) == ("12.00", "CS", "6 CT")


def test_prices_are_added_and_what_overlaps_is_refused(server: Server, tenant: Tenant) -> None:
    entry = make_entry(tenant, make_vendor(tenant))
    make_price(tenant, entry, 20, "2026-01-01", end_date="2026-12-31")
    here = f"/catalog/{entry['id']}"
    page = browser(server, tenant).open(here)
    assert "Now" in page.words
    again = page.send(f"{here}/prices", {"price": "19", "price_type": "company", "start_date": "2026-06-01"})
    assert again.status == 409
    at = {"price_type": "location", "ottimate_location_id": str(tenant.location())}
    sent = again.send(f"{here}/prices", {"price": "19.5", "start_date": "2026-06-01", **at})
    assert sent.status == 303, sent.words[:900]
    assert ("$19.50" in sent.follow().words, "Main Street" in sent.follow().words) == (True, True)


def test_a_place_that_does_not_belong_to_the_price_is_told(server: Server, tenant: Tenant) -> None:
    entry = make_entry(tenant, make_vendor(tenant))
    here = f"/catalog/{entry['id']}"
    page = browser(server, tenant).open(here)
    again = page.send(f"{here}/prices", {"price": "19", "price_type": "location", "start_date": "2026-06-01"})
    assert (again.status, 'aria-invalid="true"' in again.text) == (400, True)


def test_allowances_are_added_and_changed(server: Server, tenant: Tenant) -> None:
    entry = make_entry(tenant, make_vendor(tenant))
    allowance = make_allowance(tenant, entry, 2, "2026-01-01", end_date="2026-01-31")
    here = f"/catalog/{entry['id']}"
    page = browser(server, tenant).open(here)
    sent = page.send(f"{here}/allowances/{allowance['id']}", {"amount": "1.5", "end_date": ""})
    assert sent.status == 303, sent.words[:900]
    typed = {"allowance_type": "rebate", "target": "company", "amount": "0.25", "start_date": "2026-05-01"}
    assert page.send(f"{here}/allowances", typed).status == 303
    found = {one["allowance_type"]: (one["amount"], one["end_date"]) for one in entry_now(tenant, entry)["allowances"]}
    assert found == {"allowance": ("1.50", None), "rebate": ("0.25", None)}


def test_an_entry_is_hidden_and_that_is_undone(server: Server, tenant: Tenant) -> None:
    entry = make_entry(tenant, make_vendor(tenant))
    here = f"/catalog/{entry['id']}"
    shown = browser(server, tenant).open(here).send(f"{here}/hide").follow()
    assert ("Hidden" in shown.words, entry_now(tenant, entry)["is_hidden"]) == (True, True)
    undo = next(form for form in shown.forms if form.action == f"{here}/show")
    assert shown.browser.send_form(undo).status == 303
    assert entry_now(tenant, entry)["is_hidden"] is False


def test_an_entry_that_somebody_else_has_hidden_since_is_not_shown_by_an_undo(server: Server, tenant: Tenant) -> None:
    entry = make_entry(tenant, make_vendor(tenant))
    here = f"/catalog/{entry['id']}"
    shown = browser(server, tenant).open(here).send(f"{here}/hide").follow()
    for step in ("show", "hide"):
        assert tenant.api("second").post(f"/v1/catalog/entries/{entry['id']}/{step}").status_code == 200
    undo = next(form for form in shown.forms if form.action == f"{here}/show" and "_etag" in form.fields)
    assert shown.browser.send_form(undo).status == 412
    assert entry_now(tenant, entry)["is_hidden"] is True


def test_item_validation_is_switched_vendor_by_vendor(server: Server, tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    make_entry(tenant, vendor)
    someone = browser(server, tenant, company="east")
    page = someone.open("/catalog/validation")
    assert ("Matched" in page.words, "by default" in page.words) == (True, True)
    off = page.send("/catalog/validation").follow()
    assert "Not matched" in off.words
    back = next(form for form in off.forms if form.fields.get("switch") == "default")
    assert "by default" in someone.send_form(back).follow().words


def test_whoever_sees_one_location_may_not_write_entries(server: Server, tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    page = browser(server, tenant, scope="main").open("/catalog/new")
    again = page.send("/catalog/new", {"erp_vendor_id": vendor["erp_vendor_id"], "item_name": "Figs"})
    assert again.status == 403
