"""A vendor's statement against the ledger: what agrees, what differs, what is missing on either side, who sees and marks it."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import httpx2
import pytest

from harness.api import error_of
from harness.invoices import make_invoice, make_vendor
from harness.tenants import Tenant
from harness.trail import trail
from harness.vendor_statements import entered, line_of, make_statement, outcomes, statement_body

MISSING = {"number": "GONE-77", "date": "2026-11-05", "amount": 42.5}


def post(tenant: Tenant, statement: dict[str, Any], step: str, body: Any = None, user: str = "all") -> httpx2.Response:
    return tenant.api(user).post(f"/v1/statements/{statement['id']}/{step}", json=body or {})


def read(tenant: Tenant, statement: dict[str, Any]) -> dict[str, Any]:
    return tenant.api().get(f"/v1/statements/{statement['id']}").json()


def group_of(tenant: Tenant) -> int:
    """Of Main Street (east) and Hafen (west)."""
    (found,) = tenant.api().get("/v1/location-groups").json()["results"]
    return found["id"]


def test_lines_are_matched_by_number_amount_and_date(tenant: Tenant) -> None:
    statement, invoice = make_statement(tenant)
    assert outcomes(statement) == ["matched"]
    assert statement["lines"][0]["document"]["invoice_uuid"] == invoice["id"]
    assert (statement["nothing_open"], statement["missing_there"]) == (True, [])
    assert statement["counts"]["matched"] == 1
    assert [entry["action"] for entry in trail(tenant, "statement")] == ["statement.received"]


def test_what_differs_and_what_is_missing_is_told_with_its_numbers(tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    first, second, third, fourth = (make_invoice(tenant, vendor=vendor) for _ in range(4))
    lines = [
        line_of(first),
        line_of(second, amount=112.5),
        line_of(third, date="2026-11-03"),
        MISSING,
        line_of(first, amount=110),
    ]
    found = entered(tenant, vendor, lines, closing_balance=485)
    assert outcomes(found) == ["matched", "amount_differs", "date_differs", "missing_here", "duplicate"]
    assert (found["lines"][1]["amount_difference"], found["lines"][4]["duplicate_of"]) == (2.5, 1)
    assert [one["number"] for one in found["missing_there"]] == [fourth["number"]]
    assert found["balance"]["agrees"] is True
    totals = {total["outcome"]: (total["count"], total["amount"]) for total in found["totals"]}
    assert totals["missing_here"] == (1, 42.5)
    assert totals["missing_there"] == (1, 110)


def test_what_to_ask_the_vendor_is_a_list_and_a_letter(tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    invoice = make_invoice(tenant, vendor=vendor)
    found = entered(tenant, vendor, [line_of(invoice, amount=120), MISSING], closing_balance=1)["ask_vendor"]
    assert found["missing_numbers"] == ["GONE-77"]
    assert found["amounts"] == [
        {"line": 1, "number": invoice["number"], "statement_amount": 120, "amount_here": 110},
    ]
    assert "invoice GONE-77 of 2026-11-05, 42.50 USD" in found["request_text"]
    assert "our document says 110.00 USD, your statement 120.00 USD" in found["request_text"]
    assert "its lines add up to 162.50 USD" in found["request_text"]


def test_where_all_agrees_there_is_nothing_to_ask(tenant: Tenant) -> None:
    assert make_statement(tenant)[0]["ask_vendor"]["request_text"] is None


def test_credits_stand_on_either_side(tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    memos = [
        make_invoice(tenant, vendor=vendor, type="credit_memo", total_amount=n, total_tax=0, items=[]) for n in (5, 7)
    ]
    lines = [line_of(memos[0], type="credit_memo"), {"number": "CR-9", "date": "2026-11-09", "amount": -3}]
    found = entered(tenant, vendor, lines)
    assert outcomes(found) == ["matched", "missing_here"]
    assert found["lines"][0]["amount"] == -5
    credits = found["credits"]
    assert (credits["matched_amount"], credits["only_on_statement_amount"], credits["only_here_amount"]) == (-5, -3, -7)


def test_an_invoice_that_comes_later_is_found_when_the_statement_is_read_again(tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    statement = entered(tenant, vendor, [MISSING])
    make_invoice(tenant, vendor=vendor, invoice_number="GONE-77", invoice_date="2026-11-05", total_amount=42.5, total_tax=0,
                 items=[])  # fmt: skip
    assert outcomes(read(tenant, statement)) == ["matched"]
    assert read(tenant, statement)["counts"]["matched"] == 0
    again = post(tenant, statement, "reconcile").json()
    assert (again["counts"]["matched"], again["counts"]["missing_here"]) == (1, 0)


def test_a_person_confirms_a_candidate_and_takes_it_back(tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    invoice = make_invoice(tenant, vendor=vendor)
    statement = entered(tenant, vendor, [line_of(invoice, number=None)])
    (line,) = statement["lines"]
    assert (line["outcome"], line["candidates"][0]["invoice_id"]) == ("possible", invoice["invoice_id"])
    (line,) = post(tenant, statement, "lines/1/match", {"invoice_id": invoice["invoice_id"]}).json()["lines"]
    assert (line["outcome"], line["confirmed"]) == ("matched", True)
    assert error_of(post(tenant, statement, "lines/1/match", {"invoice_id": invoice["id"]})) == "line_matched"
    (line,) = post(tenant, statement, "lines/1/unmatch").json()["lines"]
    assert (line["outcome"], line["candidates"]) == ("missing_here", [])


def test_a_pair_that_was_taken_apart_is_not_found_again(tenant: Tenant) -> None:
    statement, invoice = make_statement(tenant)
    (line,) = post(tenant, statement, "lines/1/unmatch").json()["lines"]
    assert line["outcome"] == "missing_here"
    assert error_of(post(tenant, statement, "lines/1/unmatch")) == "not_matched"
    (line,) = post(tenant, statement, "lines/1/match", {"invoice_id": invoice["id"]}).json()["lines"]
    assert (line["outcome"], line["confirmed"]) == ("matched", True)


def test_where_there_is_nothing_to_say_no_body_is_needed(tenant: Tenant) -> None:
    statement, _ = make_statement(tenant)
    path = f"/v1/statements/{statement['id']}"
    for step in ("reconcile", "lines/1/unmatch", "delete"):
        assert tenant.api().post(f"{path}/{step}").status_code == 200


@pytest.mark.parametrize("n", ["2", "0", "x", "99999999999"])
def test_a_line_that_is_not_there_is_not_found(tenant: Tenant, n: str) -> None:
    statement, invoice = make_statement(tenant)
    assert post(tenant, statement, f"lines/{n}/match", {"invoice_id": invoice["id"]}).status_code == 404


def test_an_invoice_of_another_vendor_or_side_is_no_match(tenant: Tenant) -> None:
    statement, _ = make_statement(tenant)
    vendor = tenant.api().get(f"/v1/vendors/{statement['ottimate_vendor_id']}").json()["vendor"]
    memo = make_invoice(tenant, vendor=vendor, type="credit_memo", total_amount=5, total_tax=0, items=[])
    for other in (make_invoice(tenant), memo):
        assert (
            error_of(post(tenant, statement, "lines/1/match", {"invoice_id": other["id"]})) == "not_of_this_statement"
        )


def test_one_invoice_is_one_line_however_many_match_it_at_once(tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    invoice = make_invoice(tenant, vendor=vendor)
    lines = [{"number": f"X-{n}", "date": "2026-11-02", "amount": 110} for n in range(5)]
    statement = entered(tenant, vendor, lines)
    with ThreadPoolExecutor(5) as pool:
        paths = [f"/v1/statements/{statement['id']}/lines/{n}/match" for n in range(1, 6)]
        answers = list(pool.map(partial(tenant.api().post, json={"invoice_id": invoice["id"]}), paths))
    assert sorted(answer.status_code for answer in answers) == [200, 409, 409, 409, 409]
    assert outcomes(read(tenant, statement)).count("matched") == 1


def test_a_statement_is_marked_with_a_reason_while_something_is_open(tenant: Tenant) -> None:
    statement = entered(tenant, make_vendor(tenant), [MISSING])
    refused = post(tenant, statement, "mark-reconciled")
    assert (refused.status_code, error_of(refused)) == (400, "validation_error")
    marked = post(tenant, statement, "mark-reconciled", {"reason": "Paid by the owner."}).json()
    assert (marked["status"], marked["reconciled_reason"]) == ("reconciled", "Paid by the owner.")
    for step in ("reconcile", "mark-reconciled", "lines/1/unmatch", "delete"):
        assert error_of(post(tenant, statement, step)) == "statement_reconciled"
    assert post(tenant, statement, "reopen").json()["status"] == "open"
    assert error_of(post(tenant, statement, "reopen")) == "not_reconciled"


def test_a_statement_with_nothing_open_is_marked_without_a_reason(tenant: Tenant) -> None:
    statement, invoice = make_statement(tenant)
    before = tenant.api().get(f"/v1/invoices/{invoice['id']}").json()
    assert post(tenant, statement, "mark-reconciled").json()["status"] == "reconciled"
    assert tenant.api().get(f"/v1/invoices/{invoice['id']}").json() == before


def test_the_same_statement_is_taken_in_once(tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    body = statement_body(tenant, vendor, [MISSING])
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(partial(tenant.api().post, json=body), ["/v1/statements"] * 4))
    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409]
    (first,) = [answer.json()["id"] for answer in answers if answer.status_code == 201]
    refused = next(answer for answer in answers if answer.status_code == 409)
    assert error_of(refused) == "statement_exists"
    assert first in refused.text
    assert tenant.api().post(f"/v1/statements/{first}/delete", json={}).status_code == 200
    assert tenant.api().get(f"/v1/statements/{first}").status_code == 404
    assert tenant.api().post("/v1/statements", json=body).status_code == 201


def test_a_deleted_statement_comes_back_with_what_was_said_of_its_lines(tenant: Tenant, other_tenant: Tenant) -> None:
    statement, _ = make_statement(tenant)
    path = f"/v1/statements/{statement['id']}"
    tenant.api().post(f"{path}/lines/1/unmatch", json={})
    before = tenant.api().get(path).json()
    assert error_of(tenant.api().post(f"{path}/restore")) == "not_found"
    tenant.api().post(f"{path}/delete", json={})
    assert tenant.api().get("/v1/statements").json()["count"] == 0
    assert other_tenant.api().post(f"{path}/restore").status_code == 404
    assert tenant.api().post(f"{path}/restore").status_code == 200
    assert tenant.api().get(path).json() == before
    assert outcomes(before) == ["missing_here"]


def test_a_statement_stays_away_where_the_same_was_sent_since(tenant: Tenant) -> None:
    body = statement_body(tenant, make_vendor(tenant), [MISSING])
    first = tenant.api().post("/v1/statements", json=body).json()["id"]
    tenant.api().post(f"/v1/statements/{first}/delete", json={})
    second = tenant.api().post("/v1/statements", json=body).json()["id"]
    refused = tenant.api().post(f"/v1/statements/{first}/restore")
    assert error_of(refused) == "statement_exists" and second in refused.text


@pytest.mark.parametrize(
    ("line", "field", "fault"),
    [
        ({"date": None}, "lines[0].date", "required"),
        ({"amount": None}, "lines[0].amount", "required"),
        ({"amount": 1.005}, "lines[0].amount", "too_many_decimals"),
        ({"amount": 10**16}, "lines[0].amount", "amount_out_of_range"),
        ({"date": "0202-11-02"}, "lines[0].date", "date_out_of_range"),
        ({"number": "x" * 101}, "lines[0].number", "too_long"),
        ({"number": "a\u0007b"}, "lines[0].number", "control_character"),
        ({"type": "invoice", "amount": -1}, "lines[0].type", "negative_invoice"),
        ({"currency": "EUR"}, "lines[0].currency", "unknown_field"),
    ],
)
def test_a_line_that_says_too_little_or_nonsense_is_named(
    shared_tenant: Tenant, line: dict[str, Any], field: str, fault: str
) -> None:
    body = statement_body(shared_tenant, make_vendor(shared_tenant), [{**MISSING, **line}])
    answer = shared_tenant.api().post("/v1/statements", json=body)
    assert answer.status_code == 400, answer.text
    assert (field, fault) in [(one["field"], one["type"]) for one in answer.json()["message"]["fields"]]


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"currency": "XXX"}, 400),
        ({"currency": None}, 400),
        ({"statement_date": None}, 400),
        ({"lines": []}, 400),
        ({"erp_vendor_id": None}, 400),
        ({"erp_vendor_id": "nobody"}, 400),
        ({"erp_vendor_id": "a\u0000b"}, 400),
        ({"ottimate_company_id": 2147483647}, 404),
        ({"ottimate_group_id": 2147483647}, 404),
        ({"surprise": 1}, 400),
        ({"lines": [MISSING] * 5001}, 400),
    ],
)
def test_a_heading_that_cannot_be_is_refused(shared_tenant: Tenant, change: dict[str, Any], status: int) -> None:
    body = {**statement_body(shared_tenant, make_vendor(shared_tenant), [MISSING]), **change}
    assert shared_tenant.api().post("/v1/statements", json=body).status_code == status


def test_a_vendor_of_another_company_is_unknown(tenant: Tenant) -> None:
    west = make_vendor(tenant, "west")
    answer = tenant.api().post("/v1/statements", json=statement_body(tenant, west, [MISSING]))
    assert (answer.status_code, error_of(answer)) == (400, "validation_error")
    body = {**statement_body(tenant, west, [MISSING]), "ottimate_vendor_id": west["id"]}
    del body["erp_vendor_id"]
    assert tenant.api().post("/v1/statements", json=body).status_code == 404


def test_minus_zero_is_zero(tenant: Tenant) -> None:
    found = entered(tenant, make_vendor(tenant), [{**MISSING, "amount": -0.0}])
    assert str(found["lines"][0]["amount"]) in ("0.0", "0")
    assert found["lines"][0]["type"] == "invoice"


def test_a_group_has_the_invoices_of_its_locations_alone(tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    ours = make_invoice(tenant, vendor=vendor)
    other = make_invoice(tenant, vendor=vendor, ottimate_location_id=tenant.location("park"))
    found = entered(tenant, vendor, [line_of(ours), line_of(other)], ottimate_group_id=group_of(tenant))
    assert outcomes(found) == ["matched", "missing_here"]


def test_a_statement_is_seen_by_whoever_sees_every_location_of_it(tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    whole = entered(tenant, vendor, [MISSING])
    of_group = entered(tenant, vendor, [MISSING], ottimate_group_id=group_of(tenant))
    for user, seen in (("main", [of_group["id"]]), ("east", [of_group["id"], whole["id"]])):
        found = tenant.api(user).get("/v1/statements").json()
        assert [one["id"] for one in found["results"]] == seen
        asked = {"ottimate_company_id": tenant.company(), "as_of": "2026-12-15"}
        aged = tenant.api(user).get("/v1/statements/aging", params=asked).json()
        assert sum(one["count"] for one in aged["vendors"]) == len(seen)
    assert tenant.api("main").get(f"/v1/statements/{whole['id']}").status_code == 404
    for step in ("reconcile", "lines/1/unmatch", "mark-reconciled", "reopen", "delete"):
        assert post(tenant, whole, step, user="main").status_code == 404


def test_who_sees_one_location_enters_no_statement_of_the_company(tenant: Tenant) -> None:
    body = statement_body(tenant, make_vendor(tenant), [MISSING])
    assert tenant.api("main").post("/v1/statements", json=body).status_code == 403
    of_group = {**body, "ottimate_group_id": group_of(tenant)}
    assert tenant.api("main").post("/v1/statements", json=of_group).status_code == 201


def test_a_stranger_finds_nothing(tenant: Tenant, other_tenant: Tenant) -> None:
    statement, invoice = make_statement(tenant)
    path = f"/v1/statements/{statement['id']}"
    assert other_tenant.api().get(path).status_code == 404
    assert other_tenant.api().post(f"{path}/lines/1/match", json={"invoice_id": invoice["id"]}).status_code == 404
    body = {**statement_body(other_tenant, make_vendor(other_tenant), [MISSING]), "ottimate_group_id": group_of(tenant)}
    assert other_tenant.api().post("/v1/statements", json=body).status_code == 404


def test_a_reader_sees_and_changes_nothing(tenant: Tenant) -> None:
    statement, _ = make_statement(tenant)
    assert tenant.api("reader").get(f"/v1/statements/{statement['id']}").status_code == 200
    for step in ("reconcile", "lines/1/unmatch", "mark-reconciled", "reopen", "delete"):
        assert post(tenant, statement, step, user="reader").status_code == 403
    assert tenant.api("reader").post("/v1/statements", json={}).status_code == 403


def test_the_list_is_filtered_and_aged(tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    old = entered(tenant, vendor, [MISSING], statement_date="2026-08-31", closing_balance=10)
    new = entered(tenant, vendor, [MISSING], closing_balance=20)
    done, _ = make_statement(tenant)
    post(tenant, done, "mark-reconciled")

    def ids(**params: Any) -> list[str]:
        return [one["id"] for one in tenant.api().get("/v1/statements", params=params).json()["results"]]

    assert ids(status="open") == [new["id"], old["id"]]
    assert ids(status="reconciled") == [done["id"]]
    assert ids(statement_date_to="2026-09-01") == [old["id"]]
    assert ids(ottimate_vendor_id=vendor["id"], statement_date_from="2026-09-01") == [new["id"]]
    assert ids(ottimate_group_id=group_of(tenant)) == []
    asked = {"ottimate_company_id": tenant.company(), "as_of": "2026-12-15"}
    (aged,) = tenant.api().get("/v1/statements/aging", params=asked).json()["vendors"]
    assert (aged["count"], aged["days_0_30"], aged["days_over_90"], aged["closing_balance"]) == (2, 1, 1, 30)


def test_what_was_paid_by_the_day_is_no_longer_missed(tenant: Tenant) -> None:
    vendor = make_vendor(tenant)
    invoice = make_invoice(tenant, vendor=vendor)
    tenant.api("second").post(f"/v1/invoices/{invoice['id']}/approve")
    paid = {"paid_on": "2026-11-20", "amount": 110, "reference": "CHK-5"}
    answer = tenant.api().post(f"/v1/invoices/{invoice['id']}/payments", json=paid)
    assert answer.is_success, answer.text
    found = entered(tenant, vendor, [{"number": "5", "date": "2026-11-24", "amount": 110, "type": "payment"}])
    assert (outcomes(found), found["missing_there"]) == (["matched"], [])
    assert found["lines"][0]["document"]["type"] == "payment"
    before = entered(tenant, vendor, [MISSING], statement_date="2026-11-15")
    assert [one["number"] for one in before["missing_there"]] == [invoice["number"]]
