"""Replacing an invoice's files in a form (contract section 3.6)."""

from typing import Any

import httpx2
import pytest

from extraction.papers import encoded, scan
from harness.api import error_of, fields_of
from harness.invoices import make_invoice
from harness.server import Server
from harness.tenants import Tenant
from harness.trail import trail
from harness.worker import paper


def put(
    tenant: Tenant, invoice: dict[str, Any], *files: tuple[str, bytes], user: str = "all", **headers: str
) -> httpx2.Response:
    parts = [("images", file) for file in files]
    return tenant.api(user).patch(f"/v1/invoices/{invoice['id']}/images", files=parts, headers=headers)


def detail(tenant: Tenant, invoice: dict[str, Any]) -> dict[str, Any]:
    return tenant.api().get(f"/v1/invoices/{invoice['id']}").json()


def test_the_new_files_take_the_place_of_all_there_were(tenant: Tenant) -> None:
    invoice, data = make_invoice(tenant), paper()
    put(tenant, invoice, ("old.pdf", paper()))
    answer = put(
        tenant, invoice, ("one.pdf", data), ("two.PNG", encoded(scan(), "PNG")), ("three.jpeg", encoded(scan(), "JPEG"))
    )
    assert answer.status_code == 200
    assert answer.json()["image_errors"] == []
    names = [image["filename"] for image in answer.json()["images"]]
    assert names == ["one.pdf", "two.PNG", "three.jpeg"]
    assert detail(tenant, invoice)["images"] == answer.json()["images"]
    assert tenant.api().get(answer.json()["images"][0]["url"]).content == data


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("scan.tiff", encoded(scan(), "TIFF")),
        ("fake.pdf", b"MZ\x90\x00"),
        ("fake.png", paper()),
        ("empty.pdf", b""),
        ("page.html", b"<html></html>"),
        ("invoice", paper()),
    ],
)
def test_a_bad_file_is_told_and_the_rest_goes_through(tenant: Tenant, name: str, data: bytes) -> None:
    invoice = make_invoice(tenant)
    answer = put(tenant, invoice, (name, data), ("one.pdf", paper())).json()
    assert [error["source"] for error in answer["image_errors"]] == [name]
    assert [image["filename"] for image in answer["images"]] == ["one.pdf"]


def test_only_bad_files_change_nothing(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    put(tenant, invoice, ("old.pdf", paper()))
    before = detail(tenant, invoice)
    answer = put(tenant, invoice, ("a.tiff", encoded(scan(), "TIFF")), ("b.pdf", b""))
    assert (answer.status_code, error_of(answer)) == (400, "no_usable_image")
    assert set(fields_of(answer)) == {"images[0]", "images[1]"}
    assert detail(tenant, invoice) == before


def test_a_form_without_files_is_refused(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    path = f"/v1/invoices/{invoice['id']}/images"
    answers = [
        tenant.api().patch(path, files={"file": ("a.pdf", paper())}),
        tenant.api().patch(path, files={"images": (None, "text")}),
    ]
    assert [fields_of(answer) for answer in answers] == [{"images": "required"}] * 2
    assert tenant.api().patch(path, json={}).status_code == 400
    many = put(tenant, invoice, *[("a.pdf", paper())] * 21)
    assert fields_of(many) == {"images": "too_many_files"}


def test_a_file_of_more_than_fifty_megabytes_is_told(server: Server, tenant: Tenant) -> None:
    large = b"%PDF-1.7\n" + bytes(server.settings.max_image_bytes)
    invoice = make_invoice(tenant)
    answer = put(tenant, invoice, ("large.pdf", large), ("one.pdf", paper()))
    assert [error["source"] for error in answer.json()["image_errors"]] == ["large.pdf"]
    whole = put(tenant, invoice, ("large.pdf", large), ("large.pdf", large), ("more.pdf", large[: 128 * 1024]))
    assert (whole.status_code, error_of(whole)) == (413, "body_too_large")


def test_a_change_of_files_starts_approvals_over_and_is_in_the_trail(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    assert tenant.api("second").post(f"/v1/invoices/{invoice['id']}/approve", json={}).status_code == 200
    put(tenant, invoice, ("one.pdf", paper()))
    assert detail(tenant, invoice)["status"] == "pending-approval"
    changed = [entry for entry in trail(tenant, "invoice") if entry["action"] == "invoice.changed"]
    assert [image["filename"] for image in changed[-1]["after"]["images"]] == ["one.pdf"]


def test_a_stale_version_is_refused(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    put(tenant, invoice, ("one.pdf", paper()))
    answer = put(tenant, invoice, ("two.pdf", paper()), **{"If-Match": '"1"'})
    assert (answer.status_code, error_of(answer)) == (412, "stale_version")
    assert [image["filename"] for image in detail(tenant, invoice)["images"]] == ["one.pdf"]


def test_a_key_is_good_for_one_form(tenant: Tenant) -> None:
    invoice, file = make_invoice(tenant), ("one.pdf", paper())
    first, again = (put(tenant, invoice, file, **{"Idempotency-Key": "images-1"}) for _ in range(2))
    assert (first.status_code, again.status_code) == (200, 422)


def test_who_may_not_edit_or_does_not_see_the_invoice_replaces_nothing(tenant: Tenant, other_tenant: Tenant) -> None:
    invoice = make_invoice(tenant, ottimate_location_id=tenant.location("park"))
    assert put(tenant, invoice, ("one.pdf", paper()), user="reader").status_code == 403
    assert put(tenant, invoice, ("one.pdf", paper()), user="main").status_code == 404
    assert put(other_tenant, invoice, ("one.pdf", paper())).status_code == 404
    assert detail(tenant, invoice)["images"] == []


def test_an_archived_invoice_keeps_its_files(tenant: Tenant) -> None:
    invoice = make_invoice(tenant)
    assert tenant.api().post(f"/v1/invoices/{invoice['id']}/archive", json={}).status_code == 200
    assert put(tenant, invoice, ("one.pdf", paper())).status_code == 409
