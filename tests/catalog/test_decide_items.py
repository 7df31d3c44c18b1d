"""People say which entries lines are: accept, reject, ignore, unmatch; what they said is remembered."""

from typing import Any

import pytest

from harness.api import error_of, fields_of
from harness.catalog_entries import make_entry
from harness.catalog_items import TOMATOES, billed, decide, decided, eventually, exported, item, items, line, marks
from harness.invoices import make_vendor
from harness.statements import statements_of
from harness.tenants import Tenant
from harness.trail import trail

SIMILAR = "Fresh Roma Tomatoes vine ripened"


@pytest.fixture
def entry(tenant: Tenant, vendor: dict[str, Any]) -> dict[str, Any]:
    return make_entry(tenant, vendor, **TOMATOES)


@pytest.fixture
def invoice(tenant: Tenant, vendor: dict[str, Any], entry: dict[str, Any]) -> dict[str, Any]:
    """With a line that is only suggested."""
    return billed(tenant, vendor, line(SIMILAR))


def test_what_is_similar_is_suggested_and_marks_the_invoice(
    tenant: Tenant, entry: dict[str, Any], invoice: dict[str, Any]
) -> None:
    found = item(tenant, invoice)
    assert (found["state"], found["catalog_entry"]) == ("suggested", None)
    (suggestion,) = found["suggestions"]
    assert suggestion["catalog_entry_id"] == entry["id"] and 0.6 <= suggestion["confidence"] <= 0.9
    assert marks(tenant, invoice) == (False, True)


def test_accepting_matches_prices_and_remembers(
    tenant: Tenant, vendor: dict[str, Any], entry: dict[str, Any], invoice: dict[str, Any]
) -> None:
    found = decided(tenant, invoice, "accept")
    assert (found["state"], found["how"], found["price_variance"]) == ("accepted", "person", 2.51)
    assert marks(tenant, invoice) == (True, False)
    later = item(tenant, billed(tenant, vendor, line(SIMILAR.upper())))
    assert (later["state"], later["how"], later["confidence"]) == ("auto", "memory", 1)
    assert "invoice.item_matched" in [told["action"] for told in trail(tenant, "invoice")]


def test_another_entry_can_be_named(
    tenant: Tenant, vendor: dict[str, Any], entry: dict[str, Any], invoice: dict[str, Any]
) -> None:
    other = make_entry(tenant, vendor, item_name="Vine tomatoes", sku="VINE-9", price=27.50)
    found = decided(tenant, invoice, "accept", {"catalog_entry_id": other["id"]})
    assert (found["catalog_entry"]["item_name"], found["price_variance"]) == ("Vine tomatoes", 0)
    assert decided(tenant, invoice, "accept", {"catalog_entry_id": entry["id"]})["price_variance"] == 2.51


def test_rejecting_remembers_that_the_pair_is_wrong(
    tenant: Tenant, vendor: dict[str, Any], entry: dict[str, Any], invoice: dict[str, Any]
) -> None:
    found = decided(tenant, invoice, "reject")
    assert (found["state"], found["suggestions"]) == ("rejected", [])
    assert marks(tenant, invoice) == (False, True)
    assert item(tenant, billed(tenant, vendor, line(SIMILAR)))["state"] == "none"
    # accepting it later takes that back
    decided(tenant, invoice, "accept", {"catalog_entry_id": entry["id"]})
    assert item(tenant, billed(tenant, vendor, line(SIMILAR)))["state"] == "auto"


def test_what_is_decided_by_who_sees_one_location_holds_for_that_line_alone(
    tenant: Tenant, vendor: dict[str, Any], entry: dict[str, Any], invoice: dict[str, Any]
) -> None:
    for word, state in (("accept", "accepted"), ("unmatch", "rejected")):
        answer = decide(tenant, invoice, word, user="main")
        assert (answer.status_code, answer.json()["results"][0]["state"]) == (200, state)
        assert item(tenant, billed(tenant, vendor, line(SIMILAR)))["state"] == "suggested"
    decided(tenant, billed(tenant, vendor, line(SIMILAR)), "accept")
    again = billed(tenant, vendor, line(SIMILAR))
    assert decide(tenant, again, "unmatch", user="main").status_code == 200
    assert item(tenant, billed(tenant, vendor, line(SIMILAR)))["how"] == "memory"


