"""Duplicates through the API: what is flagged, who goes on when, and how a pair is resolved."""

from typing import Any

import pytest

from harness.api import error_of
from harness.invoices import invoice_body, make_invoice, make_vendor
from harness.reports import behind
from harness.statements import statements_of
from harness.tenants import Tenant
from harness.trail import trail

Invoice = dict[str, Any]


def codes(invoice: Invoice) -> list[str]:
    return [reason["code"] for reason in invoice["reasons"]]


def read(tenant: Tenant, invoice: Invoice) -> Invoice:
    return tenant.api().get(f"/v1/invoices/{invoice['id']}").json()


def change(tenant: Tenant, invoice: Invoice, **changes: Any) -> Invoice:
    answer = tenant.api().patch(f"/v1/invoices/{invoice['id']}", json=changes)
    assert answer.status_code == 200, answer.text
    return answer.json()


def pairs(tenant: Tenant, invoice: Invoice, user: str = "all") -> list[dict[str, Any]]:
    return tenant.api(user).get(f"/v1/invoices/{invoice['id']}/duplicates").json()["results"]


def resolve(tenant: Tenant, this: Invoice, other: Invoice, action: str, user: str = "all", **body: Any) -> Any:
    path = f"/v1/invoices/{this['id']}/duplicates/{other['id']}/resolve"
    return tenant.api(user).post(path, json={"action": action, **body})


def archive(tenant: Tenant, invoice: Invoice) -> None:
    assert tenant.api().post(f"/v1/invoices/{invoice['id']}/archive").status_code == 200


@pytest.fixture
def vendor(tenant: Tenant) -> dict[str, Any]:
    return make_vendor(tenant)


@pytest.fixture
def first(tenant: Tenant, vendor: dict[str, Any]) -> Invoice:
    return make_invoice(tenant, vendor=vendor, invoice_number="HC-20417")


@pytest.fixture
def second(tenant: Tenant, vendor: dict[str, Any], first: Invoice) -> Invoice:
    found = make_invoice(tenant, vendor=vendor, invoice_number="hc 20417")
    assert codes(found) == ["likely_duplicate"]
    return found


@pytest.mark.parametrize(
    ("changes", "code", "scenario"),
    [
        ({}, "likely_duplicate", "a"),
        ({"invoice_number": "HC-O20417"}, "likely_duplicate", "fuzzy"),
        ({"invoice_number": "INV HC-20417"}, "likely_duplicate", "fuzzy"),
        ({"invoice_number": "HC-20471"}, "possible_duplicate", "fuzzy"),
        ({"invoice_number": "HC-2041"}, "possible_duplicate", "fuzzy"),
        ({"invoice_number": "HC-204177"}, "possible_duplicate", "fuzzy"),
        ({"invoice_number": "---"}, "possible_duplicate", "fuzzy"),
        ({"total_amount": 111, "items": []}, "likely_duplicate", "d"),
        ({"total_amount": 111, "items": [], "invoice_date": "2026-09-01"}, "likely_duplicate", "e"),
    ],
)
def test_what_is_there_already_needs_attention(
    tenant: Tenant, vendor: dict[str, Any], first: Invoice, changes: dict[str, Any], code: str, scenario: str
) -> None:
    invoice = make_invoice(tenant, vendor=vendor, **{"invoice_number": "HC-20417", **changes})
    assert (invoice["status"], codes(invoice)) == ("needs-attention", [code])
    assert invoice["reasons"][0]["other_invoice_id"] == first["id"]
    (pair,) = pairs(tenant, invoice)
    assert (pair["scenario"], pair["status"], pair["stays_back"]) == (scenario, "open", invoice["id"])
    assert len(pair["reasons"]) >= 5


