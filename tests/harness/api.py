"""A client that is signed in and believes no answer before it has been checked against the contract."""

import ssl
from typing import Any

import httpx2

from harness.contract import contract

OUTSIDE_V1 = {"/oauth/token", "/livez", "/readyz"}

# The test server speaks plain HTTP. A client left to itself would read all authorities of the machine: 15 ms each time.
NO_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


class Api(httpx2.Client):
    """`api.get("/v1/vendors")`; `tokenless()` gives the same client without credentials."""

    def __init__(self, base_url: str, headers: dict[str, str] | None = None) -> None:
        super().__init__(base_url=base_url, headers=headers or {}, timeout=60, trust_env=False, verify=NO_TLS)

    def send(self, request: httpx2.Request, **options: Any) -> httpx2.Response:
        response = super().send(request, **options)
        response.read()
        path = request.url.path
        if path.startswith("/v1/") or path.rstrip("/") in OUTSIDE_V1:
            contract().check(request.method, path, response.status_code, response.headers, response.content)
        return response


def error_of(response: httpx2.Response) -> str:
    """The machine code of a refusal."""
    return response.json()["message"]["error"]


def fields_of(response: httpx2.Response) -> dict[str, str]:
    """Field path -> machine code of a refusal about fields."""
    return {fault["field"]: fault["type"] for fault in response.json()["message"]["fields"]}
