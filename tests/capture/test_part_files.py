"""Who sees an invoice sees its own pages, and the whole file only where they see the location that it was sent for."""

import pypdfium2 as pdfium
import pytest

from capture.test_several_documents import pages
from extraction.papers import INVOICE
from extraction.test_parts import OTHER
from harness.tenants import Tenant
from harness.worker import finished, sent

pytestmark = pytest.mark.usefixtures("worker")


def text_of(data: bytes) -> str:
    with pdfium.PdfDocument(data) as document:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def test_a_part_that_goes_to_another_location_takes_only_its_pages_along(tenant: Tenant) -> None:
    data = pages(INVOICE, OTHER, serial="F1")
    upload = finished(tenant, sent(tenant, data, "stack.pdf", location=tenant.location("park")))
    moved = upload["parts"][1]["invoice_ids"][0]
    body = {"ottimate_location_id": tenant.location("main")}
    assert tenant.api().patch(f"/v1/invoices/{moved}", json=body).status_code == 200
    shown = tenant.api("main").get(f"/v1/invoices/{moved}").json()
    path = shown["images"][0]["url"].partition("/v1/")[2]
    for user in ("main", "all"):
        found = tenant.api(user).get(f"/v1/{path}")
        assert found.status_code == 200, found.text
        assert "NW-F1" in text_of(found.content)
        assert "HS-F1" not in text_of(found.content)
        assert found.headers["content-disposition"].startswith("attachment")
    whole = f"/v1/invoices/uploads/{upload['id']}/file"
    assert tenant.api("main").get(whole).status_code == 404
    assert tenant.api().get(whole).content == data


def test_nobody_elses_file_can_be_had(tenant: Tenant, other_tenant: Tenant) -> None:
    upload = finished(tenant, sent(tenant, pages(INVOICE, serial="F2")))
    assert other_tenant.api().get(f"/v1/invoices/uploads/{upload['id']}/file").status_code == 404
