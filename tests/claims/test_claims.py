"""Expected credits: claimed of what differs from the order, listed, aged, and settled by credit memos once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import httpx2
import pytest

from harness.api import error_of
from harness.invoices import make_invoice, make_vendor
from harness.matching import billed, invoice_now, match_of, reasons
from harness.orders import make_order
from harness.tenants import Tenant
from harness.trail import trail

FLOUR = {"name": "Flour", "sku": "FL-1", "quantity": 2, "price": 31.50, "unit": "BG"}
SUGAR = {"name": "Sugar", "sku": "SU-1", "quantity": 4, "price": 10.00, "unit": "BG"}


def overcharged(tenant: Tenant, lines: list[dict[str, Any]] | None = None) -> dict[str, Any]:
    """An invoice of which 3.00 are too much, unless other lines are given."""
    return billed(tenant, make_order(tenant, is_2_way=True), [FLOUR, SUGAR] if lines is None else lines)


def claim(tenant: Tenant, invoice: dict[str, Any], user: str = "second", **body: Any) -> httpx2.Response:
    sent = {"invoice_id": invoice["id"], "reason": "Price as agreed in May.", **body}
    return tenant.api(user).post("/v1/claims", json=sent)


def claimed(tenant: Tenant, invoice: dict[str, Any] | None = None, **body: Any) -> dict[str, Any]:
    answer = claim(tenant, invoice or overcharged(tenant), **body)
    assert answer.status_code == 201, answer.text
    (found,) = answer.json()["claims"]
    return found


def memo_for(tenant: Tenant, of: dict[str, Any], amount: float, **changes: Any) -> dict[str, Any]:
    """A credit memo of the claim's vendor."""
    vendor = tenant.api().get(f"/v1/vendors/{of['ottimate_vendor_id']}").json()["vendor"]
    fields = {"type": "credit_memo", "total_amount": amount, "total_tax": 0, "items": [], **changes}
    return make_invoice(tenant, vendor=vendor, **fields)


def settle(tenant: Tenant, of: dict[str, Any], memo: dict[str, Any], **body: Any) -> httpx2.Response:
    return tenant.api().post(f"/v1/claims/{of['id']}/settle", json={"credit_memo_id": memo["id"], **body})


def test_a_claimed_difference_lets_the_invoice_go_and_stays_open(tenant: Tenant) -> None:
    invoice = overcharged(tenant)
    assert reasons(invoice) == ["price_variance"]
    found = claimed(tenant, invoice)
    assert (found["status"], found["outcome"], found["amount"], found["open_amount"]) == (
        "open",
        "price_variance",
        3,
        3,
    )
    assert (found["item_id"], found["invoice_id"]) == (invoice["items"][0]["id"], invoice["invoice_id"])
    assert invoice_now(tenant, invoice)["status"] == "pending-approval"
    (finding,) = [one for one in match_of(tenant, invoice)["lines"][0]["findings"] if one["decided"]]
    assert finding["decided"]["decision"] == "claimed"
    assert [entry["action"] for entry in trail(tenant, "claim")] == ["claim.opened"]


def test_each_difference_becomes_a_claim_of_its_own(tenant: Tenant) -> None:
    answer = claim(tenant, overcharged(tenant, [FLOUR, {**SUGAR, "price": 10.25}]))
    assert [one["amount"] for one in answer.json()["claims"]] == [3, 1]


def test_a_credit_memo_of_the_amount_settles_the_claim(tenant: Tenant) -> None:
    found = claimed(tenant)
    memo = memo_for(tenant, found, 3)
    (likely,) = tenant.api().get(f"/v1/claims/{found['id']}/credit-memos").json()["credit_memos"]
    assert (likely["credit_memo_id"], likely["same_amount"]) == (memo["id"], True)
    settled = settle(tenant, found, memo).json()
    assert (settled["status"], settled["settled_amount"], settled["open_amount"]) == ("settled", 3, 0)
    assert settled["settlements"][0]["credit_memo_id"] == memo["id"]