def test_at_another_location_and_under_another_vendor_record(tenant: Tenant, first: Invoice) -> None:
    vendor = {"erp_vendor_id": read(tenant, first)["erp_vendor_id"]}
    park = {"invoice_number": "HC-20417", "ottimate_location_id": tenant.location("park")}
    invoice = make_invoice(tenant, vendor=vendor, **park)
    (pair,) = pairs(tenant, invoice)
    assert (codes(invoice), pair["scenario"]) == (["likely_duplicate"], "b")
    assert pair["reasons"][-1] == "The locations differ: Park Lane and Main Street."
    invoice = make_invoice(tenant, invoice_number="HC-20417")
    assert codes(invoice) == ["likely_duplicate", "possible_duplicate"]  # the one at the park is further away
    assert [(pair["kind"], pair["scenario"]) for pair in pairs(tenant, invoice)].count(("likely", "c")) == 1


def test_an_invoice_without_a_number_is_found_by_its_other_values(tenant: Tenant, vendor: dict[str, Any]) -> None:
    first = make_invoice(tenant, vendor=vendor, invoice_number="---")
    assert codes(first) == []
    second = make_invoice(tenant, vendor=vendor, invoice_number="HC-1")
    assert codes(second) == ["possible_duplicate"]
    assert codes(make_invoice(tenant, vendor=vendor, invoice_number="#", invoice_date="2026-11-04")) == []


def test_honest_neighbours_go_on(tenant: Tenant, vendor: dict[str, Any], first: Invoice) -> None:
    for changes in (
        {"invoice_number": "HC-20418", "invoice_date": "2026-12-02"},
        {"invoice_number": "HC-20419"},
        {"invoice_number": "HC-20417", "type": "credit_memo"},
        {"invoice_number": "HC-20425"},
    ):
        assert make_invoice(tenant, vendor=vendor, **changes)["reasons"] == []
    assert make_invoice(tenant, invoice_number="MG-1")["reasons"] == []


def test_companies_never_meet(tenant: Tenant, first: Invoice) -> None:
    vendor = make_vendor(tenant, "west")
    west = {"ottimate_company_id": tenant.company("west"), "ottimate_location_id": tenant.location("hafen")}
    assert make_invoice(tenant, vendor=vendor, invoice_number="HC-20417", **west)["reasons"] == []


def test_the_later_one_goes_on_at_once_when_the_first_is_archived(
    tenant: Tenant, first: Invoice, second: Invoice
) -> None:
    archive(tenant, first)
    now = read(tenant, second)
    assert (now["status"], now["reasons"]) == ("pending-approval", [])
    (pair,) = pairs(tenant, second)
    assert (pair["status"], pair["resolved_by"]) == ("resolved", None)
    assert trail(tenant, "invoice")[-1]["action"] in ("invoice.duplicates_checked", "invoice.archived")


def test_the_later_one_goes_on_at_once_when_the_first_is_corrected(
    tenant: Tenant, first: Invoice, second: Invoice
) -> None:
    assert change(tenant, first, invoice_number="XY-77")["status"] == "pending-approval"
    assert read(tenant, second)["status"] == "pending-approval"


def test_the_first_stays_the_first_when_it_is_corrected_and_still_alike(
    tenant: Tenant, first: Invoice, second: Invoice
) -> None:
    assert codes(change(tenant, first, total_amount=111, items=[])) != ["likely_duplicate"]
    assert codes(read(tenant, second)) == ["likely_duplicate"]
    assert pairs(tenant, second)[0]["scenario"] == "d"


def test_an_archived_one_that_comes_back_is_the_later_one(tenant: Tenant, first: Invoice, second: Invoice) -> None:
    archive(tenant, first)
    assert tenant.api().post(f"/v1/invoices/{first['id']}/restore").status_code == 200
    assert codes(read(tenant, first)) == ["likely_duplicate"]
    assert codes(read(tenant, second)) == []


def test_of_three_the_second_leads_when_the_first_is_gone(
    tenant: Tenant, vendor: dict[str, Any], first: Invoice, second: Invoice
) -> None:
    third = make_invoice(tenant, vendor=vendor, invoice_number="HC 20417")
    archive(tenant, first)
    assert codes(read(tenant, second)) == []
    (reason,) = read(tenant, third)["reasons"]
    assert reason["other_invoice_id"] == second["id"]


