"""What an invoice is for, beside the invoice: what was found, and what people say of it."""

from typing import Any

import pytest

from harness.browser_client import Seen
from harness.catalog_entries import make_entry
from harness.catalog_items import TOMATOES, items
from harness.catalog_items import billed as bought
from harness.catalog_items import line as tomato
from harness.dashboard import browser
from harness.invoices import make_invoice, make_vendor
from harness.matching import billed, invoice_now, match_of
from harness.orders import make_order
from harness.server import Server
from harness.tenants import Tenant


def dear(tenant: Tenant, order: dict[str, Any]) -> dict[str, Any]:
    """One line of the order, three dollars too dear."""
    return billed(tenant, order, [{"name": "Flour", "sku": "FL-1", "quantity": 2, "price": 31.5}])


@pytest.fixture
def order(tenant: Tenant) -> dict[str, Any]:
    return make_order(tenant, is_2_way=True)


def opened(server: Server, tenant: Tenant, invoice: dict[str, Any]) -> Seen:
    page = browser(server, tenant).open(f"/invoices/{invoice['id']}?queue=needs-attention")
    assert page.status == 200, page.words[:900]
    return page


def test_an_invoice_for_no_order_says_so(server: Server, tenant: Tenant) -> None:
    page = opened(server, tenant, make_invoice(tenant))
    assert "It is for no order, and needs none" in page.words


def test_what_differs_is_told_in_numbers(server: Server, tenant: Tenant, order: dict[str, Any]) -> None:
    page = opened(server, tenant, dear(tenant, order))
    assert f"/purchase-orders/{order['id']}" in page.links
    assert "billed $31.50 · expected $30.00" in page.words
    assert "$3.00 too much" in page.words


def test_differences_are_accepted_with_a_reason(server: Server, tenant: Tenant, order: dict[str, Any]) -> None:
    invoice = dear(tenant, order)
    here = f"/invoices/{invoice['id']}/match/accept"
    page = opened(server, tenant, invoice)
    again = page.send(here, {"match_reason": " "})
    assert (again.status, match_of(tenant, invoice)["holds"]) == (400, True)
    done = again.send(here, {"match_reason": "Agreed by phone"})
    assert (done.status, "queue=needs-attention" in (done.location or "")) == (303, True)
    assert "Agreed by phone" in done.follow().words
    assert match_of(tenant, invoice)["holds"] is False


def test_nothing_is_accepted_unless_something_is_ticked(server: Server, tenant: Tenant, order: dict[str, Any]) -> None:
    invoice = dear(tenant, order)
    sent = opened(server, tenant, invoice).send(
        f"/invoices/{invoice['id']}/match/accept", {"match_item": None, "match_reason": "Why not"}
    )
    assert (sent.status, match_of(tenant, invoice)["holds"]) == (409, True)


def test_a_version_that_was_not_seen_is_not_accepted(server: Server, tenant: Tenant, order: dict[str, Any]) -> None:
    invoice = dear(tenant, order)
    page = opened(server, tenant, invoice)
    tenant.api().patch(f"/v1/invoices/{invoice['id']}", json={"notes": "Changed"})
    sent = page.send(f"/invoices/{invoice['id']}/match/accept", {"match_reason": "Fine"})
    assert (sent.status, match_of(tenant, invoice)["holds"]) == (412, True)


def test_a_credit_is_claimed_for_what_differs(server: Server, tenant: Tenant, order: dict[str, Any]) -> None:
    invoice = dear(tenant, order)
    page = opened(server, tenant, invoice)
    form = page.form(f"/invoices/{invoice['id']}/match/accept")
    form.action = f"/invoices/{invoice['id']}/match/claim"
    done = page.browser.send_form(form, {"match_reason": "Price as in May"})
    assert done.status == 303, done.words[:900]
    shown = done.follow()
    claims = tenant.api().get("/v1/claims", params={"invoice_id": invoice["id"]}).json()["results"]
    assert [(one["open_amount"], f"/claims/{one['id']}" in shown.links) for one in claims] == [(3, True)]