def test_a_settled_claim_gets_no_second_credit(tenant: Tenant) -> None:
    found = claimed(tenant)
    assert settle(tenant, found, memo_for(tenant, found, 3)).status_code == 200
    again = settle(tenant, found, memo_for(tenant, found, 3.5))
    assert (again.status_code, error_of(again)) == (409, "claim_closed")


def test_two_memos_settle_a_claim_in_parts_and_never_more_than_it(tenant: Tenant) -> None:
    found = claimed(tenant)
    first, second = memo_for(tenant, found, 1), memo_for(tenant, found, 9)
    assert settle(tenant, found, first).json()["open_amount"] == 2
    assert error_of(settle(tenant, found, first, amount=1)) == "credit_memo_used_up"
    assert error_of(settle(tenant, found, second, amount=2.01)) == "more_than_open"
    assert settle(tenant, found, second).json()["status"] == "settled"


def test_what_a_memo_has_settled_it_does_not_settle_again(tenant: Tenant) -> None:
    first, second = claimed(tenant), None
    memo = memo_for(tenant, first, 3)
    assert settle(tenant, first, memo).status_code == 200
    vendor = tenant.api().get(f"/v1/vendors/{first['ottimate_vendor_id']}").json()["vendor"]
    order = make_order(tenant, is_2_way=True, vendor=vendor)
    second = claimed(tenant, billed(tenant, order, [FLOUR]))
    assert error_of(settle(tenant, second, memo)) == "credit_memo_used_up"


def test_of_many_settlements_at_once_a_memo_pays_no_more_than_it_has(tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    claims = [
        claimed(tenant, billed(tenant, make_order(tenant, is_2_way=True, vendor=vendor), [FLOUR])) for _ in range(6)
    ]
    memo = memo_for(tenant, claims[0], 7)
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda one: settle(tenant, one, memo), claims))
    now = [tenant.api().get(f"/v1/claims/{one['id']}").json() for one in claims]
    assert sum(Decimal(str(one["settled_amount"])) for one in now) == 7


def test_one_difference_is_claimed_once_however_often_it_is_asked_at_once(tenant: Tenant) -> None:
    invoice = overcharged(tenant)
    tenant.api("second")
    with ThreadPoolExecutor(5) as pool:
        answers = list(pool.map(lambda _: claim(tenant, invoice), range(5)))
    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409, 409]
    assert tenant.api().get("/v1/claims", params={"invoice_id": invoice["id"]}).json()["count"] == 1


def test_an_archived_memo_settles_nothing(tenant: Tenant) -> None:
    found = claimed(tenant)
    memo = memo_for(tenant, found, 3)
    settle(tenant, found, memo)
    assert tenant.api().post(f"/v1/invoices/{memo['id']}/archive", json={}).status_code == 200
    now = tenant.api().get(f"/v1/claims/{found['id']}").json()
    assert (now["status"], now["open_amount"], now["settlements"][0]["counts"]) == ("open", 3, False)


def test_a_memo_that_is_brought_back_does_not_settle_beside_the_one_that_took_its_place(tenant: Tenant) -> None:
    found = claimed(tenant)
    first = memo_for(tenant, found, 3)
    settle(tenant, found, first)
    tenant.api().post(f"/v1/invoices/{first['id']}/archive", json={})
    second = memo_for(tenant, found, 3, invoice_date="2026-09-01")
    assert settle(tenant, found, second).json()["status"] == "settled"
    tenant.api().post(f"/v1/invoices/{first['id']}/restore", json={})
    now = tenant.api().get(f"/v1/claims/{found['id']}").json()
    assert (now["settled_amount"], [one["credit_memo_id"] for one in now["settlements"]]) == (3, [second["id"]])


@pytest.mark.parametrize("change", [{"total_amount": 2.99}, {"type": "invoice"}, {"currency": "EUR"}])
def test_a_memo_that_is_changed_into_something_else_settles_nothing(tenant: Tenant, change: dict[str, Any]) -> None:
    found = claimed(tenant)
    memo = memo_for(tenant, found, 3)
    settle(tenant, found, memo)
    changed = tenant.api().patch(f"/v1/invoices/{memo['id']}", json=change)
    assert changed.status_code == 200, changed.text
    assert tenant.api().get(f"/v1/claims/{found['id']}").json()["status"] == "open"