def test_reasons_of_other_kinds_stay(tenant: Tenant, vendor: dict[str, Any], first: Invoice) -> None:
    second = make_invoice(tenant, vendor=vendor, invoice_number="HC-20417", total_amount=200)
    assert codes(second) == ["lines_do_not_sum", "likely_duplicate"]
    archive(tenant, first)
    assert (codes(read(tenant, second)), read(tenant, second)["status"]) == (["lines_do_not_sum"], "needs-attention")


@pytest.mark.parametrize(("action", "status"), [("keep_both", "kept_both"), ("dismiss", "dismissed")])
def test_what_somebody_has_answered_does_not_rise_again(
    tenant: Tenant, first: Invoice, second: Invoice, action: str, status: str
) -> None:
    answer = resolve(tenant, second, first, action, comment="Two deliveries.")
    assert answer.status_code == 200, answer.text
    (pair,) = answer.json()["results"]
    assert (pair["status"], pair["comment"]) == (status, "Two deliveries.")
    assert pair["resolved_by"] is not None
    assert read(tenant, second)["status"] == "pending-approval"
    assert codes(change(tenant, second, notes="x", due_date="2026-12-24")) == []
    assert codes(change(tenant, second, invoice_number="HC.20417")) == []
    assert codes(change(tenant, second, total_amount=111, items=[])) != []


def test_keep_this_archives_the_other_one(tenant: Tenant, first: Invoice, second: Invoice) -> None:
    assert resolve(tenant, second, first, "keep_this").status_code == 200
    assert (read(tenant, second)["status"], read(tenant, first)["status"]) == ("pending-approval", "archived")
    messages = [
        entry["message"] for entry in trail(tenant, "invoice") if entry["action"] == "invoice.duplicate_resolved"
    ]
    assert sorted(message.split()[0] for message in messages) == ["Archived:", "Kept;"]


def test_keep_other_archives_this_one(tenant: Tenant, first: Invoice, second: Invoice) -> None:
    assert resolve(tenant, second, first, "keep_other").status_code == 200
    assert (read(tenant, second)["status"], read(tenant, first)["status"]) == ("archived", "pending-approval")


def test_a_pair_is_resolved_once(tenant: Tenant, first: Invoice, second: Invoice) -> None:
    assert resolve(tenant, second, first, "keep_both").status_code == 200
    answer = resolve(tenant, first, second, "keep_this")
    assert (answer.status_code, error_of(answer)) == (409, "duplicate_closed")
    assert read(tenant, second)["status"] == "pending-approval"


def test_two_that_are_no_pair_are_refused(tenant: Tenant, first: Invoice) -> None:
    other = make_invoice(tenant)
    answer = resolve(tenant, first, other, "keep_both")
    assert (answer.status_code, error_of(answer)) == (404, "not_found")
    assert resolve(tenant, first, first, "keep_both").status_code == 404


def test_what_somebody_approved_is_not_put_away_in_passing(tenant: Tenant, first: Invoice, second: Invoice) -> None:
    assert tenant.api("second").post(f"/v1/invoices/{first['id']}/approve").status_code == 200
    answer = resolve(tenant, second, first, "keep_this")
    assert (answer.status_code, error_of(answer)) == (409, "duplicate_in_use")
    assert read(tenant, first)["status"] == "ready-for-export"
    assert resolve(tenant, second, first, "keep_other").status_code == 200


def test_resolving_approves_nothing(tenant: Tenant, first: Invoice, second: Invoice) -> None:
    resolve(tenant, second, first, "keep_both")
    now = read(tenant, second)
    assert (now["status"], now["approved_date"]) == ("pending-approval", None)
    answer = tenant.api("all").post(f"/v1/invoices/{second['id']}/approve")
    assert answer.status_code == 403  # whoever entered it


@pytest.mark.parametrize("body", [{}, {"action": "merge"}, {"action": None}, [], {"action": "dismiss", "comment": 7}])
def test_a_bad_body_names_its_field(tenant: Tenant, first: Invoice, second: Invoice, body: Any) -> None:
    path = f"/v1/invoices/{second['id']}/duplicates/{first['id']}/resolve"
    answer = tenant.api().post(path, json=body)
    assert answer.status_code == 400
    assert codes(read(tenant, second)) == ["likely_duplicate"]


