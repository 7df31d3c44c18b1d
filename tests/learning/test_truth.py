"""Every correction and approval of an uploaded invoice is kept as the truth of its paper."""

from uuid import UUID

import pytest

from harness.inside import inside
from harness.invoices import make_invoice
from harness.learning import CUSTOMER, correct, harbour, number, odd_paper, read
from harness.server import Server
from harness.tenants import Tenant, make_tenant
from payables.learning.model.papers import How, KeptPaper
from payables.learning.queries.papers import papers_of

pytestmark = pytest.mark.usefixtures("worker")


def kept(tenant: Tenant, invoice: dict[str, object]) -> KeptPaper | None:
    id = UUID(str(invoice["id"]))
    return inside(tenant, papers_of, [id]).get(id)


def test_a_correction_is_kept_beside_what_was_read(tenant: Tenant) -> None:
    vendor = harbour(tenant)
    invoice = read(tenant, odd_paper(first := number()))
    correct(tenant, invoice, invoice_number=first)
    paper = kept(tenant, invoice)
    assert paper and paper.fields.keys() == {"number"}
    assert (paper.vendor_id, str(paper.upload_id)) == (vendor["id"], invoice["reference_id"])
    told = paper.fields["number"]
    assert (told.read, told.value, told.how) == (CUSTOMER, first, How.CORRECTED)
    assert told.by and told.confidence == pytest.approx(invoice["extraction"]["number"]["confidence"])


def test_an_approval_confirms_the_other_fields(tenant: Tenant) -> None:
    harbour(tenant)
    invoice = read(tenant, odd_paper(first := number()))
    changed = correct(tenant, invoice, invoice_number=first)
    assert tenant.api("second").post(f"/v1/invoices/{changed['id']}/approve").status_code == 200
    paper = kept(tenant, invoice)
    assert paper
    assert (paper.fields["number"].how, paper.fields["number"].approved) == (How.CORRECTED, True)
    assert {name for name, truth in paper.fields.items() if truth.how is How.APPROVED} >= {
        "total_amount",
        "items",
        "vendor",
    }
    assert paper.fields["total_amount"].value == "588.00"


def test_lines_that_are_written_anew_are_true_as_they_stand(tenant: Tenant) -> None:
    harbour(tenant)
    invoice = read(tenant, odd_paper(number()))
    correct(tenant, invoice, items=[{"id": invoice["items"][0]["id"], "name": "Napkins"}])
    paper = kept(tenant, invoice)
    assert paper and paper.fields.keys() == {"items"}
    assert '"name":"Napkins"' in (paper.fields["items"].value or "")


def test_what_an_account_lets_through_is_kept_as_unseen(server: Server) -> None:
    tenant = make_tenant(server, approval_mode="none")
    vendor = harbour(tenant)
    paper = kept(tenant, read(tenant, odd_paper(number())))
    assert paper and {truth.how for truth in paper.fields.values()} == {How.UNSEEN}
    assert (paper.vendor_id, paper.lessons) == (vendor["id"], {})


def test_of_an_invoice_without_a_paper_nothing_is_kept(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    correct(tenant, invoice, invoice_number=number())
    assert kept(tenant, invoice) is None


def test_what_is_not_on_papers_is_no_truth_of_them(tenant: Tenant) -> None:
    harbour(tenant)
    invoice = read(tenant, odd_paper(number()))
    correct(tenant, invoice, posting_date="2026-11-30", notes="Ask Ada.")
    assert kept(tenant, invoice) is None


def test_a_refused_change_keeps_nothing(tenant: Tenant) -> None:
    harbour(tenant)
    invoice = read(tenant, odd_paper(number()))
    answer = tenant.api().patch(f"/v1/invoices/{invoice['id']}", json={"invoice_number": "X-1", "currency": "XXXX"})
    assert answer.status_code == 400
    assert kept(tenant, invoice) is None