def test_one_of_several_suggestions_is_rejected_by_who_sees_the_whole_company(
    tenant: Tenant, vendor: dict[str, Any]
) -> None:
    first, _ = (make_entry(tenant, vendor, item_name="Roma Tomatoes", sku=f"T-{n}") for n in (1, 2))
    invoice = billed(tenant, vendor)
    answer = decide(tenant, invoice, "reject", {"catalog_entry_id": first["id"]}, user="main")
    assert (answer.status_code, error_of(answer)) == (403, "out_of_scope")
    assert len(item(tenant, invoice)["suggestions"]) == 2
    assert decide(tenant, invoice, "reject", user="main").json()["results"][0]["state"] == "rejected"


def test_one_of_several_suggestions_can_be_rejected(tenant: Tenant, vendor: dict[str, Any]) -> None:
    first, second = (make_entry(tenant, vendor, item_name="Roma Tomatoes", sku=f"T-{n}") for n in (1, 2))
    invoice = billed(tenant, vendor)
    assert item(tenant, invoice)["state"] == "suggested"
    found = decided(tenant, invoice, "reject", {"catalog_entry_id": first["id"]})
    assert (found["state"], found["catalog_entry"]["catalog_entry_id"]) == ("auto", second["id"])


def test_of_equally_good_suggestions_one_has_to_be_named(tenant: Tenant, vendor: dict[str, Any]) -> None:
    for n in (1, 2):
        make_entry(tenant, vendor, item_name="Roma Tomatoes", sku=f"T-{n}")
    answer = decide(tenant, billed(tenant, vendor), "accept")
    assert answer.status_code == 409 and answer.json()["message"]["error"] == "nothing_suggested"


def test_ignoring_concerns_this_line_alone(tenant: Tenant, vendor: dict[str, Any], invoice: dict[str, Any]) -> None:
    assert decided(tenant, invoice, "ignore")["state"] == "ignored"
    assert marks(tenant, invoice) == (False, False)
    assert item(tenant, billed(tenant, vendor, line(SIMILAR)))["state"] == "suggested"


def test_what_was_matched_by_itself_can_be_taken_off(
    tenant: Tenant, vendor: dict[str, Any], entry: dict[str, Any]
) -> None:
    invoice = billed(tenant, vendor)
    assert decided(tenant, invoice, "unmatch")["state"] == "rejected"
    assert item(tenant, billed(tenant, vendor))["state"] == "none"
    answer = decide(tenant, invoice, "unmatch")
    assert answer.status_code == 409 and answer.json()["message"]["error"] == "not_matched"


def test_a_decision_holds_while_it_is_the_same_item(
    tenant: Tenant, entry: dict[str, Any], invoice: dict[str, Any]
) -> None:
    decided(tenant, invoice, "accept")
    named = {"id": invoice["items"][0]["id"]}
    tenant.api().patch(f"/v1/invoices/{invoice['id']}", json={"items": [{**named, "price": 24.99}]})
    found = item(tenant, invoice)
    assert (found["state"], found["price_variance"]) == ("accepted", 0)
    tenant.api().patch(f"/v1/invoices/{invoice['id']}", json={"items": [{**named, "name": "Window cleaner"}]})
    assert item(tenant, invoice)["state"] == "none"


def test_open_invoices_follow_what_was_said(
    tenant: Tenant, vendor: dict[str, Any], invoice: dict[str, Any], worker: None
) -> None:
    other = billed(tenant, vendor, line(SIMILAR))
    decided(tenant, invoice, "accept")
    eventually(lambda: item(tenant, other)["state"], "auto")
    assert marks(tenant, other) == (True, False)


def test_many_are_decided_at_once(tenant: Tenant, vendor: dict[str, Any], entry: dict[str, Any]) -> None:
    invoices = [billed(tenant, vendor, line(f"{SIMILAR} {letter}")) for letter in "abc"]
    said = [
        {"invoice_id": i["invoice_id"], "item_id": i["items"][0]["id"], "decision": word}
        for i, word in zip(invoices, ("accept", "ignore", "unmatch"), strict=True)
    ]
    said.append({"invoice_id": invoices[0]["id"], "item_id": invoices[1]["items"][0]["id"], "decision": "accept"})
    answer = tenant.api().post("/v1/invoices/catalog-items", json={"items": said}).json()
    assert answer["updated"] == [i["items"][0]["id"] for i in invoices[:2]]
    assert [one["code"] for one in answer["failed"]] == ["not_matched", "not_found"]
    assert [item(tenant, i)["state"] for i in invoices] == ["accepted", "ignored", "suggested"]


