"""What mapping rules do to invoices that are entered or changed."""

from typing import Any

import pytest

from harness.api import Api, error_of
from harness.batches import ran, row
from harness.coding import codes, entered, make_rule, patched, sources
from harness.dimensions import make_dimension
from harness.invoices import make_vendor
from harness.splits import by_percent, make_accounts, split_invoice
from harness.tenants import Tenant
from harness.worker import finished, paper, sent, working


@pytest.fixture
def coded(tenant: Tenant) -> Tenant:
    for number in ("5100", "5200", "5300", "5400"):
        make_dimension(tenant, "account", number)
    for number in ("D1", "D2"):
        make_dimension(tenant, "department", number)
    return tenant


def history(api: Api, invoice: dict[str, Any]) -> list[dict[str, Any]]:
    return api.get(f"/v1/invoices/{invoice['id']}", params={"expand": "history"}).json()["history"]


def test_lines_and_header_are_coded_by_the_vendors_default(coded: Tenant) -> None:
    vendor = make_vendor(coded)
    rule = make_rule(coded, {"ACCOUNT": "5100", "DEPARTMENT": "D1"}, ottimate_vendor_id=vendor["id"])
    invoice = entered(coded, "Flour", vendor=vendor)
    for place in (invoice, invoice["items"][0]):
        assert codes(place) == {"ACCOUNT": "5100", "DEPARTMENT": "D1"}
        assert place["coding"]["ACCOUNT"]["source"] == "rule"
        assert place["coding"]["ACCOUNT"]["rule_id"] == rule["id"]


def test_a_rule_for_lines_leaves_the_header_alone_and_the_other_way_round(coded: Tenant) -> None:
    make_rule(coded, {"ACCOUNT": "5100"}, applies_to="lines")
    make_rule(coded, {"DEPARTMENT": "D1"}, applies_to="header")
    invoice = entered(coded, "Flour")
    assert codes(invoice) == {"DEPARTMENT": "D1"}
    assert codes(invoice["items"][0]) == {"ACCOUNT": "5100"}


@pytest.mark.parametrize(
    ("conditions", "line"),
    [
        ({"sku": "ab-12"}, {"name": "Anything", "sku": "AB 12"}),
        ({"item_name": "Crème fraîche, 30%"}, {"name": "CREME FRAICHE 30 %"}),
        ({"keyword": "olive oil"}, {"name": "Extra virgin OLIVE-OIL 5 l"}),
    ],
)
def test_items_are_met_by_sku_name_and_keyword(coded: Tenant, conditions: dict[str, str], line: dict[str, str]) -> None:
    make_rule(coded, {"ACCOUNT": "5100"}, **conditions)
    invoice = entered(coded, line, "Something else")  # type: ignore[arg-type]
    assert [codes(item) for item in invoice["items"]] == [{"ACCOUNT": "5100"}, {}]
    assert codes(invoice) == {}


def test_a_keyword_is_a_whole_word(coded: Tenant) -> None:
    make_rule(coded, {"ACCOUNT": "5100"}, keyword="ham")
    assert [codes(item) for item in entered(coded, "Hammer", "Cooked ham")["items"]] == [{}, {"ACCOUNT": "5100"}]


def test_the_most_specific_rule_wins_each_type_by_itself(coded: Tenant) -> None:
    vendor = make_vendor(coded)
    make_rule(coded, {"ACCOUNT": "5100", "DEPARTMENT": "D1"})
    make_rule(coded, {"ACCOUNT": "5200"}, ottimate_vendor_id=vendor["id"])
    make_rule(coded, {"ACCOUNT": "5300"}, ottimate_vendor_id=vendor["id"], item_name="Flour")
    make_rule(coded, {"ACCOUNT": "5400"}, item_name="Sugar")
    first, second = entered(coded, "Flour", "Sugar", vendor=vendor)["items"]
    assert codes(first) == {"ACCOUNT": "5300", "DEPARTMENT": "D1"}
    assert codes(second) == {"ACCOUNT": "5200", "DEPARTMENT": "D1"}  # vendor before item


def test_of_equal_rules_the_newest_wins(coded: Tenant) -> None:
    make_rule(coded, {"ACCOUNT": "5100"}, item_name="Flour")
    make_rule(coded, {"ACCOUNT": "5200"}, sku="F1")
    assert codes(entered(coded, {"name": "Flour", "sku": "F1"})["items"][0]) == {"ACCOUNT": "5200"}  # type: ignore[arg-type]


