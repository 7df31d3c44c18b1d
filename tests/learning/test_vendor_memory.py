"""A correction of one paper reads the vendor's next one."""

import pytest

from harness.learning import CUSTOMER, correct, harbour, memory, number, odd_paper, read
from harness.server import Server
from harness.tenants import Tenant, make_tenant

pytestmark = pytest.mark.usefixtures("worker")


def taught(tenant: Tenant, number: str) -> dict[str, object]:
    invoice = read(tenant, odd_paper(number))
    correct(tenant, invoice, invoice_number=number)
    return invoice


def test_after_one_correction_the_number_of_the_next_paper_is_right_and_says_why(tenant: Tenant) -> None:
    harbour(tenant)
    first, second = number(), number()
    assert taught(tenant, first)["invoice_number"] == CUSTOMER
    following = read(tenant, odd_paper(second))
    assert following["invoice_number"] == second
    told = following["extraction"]["number"]
    assert (told["value"], told["by"]) == (second, "memory")
    assert 0.5 <= told["confidence"] < 0.8
    assert told["box"]
    assert told["instead_of"]["value"] == CUSTOMER
    (said,) = [reason for reason in following["reasons"] if reason["code"] == "remembered_value"]
    assert said["field"] == "invoice_number" and CUSTOMER in said["message"]
    assert following["status"] == "needs-attention"


def test_another_company_and_another_account_read_the_same_paper_as_before(tenant: Tenant, server: Server) -> None:
    harbour(tenant)
    harbour(tenant, "west")
    taught(tenant, number())
    elsewhere = read(tenant, odd_paper(number()), location=tenant.location("hafen"))
    assert (elsewhere["ottimate_company_id"], elsewhere["invoice_number"]) == (tenant.company("west"), CUSTOMER)
    other = make_tenant(server)
    harbour(other)
    assert read(other, odd_paper(number()))["invoice_number"] == CUSTOMER


def test_the_vendor_that_somebody_chooses_is_the_one_that_has_taught(tenant: Tenant) -> None:
    invoice, first = read(tenant, odd_paper(first_ := number())), first_
    vendor = harbour(tenant)
    correct(tenant, invoice, ottimate_vendor_id=vendor["id"])
    correct(tenant, invoice, invoice_number=first)
    assert memory(tenant, vendor)["papers"] == 1
    assert read(tenant, odd_paper(second := number()))["invoice_number"] == second


def test_what_is_archived_has_no_say(tenant: Tenant) -> None:
    vendor = harbour(tenant)
    invoice = taught(tenant, number())
    answer = tenant.api().post(f"/v1/invoices/{invoice['id']}/archive", json={"reason": "A fraud."})
    assert answer.status_code == 200, answer.text
    assert memory(tenant, vendor)["fields"] == []
    assert read(tenant, odd_paper(number()))["invoice_number"] == CUSTOMER


def test_a_correction_that_is_taken_back_teaches_nothing(tenant: Tenant) -> None:
    vendor = harbour(tenant)
    invoice = taught(tenant, number())
    correct(tenant, invoice, invoice_number=CUSTOMER)
    assert memory(tenant, vendor)["papers"] == 0


def test_a_client_that_writes_all_values_again_teaches_nothing(tenant: Tenant) -> None:
    vendor = harbour(tenant)
    invoice = read(tenant, odd_paper(number()))
    names = ("invoice_number", "invoice_date", "due_date", "total_amount", "total_tax", "currency")
    correct(tenant, invoice, **{name: invoice[name] for name in names}, posting_date="2026-11-30", notes="Seen.")
    assert memory(tenant, vendor)["papers"] == 0


def test_a_wrong_memory_is_put_right_by_the_next_correction(tenant: Tenant) -> None:
    harbour(tenant)
    wrong = read(tenant, odd_paper(number()))
    correct(tenant, wrong, invoice_number="40")  # a quantity of the first line
    first = taught(tenant, number())
    assert first["invoice_number"] in ("40", CUSTOMER)
    assert read(tenant, odd_paper(second := number()))["invoice_number"] == second


def test_what_somebody_who_approves_nothing_wrote_teaches_once_it_is_approved(server: Server) -> None:
    tenant = make_tenant(server, approval_mode="single")
    vendor = harbour(tenant)
    invoice = read(tenant, odd_paper(first := number()))
    assert (
        tenant.api("editor").patch(f"/v1/invoices/{invoice['id']}", json={"invoice_number": first}).status_code == 200
    )
    assert memory(tenant, vendor)["papers"] == 0
    assert read(tenant, odd_paper(number()))["invoice_number"] == CUSTOMER
    assert tenant.api("second").post(f"/v1/invoices/{invoice['id']}/approve").status_code == 200
    assert memory(tenant, vendor)["papers"] == 1
    assert read(tenant, odd_paper(second := number()))["invoice_number"] == second


def test_an_invoice_that_is_flagged_or_may_be_a_duplicate_teaches_nothing_meanwhile(tenant: Tenant) -> None:
    vendor = harbour(tenant)
    first = number()
    invoice = taught(tenant, first)
    assert memory(tenant, vendor)["papers"] == 1
    path = f"/v1/invoices/{invoice['id']}"
    assert tenant.api().post(f"{path}/flag", json={"flagging_reason": "Is this ours?"}).status_code == 200
    assert memory(tenant, vendor)["papers"] == 0
    correct(tenant, invoice, invoice_number=first)
    assert memory(tenant, vendor)["papers"] == 1
    again = read(tenant, odd_paper(first, **{"Linen napkins, white": "Linen napkins"}))
    correct(tenant, again, invoice_number=first)
    assert memory(tenant, vendor)["papers"] == 1