def test_a_long_or_broken_comment_is_refused(tenant: Tenant, first: Invoice, second: Invoice) -> None:
    for comment in ("x" * 2001, "a\u0001b"):
        assert resolve(tenant, second, first, "dismiss", comment=comment).status_code == 400
    assert codes(read(tenant, second)) == ["likely_duplicate"]


def test_reading_alone_resolves_nothing(tenant: Tenant, first: Invoice, second: Invoice) -> None:
    answer = resolve(tenant, second, first, "keep_both", user="reader")
    assert (answer.status_code, error_of(answer)) == (403, "permission_denied")


def test_another_account_knows_nothing_of_them(
    tenant: Tenant, other_tenant: Tenant, first: Invoice, second: Invoice
) -> None:
    path = f"/v1/invoices/{second['id']}/duplicates"
    assert other_tenant.api().get(path).status_code == 404
    assert other_tenant.api().get("/v1/duplicates").json()["count"] == 0
    assert resolve(other_tenant, second, first, "keep_both").status_code == 404


def test_a_side_outside_the_scope_is_shown_without_its_values(tenant: Tenant, vendor: dict[str, Any]) -> None:
    park = {"ottimate_location_id": tenant.location("park"), "invoice_number": "HC-9"}
    first = make_invoice(tenant, vendor=vendor, **park)
    second = make_invoice(tenant, vendor=vendor, invoice_number="HC-9", total_amount=77.77, items=[])
    (pair,) = pairs(tenant, second, user="main")
    assert (pair["other_invoice_id"], pair["other"]) == (first["id"], None)
    assert pair["invoice"]["total_amount"] == 77.77
    assert pair["reasons"] == ["The other invoice lies outside your access."]
    assert "110.0" not in str(pair).replace(first["id"], "").replace(second["id"], "")
    assert tenant.api("main").get(f"/v1/invoices/{first['id']}/duplicates").status_code == 404
    assert resolve(tenant, second, first, "keep_this", user="main").status_code == 404
    (listed,) = tenant.api("main").get("/v1/duplicates").json()["results"]
    assert (listed["invoice_id"], listed["other"]) == (second["id"], None)


def test_open_pairs_are_listed_with_filters(tenant: Tenant, vendor: dict[str, Any], first: Invoice) -> None:
    api = tenant.api()
    likely = make_invoice(tenant, vendor=vendor, invoice_number="HC-20417", invoice_date="2026-11-09")
    possible = make_invoice(tenant, vendor=vendor, invoice_number="HC-20471")
    found = api.get("/v1/duplicates").json()
    assert (found["count"], [pair["invoice_id"] for pair in found["results"]]) == (2, [possible["id"], likely["id"]])
    assert found["results"][0]["other"]["invoice_number"] == "HC-20417"
    assert api.get("/v1/duplicates", params={"kind": "likely"}).json()["count"] == 1
    one = api.get("/v1/duplicates", params={"limit": 1, "page": 2}).json()
    assert ([pair["invoice_id"] for pair in one["results"]], one["count"]) == ([likely["id"]], 2)
    east, west = ({"ottimate_company_id": tenant.company(name)} for name in ("east", "west"))
    assert [api.get("/v1/duplicates", params=params).json()["count"] for params in (east, west)] == [2, 0]
    assert api.get("/v1/duplicates", params={"ottimate_company_id": 999}).status_code == 404
    assert api.get("/v1/duplicates", params={"kind": "none"}).status_code == 400
    answer = tenant.api("east").get("/v1/duplicates", params={"ottimate_company_id": tenant.company("west")})
    assert answer.status_code == 403


def test_those_that_wait_for_a_decision_are_found_in_the_list(tenant: Tenant, first: Invoice, second: Invoice) -> None:
    assert behind(tenant, possible_duplicate=True) == {second["id"]}
    assert behind(tenant, possible_duplicate=False) == {first["id"]}
    resolve(tenant, second, first, "keep_both")
    assert behind(tenant, possible_duplicate=True) == set()