def test_a_rule_of_a_location_goes_before_that_of_the_company(coded: Tenant) -> None:
    make_rule(coded, {"DEPARTMENT": "D2"}, ottimate_location_id=coded.location("park"))
    make_rule(coded, {"DEPARTMENT": "D1"})
    assert codes(entered(coded, "Flour")) == {"DEPARTMENT": "D1"}
    assert codes(entered(coded, "Flour", ottimate_location_id=coded.location("park"))) == {"DEPARTMENT": "D2"}


def test_what_was_sent_is_never_overridden(coded: Tenant) -> None:
    make_rule(coded, {"ACCOUNT": "5100", "DEPARTMENT": "D1"})
    line = {"name": "Flour", "dimensions": {"ACCOUNT": "5200"}}
    invoice = entered(coded, line, dimensions={"department": "D2"})  # type: ignore[arg-type]
    assert codes(invoice["items"][0]) == {"ACCOUNT": "5200", "DEPARTMENT": "D1"}
    assert sources(invoice["items"][0]) == {"ACCOUNT": "sent", "DEPARTMENT": "rule"}
    assert codes(invoice) == {"ACCOUNT": "5100", "DEPARTMENT": "D2"}
    assert sources(invoice) == {"ACCOUNT": "rule", "DEPARTMENT": "sent"}


def test_each_applied_value_stands_in_the_history(coded: Tenant) -> None:
    make_rule(coded, {"ACCOUNT": "5100"}, applies_to="lines")
    invoice = entered(coded, "Flour", "Sugar")
    entries = history(coded.api(), invoice)
    assert [entry["reason"] for entry in entries] == ["entered", "coded"]
    assert entries[1]["message"] == "Coded: ACCOUNT of 2 places by mapping rules."


def test_rules_of_another_company_are_not_applied(coded: Tenant) -> None:
    make_dimension(coded, "account", "7000", company="west")
    make_rule(coded, {"ACCOUNT": "7000"}, company="west")
    assert codes(entered(coded, "Flour")["items"][0]) == {}


def test_what_a_person_sets_is_theirs(coded: Tenant) -> None:
    make_rule(coded, {"ACCOUNT": "5100", "DEPARTMENT": "D1"})
    invoice = entered(coded, "Flour")
    item = invoice["items"][0]["id"]
    changed = patched(coded, invoice, items=[{"id": item, "dimensions": {"ACCOUNT": "5200"}}])
    assert sources(changed["items"][0]) == {"ACCOUNT": "person", "DEPARTMENT": "rule"}


def test_a_value_that_a_person_confirms_is_theirs(coded: Tenant) -> None:
    make_rule(coded, {"ACCOUNT": "5100"})
    invoice = entered(coded, "Flour")
    item = invoice["items"][0]["id"]
    changed = patched(coded, invoice, items=[{"id": item, "dimensions": {"account": "5100"}}])
    assert sources(changed["items"][0]) == {"ACCOUNT": "person"}


def test_lines_are_coded_anew_when_the_vendor_is_chosen(coded: Tenant) -> None:
    vendor = make_vendor(coded)
    make_rule(coded, {"ACCOUNT": "5100", "DEPARTMENT": "D1"})
    make_rule(coded, {"ACCOUNT": "5300"}, ottimate_vendor_id=vendor["id"])
    line = {"name": "Sugar", "dimensions": {"ACCOUNT": "5200"}}
    invoice = entered(coded, "Flour", line, "Salt", vendor=vendor, erp_vendor_id=None)  # type: ignore[arg-type]
    salt = invoice["items"][2]["id"]
    patched(coded, invoice, items=[{"id": salt, "dimensions": {"DEPARTMENT": "D2"}}])
    changed = patched(coded, invoice, ottimate_vendor_id=vendor["id"])
    assert [codes(item) for item in changed["items"]] == [
        {"ACCOUNT": "5300", "DEPARTMENT": "D1"},  # by the vendor's rule now
        {"ACCOUNT": "5200", "DEPARTMENT": "D1"},  # sent
        {"ACCOUNT": "5100", "DEPARTMENT": "D2"},  # a person has coded this line
    ]
    assert codes(changed) == {"ACCOUNT": "5300", "DEPARTMENT": "D1"}
    assert "coded" in [entry["reason"] for entry in history(coded.api(), invoice)[2:]]


def test_what_the_old_vendor_gave_goes_with_it(coded: Tenant) -> None:
    old, new = make_vendor(coded), make_vendor(coded)
    make_rule(coded, {"ACCOUNT": "5100"}, ottimate_vendor_id=old["id"])
    invoice = entered(coded, "Flour", vendor=old)
    assert codes(patched(coded, invoice, ottimate_vendor_id=new["id"])["items"][0]) == {}