def test_many_take_as_many_statements_as_one(tenant: Tenant, vendor: dict[str, Any], entry: dict[str, Any]) -> None:
    invoices = [billed(tenant, vendor, line(f"{SIMILAR} {n}")) for n in range(12)]

    def accept(some: list[dict[str, Any]]) -> None:
        said = [{"invoice_id": i["id"], "item_id": i["items"][0]["id"], "decision": "accept"} for i in some]
        answer = tenant.api().post("/v1/invoices/catalog-items", json={"items": said}).json()
        assert len(answer["updated"]) == len(some), answer

    one, many = (len(statements_of(tenant.server, lambda s=s: accept(s))) for s in (invoices[:1], invoices[1:]))
    assert many <= one


def test_an_entry_of_another_vendor_company_or_account_is_refused(
    tenant: Tenant, other_tenant: Tenant, invoice: dict[str, Any], entry: dict[str, Any]
) -> None:
    west = make_entry(tenant, make_vendor(tenant, "west"), ottimate_company_id=tenant.company("west"))
    other = make_entry(tenant, make_vendor(tenant))
    foreign = make_entry(other_tenant, make_vendor(other_tenant))
    expected = {other["id"]: 400, west["id"]: 404, foreign["id"]: 404, "cte_999999999": 404, "x": 400}
    got = {id: decide(tenant, invoice, "accept", {"catalog_entry_id": id}).status_code for id in expected}
    assert got == expected
    assert item(tenant, invoice)["state"] == "suggested"


def test_what_was_exported_or_archived_stays(tenant: Tenant, vendor: dict[str, Any], entry: dict[str, Any]) -> None:
    gone = exported(tenant, billed(tenant, vendor))
    assert decide(tenant, gone, "unmatch").json()["message"]["error"] == "invoice_exported"
    put_away = billed(tenant, vendor)
    tenant.api().post(f"/v1/invoices/{put_away['id']}/archive")
    assert decide(tenant, put_away, "unmatch").json()["message"]["error"] == "invoice_archived"


def test_whoever_does_not_see_the_invoice_decides_nothing(
    tenant: Tenant, other_tenant: Tenant, vendor: dict[str, Any], entry: dict[str, Any]
) -> None:
    park = billed(tenant, vendor, line(SIMILAR), ottimate_location_id=tenant.location("park"))
    path = f"/v1/invoices/{park['id']}/catalog-items"
    for api in (tenant.api("main"), other_tenant.api()):
        assert api.get(path).status_code == 404
        assert api.post(f"{path}/{park['items'][0]['id']}/accept").status_code == 404
        said = {"invoice_id": park["id"], "item_id": park["items"][0]["id"], "decision": "accept"}
        assert api.post("/v1/invoices/catalog-items", json={"items": [said]}).json()["updated"] == []
    assert tenant.api("reader").get(path).status_code == 200
    assert decide(tenant, park, "accept", user="reader").status_code == 403
    assert items(tenant, park)[0]["state"] == "suggested"


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"items": []}, "items"),
        ({"items": [{"invoice_id": "x", "item_id": 1, "decision": "accept"}]}, "items[0].invoice_id"),
        ({"items": [{"invoice_id": 1, "item_id": "x", "decision": "accept"}]}, "items[0].item_id"),
        ({"items": [{"invoice_id": 1, "item_id": 1, "decision": "sell"}]}, "items[0].decision"),
        ({"items": [{"invoice_id": 1, "item_id": 1, "decision": "accept", "catalog_entry_id": "?"}]},
         "items[0].catalog_entry_id"),
        ({"items": [{"invoice_id": 1, "item_id": 1, "decision": "accept"}] * 101}, "items"),
    ],
)  # fmt: skip
def test_what_is_malformed_is_refused_by_its_name(shared_tenant: Tenant, body: dict[str, Any], field: str) -> None:
    answer = shared_tenant.api().post("/v1/invoices/catalog-items", json=body)
    assert answer.status_code == 400 and list(fields_of(answer)) == [field]
