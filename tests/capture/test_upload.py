"""POST /v1/invoices/upload (contract/invoices-and-catalog.md section 2.2)."""

import threading
from typing import Any

import pytest

from extraction.bombs import spoiled
from harness.api import error_of, fields_of
from harness.tenants import Tenant
from harness.trail import trail
from harness.worker import paper, send, sent, upload, uploads

MB = 1024 * 1024


def padded(size: int) -> bytes:
    """A PDF of exactly so many bytes."""
    whole = paper()
    return whole + b"\n%" + b"x" * (size - len(whole) - 2)


def test_a_file_is_taken_in_and_waits(tenant: Tenant) -> None:
    answer = send(tenant, paper(), "march.pdf", metadata='{"batch": 7}', created_email="ada@example.com")
    assert answer.status_code == 200
    assert answer.json()["version"] == "1.0.0"
    [waiting] = uploads(tenant)
    assert waiting["id"] == waiting["reference_id"] == answer.json()["reference_id"]
    assert (waiting["filename"], waiting["status"]) == ("march.pdf", "queued")
    assert (waiting["ottimate_location_name"], waiting["no_of_pages"]) == ("Main Street", 0)
    assert waiting["preview_url"].endswith(waiting["id"])
    assert waiting["error"] is None and waiting["invoice_ids"] == []


def test_an_upload_leaves_one_audit_row(tenant: Tenant) -> None:
    reference_id = sent(tenant, paper())
    [entry] = trail(tenant, "upload")
    assert (entry["action"], entry["subject_id"]) == ("upload.received", reference_id)


def test_the_form_part_filename_goes_before_the_files_own_name(tenant: Tenant) -> None:
    reference_id = sent(tenant, paper(), "scan0001.pdf", filename="Sysco 11.pdf")
    assert upload(tenant, reference_id)["filename"] == "Sysco 11.pdf"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Users\\ada\\invoice.pdf", "invoice.pdf"),
        ("in\x00voi\x1bce\u202e.pdf", "invoice.pdf"),
        ("../", "document"),
        ("..", "document"),
        ("Rechnung Müller.pdf", "Rechnung Müller.pdf"),
    ],
)
def test_a_file_name_is_only_a_name(tenant: Tenant, given: str, kept: str) -> None:
    assert upload(tenant, sent(tenant, paper(), "x.pdf", filename=given))["filename"] == kept


def test_a_file_name_has_at_most_255_characters(tenant: Tenant) -> None:
    answer = send(tenant, paper(), filename="x" * 252 + ".pdf")
    assert answer.status_code == 400
    assert fields_of(answer) == {"filename": "too_long"}
    assert uploads(tenant) == []


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "empty.pdf", "empty_file"),
        (b"\x00" * 100, "zeros.pdf", "empty_file"),
        (b"MZ\x90\x00 a program", "invoice.pdf", "unsupported_type"),
        (b"GIF89a", "invoice.gif", "unsupported_type"),
        (b"<html><body>invoice</body></html>", "invoice.html", "unsupported_type"),
        (b"\x89PNG\r\n\x1a\n" + b"x" * 40, "invoice.pdf", "type_mismatch"),
        (b"%PDF-1.7\n", "invoice.xml", "type_mismatch"),
    ],
)
def test_what_is_not_an_invoice_file_is_refused(tenant: Tenant, data: bytes, name: str, code: str) -> None:
    answer = send(tenant, data, name)
    assert answer.status_code == 400
    assert fields_of(answer) == {"file": code}
    assert uploads(tenant, all="true") == []


def test_one_picture_format_under_the_name_of_another_is_harmless(tenant: Tenant) -> None:
    sent(tenant, b"\xff\xd8\xff\xe0" + b"x" * 40, "photo.png")


def test_a_file_of_exactly_25_mb_passes_and_one_byte_more_does_not(tenant: Tenant) -> None:
    sent(tenant, padded(25 * MB))
    answer = send(tenant, padded(25 * MB + 1))
    assert (answer.status_code, error_of(answer)) == (413, "file_too_large")
    far_beyond = send(tenant, padded(26 * MB))
    assert far_beyond.status_code == 413
    assert len(uploads(tenant)) == 1


@pytest.mark.parametrize("form", [{"metadata": "[1]"}, {"metadata": '{"a": NaN}'}, {"metadata": '{"a":1,"a":2}'}])
def test_metadata_is_a_json_object(tenant: Tenant, form: dict[str, str]) -> None:
    answer = send(tenant, paper(), **form)
    assert answer.status_code == 400
    assert list(fields_of(answer)) == ["metadata"]


def test_every_wrong_field_is_named(tenant: Tenant) -> None:
    answer = send(tenant, b"", location="north", metadata="{", created_email="nobody")
    assert answer.status_code == 400
    assert set(fields_of(answer)) == {"ottimate_location_id", "metadata", "created_email", "file"}


def test_file_and_location_are_required(tenant: Tenant) -> None:
    answer = tenant.api().post("/v1/invoices/upload", files={"other": ("a.pdf", b"x")})
    assert answer.status_code == 400
    assert fields_of(answer) == {"ottimate_location_id": "required", "file": "required"}