def test_a_line_that_is_added_is_coded_like_one_that_was_entered(coded: Tenant) -> None:
    make_rule(coded, {"ACCOUNT": "5100", "DEPARTMENT": "D1"})
    invoice = entered(coded, "Flour")
    new = {"name": "Salt", "quantity": 1, "price": 0, "dimensions": {"ACCOUNT": "5200"}}
    added = patched(coded, invoice, items=[new])["items"][1]
    assert codes(added) == {"ACCOUNT": "5200", "DEPARTMENT": "D1"}
    assert sources(added) == {"ACCOUNT": "person", "DEPARTMENT": "rule"}


def test_a_type_that_a_person_took_away_does_not_come_back_with_another_vendor(coded: Tenant) -> None:
    make_rule(coded, {"ACCOUNT": "5100"})
    invoice = entered(coded, "Flour")
    patched(coded, invoice, items=[{"id": invoice["items"][0]["id"], "dimensions": {"ACCOUNT": None}}])
    assert codes(patched(coded, invoice, ottimate_vendor_id=make_vendor(coded)["id"])["items"][0]) == {}


def test_code_fills_what_is_missing_on_demand(coded: Tenant) -> None:
    invoice = entered(coded, {"name": "Flour", "dimensions": {"DEPARTMENT": "D2"}}, "Sugar")  # type: ignore[arg-type]
    make_rule(coded, {"ACCOUNT": "5100", "DEPARTMENT": "D1"})
    answer = coded.api().post(f"/v1/invoices/{invoice['id']}/code")
    assert answer.status_code == 200, answer.text
    done = answer.json()
    assert [codes(item) for item in done["items"]] == [
        {"ACCOUNT": "5100", "DEPARTMENT": "D2"},
        {"ACCOUNT": "5100", "DEPARTMENT": "D1"},
    ]
    assert codes(done) == {"ACCOUNT": "5100", "DEPARTMENT": "D1"}
    again = coded.api().post(f"/v1/invoices/{invoice['id']}/code")
    assert again.headers["ETag"] == answer.headers["ETag"], "nothing to do makes no new version"


def test_code_starts_approvals_over(coded: Tenant) -> None:
    invoice = entered(coded, "Flour")
    approved = coded.api("second").post(f"/v1/invoices/{invoice['id']}/approve")
    assert approved.json()["status"] != "pending-approval"
    make_rule(coded, {"ACCOUNT": "5100"})
    assert coded.api().post(f"/v1/invoices/{invoice['id']}/code").json()["status"] == "pending-approval"


def test_code_is_refused_for_what_cannot_be_changed(coded: Tenant) -> None:
    invoice = entered(coded, "Flour")
    path = f"/v1/invoices/{invoice['id']}/code"
    stale = coded.api().post(path, headers={"If-Match": '"99"'})
    assert stale.status_code == 412 and error_of(stale) == "stale_version"
    coded.api("second").post(f"/v1/invoices/{invoice['id']}/approve")
    coded.api().post("/v1/invoices/mark-exported", json={"invoices": [{"invoice_id": invoice["id"]}]})
    assert error_of(coded.api().post(path)) == "invoice_exported"
    assert coded.api("reader").post(path).status_code == 403


def test_imported_and_uploaded_invoices_are_coded_too(coded: Tenant) -> None:
    make_rule(coded, {"ACCOUNT": "5100", "DEPARTMENT": "D1"})
    with working(coded.server):
        [imported] = ran(coded, [row(coded, make_vendor(coded))])
        upload = sent(coded, paper())
        finished(coded, upload)
    uploaded = coded.api().get("/v1/invoices", params={"reference_id": upload}).json()["results"][0]["id"]
    for id in (imported["result"]["id"], uploaded):
        invoice = coded.api().get(f"/v1/invoices/{id}").json()
        assert invoice["items"]
        for place in (invoice, *invoice["items"]):
            assert codes(place) == {"ACCOUNT": "5100", "DEPARTMENT": "D1"}
            assert set(sources(place).values()) == {"rule"}


def test_what_is_split_is_coded_by_its_parts(coded: Tenant) -> None:
    make_accounts(coded, "A", "B")
    invoice = entered(coded, "Flour", "Sugar")
    flour = invoice["items"][0]["id"]
    assert split_invoice(coded, invoice, by_percent(A=50, B=50), item_id=flour).status_code == 200
    make_rule(coded, {"ACCOUNT": "5100", "DEPARTMENT": "D1"}, applies_to="lines")
    done = coded.api().post(f"/v1/invoices/{invoice['id']}/code").json()
    assert [codes(item) for item in done["items"]] == [{"DEPARTMENT": "D1"}, {"ACCOUNT": "5100", "DEPARTMENT": "D1"}]
