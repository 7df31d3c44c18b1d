"""Learned coding: what people confirmed is suggested for lines that are like it, with its reason."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from harness.api import error_of, fields_of
from harness.coding import codes, entered, make_rule, patched, settle, sources
from harness.dimensions import make_dimension
from harness.inside import inside
from harness.invoices import make_vendor
from harness.statements import statements_of
from harness.tenants import Tenant
from payables.platform.db import Transaction

ACCOUNTS = ("5100", "5200", "5300")


@pytest.fixture
def coded(tenant: Tenant) -> Tenant:
    return with_dimensions(tenant)


def with_dimensions(tenant: Tenant, company: str = "east") -> Tenant:
    for number in ACCOUNTS:
        make_dimension(tenant, "account", number, company)
    make_dimension(tenant, "department", "D1", company)
    return tenant


def line(name: str, account: str | None = None, **more: Any) -> Any:
    return {"name": name, **({"dimensions": {"ACCOUNT": account}} if account else {}), **more}


def approve(tenant: Tenant, invoice: dict[str, Any]) -> None:
    answer = tenant.api("second").post(f"/v1/invoices/{invoice['id']}/approve")
    assert answer.status_code == 200, answer.text


def approved(tenant: Tenant, vendor: dict[str, Any], *lines: Any, **changes: Any) -> dict[str, Any]:
    invoice = entered(tenant, *lines, vendor=vendor, **changes)
    approve(tenant, invoice)
    return invoice


def suggestions(tenant: Tenant, invoice: dict[str, Any]) -> list[dict[str, Any]]:
    answer = tenant.api().get(f"/v1/invoices/{invoice['id']}/coding-suggestions")
    assert answer.status_code == 200, answer.text
    return answer.json()["items"]


def suggested(tenant: Tenant, vendor: dict[str, Any], asked: Any, **changes: Any) -> dict[str, Any]:
    """Type -> suggestion for the one line of a new invoice."""
    found = suggestions(tenant, entered(tenant, asked, vendor=vendor, **changes))
    return found[0]["suggestions"] if found else {}


def account(found: dict[str, Any]) -> str | None:
    return found["ACCOUNT"]["dimension"]["erp_dimension_id"] if "ACCOUNT" in found else None


def accept(tenant: Tenant, invoice: dict[str, Any], *items: dict[str, Any], **options: Any) -> Any:
    path = f"/v1/invoices/{invoice['id']}/coding-suggestions/accept"
    return tenant.api(options.pop("user", "all")).post(path, json={"items": list(items)}, **options)


def test_one_approved_line_is_enough_for_a_suggestion_with_its_reason(coded: Tenant) -> None:
    vendor = make_vendor(coded)
    taught = approved(coded, vendor, line("Flour 25 kg", "5100"))
    found = suggested(coded, vendor, "FLOUR, 25 KG")["ACCOUNT"]
    assert found["dimension"]["erp_dimension_id"] == "5100"
    assert (found["agreed"], found["of"], found["similarity"]) == (1, 1, 100)
    assert found["confidence"] == 0.666
    assert found["invoices"] == [taught["id"]]
    assert found["reason"] == "The past line with the same item was coded so."


def test_suggestions_are_not_applied(coded: Tenant) -> None:
    vendor = make_vendor(coded)
    approved(coded, vendor, line("Flour", "5100"))
    invoice = entered(coded, "Flour", vendor=vendor)
    suggestions(coded, invoice)
    assert codes(coded.api().get(f"/v1/invoices/{invoice['id']}").json()["items"][0]) == {}


@pytest.mark.parametrize(
    ("past", "asked"),
    [
        ({"name": "Salmon fillet", "sku": "100214"}, {"name": "Atl. salmon filet skin-on", "sku": "100-214"}),
        ({"name": "Atlantic salmon fillet"}, {"name": "AT1ANTIC SALM0N FILLET"}),
        ({"name": "Salmon fillet atlantic"}, {"name": "Atlantic salmon fillet 2 kg"}),
    ],
)
def test_misread_and_reworded_items_are_known_again(coded: Tenant, past: Any, asked: Any) -> None:
    vendor = make_vendor(coded)
    approved(coded, vendor, line(account="5100", **past), line("Printer paper A4", "5200"))
    assert account(suggested(coded, vendor, asked)) == "5100"


def test_the_item_goes_before_the_vendor(coded: Tenant) -> None:
    vendor = make_vendor(coded)
    approved(coded, vendor, *[line(f"Thing {n}", "5200") for n in "abc"], line("Olive oil", "5100"))
    assert account(suggested(coded, vendor, "Olive oil")) == "5100"


def test_an_item_that_is_new_gets_what_is_usual_of_the_vendor(coded: Tenant) -> None:
    vendor = make_vendor(coded)
    approved(coded, vendor, line("Electricity March", "5100"), line("Meter", "5100"))
    found = suggested(coded, vendor, "Grid fee")["ACCOUNT"]
    assert found["similarity"] == 70 and "the same vendor" in found["reason"]


def test_an_item_is_known_from_another_vendor(coded: Tenant) -> None:
    approved(coded, make_vendor(coded), line("Olive oil", "5100"))
    found = suggested(coded, make_vendor(coded), "Olive oil")["ACCOUNT"]
    assert found["similarity"] == 80 and "another vendor" in found["reason"]


def test_what_is_unlike_everything_gets_no_suggestion(coded: Tenant) -> None:
    approved(coded, make_vendor(coded), line("Olive oil", "5100"))
    assert suggested(coded, make_vendor(coded), "Printer paper") == {}


def test_confidence_grows_with_agreement_and_falls_with_contradiction(coded: Tenant) -> None:
    vendor = make_vendor(coded)
    for _ in range(3):
        approved(coded, vendor, line("Flour", "5100"))
    assert suggested(coded, vendor, "Flour")["ACCOUNT"]["confidence"] == 0.8
    approved(coded, vendor, line("Flour", "5200"))
    found = suggested(coded, vendor, "Flour")["ACCOUNT"]
    assert (found["agreed"], found["of"], found["confidence"]) == (3, 4, 0.666)


def test_a_person_who_sets_a_dimension_teaches_at_once(coded: Tenant) -> None:
    vendor = make_vendor(coded)
    invoice = entered(coded, "Flour", "Flour", vendor=vendor)
    first, second = invoice["items"]
    patched(coded, invoice, items=[{"id": first["id"], "dimensions": {"ACCOUNT": "5100"}}])
    (found,) = suggestions(coded, invoice)
    assert found["id"] == second["id"] and account(found["suggestions"]) == "5100"


def test_a_correction_outweighs_whatever_was_learned_before(coded: Tenant) -> None:
    vendor = make_vendor(coded)
    for _ in range(4):
        approved(coded, vendor, line("Flour", "5100"))
    invoice = entered(coded, line("Flour", "5100"), vendor=vendor)
    patched(coded, invoice, items=[{"id": invoice["items"][0]["id"], "dimensions": {"ACCOUNT": "5200"}}])
    found = suggested(coded, vendor, "Flour")["ACCOUNT"]
    assert found["dimension"]["erp_dimension_id"] == "5200"
    assert (found["agreed"], found["of"]) == (1, 1)


def test_the_latest_correction_wins_over_an_earlier_one(coded: Tenant) -> None:
    vendor = make_vendor(coded)
    for number in ("5100", "5200", "5100"):
        invoice = entered(coded, "Flour", vendor=vendor)
        patched(coded, invoice, items=[{"id": invoice["items"][0]["id"], "dimensions": {"ACCOUNT": number}}])
        assert account(suggested(coded, vendor, "Flour")) == number


def test_what_a_person_takes_away_is_unlearned(coded: Tenant) -> None:
    vendor = make_vendor(coded)
    approved(coded, vendor, line("Flour", "5100"))
    invoice = entered(coded, line("Flour", "5100"), vendor=vendor)
    patched(coded, invoice, items=[{"id": invoice["items"][0]["id"], "dimensions": {"ACCOUNT": None}}])
    assert suggested(coded, vendor, "Flour") == {}


def test_a_correction_of_one_item_leaves_others_alone(coded: Tenant) -> None:
    vendor = make_vendor(coded)
    approved(coded, vendor, line("Flour white", "5100"), line("Flour brown", "5100"))
    invoice = entered(coded, "Flour white", vendor=vendor)
    patched(coded, invoice, items=[{"id": invoice["items"][0]["id"], "dimensions": {"ACCOUNT": "5200"}}])
    assert account(suggested(coded, vendor, "Flour brown")) == "5100"


def test_each_location_keeps_its_own_ways(coded: Tenant) -> None:
    vendor = make_vendor(coded)
    park = coded.location("park")
    for _ in range(3):
        approved(coded, vendor, line("Soap", "5100"))
    approved(coded, vendor, line("Soap", "5200"), ottimate_location_id=park)
    assert account(suggested(coded, vendor, "Soap")) == "5100"
    assert account(suggested(coded, vendor, "Soap", ottimate_location_id=park)) == "5200"


def test_what_nobody_confirmed_teaches_nothing(coded: Tenant) -> None:
    vendor = make_vendor(coded)
    entered(coded, line("Flour", "5100"), vendor=vendor)  # sent, and not approved
    assert suggested(coded, vendor, "Flour") == {}


def test_an_archived_invoice_teaches_nothing(coded: Tenant) -> None:
    vendor = make_vendor(coded)
    invoice = approved(coded, vendor, line("Flour", "5100"))
    assert coded.api().post(f"/v1/invoices/{invoice['id']}/archive").status_code == 200
    assert suggested(coded, vendor, "Flour") == {}


def test_an_archived_correction_silences_nobody(coded: Tenant) -> None:
    vendor = make_vendor(coded)
    approved(coded, vendor, line("Flour", "5100"))
    wrong = entered(coded, "Flour", vendor=vendor)
    patched(coded, wrong, items=[{"id": wrong["items"][0]["id"], "dimensions": {"ACCOUNT": "5200"}}])
    coded.api().post(f"/v1/invoices/{wrong['id']}/archive")
    assert account(suggested(coded, vendor, "Flour")) == "5100"


def test_an_approval_that_was_undone_teaches_nothing(coded: Tenant) -> None:
    vendor = make_vendor(coded)
    invoice = approved(coded, vendor, line("Flour", "5100"))
    coded.api().post(f"/v1/invoices/{invoice['id']}/flag", json={"reason": "Look again."})
    assert suggested(coded, vendor, "Flour") == {}


def test_what_was_taught_goes_with_the_invoice_to_its_right_vendor(coded: Tenant) -> None:
    wrong, right = make_vendor(coded), make_vendor(coded)
    invoice = entered(coded, "Flour", vendor=wrong)
    patched(coded, invoice, items=[{"id": invoice["items"][0]["id"], "dimensions": {"ACCOUNT": "5100"}}])
    patched(coded, invoice, ottimate_vendor_id=right["id"])
    assert suggested(coded, right, "Flour")["ACCOUNT"]["similarity"] == 100
    assert suggested(coded, wrong, "Flour")["ACCOUNT"]["similarity"] == 80


def test_companies_and_accounts_never_learn_from_each_other(coded: Tenant, other_tenant: Tenant) -> None:
    approved(coded, make_vendor(coded), line("Flour", "5100"))
    with_dimensions(coded, "west")
    west = {"ottimate_company_id": coded.company("west"), "ottimate_location_id": coded.location("hafen")}
    assert suggested(coded, make_vendor(coded, "west"), "Flour", currency="EUR", **west) == {}
    with_dimensions(other_tenant)
    assert suggested(other_tenant, make_vendor(other_tenant), "Flour") == {}


def test_learned_coding_can_be_switched_off_and_remembers_meanwhile(coded: Tenant) -> None:
    vendor = make_vendor(coded)
    settle(coded, learned_coding=False)
    approved(coded, vendor, line("Flour", "5100"))
    invoice = entered(coded, "Flour", vendor=vendor)
    shown = coded.api().get(f"/v1/invoices/{invoice['id']}/coding-suggestions").json()
    assert shown["learned_coding"] is False and shown["items"] == []
    refused = accept(coded, invoice, {"id": invoice["items"][0]["id"]})
    assert refused.status_code == 409 and error_of(refused) == "learned_coding_off"
    settle(coded, learned_coding=True)
    assert len(suggestions(coded, invoice)) == 1


def test_nothing_is_applied_below_the_threshold_and_what_reaches_it_is_marked(coded: Tenant) -> None:
    vendor = make_vendor(coded)
    settle(coded, learned_coding_applies=True, threshold=0.75)
    approved(coded, vendor, line("Flour", "5100"))
    assert codes(entered(coded, "Flour", vendor=vendor)["items"][0]) == {}
    approved(coded, vendor, line("Flour", "5100"))
    applied = entered(coded, "Flour", vendor=vendor)["items"][0]
    assert codes(applied) == {"ACCOUNT": "5100"}
    told = applied["coding"]["ACCOUNT"]
    assert (told["source"], told["confidence"]) == ("learned", 0.75)
    assert told["reason"] == "2 of 2 past lines with the same item were coded so."


def test_a_rule_goes_before_what_was_learned(coded: Tenant) -> None:
    vendor = make_vendor(coded)
    settle(coded, learned_coding_applies=True, threshold=0.6)
    approved(coded, vendor, line("Flour", "5100"))
    make_rule(coded, {"ACCOUNT": "5300"})
    found = entered(coded, "Flour", vendor=vendor)["items"][0]
    assert codes(found) == {"ACCOUNT": "5300"} and sources(found) == {"ACCOUNT": "rule"}


def test_a_guess_never_confirms_itself_where_nobody_approves(new_tenant: Any) -> None:
    tenant = with_dimensions(new_tenant(approval_mode="none"))
    vendor = make_vendor(tenant)
    settle(tenant, learned_coding_applies=True, threshold=0.6)
    entered(tenant, line("Flour", "5100"), vendor=vendor)
    for _ in range(3):
        assert sources(entered(tenant, "Flour", vendor=vendor)["items"][0]) == {"ACCOUNT": "learned"}
    settle(tenant, learned_coding_applies=False)
    found = suggested(tenant, vendor, "Flour")["ACCOUNT"]
    assert (found["agreed"], found["of"]) == (1, 1)


def test_a_guess_that_a_person_approved_counts(coded: Tenant) -> None:
    vendor = make_vendor(coded)
    settle(coded, learned_coding_applies=True, threshold=0.6)
    approved(coded, vendor, line("Flour", "5100"))
    approved(coded, vendor, "Flour")
    settle(coded, learned_coding_applies=False)
    assert suggested(coded, vendor, "Flour")["ACCOUNT"]["agreed"] == 2


def test_accepted_suggestions_are_a_change_that_starts_approvals_over(coded: Tenant) -> None:
    vendor = make_vendor(coded)
    approved(coded, vendor, line("Flour", dimensions={"ACCOUNT": "5100", "DEPARTMENT": "D1"}))
    invoice = approved(coded, vendor, "Flour", "Salt")
    item = invoice["items"][0]["id"]
    answer = accept(coded, invoice, {"id": item, "types": ["account"]})
    assert answer.status_code == 200, answer.text
    done = answer.json()
    assert codes(done["items"][0]) == {"ACCOUNT": "5100"} and sources(done["items"][0]) == {"ACCOUNT": "learned"}
    assert codes(done["items"][1]) == {}
    assert done["status"] == "pending-approval"
    done = accept(coded, invoice, {"id": item}).json()
    assert codes(done["items"][0]) == {"ACCOUNT": "5100", "DEPARTMENT": "D1"}


def test_what_cannot_be_accepted_is_refused_and_changes_nothing(coded: Tenant) -> None:
    vendor = make_vendor(coded)
    approved(coded, vendor, line("Flour", "5100"))
    invoice = entered(coded, "Flour", line("Sugar", "5200"), vendor=vendor)
    flour, sugar = (item["id"] for item in invoice["items"])
    assert fields_of(accept(coded, invoice, {"id": flour}, {"id": sugar})) == {"items[1]": "no_suggestion"}
    assert fields_of(accept(coded, invoice, {"id": flour}, {"id": flour})) == {"items[1].id": "duplicate_id"}
    assert fields_of(accept(coded, invoice, {"id": flour, "types": ["DEPARTMENT"]})) == {"items[0]": "no_suggestion"}
    assert fields_of(accept(coded, invoice, {"id": 2**31 - 1})) == {"items[0]": "no_suggestion"}
    assert fields_of(accept(coded, invoice)) == {"items": "required"}
    assert accept(coded, invoice, {"id": flour}, headers={"If-Match": '"99"'}).status_code == 412
    assert accept(coded, invoice, {"id": flour}, user="reader").status_code == 403
    assert len(suggestions(coded, invoice)) == 1
    coded.api().post(f"/v1/invoices/{invoice['id']}/archive")
    assert error_of(accept(coded, invoice, {"id": flour})) == "invoice_archived"


def test_suggestions_of_another_account_are_not_found(coded: Tenant, other_tenant: Tenant) -> None:
    invoice = entered(coded, "Flour")
    answer = other_tenant.api().get(f"/v1/invoices/{invoice['id']}/coding-suggestions")
    assert answer.status_code == 404
    assert accept(other_tenant, invoice, {"id": 1}).status_code == 404


def test_four_hundred_lines_take_no_more_statements_than_one(coded: Tenant) -> None:
    vendor = make_vendor(coded)
    settle(coded, learned_coding_applies=True, threshold=0.5)
    make_rule(coded, {"DEPARTMENT": "D1"}, ottimate_vendor_id=vendor["id"])
    many = [f"Thing number {n}" for n in range(400)]
    approved(coded, vendor, *[line(name, "5100") for name in many])

    def asked(*lines: str) -> tuple[int, int]:
        """Statements of entering an invoice with these lines, and of asking for suggestions."""
        invoices: list[dict[str, Any]] = []
        entering = statements_of(coded.server, lambda: invoices.append(entered(coded, *lines, vendor=vendor)))
        assert {codes(item)["ACCOUNT"] for item in invoices[0]["items"]} == {"5100"}
        return len(entering), len(statements_of(coded.server, lambda: suggestions(coded, invoices[0])))

    asked(many[0])  # numbers are taken in blocks: what follows does not fetch them
    assert asked(*many) <= tuple(count + 2 for count in asked(many[0]))


def test_of_one_item_the_newest_lines_are_remembered_also_when_many_are_approved_at_once(coded: Tenant) -> None:
    vendor = make_vendor(coded)
    invoices = [entered(coded, line("Flour", "5100"), line("Sugar", "5200"), vendor=vendor) for _ in range(24)]
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda invoice: approve(coded, invoice), invoices))
    approved(coded, vendor, line("Flour", "5300"), line("Sugar", "5300"))

    async def remembered(tx: Transaction) -> list[int]:
        sql = "SELECT count(*) FROM coding_examples WHERE account_id = $1 GROUP BY name_key"
        return [row["count"] for row in await tx.fetch(sql, tx.account_id)]

    assert inside(coded, remembered) == [20, 20]
    found = suggested(coded, vendor, "Flour")["ACCOUNT"]
    assert (found["agreed"], found["of"]) == (19, 20)
