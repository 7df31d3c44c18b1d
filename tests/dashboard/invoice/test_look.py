"""What the form asks while it is open, and what it finds."""

from typing import Any

from harness.dashboard import browser
from harness.dimensions import make_dimension
from harness.invoices import make_invoice, make_vendor
from harness.people import demote
from harness.server import Server
from harness.tenants import Tenant


def test_sums_are_reckoned_with_what_is_typed_and_nothing_is_saved(server: Server, tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    flour, _ = invoice["items"]
    page = browser(server, tenant).open(f"/invoices/{invoice['id']}")
    fields: dict[str, Any] = page.form(f"/invoices/{invoice['id']}/save").fields
    fields |= {f"was.line.{flour['id']}.quantity": "2", f"line.{flour['id']}.quantity": "3"}
    fields |= {"line.new1.name": "Salt", "line.new1.quantity": "3", "line.new1.price": "0.335"}
    found = page.browser.post(f"/invoices/{invoice['id']}/sums", data=fields).json()
    assert (found["lines"], found["adds_up"]) == ("$131.01", False)
    assert found["amounts"] == {str(flour["id"]): "90.00", "new1": "1.01"}
    gone = {**fields, "remove": str(flour["id"])}
    assert page.browser.post(f"/invoices/{invoice['id']}/sums", data=gone).json()["lines"] == "$41.01"
    assert tenant.api().get(f"/v1/invoices/{invoice['id']}").json()["items"] == invoice["items"]


def test_vendors_and_dimensions_are_found_by_what_is_typed(server: Server, tenant: Tenant) -> None:
    vendor = make_vendor(tenant, erp_vendor_name="Zephyr <b>Foods</b>")
    make_dimension(tenant, "account", "51100")
    make_dimension(tenant, "department", "51199")
    person, company = browser(server, tenant), tenant.company()
    found = person.get(f"/find/vendors?company={company}&q=zeph").json()
    assert found == [{"value": str(vendor["id"]), "text": "Zephyr <b>Foods</b>", "hint": vendor["erp_vendor_id"]}]
    accounts = person.get(f"/find/dimensions?company={company}&type=ACCOUNT&q=511").json()
    assert accounts == [{"value": "51100", "text": "51100 Kitchen", "hint": "51100"}]
    assert person.get(f"/find/vendors?company={tenant.company('west')}&q=zeph").json() == []
    assert browser(server, tenant, scope="west").get(f"/find/vendors?company={company}&q=zeph").json() == []


def test_the_page_tells_who_was_faster(server: Server, tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    person = browser(server, tenant)
    assert person.get(f"/invoices/{invoice['id']}/version").json()["version"] == 1
    tenant.api().patch(f"/v1/invoices/{invoice['id']}", json={"notes": "x"})
    now = person.get(f"/invoices/{invoice['id']}/version").json()
    assert now["version"] == 2 and now["said"].endswith("has changed this invoice.")


def test_a_word_of_the_paper_is_read_for_its_field(server: Server, tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    person, path = browser(server, tenant), f"/invoices/{invoice['id']}/word"
    asked = [
        ("due_date", "24.12.2026", "2026-12-24"),
        ("total_amount", "EUR 1.234,56", "1234.56"),
        ("price", "x", None),
        ("total_amount", "9" * 35, "9" * 35 + ".00"),
    ]
    for field, text, value in asked:
        assert person.get(path, params={"field": field, "text": text}).json() == {"value": value}
    assert person.get(path, params={"field": "invoice_number", "text": " RE  7 "}).json() == {"value": "RE 7"}


def test_edits_of_a_clerk_and_of_others_are_never_lost(server: Server, tenant: Tenant) -> None:
    """Whoever is slower is told, and saves again: of twenty rounds no edit is missing."""
    invoice = make_invoice(tenant)
    path, person, lost = f"/invoices/{invoice['id']}", browser(server, tenant), 0
    for n in range(20):
        page = person.open(path)
        tenant.api().patch(f"/v1{path}", json={"purchase_order": f"PO-{n}"})
        answer = page.send(f"{path}/save", {"notes": f"Note {n}"})
        assert answer.status == 412
        assert answer.send(f"{path}/save").status == 303
        now = tenant.api().get(f"/v1{path}").json()
        lost += (now["purchase_order"], now["notes"]) != (f"PO-{n}", f"Note {n}")
    assert lost == 0


def test_hostile_text_is_text(server: Server, tenant: Tenant) -> None:
    bad = '"><script>alert(1)</script><img src=x onerror=alert(1)>{{ 7*7 }}\u202e😀' + "x" * 400
    vendor = make_vendor(tenant, erp_vendor_name=bad[:500])
    make_dimension(tenant, "account", '"><svg/onload=alert(1)>')
    line = {"name": bad, "amount": 100, "sku": '"><b>', "unit": "'\"><i>"}
    invoice = make_invoice(
        tenant, vendor=vendor, notes=bad, invoice_number=bad[:200], purchase_order=bad[:200], items=[line]
    )
    person = browser(server, tenant)
    for page in ("", "/why", "/duplicates", "/split", "/lines"):
        seen = person.open(f"/invoices/{invoice['id']}{page}")
        assert seen.status == 200, seen.words[:300]
        for raw in ("<script>alert", "<img src=x", "<svg/onload", '"><b>', "><i>"):
            assert raw not in seen.text, (page, raw)


def test_whose_rights_were_taken_away_a_second_ago_saves_nothing(server: Server, tenant: Tenant) -> None:
    invoice, late = make_invoice(tenant), f"late@{tenant.key}.example"
    page = browser(server, tenant, role="Accounting - Full", email=late).open(f"/invoices/{invoice['id']}")
    demote(server, tenant, late)
    assert page.send(f"/invoices/{invoice['id']}/save", {"notes": "x"}).status == 403
    assert tenant.api().get(f"/v1/invoices/{invoice['id']}").json()["notes"] is None