def test_a_location_of_another_account_does_not_exist(tenant: Tenant, other_tenant: Tenant) -> None:
    answer = send(tenant, paper(), location=other_tenant.location())
    assert (answer.status_code, error_of(answer)) == (404, "not_found")
    assert send(tenant, paper(), location=2**31 - 1).status_code == 404


def test_a_location_outside_the_scope_is_refused(tenant: Tenant) -> None:
    answer = send(tenant, paper(), api=tenant.api("east"), location=tenant.location("hafen"))
    assert (answer.status_code, error_of(answer)) == (403, "out_of_scope")
    assert uploads(tenant, all="true") == []


def test_reading_alone_does_not_allow_uploads(tenant: Tenant) -> None:
    answer = send(tenant, paper(), api=tenant.api("reader"))
    assert (answer.status_code, error_of(answer)) == (403, "permission_denied")


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("multipart/form-data", b"--x\r\n\r\n--x--\r\n"),
        ("multipart/form-data; boundary=", b"--\r\n"),
        ("multipart/form-data; boundary=x", b"not a form at all"),
        ("multipart/form-data; boundary=x", b""),
        (
            "multipart/form-data; boundary=x",
            b'--x\r\nContent-Disposition: form-data; name="file"\r\n\r\n\xff\xfe\r\n--x--\r\n',
        ),
        (
            "multipart/form-data; boundary=x",
            b'--x\r\nContent-Disposition: form-data; name="file"\r\n'
            b"Content-Type: text/plain; charset=klingon\r\n\r\na\r\n--x--\r\n",
        ),
        (
            "multipart/form-data; boundary=x",
            b'--x\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n%PDF-',
        ),
        ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data\r\n\r\na\r\n--x--\r\n"),
        ("multipart/form-data; boundary=x", b"--x\r\n" + b"A" * 100_000 + b": b\r\n\r\na\r\n--x--\r\n"),
        ("application/json", b'{"ottimate_location_id": 1}'),
        ("application/pdf", b"%PDF-1.7"),
        ("application/x-www-form-urlencoded", b"ottimate_location_id=1"),
    ],
)
def test_a_body_that_is_no_form_is_refused(tenant: Tenant, content_type: str, body: bytes) -> None:
    answer = tenant.api().post("/v1/invoices/upload", content=body, headers={"Content-Type": content_type})
    assert answer.status_code == 400, answer.text


def test_a_form_of_a_thousand_parts_is_refused(tenant: Tenant) -> None:
    many: list[Any] = [("file", (f"{n}.pdf", b"x")) for n in range(2000)]
    assert send_many(tenant, many) == (400, "invalid_multipart")
    assert send_many(tenant, many[:200]) == (400, "invalid_multipart")


def send_many(tenant: Tenant, files: list[Any]) -> tuple[int, str]:
    answer = tenant.api().post("/v1/invoices/upload", files=files)
    return answer.status_code, error_of(answer)


def test_a_part_sent_twice_is_refused(tenant: Tenant) -> None:
    files = [("file", ("a.pdf", paper())), ("file", ("b.pdf", paper()))]
    answer = tenant.api().post("/v1/invoices/upload", data={"ottimate_location_id": "1"}, files=files)
    assert fields_of(answer) == {"file": "repeated"}


def test_a_truncated_file_is_taken_in_since_only_reading_shows_it(tenant: Tenant) -> None:
    sent(tenant, spoiled())


def test_an_idempotency_key_of_an_upload_is_single_use(tenant: Tenant) -> None:
    data = paper()
    first = send(tenant, data, headers={"Idempotency-Key": "one"})
    again = send(tenant, data, headers={"Idempotency-Key": "one"})
    assert (first.status_code, again.status_code, error_of(again)) == (200, 422, "idempotency_key_reused")
    assert len(uploads(tenant, all="true")) == 1


def test_the_same_file_in_the_same_company_is_a_duplicate(tenant: Tenant) -> None:
    data = paper()
    first = sent(tenant, data, "first.pdf")
    second = sent(tenant, data, "second.pdf", location=tenant.location("park"))
    found = upload(tenant, second)
    assert (found["status"], found["duplicate_of"]) == ("duplicate", first)
    assert [u["id"] for u in uploads(tenant)] == [first]


def test_another_company_may_have_the_same_file(tenant: Tenant) -> None:
    data = paper()
    sent(tenant, data)
    assert upload(tenant, sent(tenant, data, location=tenant.location("hafen")))["status"] == "queued"


def test_of_fifty_uploads_of_one_file_at_once_one_is_read(tenant: Tenant) -> None:
    data, statuses = paper(), []
    threads = [threading.Thread(target=lambda: statuses.append(send(tenant, data).status_code)) for _ in range(50)]
    tenant.location()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert statuses == [200] * 50
    found = [u["status"] for u in uploads(tenant, all="true", limit=100)]
    assert (found.count("queued"), found.count("duplicate")) == (1, 49)


def test_an_account_without_the_feature_cannot_upload(tenant: Tenant) -> None:
    async def switch_off() -> None:
        async with tenant.server.database.transaction(tenant.account_id) as tx:
            sql = "UPDATE accounts SET features = array_remove(features, 'instant_capture') WHERE account_id = $1"
            await tx.execute(sql, tx.account_id)

    tenant.server.run(switch_off())
    answer = send(tenant, paper())
    assert (answer.status_code, error_of(answer)) == (403, "feature_not_enabled")
