"""What is typed into the form of an invoice, saved."""

from harness.dashboard import browser
from harness.invoices import make_invoice
from harness.server import Server
from harness.tenants import Tenant


def test_what_was_changed_is_saved_and_nothing_else(server: Server, tenant: Tenant) -> None:
    invoice = make_invoice(tenant, total_amount=None)
    path = f"/invoices/{invoice['id']}"
    page = browser(server, tenant).open(path)
    answer = page.send(f"{path}/save", {"total_amount": "1,110.00", "notes": "Checked"})
    assert (answer.status, answer.location) == (303, f"{path}?said=saved"), answer.words
    now = tenant.api().get(f"/v1{path}", params={"expand": "history"}).json()
    assert (now["total_amount"], now["notes"], now["number"]) == (1110, "Checked", invoice["number"])
    assert "Saved." in answer.follow().words


def test_a_value_that_cannot_be_stays_in_its_field_and_says_so(server: Server, tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    path = f"/invoices/{invoice['id']}"
    answer = browser(server, tenant).open(path).send(f"{path}/save", {"total_amount": "eleven", "notes": "Kept"})
    assert answer.status == 400
    assert "This is no number" in answer.words
    fields = answer.form(f"{path}/save").fields
    assert (fields["total_amount"], fields["notes"]) == ("eleven", "Kept")
