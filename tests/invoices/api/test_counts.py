"""How many invoices stand in each queue: what the lists count, in one call."""

from collections.abc import Callable
from typing import Any

import pytest

from extraction.papers import INVOICE, pdf
from harness.api import error_of, fields_of
from harness.approvals import ask
from harness.bank_changes import asked, banked_vendor
from harness.invoices import make_invoice, make_vendor
from harness.policies import make_policy
from harness.tenants import Tenant

LISTS = {
    "needs_attention": {"status": "needs-attention"},
    "my_approvals": {"waiting_for": "me"},
    "pending": {"status": "pending-approval"},
    "ready": {"status": "ready-for-export"},
    "exported": {"status": "exported"},
    "archived": {"status": "archived"},
}


def counts(tenant: Tenant, user: str = "all", **query: Any) -> dict[str, int]:
    answer = tenant.api(user).get("/v1/invoices/counts", params=query)
    assert answer.status_code == 200, answer.text
    return {name: value for name, value in answer.json().items() if name != "version"}


def step(tenant: Tenant, invoice: dict[str, Any], name: str, **body: Any) -> None:
    assert tenant.api("second").post(f"/v1/invoices/{invoice['id']}/{name}", json=body).is_success


def filled(tenant: Tenant) -> None:
    """One in each queue of Main Street, two that are ready; one pending in Park Lane, one in Hafen."""
    vendor = make_vendor(tenant)
    make_invoice(tenant, vendor=vendor, total_amount=None)
    make_invoice(tenant, vendor=vendor)
    ready = [make_invoice(tenant, vendor=vendor) for _ in range(3)]
    for one in ready:
        step(tenant, one, "approve")
    tenant.api().post("/v1/invoices/mark-exported", json={"invoices": [{"invoice_id": ready[0]["id"]}]})
    held = make_invoice(tenant, vendor=vendor)
    step(tenant, held, "approve")
    step(tenant, held, "hold", reason="Wait")
    step(tenant, make_invoice(tenant, vendor=vendor), "archive")
    make_invoice(tenant, vendor=vendor, ottimate_location_id=tenant.location("park"))
    west = {"ottimate_company_id": tenant.company("west"), "ottimate_location_id": tenant.location("hafen")}
    make_invoice(tenant, vendor=make_vendor(tenant, "west"), currency="EUR", **west)
    form = {"ottimate_location_id": str(tenant.location())}
    sent = tenant.api().post("/v1/invoices/upload", data=form, files={"file": ("invoice.pdf", pdf(INVOICE))})
    assert sent.is_success, sent.text


@pytest.mark.parametrize("user", ["all", "second", "east", "main", "editor", "reader"])
def test_every_count_is_that_of_its_list(tenant: Tenant, user: str) -> None:
    filled(tenant)
    listed = {
        name: tenant.api(user).get("/v1/invoices", params={**query, "limit": 1}).json()["count"]
        for name, query in LISTS.items()
    }
    found = counts(tenant, user)
    assert found.pop("uploads") == tenant.api(user).get("/v1/invoices/uploads").json()["count"] == 1
    assert found == listed


def test_a_company_and_a_location_narrow_the_counts(tenant: Tenant) -> None:
    filled(tenant)
    everywhere = {
        "needs_attention": 1,
        "my_approvals": 3,
        "pending": 3,
        "ready": 2,
        "exported": 1,
        "archived": 1,
        "uploads": 1,
    }
    assert counts(tenant, "second") == everywhere
    assert counts(tenant, "second", ottimate_company_id=tenant.company("west")) == {
        **dict.fromkeys(everywhere, 0),
        "my_approvals": 1,
        "pending": 1,
    }
    assert counts(tenant, "second", ottimate_location_id=tenant.location("main")) == {
        **everywhere,
        "my_approvals": 1,
        "pending": 1,
    }


def test_only_the_queues_that_are_named_are_counted(tenant: Tenant) -> None:
    make_invoice(tenant)
    assert counts(tenant, queues="pending, uploads") == {"pending": 1, "uploads": 0}
    assert fields_of(tenant.api().get("/v1/invoices/counts", params={"queues": "pending,mine"})) == {
        "queues": "unknown_queue"
    }


def test_what_one_does_not_see_is_not_counted_and_not_named(tenant: Tenant, other_tenant: Tenant) -> None:
    query = {"ottimate_location_id": tenant.location("park")}
    assert error_of(tenant.api("main").get("/v1/invoices/counts", params=query)) == "out_of_scope"
    query = {"ottimate_company_id": other_tenant.company()}
    assert error_of(tenant.api().get("/v1/invoices/counts", params=query)) == "not_found"
    assert tenant.api().get("/v1/invoices/counts", params={"queue": "pending"}).status_code == 400


def test_my_approvals_are_those_whose_turn_is_mine(new_tenant: Callable[..., Tenant]) -> None:
    tenant = new_tenant(approval_mode="advanced")
    make_policy(tenant, "Chief", "ada")
    make_invoice(tenant)
    assert counts(tenant, "second")["my_approvals"] == 0
    assert counts(tenant, "second")["pending"] == 1
    ask(tenant, make_invoice(tenant), "bo")
    assert counts(tenant, "second")["my_approvals"] == 0


def test_what_waits_beside_the_queues_is_counted_if_it_is_named(tenant: Tenant) -> None:
    ask(tenant, make_invoice(tenant), "bo")
    asked(tenant, banked_vendor(tenant))
    wanted = {"queues": "pending,notices,bank_changes"}
    assert counts(tenant, "second", **wanted) == {"pending": 1, "notices": 0, "bank_changes": 1}
    assert counts(tenant, "reader", **wanted) == {"pending": 1, "notices": 0}
    assert not {"notices", "bank_changes"} & set(counts(tenant))


def test_bank_changes_are_counted_within_ones_companies(tenant: Tenant) -> None:
    asked(tenant, banked_vendor(tenant))
    west = {"queues": "bank_changes", "ottimate_company_id": tenant.company("west")}
    assert (counts(tenant, "second", **west), counts(tenant, "east", queues="bank_changes")) == (
        {"bank_changes": 0},
        {"bank_changes": 1},
    )


def test_bank_changes_that_one_cannot_settle_are_not_counted(tenant: Tenant) -> None:
    asked(tenant, banked_vendor(tenant))
    seen = {user: counts(tenant, user, queues="bank_changes") for user in ("all", "main", "second")}
    assert seen == {"all": {"bank_changes": 0}, "main": {"bank_changes": 0}, "second": {"bank_changes": 1}}
