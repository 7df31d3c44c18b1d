"""What is typed into the form of an invoice, saved."""

from typing import Any

from harness.browser_client import Seen
from harness.custom_fields import INVOICE, tenant_with_fields
from harness.dashboard import browser
from harness.dimensions import make_dimension
from harness.invoices import make_invoice, make_vendor
from harness.server import Server
from harness.tenants import Tenant


def opened(server: Server, tenant: Tenant, invoice: dict[str, Any]) -> Seen:
    return browser(server, tenant).open(f"/invoices/{invoice['id']}")


def saved(page: Seen, invoice: dict[str, Any], typed: dict[str, Any]) -> Seen:
    return page.send(f"/invoices/{invoice['id']}/save", typed)


def now(tenant: Tenant, invoice: dict[str, Any]) -> dict[str, Any]:
    return tenant.api().get(f"/v1/invoices/{invoice['id']}").json()


def fields(page: Seen, invoice: dict[str, Any]) -> dict[str, Any]:
    return page.form(f"/invoices/{invoice['id']}/save").fields


def test_what_was_changed_is_saved_and_nothing_else(server: Server, tenant: Tenant) -> None:
    invoice = make_invoice(tenant, total_amount=None)
    answer = saved(opened(server, tenant, invoice), invoice, {"total_amount": "1,110.00", "notes": "Checked"})
    assert answer.status == 303, answer.words
    stored = now(tenant, invoice)
    assert (stored["total_amount"], stored["notes"], stored["number"]) == (1110, "Checked", invoice["number"])
    assert "Saved." in answer.follow().words


