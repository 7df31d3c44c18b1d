"""The API behind a gate of its own: failed attempts of one test do not brake the others, and sources have addresses."""

from typing import Any

import httpx2

from harness.contract import contract
from harness.server import Server
from payables.app.asgi import make_edge
from payables.app.provision import Credentials
from payables.app.runtime import Parts
from payables.platform.settings import Environment

TOKEN = "/v1/oauth/token"
ACCOUNTS = "/v1/accounts"


class Door:
    """Sends requests to the application in this process; every answer is checked against the contract."""

    def __init__(self, server: Server, env: Environment = Environment.SANDBOX, **changes: Any) -> None:
        """`changes`: other settings than the server's."""
        self.server = server
        parts = server.parts
        settings = type(parts.settings)(**{**_fields(parts.settings), "env": env, **changes})
        self.app = make_edge(Parts(settings, parts.database, parts.files, parts.secret_key))

    def call(self, method: str, path: str, *, source: str = "192.0.2.1", **options: Any) -> httpx2.Response:
        return self.server.run(self._call(method, path, source, **options))

    def token(self, credentials: Credentials, *, source: str = "192.0.2.1", **changes: str) -> httpx2.Response:
        """Ask for a token; `changes` replaces fields of the form, or api_key."""
        form = {
            "grant_type": "client_credentials",
            "client_id": credentials.client_id,
            "client_secret": credentials.client_secret,
            **changes,
        }
        key = form.pop("api_key", credentials.api_key)
        return self.call("POST", TOKEN, source=source, data=form, headers={"X-API-Key": key})

    def accounts(self, api_key: str | None, token: str | None, *, source: str = "192.0.2.1") -> httpx2.Response:
        """A plain read with these credentials."""
        headers = {"X-API-Key": api_key, "Authorization": token and f"Bearer {token}"}
        given = {name: value for name, value in headers.items() if value is not None}
        return self.call("GET", ACCOUNTS, source=source, headers=given)

    async def _call(self, method: str, path: str, source: str, **options: Any) -> httpx2.Response:
        transport = httpx2.ASGITransport(app=self.app, client=(source, 40000))
        async with httpx2.AsyncClient(transport=transport, base_url="http://payables.test") as client:
            response = await client.request(method, path, **options)
        contract().check(method, path, response.status_code, response.headers, response.content)
        return response


def _fields(settings: Any) -> dict[str, Any]:
    return {name: getattr(settings, name) for name in settings.__struct_fields__}
