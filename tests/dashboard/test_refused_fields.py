"""The list of what was refused calls every field as it is called where it stands."""

import re

from harness.browser_client import Seen
from harness.dashboard import browser
from harness.dimensions import make_dimension
from harness.invoices import make_invoice
from harness.orders import make_order
from harness.server import Server
from harness.tenants import Tenant


def listed(page: Seen) -> list[str]:
    """Each entry as people read it; a name of the API stands as code."""
    (told,) = re.findall(r'role="alert".*?<ul>(.*?)</ul>', page.text, re.DOTALL)
    entries = re.findall(r"<li>(.*?)</li>", told, re.DOTALL)
    return [re.sub(r"</?bdi>", "", entry) for entry in entries]


def test_of_an_invoice_and_of_its_lines(server: Server, tenant: Tenant) -> None:
    make_dimension(tenant, "account", "5000")
    invoice = make_invoice(tenant)
    sugar = invoice["items"][1]["id"]
    typed = {"code.ACCOUNT": "nowhere", "dimensions.ACCOUNT": "nobody", f"line.{sugar}.d.ACCOUNT": "butter"}
    path = f"/invoices/{invoice['id']}"
    refused = browser(server, tenant).open(path).send(f"{path}/save", typed)
    assert sorted(entry.split(" Nothing")[0] for entry in listed(refused)) == [
        "Code lines: GL account:",
        "GL account, line 2:",
        "GL account:",
    ]


def test_of_a_value_that_the_api_refuses(server: Server, tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    path = f"/invoices/{invoice['id']}"
    refused = browser(server, tenant).open(path).send(f"{path}/save", {"was.currency": "USD", "currency": "XX"})
    (entry,) = listed(refused)
    assert entry.startswith("Currency:")


def test_of_a_new_invoice_whose_line_is_not_taken(server: Server, tenant: Tenant) -> None:
    page = browser(server, tenant).open(f"/invoices/new?ottimate_location_id={tenant.location()}")
    refused = page.send("/invoices/new/save", {"invoice_number": "M-2", "line.new2.quantity": "2"})
    assert {entry.split(":")[0] for entry in listed(refused)} == {"New line 2"}


def test_of_the_lines_of_an_order(server: Server, tenant: Tenant) -> None:
    path = f"/purchase-orders/{make_order(tenant)['id']}/edit"
    refused = browser(server, tenant).open(path).send(path, {"items[0].quantity": "many"})
    assert [entry.split(":")[0] for entry in listed(refused)] == ["Quantity, line 1"]


def test_of_a_secret(server: Server, tenant: Tenant) -> None:
    page = browser(server, tenant).open("/me")
    refused = page.send("/me/password", {"password": "not mine", "new_password": "short", "repeat": "short"})
    assert refused.status == 400
    assert not any("<code>" in entry for entry in listed(refused))
