"""Whatever is done to an invoice leads back to it from where it was opened: the same queue, its filters, its page."""

from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from harness.dashboard import browser, told
from harness.invoices import make_invoice
from harness.server import Server
from harness.tenants import Tenant

OPENED = "queue=pending&search=V&page=1"  # what was opened, and what may stay of it


@pytest.mark.parametrize(
    ("step", "typed", "said"),
    [
        ("hold", {"hold_reason": "Wait"}, "held"),
        ("comments", {"text": "Looks right"}, "commented"),
        ("save", {"notes": "By hand"}, "saved"),
        ("save", {}, None),
    ],
)
def test_a_step_leads_back_to_the_invoice_as_it_was_opened(
    server: Server, tenant: Tenant, step: str, typed: dict[str, Any], said: str | None
) -> None:
    invoice = make_invoice(tenant)
    clerk = browser(server, tenant)
    before = f"/invoices/{invoice['id']}?{OPENED}&lines=all&_key=1"
    page = clerk.open(told(server, clerk, before, "restored", invoice["id"]))
    done = page.send(f"/invoices/{invoice['id']}/{step}", typed)
    there = urlsplit(done.location or "")
    kept = [pair for pair in parse_qsl(there.query) if pair[0] != "of"]
    assert there.path == f"/invoices/{invoice['id']}"
    step_told = [("said", said)] if said else []
    assert kept == [*parse_qsl(OPENED), ("lines", "all"), *step_told]


def test_what_was_done_before_is_not_told_again(server: Server, tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    clerk = browser(server, tenant)
    page = clerk.open(told(server, clerk, f"/invoices/{invoice['id']}", "restored", invoice["id"]))
    held = page.send(f"/invoices/{invoice['id']}/hold", {"hold_reason": "Wait"})
    assert held.location == f"/invoices/{invoice['id']}?said=held"


@pytest.mark.parametrize("name", ["path", "self", "said", "of"])
def test_a_name_in_the_address_disturbs_no_step(server: Server, tenant: Tenant, name: str) -> None:
    invoice = make_invoice(tenant)
    path = f"/invoices/{invoice['id']}/lines"
    done = (
        browser(server, tenant)
        .open(f"{path}?{name}=x")
        .send(f"{path}/save", {"line.new1.name": "One more", "line.new1.amount": "1"})
    )
    assert done.status == 303 and "Saved." in done.follow().words
