"""A fax or scan of several frames is divided as a PDF is, and each invoice gives its own frames."""

import io

import pytest
from PIL import Image

from capture.test_several_documents import arrived, detail, invoices, step
from extraction.papers import INVOICE, Text, encoded, scan
from extraction.test_parts import OTHER
from harness.tenants import Tenant
from harness.worker import finished


def frames(*papers: tuple[Text, ...]) -> bytes:
    first, *rest = [scan(paper, dpi=150).convert("1") for paper in papers]
    return encoded(first, "TIFF", save_all=True, append_images=rest, compression="group4")


@pytest.mark.proof
@pytest.mark.usefixtures("worker")
def test_frames_with_an_invoice_each_become_invoices_and_one_again(tenant: Tenant) -> None:
    upload = arrived(tenant, frames(INVOICE, OTHER), "fax.tiff")
    assert [part["pages"] for part in upload["parts"]] == [[1], [2]]
    found = invoices(tenant, upload["id"])
    assert [invoice["images"][0]["pages"] for invoice in found] == [[1], [2]]
    path = found[1]["images"][0]["url"].partition("/v1/")[2]
    with Image.open(io.BytesIO(tenant.api().get(f"/v1/{path}").content)) as own:
        assert (own.format, getattr(own, "n_frames", 1), own.mode) == ("TIFF", 1, "1")
        assert own.tobytes() == scan(OTHER, dpi=150).convert("1").tobytes()
    assert step(tenant, upload["id"], "undo").status_code == 200
    assert [part["pages"] for part in finished(tenant, upload["id"])["parts"]] == [[1, 2]]
    assert step(tenant, upload["id"], "split", {"parts": [[2], [1]]}).status_code == 200
    assert [part["pages"] for part in finished(tenant, upload["id"])["parts"]] == [[2], [1]]
    assert detail(tenant, upload["id"])["arrangement"] == 2
