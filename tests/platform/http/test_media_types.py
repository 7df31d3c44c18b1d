"""Each route says which media types it reads; the edge refuses any other before the handler sees anything."""

from typing import Any

import pytest

from harness.api import Api, error_of
from harness.contract import contract, path_with
from harness.server import Server
from harness.tenants import Tenant
from payables.app.asgi import make_edge

NO_JSON = {
    "application/x-www-form-urlencoded": b"erp_vendor_id=X&ottimate_company_id=1",
    "multipart/form-data; boundary=b": b'--b\r\nContent-Disposition: form-data; name="data"\r\n\r\n{}\r\n--b--\r\n',
    "text/plain": b'{"erp_vendor_id": "X"}',
    "application/vnd.api+json": b"{}",
}


def operations(media_type: str) -> list[tuple[str, str]]:
    """Operations whose body is of this type, by the document."""
    return [
        (method.upper(), path)
        for path, known in contract().document["paths"].items()
        for method, found in known.items()
        if media_type in found.get("requestBody", {}).get("content", {}) and "oauth" not in path
    ]


def counts(api: Api) -> tuple[int, int, int]:
    lists = ("/v1/vendors", "/v1/dimensions", "/v1/invoices/uploads?all=true")
    return tuple(api.get(path).json()["count"] for path in lists)  # type: ignore[return-value]


@pytest.mark.parametrize("media_type", NO_JSON)
@pytest.mark.parametrize(("method", "path"), operations("application/json"))
def test_a_json_route_refuses_everything_else(shared_tenant: Tenant, method: str, path: str, media_type: str) -> None:
    api = shared_tenant.api()
    before = counts(api)
    answer = api.request(
        method, path_with(path, "1"), content=NO_JSON[media_type], headers={"Content-Type": media_type}
    )
    assert (answer.status_code, error_of(answer)) == (400, "unsupported_media_type")
    assert counts(api) == before


@pytest.mark.parametrize("media_type", ["application/json", "application/x-www-form-urlencoded", "text/plain", ""])
def test_the_upload_takes_a_multipart_form_alone(shared_tenant: Tenant, media_type: str) -> None:
    api = shared_tenant.api()
    headers = {"Content-Type": media_type} if media_type else {}
    before = counts(api)
    answer = api.post("/v1/invoices/upload", content=b"{}", headers=headers)
    assert (answer.status_code, error_of(answer)) == (400, "unsupported_media_type")
    assert counts(api) == before


@pytest.mark.parametrize("path", ["/v1/oauth/token", "/oauth/token"])
@pytest.mark.parametrize("media_type", ["multipart/form-data; boundary=b", "text/plain"])
def test_the_token_call_takes_a_form_or_json(shared_tenant: Tenant, path: str, media_type: str) -> None:
    credentials = shared_tenant.credentials["all"]
    api = Api(shared_tenant.server.base_url, {"X-API-Key": credentials.api_key or ""})
    fields: dict[str, Any] = {
        "grant_type": "client_credentials",
        "client_id": credentials.client_id,
        "client_secret": credentials.client_secret,
    }
    assert api.post(path, data=fields).status_code == 200
    assert api.post(path, json=fields).status_code == 200
    answer = api.post(path, content=b"grant_type=client_credentials", headers={"Content-Type": media_type})
    assert (answer.status_code, error_of(answer)) == (400, "unsupported_media_type")


def test_a_body_without_a_media_type_counts_as_json(tenant: Tenant) -> None:
    body = b'{"ottimate_company_id": %d, "erp_vendor_id": "S", "erp_vendor_name": "S"}' % tenant.company()
    assert tenant.api().post("/v1/vendors", content=body).status_code == 201
    broken = tenant.api().post("/v1/vendors", content=body + b"}")
    assert (broken.status_code, error_of(broken)) == (400, "invalid_json")


def test_a_body_that_nothing_announced_is_checked_too(server: Server) -> None:
    """HTTP/2 and its successors need neither Content-Length nor Transfer-Encoding."""
    sent: list[Any] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"erp_vendor_id=X"}

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {
        "type": "http", "method": "POST", "path": "/v1/vendors", "raw_path": b"/v1/vendors", "query_string": b"",
        "headers": [(b"content-type", b"application/x-www-form-urlencoded")], "http_version": "2", "scheme": "https",
        "root_path": "",
    }  # fmt: skip
    server.run(make_edge(server.parts)(scope, receive, send))  # type: ignore[arg-type]
    assert (sent[0]["status"], b"unsupported_media_type" in sent[1]["body"]) == (400, True)


def test_no_body_has_no_media_type(shared_tenant: Tenant) -> None:
    """Some clients write the header though they send nothing."""
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    answer = shared_tenant.api().post("/v1/invoices/1/approve", headers=headers)
    assert (answer.status_code, error_of(answer)) == (404, "not_found")


@pytest.mark.parametrize(
    ("charset", "status"), [("utf-16", 400), ("latin1", 400), ('"UTF-16LE"', 400), ("UTF-8", 201), ('"utf8"', 201)]
)
def test_a_body_in_another_charset_than_utf_8_is_refused(tenant: Tenant, charset: str, status: int) -> None:
    body = f'{{"ottimate_company_id": {tenant.company()}, "erp_vendor_id": "V-1", "erp_vendor_name": "Caf\u00e9"}}'
    headers = {"Content-Type": f"application/json; charset={charset}"}
    answer = tenant.api().post("/v1/vendors", content=body.encode(), headers=headers)
    assert answer.status_code == status, answer.text
    if status == 400:
        assert error_of(answer) == "unsupported_media_type"