def test_saving_what_nobody_changed_makes_no_version(server: Server, tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    etag = tenant.api().get(f"/v1/invoices/{invoice['id']}").headers["etag"]
    assert saved(opened(server, tenant, invoice), invoice, {}).status == 303
    assert tenant.api().get(f"/v1/invoices/{invoice['id']}").headers["etag"] == etag


def test_a_value_that_cannot_be_stays_in_its_field_and_says_so(server: Server, tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    answer = saved(opened(server, tenant, invoice), invoice, {"total_amount": "eleven", "notes": "Kept"})
    assert answer.status == 400
    assert "This is no number" in answer.words
    shown = fields(answer, invoice)
    assert (shown["total_amount"], shown["notes"]) == ("eleven", "Kept")
    assert (shown["was.total_amount"], shown["was.notes"]) == ("110.00", "")


def test_amounts_are_read_as_the_person_writes_them(server: Server, tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    german = browser(server, tenant)
    german.headers["accept-language"] = "de-DE,de;q=0.9"
    page = german.open(f"/invoices/{invoice['id']}")
    assert fields(page, invoice)["total_amount"] == "110,00"
    assert saved(page, invoice, {"total_amount": "1.234"}).status == 303
    assert now(tenant, invoice)["total_amount"] == 1234


def test_two_people_change_different_fields_and_both_stay(server: Server, tenant: Tenant) -> None:
    """The second is told, nothing of theirs is lost, and saving again keeps both."""
    invoice = make_invoice(tenant)
    page = opened(server, tenant, invoice)
    tenant.api().patch(f"/v1/invoices/{invoice['id']}", json={"purchase_order": "PO-9"})
    refused = saved(page, invoice, {"notes": "Mine"})
    assert refused.status == 412
    shown = fields(refused, invoice)
    assert (shown["purchase_order"], shown["notes"]) == ("PO-9", "Mine")
    assert "It was (empty)" in refused.words
    assert saved(refused, invoice, {}).status == 303
    stored = now(tenant, invoice)
    assert (stored["purchase_order"], stored["notes"]) == ("PO-9", "Mine")


def test_two_people_change_the_same_field_and_neither_is_written_over(server: Server, tenant: Tenant) -> None:
    invoice = make_invoice(tenant, notes="First")
    page = opened(server, tenant, invoice)
    tenant.api().patch(f"/v1/invoices/{invoice['id']}", json={"notes": "Theirs"})
    refused = saved(page, invoice, {"notes": "Mine"})
    shown = fields(refused, invoice)
    assert (refused.status, shown["notes"]) == (412, "Theirs")
    assert "Take what you typed: Mine" in refused.words
    assert saved(refused, invoice, {}).status == 303
    assert now(tenant, invoice)["notes"] == "Theirs"


def test_what_was_typed_is_taken_where_that_is_chosen(server: Server, tenant: Tenant) -> None:
    invoice = make_invoice(tenant, notes="First")
    page = opened(server, tenant, invoice)
    tenant.api().patch(f"/v1/invoices/{invoice['id']}", json={"notes": "Theirs"})
    refused = saved(page, invoice, {"notes": "Mine"})
    assert saved(refused, invoice, {"mine.notes": "Mine"}).status == 303
    assert now(tenant, invoice)["notes"] == "Mine"


def test_what_others_have_changed_is_told_as_people_read_it(server: Server, tenant: Tenant) -> None:
    """A date by the locale, a choice by its name."""
    invoice = make_invoice(tenant, due_date="2026-12-10")
    page = opened(server, tenant, invoice)
    tenant.api().patch(f"/v1/invoices/{invoice['id']}", json={"due_date": "2026-12-24", "type": "credit_memo"})
    refused = saved(page, invoice, {"due_date": "2026-12-31"})
    assert refused.status == 412
    assert "It was Dec 10, 2026" in refused.words and "Take what you typed: Dec 31, 2026" in refused.words
    assert "It was Invoice" in refused.words
    assert saved(refused, invoice, {"mine.due_date": "2026-12-31"}).status == 303
    assert now(tenant, invoice)["due_date"] == "2026-12-31"


def test_a_form_that_is_sent_twice_is_saved_once(server: Server, tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    page = opened(server, tenant, invoice)
    first, second = saved(page, invoice, {"notes": "Once"}), saved(page, invoice, {"notes": "Once"})
    assert (first.status, second.status) == (303, 303)
    stored = tenant.api().get(f"/v1/invoices/{invoice['id']}?expand=history").json()
    assert stored["notes"] == "Once"
    assert [entry["reason"] for entry in stored["history"]].count("changed") == 1


def test_a_page_that_was_brought_back_is_told_what_was_saved_since(server: Server, tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    page = opened(server, tenant, invoice)
    assert saved(page, invoice, {"notes": "First"}).status == 303
    again = saved(page, invoice, {"notes": "Second"})
    assert (again.status, "Take what you typed: Second" in again.words) == (412, True)
    assert now(tenant, invoice)["notes"] == "First"


def test_a_vendor_is_chosen_by_its_name(server: Server, tenant: Tenant) -> None:
    old, new = make_vendor(tenant), make_vendor(tenant, erp_vendor_name="Zephyr Foods")
    invoice = make_invoice(tenant, vendor=old)
    assert saved(opened(server, tenant, invoice), invoice, {"vendor": "zephyr"}).status == 303
    assert now(tenant, invoice)["ottimate_vendor_id"] == new["id"]


def test_where_a_name_means_several_vendors_they_are_offered(server: Server, tenant: Tenant) -> None:
    one, two = [make_vendor(tenant, erp_vendor_name=f"Zephyr {place}") for place in ("North", "South")]
    invoice = make_invoice(tenant)
    refused = saved(opened(server, tenant, invoice), invoice, {"vendor": "Zephyr"})
    assert refused.status == 400
    assert "Several vendors" in refused.words and "Zephyr North" in refused.words
    assert saved(refused, invoice, {"vendor_pick": str(two["id"])}).status == 303
    assert now(tenant, invoice)["ottimate_vendor_id"] == two["id"] != one["id"]


def test_what_was_chosen_while_typing_counts_as_long_as_its_name_stands(server: Server, tenant: Tenant) -> None:
    twin, other = [make_vendor(tenant, erp_vendor_name="Twin") for _ in range(2)]
    invoice = make_invoice(tenant)
    page = opened(server, tenant, invoice)
    typed = {"vendor": "Twin", "vendor_id": str(other["id"]), "vendor_as": "Twin"}
    assert saved(page, invoice, typed).status == 303
    assert now(tenant, invoice)["ottimate_vendor_id"] == other["id"]
    changed_since = {"vendor": "Nobody", "vendor_id": str(twin["id"]), "vendor_as": "Twin"}
    assert saved(opened(server, tenant, invoice), invoice, changed_since).status == 400


def test_an_unknown_vendor_is_created_with_its_number(server: Server, tenant: Tenant) -> None:
    invoice = make_invoice(tenant, erp_vendor_id=None)
    page = opened(server, tenant, invoice)
    answer = saved(page, invoice, {"vendor": "Brand New", "new_vendor_erp_id": "BN-1"})
    assert "Saved, and the vendor is entered with it." in answer.follow().words
    stored = now(tenant, invoice)
    assert (stored["ottimate_vendor_name"], stored["erp_vendor_id"]) == ("Brand New", "BN-1")
    other = make_invoice(tenant, erp_vendor_id=None)
    known = saved(opened(server, tenant, other), other, {"vendor": "Brand New", "new_vendor_erp_id": "BN-1"})
    assert "the vendor is entered" not in known.follow().words


def test_header_coding_is_changed_one_type_at_a_time(server: Server, tenant: Tenant) -> None:
    for type_, id in (("account", "5000"), ("department", "D1"), ("department", "D2")):
        make_dimension(tenant, type_, id)
    invoice = make_invoice(tenant, dimensions={"ACCOUNT": "5000", "DEPARTMENT": "D1"})
    page = opened(server, tenant, invoice)
    assert saved(page, invoice, {"dimensions.DEPARTMENT": "D2"}).status == 303
    coded = now(tenant, invoice)["dimensions"]
    assert {type_: one["code"] for type_, one in coded.items()} == {"ACCOUNT": "5000", "DEPARTMENT": "D2"}
    assert saved(opened(server, tenant, invoice), invoice, {"dimensions.DEPARTMENT": ""}).status == 303
    assert now(tenant, invoice)["dimensions"].keys() == {"ACCOUNT"}


def test_a_code_that_is_not_known_is_said_at_its_field(server: Server, tenant: Tenant) -> None:
    make_dimension(tenant, "account", "5000")
    invoice = make_invoice(tenant)
    refused = saved(opened(server, tenant, invoice), invoice, {"dimensions.ACCOUNT": "9999"})
    assert refused.status == 400
    assert fields(refused, invoice)["dimensions.ACCOUNT"] == "9999"
    assert 'class="fault"' in refused.text


def test_custom_fields_are_typed_by_their_kind(server: Server) -> None:
    tenant = tenant_with_fields(server, *INVOICE)
    invoice = make_invoice(tenant)
    page = opened(server, tenant, invoice)
    typed = {"custom_fields.cost_centre": "C 7", "custom_fields.rate": "1.5", "custom_fields.rush": "yes"}
    assert saved(page, invoice, typed | {"custom_fields.delivered": "2026-11-01"}).status == 303
    wanted = {"cost_centre": "C 7", "rate": 1.5, "delivered": "2026-11-01", "rush": True, "route": "north"}
    assert now(tenant, invoice)["custom_fields"] == wanted


def test_all_custom_fields_are_there_however_many_they_are(server: Server) -> None:
    fields = [{"key": f"field_{n}", "subject": "invoice", "type": "text"} for n in range(101)]
    tenant = tenant_with_fields(server, *fields[:60], east=tuple(fields[60:]))
    path = f"/invoices/{make_invoice(tenant)['id']}"
    shown = browser(server, tenant).open(path)
    named = [name for name in shown.form(f"{path}/save").fields if "field_" in name and not name.startswith("was.")]
    assert len(named) == 101
