"""A form that is sent again by the back button or after a lost connection, also where its first answer was too large to be kept."""

from typing import Any

import pytest

from harness.dashboard import browser
from harness.invoices import make_invoice
from harness.server import Server
from harness.tenants import Tenant
from payables.platform.idempotency import LARGEST_KEPT


def large_invoice(tenant: Tenant) -> dict[str, Any]:
    """Clean, with more lines than an answer is kept with."""
    items = [{"name": f"Flour {number}" + " of the mill" * 12, "quantity": 1, "price": 1.00} for number in range(150)]
    invoice = make_invoice(tenant, items=items, total_amount=150.00, total_tax=0)
    assert len(tenant.api().get(f"/v1/invoices/{invoice['id']}").content) > LARGEST_KEPT
    return invoice


@pytest.mark.parametrize(
    ("step", "typed", "reason"), [("save", {"notes": "Once"}, "changed"), ("approve", {"comment": "Fine"}, "approved")]
)
def test_what_was_done_with_a_large_invoice_is_told_and_not_done_again(
    server: Server, tenant: Tenant, step: str, typed: dict[str, str], reason: str
) -> None:
    invoice = large_invoice(tenant)
    path = f"/invoices/{invoice['id']}"
    page = browser(server, tenant).open(f"{path}?queue=all")
    assert page.send(f"{path}/{step}", typed).status == 303
    again = page.send(f"{path}/{step}", typed)
    assert (again.status, again.location) == (303, f"{path}?queue=all&said=done_before"), again.words[:500]
    assert "nothing was done twice" in again.follow().words
    history = tenant.api().get(f"/v1{path}?expand=history").json()["history"]
    assert [entry["reason"] for entry in history].count(reason) == 1