def test_lines_are_paired_by_hand(server: Server, tenant: Tenant, order: dict[str, Any]) -> None:
    invoice = billed(tenant, order, [{"name": "Weizenmehl 550", "quantity": 2, "price": 30}])
    assert match_of(tenant, invoice)["outcome"] == "not_ordered"
    here = f"/invoices/{invoice['id']}/match/pair"
    page = opened(server, tenant, invoice)
    assert page.send(here, {"pair_item": "", "pair_with": order["items"][0]["id"]}).status == 400
    done = page.send(here, {"pair_item": str(invoice["items"][0]["id"]), "pair_with": order["items"][0]["id"]})
    assert done.status == 303, done.words[:900]
    found = match_of(tenant, invoice)["lines"][0]
    assert (found["pairing"], found["outcome"]) == ("link", "matched")


def test_an_order_is_chosen_among_those_it_may_be_for(server: Server, tenant: Tenant, order: dict[str, Any]) -> None:
    number = order["po_number"][:-1] + ("1" if order["po_number"][-1] != "1" else "2")
    lines = [{"name": "Salt", "quantity": 1, "price": 3}]
    invoice = billed(tenant, order, lines, purchase_order=number)
    page = opened(server, tenant, invoice)
    assert f"It is for {order['po_number']}" in page.words
    done = page.send(f"/invoices/{invoice['id']}/match/order")
    assert done.status == 303, done.words[:900]
    assert invoice_now(tenant, invoice)["purchase_order"] == order["po_number"]


def test_an_invoice_is_matched_again_at_once(server: Server, tenant: Tenant, order: dict[str, Any]) -> None:
    invoice = dear(tenant, order)
    page = opened(server, tenant, invoice)
    tenant.api().patch(
        f"/v1/purchase-orders/{order['id']}", json={"items": [{"id": order["items"][0]["id"], "price": 31.5}]}
    )
    assert page.send(f"/invoices/{invoice['id']}/match/again").status == 303
    assert match_of(tenant, invoice)["outcome"] == "matched"


def test_who_may_only_read_is_offered_nothing(server: Server, tenant: Tenant, order: dict[str, Any]) -> None:
    invoice = dear(tenant, order)
    page = browser(server, tenant, role="Invoice Processor - Read Only").open(f"/invoices/{invoice['id']}")
    assert [form.action for form in page.forms if "/match" in form.action or "/catalog-items" in form.action] == []


