"""POST /v1/invoices/uploads: many files in one form, each accepted or refused by itself."""

from typing import Any

import pytest

from harness.api import Api, error_of, fields_of
from harness.tenants import Tenant
from harness.worker import paper, uploads

Files = list[tuple[str, bytes]]


def send(tenant: Tenant, files: Files, location: Any = None, api: Api | None = None, **headers: str) -> Any:
    where = tenant.location() if location is None else location
    parts = [("file", file) for file in files]
    return (api or tenant.api()).post(
        "/v1/invoices/uploads", data={"ottimate_location_id": str(where)}, files=parts, headers=headers
    )


def test_good_files_are_taken_and_bad_ones_say_why(tenant: Tenant) -> None:
    answer = send(
        tenant,
        [("one.pdf", paper()), ("empty.pdf", b""), ("two.pdf", paper()), ("a.gif", b"GIF89a"), ("x.png", paper())],
    )
    assert answer.status_code == 200, answer.text
    told = answer.json()
    assert (told["accepted"], [row["filename"] for row in told["results"]]) == (
        2,
        ["one.pdf", "empty.pdf", "two.pdf", "a.gif", "x.png"],
    )
    codes = [row["error"] and row["error"]["code"] for row in told["results"]]
    assert codes == [None, "empty_file", None, "unsupported_type", "type_mismatch"]
    assert {row["filename"] for row in uploads(tenant)} == {"one.pdf", "two.pdf"}


def test_the_same_file_twice_is_read_once(tenant: Tenant) -> None:
    data = paper()
    rows = send(tenant, [("a.pdf", data), ("b.pdf", data)]).json()["results"]
    found = {u["id"]: u["status"] for u in uploads(tenant, all="true")}
    assert sorted(found[row["reference_id"]] for row in rows) == ["duplicate", "queued"]


def test_a_form_without_files_or_location_is_refused(shared_tenant: Tenant) -> None:
    answer = send(shared_tenant, [])
    assert answer.status_code == 400
    assert fields_of(send(shared_tenant, [("a.pdf", paper())], location="x")) == {"ottimate_location_id": "invalid_id"}
    many = send(shared_tenant, [(f"{n}.pdf", b"%PDF-") for n in range(91)])
    assert fields_of(many) == {"file": "too_many_files"}


def test_nobody_sends_for_a_location_that_they_do_not_see(tenant: Tenant, other_tenant: Tenant) -> None:
    files = [("a.pdf", paper())]
    assert send(tenant, files, location=other_tenant.location()).status_code == 404
    assert send(tenant, files, location=tenant.location("park"), api=tenant.api("main")).status_code == 403
    assert error_of(send(tenant, files, api=tenant.api("reader"))) == "permission_denied"
    assert uploads(tenant, all="true") == []


def test_a_key_is_good_for_one_form(tenant: Tenant) -> None:
    key = {"Idempotency-Key": "once"}
    assert send(tenant, [("a.pdf", paper())], **key).status_code == 200
    assert send(tenant, [("b.pdf", paper())], **key).status_code == 422


def test_the_list_can_be_of_one_company(tenant: Tenant) -> None:
    send(tenant, [("east.pdf", paper())], location=tenant.location("park"))
    send(tenant, [("west.pdf", paper())], location=tenant.location("hafen"))
    for company, name in (("east", "east.pdf"), ("west", "west.pdf")):
        found = uploads(tenant, ottimate_company_id=tenant.company(company))
        assert [row["filename"] for row in found] == [name]
    answer = tenant.api("east").get("/v1/invoices/uploads", params={"ottimate_company_id": tenant.company("west")})
    assert answer.status_code == 403


@pytest.mark.parametrize("name", ["../../etc/passwd", "a" * 300 + ".pdf", "\u202efdp.exe", ""])
def test_names_of_files_are_only_names(tenant: Tenant, name: str) -> None:
    answer = send(tenant, [(name, paper())])
    assert answer.status_code in (200, 400)
    for row in uploads(tenant, all="true"):
        assert "/" not in row["filename"] and "\u202e" not in row["filename"]