def test_a_crowd_of_the_same_amount_costs_no_more_than_a_few(tenant: Tenant, vendor: dict[str, Any]) -> None:
    """However many invoices share an amount and a day, a new one names the first that it doubles, and few pairs."""
    for n in range(26):
        assert make_invoice(tenant, vendor=vendor, invoice_number=f"{chr(65 + n)}-{5000 + n}")["reasons"] == []
    first = make_invoice(tenant, vendor=vendor, invoice_number="SAME-1")
    copies = [make_invoice(tenant, vendor=vendor, invoice_number="SAME-1") for _ in range(14)]
    assert {copy["reasons"][0]["other_invoice_id"] for copy in copies} == {first["id"]}
    assert len(pairs(tenant, copies[-1])) == 10


def test_a_change_that_touches_nothing_compared_asks_for_nothing(tenant: Tenant, first: Invoice) -> None:
    path = f"/v1/invoices/{first['id']}"
    sent = statements_of(tenant.server, lambda: tenant.api().patch(path, json={"notes": "x"}))
    assert sent and not [sql for sql in sent if "duplicate_" in sql]


def test_entering_a_clean_invoice_takes_two_statements(tenant: Tenant, vendor: dict[str, Any]) -> None:
    body = invoice_body(tenant, vendor, invoice_number="HC-1")
    sent = statements_of(tenant.server, lambda: tenant.api().post("/v1/invoices", json=body))
    assert len([sql for sql in sent if "duplicate_" in sql]) == 2


@pytest.mark.parametrize("action", ["keep_both", "dismiss"])
def test_keeping_both_is_taken_back_and_the_later_one_waits_again(
    tenant: Tenant, first: Invoice, second: Invoice, action: str
) -> None:
    resolve(tenant, second, first, action)
    assert read(tenant, second)["status"] == "pending-approval"
    path = f"/v1/invoices/{first['id']}/duplicates/{second['id']}/reopen"
    answer = tenant.api().post(path)
    assert (answer.status_code, answer.json()["results"][0]["status"]) == (200, "open")
    assert (codes(read(tenant, second)), read(tenant, second)["status"]) == (["likely_duplicate"], "needs-attention")
    assert codes(read(tenant, first)) == []
    again = tenant.api().post(path)
    assert (again.status_code, error_of(again)) == (409, "duplicate_not_answered")
    assert resolve(tenant, second, first, "keep_both").status_code == 200


def test_what_was_approved_meanwhile_waits_again_when_its_pair_is_opened(
    tenant: Tenant, first: Invoice, second: Invoice
) -> None:
    resolve(tenant, second, first, "keep_both")
    assert tenant.api("second").post(f"/v1/invoices/{second['id']}/approve").status_code == 200
    assert tenant.api().post(f"/v1/invoices/{second['id']}/duplicates/{first['id']}/reopen").status_code == 200
    assert read(tenant, second)["status"] == "needs-attention"


def test_a_pair_with_an_archived_or_exported_invoice_is_not_opened_again(
    tenant: Tenant, first: Invoice, second: Invoice
) -> None:
    resolve(tenant, second, first, "keep_both")
    path = f"/v1/invoices/{second['id']}/duplicates/{first['id']}/reopen"
    archive(tenant, first)
    answer = tenant.api().post(path)
    assert (answer.status_code, error_of(answer)) == (409, "invoice_archived")
    assert tenant.api("reader").post(path).status_code == 403
    assert tenant.api().post(f"/v1/invoices/{second['id']}/duplicates/{second['id']}/reopen").status_code == 404


def test_a_pair_whose_earlier_invoice_was_exported_holds_the_later_one_back_again(
    tenant: Tenant, first: Invoice, second: Invoice
) -> None:
    resolve(tenant, second, first, "keep_both")
    assert tenant.api("second").post(f"/v1/invoices/{first['id']}/approve").status_code == 200
    marked = tenant.api().post("/v1/invoices/mark-exported", json={"invoices": [{"invoice_id": first["id"]}]})
    assert marked.is_success, marked.text
    path = f"/v1/invoices/{second['id']}/duplicates/{first['id']}/reopen"
    assert tenant.api().post(path).status_code == 200
    assert read(tenant, second)["status"] == "needs-attention"
    assert read(tenant, first)["status"] == "exported"
