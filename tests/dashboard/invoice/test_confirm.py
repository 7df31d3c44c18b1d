"""Values that were read with doubt: said to be right as they are, one by one or all at once."""

from typing import Any

import pytest

from harness.dashboard import browser
from harness.doubted import make_doubted
from harness.server import Server
from harness.tenants import Tenant


@pytest.fixture
def doubted(tenant: Tenant) -> str:
    return f"/invoices/{make_doubted(tenant)}"


def asked(tenant: Tenant, path: str) -> list[Any]:
    return [reason["field"] for reason in tenant.api().get(f"/v1{path}").json()["reasons"]]


def test_what_the_paper_says_stands_beside_the_field(server: Server, tenant: Tenant, doubted: str) -> None:
    page = browser(server, tenant).open(doubted)
    assert page.status == 200, page.words
    assert "Doubtful: The paper says 111,00" in page.words
    assert page.words.count("It is right") == 3
    assert 'data-paper="total_amount"' in page.text


def test_one_value_is_said_to_be_right(server: Server, tenant: Tenant, doubted: str) -> None:
    page = browser(server, tenant).open(doubted)
    assert page.send(f"{doubted}/save", {"right.total_amount": "yes"}).status == 303
    assert "total_amount" not in asked(tenant, doubted)
    assert "ottimate_vendor_id" in asked(tenant, doubted)


def test_a_vendor_and_a_line_are_said_to_be_right(server: Server, tenant: Tenant, doubted: str) -> None:
    lines = tenant.api().get(f"/v1{doubted}").json()["items"]
    page = browser(server, tenant).open(doubted)
    typed = {"right.vendor": "yes", f"right.line.{lines[1]['id']}": "yes"}
    assert page.send(f"{doubted}/save", typed).status == 303
    assert asked(tenant, doubted) == ["total_amount"]


def test_a_refusal_forgets_nothing_that_was_said_to_be_right(server: Server, tenant: Tenant, doubted: str) -> None:
    line = tenant.api().get(f"/v1{doubted}").json()["items"][1]["id"]
    page = browser(server, tenant).open(doubted)
    refused = page.send(
        f"{doubted}/save", {"right.total_amount": "yes", f"right.line.{line}": "yes", "due_date": "soon"}
    )
    assert refused.status == 400
    assert refused.send(f"{doubted}/save", {"due_date": ""}).status == 303
    assert asked(tenant, doubted) == ["ottimate_vendor_id"]


def test_what_others_have_changed_meanwhile_is_not_right_unseen(server: Server, tenant: Tenant, doubted: str) -> None:
    page = browser(server, tenant).open(doubted)
    assert tenant.api().patch(f"/v1{doubted}", json={"notes": "x", "due_date": "2030-01-01"}).status_code == 200
    refused = page.send(f"{doubted}/save", {"right.total_amount": "yes", "due_date": "2029-01-01"})
    assert refused.status == 412
    assert "right.total_amount" not in refused.form(f"{doubted}/save").fields


def test_all_of_it_is_said_to_be_right_at_once(server: Server, tenant: Tenant, doubted: str) -> None:
    page = browser(server, tenant).open(doubted)
    assert "I have compared it" in page.words
    assert page.send(f"{doubted}/save", {"all_right": "yes", "notes": "Compared"}).status == 303
    now = tenant.api().get(f"/v1{doubted}").json()
    assert (now["reasons"], now["status"], now["notes"]) == ([], "pending-approval", "Compared")
