"""Every page of a delivered file stands in at most one invoice that may be paid, whatever is archived and restored."""

from typing import Any

import pytest

from capture.test_several_documents import arrived, detail, pages, step
from extraction.papers import INVOICE
from extraction.test_parts import TERMS
from harness.invoices import make_vendor
from harness.tenants import Tenant
from harness.worker import finished

pytestmark = pytest.mark.usefixtures("worker")
ANOTHER = "pages_in_another_invoice"


def act(tenant: Tenant, invoice: str, verb: str) -> dict[str, Any]:
    answer = tenant.api().post(f"/v1/invoices/{invoice}/{verb}", json={"reason": "Tried."})
    assert answer.status_code == 200, answer.text
    return now(tenant, invoice)


def now(tenant: Tenant, invoice: str) -> dict[str, Any]:
    return tenant.api().get(f"/v1/invoices/{invoice}").json()


def waits_behind(invoice: dict[str, Any]) -> str | None:
    """The invoice that has its pages, where it waits for that."""
    if invoice["status"] != "needs-attention":
        return None
    return next((reason["other_invoice_id"] for reason in invoice["reasons"] if reason["code"] == ANOTHER), None)


def test_an_invoice_brought_back_beside_those_of_its_pages_waits(tenant: Tenant) -> None:
    upload = arrived(tenant, pages(INVOICE, TERMS, serial="P1"))
    (old,) = upload["invoice_ids"]
    step(tenant, upload["id"], "split", {"parts": [[1], [2]]})
    one, two = (finished(tenant, upload["id"]))["invoice_ids"]
    assert waits_behind(act(tenant, old, "restore")) in (one, two)
    vendor = make_vendor(tenant)["id"]
    changed = tenant.api().patch(f"/v1/invoices/{old}", json={"ottimate_vendor_id": vendor, "total_amount": 1}).json()
    assert waits_behind(changed), "no change answers it"
    assert tenant.api("second").post(f"/v1/invoices/{old}/approve").status_code == 409
    assert not waits_behind(now(tenant, one)), "who was there first goes on"
    for part in (one, two):
        act(tenant, part, "archive")
    assert not waits_behind(tenant.api().patch(f"/v1/invoices/{old}", json={"notes": "Once."}).json())
    assert waits_behind(act(tenant, one, "restore")) == old


def test_of_parts_only_those_with_the_same_pages_wait(tenant: Tenant) -> None:
    upload = arrived(tenant, pages(INVOICE, TERMS, TERMS, serial="P2"))
    step(tenant, upload["id"], "split", {"parts": [[1], [2], [3]]})
    first = finished(tenant, upload["id"])["parts"]
    step(tenant, upload["id"], "split", {"parts": [[1], [2, 3]]})
    second = finished(tenant, upload["id"])["parts"]
    act(tenant, second[0]["invoice_ids"][0], "archive")
    assert waits_behind(act(tenant, first[0]["invoice_ids"][0], "restore")) is None
    assert waits_behind(act(tenant, first[1]["invoice_ids"][0], "restore")) == second[1]["invoice_ids"][0]


def test_bytes_that_were_deleted_and_sent_again_are_the_same_pages(tenant: Tenant) -> None:
    data = pages(INVOICE, serial="P3")
    first = arrived(tenant, data)
    assert tenant.api().delete(f"/v1/invoices/uploads/{first['id']}").status_code == 200
    again = arrived(tenant, data)
    assert waits_behind(act(tenant, first["invoice_ids"][0], "restore")) == again["invoice_ids"][0]


def test_bytes_sent_again_beside_an_invoice_that_was_brought_back_wait(tenant: Tenant) -> None:
    data = pages(INVOICE, serial="P4")
    first = arrived(tenant, data)
    assert tenant.api().delete(f"/v1/invoices/uploads/{first['id']}").status_code == 200
    act(tenant, first["invoice_ids"][0], "restore")
    again = arrived(tenant, data)
    assert waits_behind(now(tenant, again["invoice_ids"][0])) == first["invoice_ids"][0]


def test_what_was_merged_waits_once_its_files_stand_alone_again(tenant: Tenant) -> None:
    one, two = (arrived(tenant, pages(INVOICE, serial=serial)) for serial in ("P5", "P6"))
    step(tenant, one["id"], "merge", {"uploads": [two["id"]]})
    (merged,) = finished(tenant, one["id"])["invoice_ids"]
    assert step(tenant, one["id"], "undo").status_code == 200
    act(tenant, one["invoice_ids"][0], "archive")
    assert waits_behind(act(tenant, merged, "restore")) == two["invoice_ids"][0]
    act(tenant, two["invoice_ids"][0], "archive")
    assert not waits_behind(tenant.api().patch(f"/v1/invoices/{merged}", json={"notes": "Both."}).json())
    assert waits_behind(act(tenant, two["invoice_ids"][0], "restore")) == merged


def test_files_taken_off_an_invoice_leave_its_pages_known(tenant: Tenant) -> None:
    upload = arrived(tenant, pages(INVOICE, TERMS, serial="P7"))
    (old,) = upload["invoice_ids"]
    assert tenant.api().patch(f"/v1/invoices/{old}", json={"image_urls": []}).status_code == 200
    act(tenant, old, "archive")
    step(tenant, upload["id"], "split", {"parts": [[1], [2]]})
    finished(tenant, upload["id"])
    assert waits_behind(act(tenant, old, "restore"))


def test_what_somebody_brought_back_by_hand_goes_on_after_the_undo(tenant: Tenant) -> None:
    upload = arrived(tenant, pages(INVOICE, TERMS, serial="P9"))
    (old,) = upload["invoice_ids"]
    step(tenant, upload["id"], "split", {"parts": [[1], [2]]})
    finished(tenant, upload["id"])
    assert waits_behind(act(tenant, old, "restore"))
    undone = step(tenant, upload["id"], "undo")
    assert undone.status_code == 200
    assert detail(tenant, upload["id"])["invoice_ids"] == [old]
