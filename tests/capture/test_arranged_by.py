"""Whoever sent one of the files that are read together, or arranged their pages, approves nothing that comes of them."""

from typing import Any

import pytest

from capture.test_joining import FILES, arrive, hafen
from capture.test_several_documents import step
from harness.api import Api, error_of
from harness.approvals import email
from harness.invoices import make_vendor
from harness.learning import harbour
from harness.tenants import Tenant
from harness.worker import finished, paper, sent
from payables.capture.queries.taken_out import TAKEN_OUT
from payables.capture.rules.undoing import STEPS
from payables.invoices.rules.authors import ARRANGED

pytestmark = pytest.mark.usefixtures("worker")

__all__ = ["hafen"]


def two_files(tenant: Tenant, *senders: Api) -> list[str]:
    """Each is an invoice of one page that nothing keeps from being approved, sent by one of these."""
    harbour(tenant)
    make_vendor(tenant, erp_vendor_name="Alder Trading Limited")
    other = {"Harbour Supplies": "Alder Trading", "14 March 2026": "20 March 2026"}
    papers = [paper(), paper(**other)]
    ids = [sent(tenant, data, api=api) for data, api in zip(papers, senders, strict=True)]
    return [finished(tenant, id)["id"] for id in ids]


def merge(tenant: Tenant, files: list[str], merger: Api | None = None) -> None:
    answer = step(tenant, files[0], "merge", {"uploads": files[1:]}, merger)
    assert answer.status_code == 200, answer.text
    finished(tenant, files[0])


def merged_and_split(
    tenant: Tenant, files: list[str], merger: Api | None = None, splitter: Api | None = None
) -> list[str]:
    """The invoices of the first page, and of the second."""
    merge(tenant, files, merger)
    divided = step(tenant, files[0], "split", {"parts": [[1], [2]]}, splitter)
    assert divided.status_code == 200, divided.text
    return [id for part in finished(tenant, files[0])["parts"] for id in part["invoice_ids"]]


def undone(tenant: Tenant, files: list[str], undoer: Api) -> list[str]:
    """The invoices as they were before the files were merged."""
    assert step(tenant, files[0], "undo", None, undoer).status_code == 200
    first, second = (finished(tenant, file)["invoice_ids"] for file in files)
    assert (len(first), len(second)) == (1, 1)
    return [*first, *second]


def queue(tenant: Tenant, user: str) -> set[str]:
    found = tenant.api(user).get("/v1/invoices", params={"waiting_for": "me"}).json()["results"]
    return {one["id"] for one in found}


def approve(tenant: Tenant, invoice: str, user: str, **body: Any) -> Any:
    return tenant.api(user).post(f"/v1/invoices/{invoice}/approve", json=body)


def left_to_others(tenant: Tenant, invoices: list[str], user: str, other: str = "east") -> None:
    assert (queue(tenant, user) & set(invoices), queue(tenant, other) >= set(invoices)) == (set(), True)
    for invoice in invoices:
        assert error_of(approve(tenant, invoice, user)) == "own_entry"
        assert error_of(approve(tenant, invoice, user, approver={"email": email(tenant, "bo")})) == "own_entry"
        answer = approve(tenant, invoice, other)
        assert answer.status_code == 200, answer.text


def test_who_sent_a_file_that_others_merged_and_divided_again(tenant: Tenant) -> None:
    files = two_files(tenant, tenant.api(), tenant.api("second"))
    left_to_others(tenant, merged_and_split(tenant, files), "second")


def test_who_sent_the_file_that_anothers_pages_were_read_with(tenant: Tenant) -> None:
    files, arranger = two_files(tenant, tenant.api("second"), tenant.api()), tenant.api("main")
    left_to_others(tenant, merged_and_split(tenant, files, arranger, arranger), "all")


def test_who_merged_what_others_sent_and_divided(tenant: Tenant) -> None:
    files = two_files(tenant, tenant.api(), tenant.api())
    left_to_others(tenant, merged_and_split(tenant, files, merger=tenant.api("second")), "second")


def test_who_divided_what_others_sent_and_merged(tenant: Tenant) -> None:
    files = two_files(tenant, tenant.api(), tenant.api())
    left_to_others(tenant, merged_and_split(tenant, files, splitter=tenant.api("second")), "second")


def test_who_undid_what_others_had_merged(tenant: Tenant) -> None:
    files = two_files(tenant, tenant.api(), tenant.api())
    merge(tenant, files)
    left_to_others(tenant, undone(tenant, files, tenant.api("second")), "second")


def test_who_took_a_file_out_of_the_invoice_that_it_had_joined(hafen: Tenant) -> None:
    (make_first, first), (make_second, second) = FILES["xml"], FILES["pdf"]
    (id,) = arrive(hafen, make_first(), first)["invoice_ids"]
    joined = arrive(hafen, make_second(), second)
    assert joined["invoice_ids"] == [id]
    assert hafen.api().post(f"/v1/invoices/{id}/archive").status_code == 200
    assert step(hafen, joined["id"], "undo", None, hafen.api("second")).status_code == 200
    (own,) = finished(hafen, joined["id"])["invoice_ids"]
    assert own not in queue(hafen, "second")
    assert error_of(approve(hafen, own, "second")) == "own_entry"


def test_who_arranged_nothing_approves_as_before(tenant: Tenant) -> None:
    invoices = merged_and_split(tenant, two_files(tenant, tenant.api(), tenant.api()))
    assert queue(tenant, "second") >= set(invoices)
    assert [approve(tenant, id, "second").status_code for id in invoices] == [200, 200]


def test_all_that_people_do_with_pages_is_known_where_authors_are_told() -> None:
    assert sorted({*STEPS, TAKEN_OUT}) == ARRANGED