def test_what_settled_the_claim_of_an_archived_invoice_is_free_again(tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    invoices = [billed(tenant, make_order(tenant, is_2_way=True, vendor=vendor), [FLOUR]) for _ in range(2)]
    first, second = (claimed(tenant, invoice) for invoice in invoices)
    memo = memo_for(tenant, first, 3)
    settle(tenant, first, memo)
    tenant.api().post(f"/v1/invoices/{invoices[0]['id']}/archive", json={})
    assert settle(tenant, second, memo).json()["status"] == "settled"


def test_a_settlement_is_taken_back(tenant: Tenant) -> None:
    found = claimed(tenant)
    memo = memo_for(tenant, found, 3)
    settle(tenant, found, memo)
    path = f"/v1/claims/{found['id']}/unsettle"
    assert tenant.api().post(path, json={"credit_memo_id": memo["id"]}).json()["status"] == "open"
    assert tenant.api().post(path, json={"credit_memo_id": memo["id"]}).status_code == 404
    assert settle(tenant, found, memo).json()["status"] == "settled"


@pytest.mark.parametrize("wrong", ["invoice", "vendor", "currency", "archived"])
def test_only_a_live_credit_memo_of_the_vendor_settles_it(tenant: Tenant, wrong: str) -> None:
    found = claimed(tenant)
    memo = {
        "invoice": lambda: memo_for(tenant, found, 3, type="invoice"),
        "vendor": lambda: make_invoice(tenant, type="credit_memo"),
        "currency": lambda: memo_for(tenant, found, 3, currency="EUR"),
        "archived": lambda: memo_for(tenant, found, 3),
    }[wrong]()
    if wrong == "archived":
        tenant.api().post(f"/v1/invoices/{memo['id']}/archive", json={})
    assert error_of(settle(tenant, found, memo)) == "not_a_credit_memo"


def test_a_withdrawn_claim_expects_nothing_and_says_why(tenant: Tenant) -> None:
    found = claimed(tenant)
    path = f"/v1/claims/{found['id']}/withdraw"
    assert tenant.api().post(path, json={"reason": "\u200b"}).status_code == 400
    gone = tenant.api().post(path, json={"reason": "Not worth it."}).json()
    assert (gone["status"], gone["open_amount"], gone["withdrawn_reason"]) == ("withdrawn", 0, "Not worth it.")
    assert error_of(tenant.api().post(path, json={"reason": "Again."})) == "claim_closed"


def test_claims_are_aged_as_of_a_day(tenant: Tenant) -> None:
    found = claimed(tenant)
    opened = date.fromisoformat(found["opened_date"][:10])

    def aging(days: int) -> Any:
        params = {"ottimate_company_id": tenant.company(), "as_of": str(opened + timedelta(days))}
        return tenant.api().get("/v1/claims/aging", params=params).json()["vendors"]

    assert aging(-1) == []
    assert [(one["days_0_30"], one["days_31_60"], one["total"]) for one in aging(30)] == [(3, 0, 3)]
    assert [(one["days_0_30"], one["days_31_60"]) for one in aging(31)] == [(0, 3)]
    assert [one["days_over_90"] for one in aging(91)] == [3]
    settle(tenant, found, memo_for(tenant, found, 3))
    assert aging(31) == []


def test_a_list_is_filtered_by_its_status(tenant: Tenant) -> None:
    first, second = claimed(tenant), claimed(tenant)
    settle(tenant, first, memo_for(tenant, first, 3))

    def ids(status: str) -> list[str]:
        return [one["id"] for one in tenant.api().get("/v1/claims", params={"status": status}).json()["results"]]

    assert (ids("settled"), ids("open"), ids("withdrawn")) == ([first["id"]], [second["id"]], [])


@pytest.mark.parametrize("amount", [0, -1, 1_000_000, 1.005])
def test_an_amount_that_cannot_be_is_refused_and_nothing_changes(tenant: Tenant, amount: float) -> None:
    invoice = overcharged(tenant)
    answer = claim(tenant, invoice, amount=amount)
    assert (answer.status_code, error_of(answer)) == (400, "validation_error")
    assert reasons(invoice_now(tenant, invoice)) == ["price_variance"]
    assert tenant.api().get("/v1/claims").json()["count"] == 0


def test_what_has_no_amount_needs_one(tenant: Tenant) -> None:
    make_order(tenant, is_2_way=True)
    invoice = make_invoice(tenant, purchase_order="UNKNOWN-1")
    assert reasons(invoice) == ["order_not_found"]
    assert error_of(claim(tenant, invoice)) == "nothing_to_claim"
    assert claimed(tenant, invoice, amount=12.5)["item_id"] is None


def test_nobody_claims_on_an_invoice_that_they_entered(tenant: Tenant) -> None:
    assert error_of(claim(tenant, overcharged(tenant), user="all")) == "own_invoice"


def test_claims_are_seen_with_their_invoice(tenant: Tenant, other_tenant: Tenant) -> None:
    park = {"ottimate_location_id": tenant.location("park")}
    found = claimed(tenant, billed(tenant, make_order(tenant, is_2_way=True, **park), [FLOUR], **park))
    for api in (other_tenant.api(), tenant.api("main")):
        assert api.get(f"/v1/claims/{found['id']}").status_code == 404
        assert api.get("/v1/claims").json()["count"] == 0
    memo = make_invoice(other_tenant, type="credit_memo")
    assert settle(tenant, found, memo).status_code == 404


def test_a_memo_of_a_location_that_is_not_seen_is_told_by_its_amount_alone(tenant: Tenant) -> None:
    found = claimed(tenant)
    memo = memo_for(tenant, found, 3, ottimate_location_id=tenant.location("park"), invoice_number="PARK-1")
    (all_of_it,) = settle(tenant, found, memo).json()["settlements"]
    assert (all_of_it["credit_memo_id"], all_of_it["invoice_number"]) == (memo["id"], "PARK-1")
    (seen,) = tenant.api("main").get(f"/v1/claims/{found['id']}").json()["settlements"]
    assert (seen["amount"], seen["counts"]) == (3, True)
    assert (seen["credit_memo_id"], seen["invoice_id"], seen["invoice_number"]) == (None, None, None)


def test_a_memo_without_a_total_counts_for_nothing(tenant: Tenant) -> None:
    found = claimed(tenant)
    memo = memo_for(tenant, found, 3)
    settle(tenant, found, memo)
    emptied = tenant.api().patch(f"/v1/invoices/{memo['id']}", json={"total_amount": None})
    assert emptied.json()["total_amount"] is None
    now = tenant.api().get(f"/v1/claims/{found['id']}").json()
    assert (now["status"], now["settlements"][0]["counts"]) == ("open", False)


def test_an_invoice_that_is_restored_does_not_bring_back_what_its_memo_settles_elsewhere(tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    invoices = [billed(tenant, make_order(tenant, is_2_way=True, vendor=vendor), [FLOUR]) for _ in range(2)]
    first, second = (claimed(tenant, invoice) for invoice in invoices)
    memo = memo_for(tenant, first, 3)
    settle(tenant, first, memo)
    tenant.api().post(f"/v1/invoices/{invoices[0]['id']}/archive", json={})
    settle(tenant, second, memo)
    assert tenant.api().post(f"/v1/invoices/{invoices[0]['id']}/restore", json={}).status_code == 200
    first, second = (tenant.api().get(f"/v1/claims/{one['id']}").json() for one in (first, second))
    assert (first["status"], first["settlements"], second["status"]) == ("open", [], "settled")
    assert "settles another claim" in next(
        e["message"] for e in trail(tenant, "claim") if e["action"] == "claim.unsettled"
    )
