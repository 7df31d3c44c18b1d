"""An address says what was done; it cannot say where a form of the page is sent."""

import pytest

from harness.dashboard import browser
from harness.invoices import make_invoice
from harness.server import Server
from harness.tenants import Tenant

FOREIGN = (
    "../bank-changes/1/confirm?x=", "..", "../me/sessions/end-others", "1/approve", "1?x=", "1#", "%2e%2e/x", "1,2,3",
    "javascript:alert(1)", "01890000-0000-7000-8000-000000000000/duplicates/../../x", "1\n", " 1", "１", "9" * 10,
)  # fmt: skip


@pytest.mark.parametrize("done", ["archived", "restored", "kept_both"])
@pytest.mark.parametrize("of", FOREIGN)
def test_an_address_sends_no_form_anywhere_else(server: Server, shared_tenant: Tenant, done: str, of: str) -> None:
    page = browser(server, shared_tenant, email="undoing@example.test").get(
        "/queue/all", params={"said": done, "of": of}
    )
    assert page.status_code == 200
    assert 'class="undo-last"' not in page.text


def test_what_was_done_to_one_is_taken_back_there(server: Server, tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    clerk = browser(server, tenant)
    clerk.open(f"/invoices/{invoice['id']}").send(f"/invoices/{invoice['id']}/archive")
    page = clerk.open(f"/queue/archived?said=archived&of={invoice['id']}")
    assert page.send(f"/invoices/{invoice['id']}/restore").status == 303
    assert invoice["number"] in clerk.open("/queue/pending").words


def test_there_is_one_undo_in_a_page(server: Server, tenant: Tenant) -> None:
    made = [str(make_invoice(tenant)["invoice_id"]) for _ in range(2)]
    page = browser(server, tenant).open("/queue/pending").send("/queue/pending/archive", {"invoice": made}).follow()
    assert page.text.count('data-key="z"') == 1