def test_a_suggested_entry_is_confirmed_and_rejected(server: Server, tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    entry = make_entry(tenant, vendor, **TOMATOES)
    invoice = bought(tenant, vendor, tomato(name="ROMA TOMATO PLUM"))
    (item,) = items(tenant, invoice)
    assert item["state"] == "suggested"
    here = f"/invoices/{invoice['id']}/catalog-items/{item['item_id']}"
    page = opened(server, tenant, invoice)
    accept = next(f for f in page.forms if f.action.split("?")[0] == f"{here}/accept" and f.fields["catalog_entry_id"])
    done = page.browser.send_form(accept)
    assert done.status == 303, done.words[:900]
    assert [one["catalog_entry"]["catalog_entry_id"] for one in items(tenant, invoice)] == [entry["id"]]
    decided = done.follow().send(
        f"/invoices/{invoice['id']}/catalog-items", {"catalog_item": str(item["item_id"]), "decision": "unmatch"}
    )
    assert decided.status == 303, decided.words[:900]
    assert [one["state"] for one in items(tenant, invoice)] == ["rejected"]


def test_an_entry_that_is_not_there_is_refused(server: Server, tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    make_entry(tenant, vendor, **TOMATOES)
    invoice = bought(tenant, vendor, tomato(name="FIGS"))
    (item,) = items(tenant, invoice)
    here = f"/invoices/{invoice['id']}/catalog-items/{item['item_id']}/accept"
    sent = opened(server, tenant, invoice).send(here, {"catalog_entry_id": "cte_1"})
    assert (sent.status, [one["state"] for one in items(tenant, invoice)]) == (404, ["none"])


@pytest.mark.parametrize("typed", ["TOM-2", "plum tomatoes", "tomatoes, dried"])
def test_another_entry_is_named_by_its_name_or_its_sku(server: Server, tenant: Tenant, typed: str) -> None:
    vendor = make_vendor(tenant)
    names = {"TOM-1": "Tomatoes", "TOM-2": "Plum Tomatoes", "TOM-3": "Tomatoes, dried"}
    entries = {name: make_entry(tenant, vendor, item_name=name, sku=sku)["id"] for sku, name in names.items()}
    invoice = bought(tenant, vendor, tomato(name="FIGS"))
    (item,) = items(tenant, invoice)
    here = f"/invoices/{invoice['id']}/catalog-items/{item['item_id']}/accept"
    page = opened(server, tenant, invoice)
    for faulty, sentence in (("Nothing", "No entry of this vendor"), ("tomatoe", "Several entries of this vendor")):
        page = page.send(here, {"catalog_entry": faulty})
        assert (page.status, sentence in page.words) == (400, True)
        assert f'value="{faulty}"' in page.text
    assert page.send(here, {"catalog_entry": typed}).status == 303
    wanted = next(entries[name] for sku, name in names.items() if typed.casefold() in (sku.casefold(), name.casefold()))
    assert [one["catalog_entry"]["catalog_entry_id"] for one in items(tenant, invoice)] == [wanted]


def test_what_was_chosen_while_typing_is_the_entry(server: Server, tenant: Tenant) -> None:
    """And not where another name was typed since."""
    vendor = make_vendor(tenant)
    chosen, typed = (make_entry(tenant, vendor, item_name=name)["id"] for name in ("Tomatoes", "Beans"))
    invoice = bought(tenant, vendor, tomato(name="FIGS"), tomato(name="ZUCCHINI"))
    page = opened(server, tenant, invoice)
    for item, words in zip(items(tenant, invoice), ("Tomatoes (6 CT)", "Beans"), strict=True):
        here = f"/invoices/{invoice['id']}/catalog-items/{item['item_id']}/accept"
        fields = {"catalog_entry": words, "catalog_entry_id": chosen, "catalog_entry_as": "Tomatoes (6 CT)"}
        assert page.send(here, fields).status == 303
    assert [one["catalog_entry"]["catalog_entry_id"] for one in items(tenant, invoice)] == [chosen, typed]


def test_many_lines_are_decided_at_once_or_none_of_them(server: Server, tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    make_entry(tenant, vendor, **TOMATOES)
    invoice = bought(tenant, vendor, tomato(name="FIGS"), tomato())
    here = f"/invoices/{invoice['id']}/catalog-items"
    page = opened(server, tenant, invoice)
    ids = [str(one["item_id"]) for one in items(tenant, invoice)]
    refused = page.send(here, {"catalog_item": ids, "decision": "accept"})  # nothing is suggested for figs
    assert (refused.status, "Nothing was changed" in refused.words) == (409, True)
    assert [one["state"] for one in items(tenant, invoice)] == ["none", "auto"]
    assert page.send(here, {"decision": "ignore"}).status == 400
    assert refused.send(here, {"catalog_item": ids, "decision": "ignore"}).status == 303
    assert [one["state"] for one in items(tenant, invoice)] == ["ignored", "ignored"]


def test_hundreds_of_lines_are_told_in_short_and_what_holds_comes_first(server: Server, tenant: Tenant) -> None:
    names = [f"Item {n:03} {n * 7919 % 1009}" for n in range(300)]
    lines = [{"name": name, "sku": f"S-{n}", "quantity": 1, "price": 1} for n, name in enumerate(names)]
    order = make_order(tenant, is_2_way=True, items=lines, total_amount=300)
    invoice = billed(tenant, order, [*lines[:-1], {**lines[-1], "price": 2}])
    page = opened(server, tenant, invoice)
    pane = page.text[page.text.index('id="match"') :].split("</section>")[0]
    assert (pane.count("Dearer than ordered") > 1, "and 240 more lines" in pane) == (True, True)
    assert pane.index(names[-1]) < pane.index(names[0])
    assert len(pane) < 100_000
