"""What the database gives up is done anew from a page as from the API, and what it gives up every time loses nothing typed."""

import pytest

from harness.dashboard import browser
from harness.given_up import DEADLOCK, SERIALIZATION, given_up
from harness.invoices import make_invoice
from harness.server import Server
from harness.tenants import Tenant
from harness.trail import trail

WITHIN = "UPDATE ON invoices"  # the statement of a call of the API, not the end of its transaction


@pytest.mark.parametrize("code", [DEADLOCK, SERIALIZATION])
@pytest.mark.parametrize("what", [WITHIN, "INSERT ON audit_log"])
def test_a_save_that_was_given_up_is_done_once(server: Server, tenant: Tenant, code: str, what: str) -> None:
    invoice = make_invoice(tenant)
    page = browser(server, tenant).open(f"/invoices/{invoice['id']}")
    with given_up(tenant, code, what=what):
        done = page.send(f"/invoices/{invoice['id']}/save", {"notes": "Twice tried"})
    assert done.status == 303, done.words[:500]
    assert tenant.api().get(f"/v1/invoices/{invoice['id']}").json()["notes"] == "Twice tried"
    assert [entry["action"] for entry in trail(tenant, "invoice")].count("invoice.changed") == 1


def test_a_save_that_is_given_up_every_time_keeps_what_was_typed(server: Server, tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    page = browser(server, tenant).open(f"/invoices/{invoice['id']}")
    with given_up(tenant, times=3, what=WITHIN):
        told = page.send(f"/invoices/{invoice['id']}/save", {"notes": "Typed by hand"})
    assert told.status == 409 and "Typed by hand" in told.text
    assert told.form(f"/invoices/{invoice['id']}/save").fields["notes"] == "Typed by hand"
    assert tenant.api().get(f"/v1/invoices/{invoice['id']}").json()["notes"] is None
