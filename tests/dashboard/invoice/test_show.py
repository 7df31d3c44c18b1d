"""The review page as people open it."""

from harness.dashboard import browser
from harness.invoices import make_invoice
from harness.server import Server
from harness.tenants import Tenant


def test_an_invoice_is_shown_with_its_values(server: Server, tenant: Tenant) -> None:
    invoice = make_invoice(tenant, notes="By truck")
    page = browser(server, tenant).open(f"/invoices/{invoice['id']}")
    assert page.status == 200, page.words
    fields = page.form(f"/invoices/{invoice['id']}/save").fields
    assert (fields["invoice_number"], fields["total_amount"], fields["invoice_date"], fields["notes"]) == (
        invoice["number"],
        "110.00",
        "2026-11-02",
        "By truck",
    )


def test_it_says_where_in_its_queue_it_stands(server: Server, tenant: Tenant) -> None:
    oldest, middle, newest = [make_invoice(tenant, total_amount=None) for _ in range(3)]
    page = browser(server, tenant).open(f"/invoices/{middle['id']}?queue=needs-attention")
    assert "2 of 3" in page.words
    assert f"/invoices/{oldest['id']}?queue=needs-attention" in page.links
    assert f"/invoices/{newest['id']}?queue=needs-attention" in page.links
