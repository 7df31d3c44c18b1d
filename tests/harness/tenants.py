"""Accounts for tests, made by the product's own provisioning."""

from dataclasses import dataclass, field
from itertools import count
from typing import Any
from uuid import UUID

from harness.api import Api
from harness.server import Server
from payables.app.provision import Credentials, provision, read_org

_serial = count(1)

ORG = """
accounts:
  - name: {name}
    key: {key}
    plan: {{name: Basic, requests_per_second: {rate}, burst: {burst}, daily_quota: {daily_quota}}}
    features: [instant_capture, purchase_orders, catalog_match, approvals]
    approval_mode: {approval_mode}
    allow_self_approval: {allow_self_approval}
    companies:
      - key: {key}-east
        name: {name} East Inc
        currency: USD
        tax_ids: [12-3456789]
        own_names: [{name} East]
        locations:
          - {{key: {key}-main, name: Main Street}}
          - {{key: {key}-park, name: Park Lane}}
      - key: {key}-west
        name: {name} West GmbH
        currency: EUR
        tax_ids: []
        own_names: []
        locations:
          - {{key: {key}-hafen, name: Hafen}}
    groups:
      - {{key: {key}-centre, name: Centre, locations: [{key}-main, {key}-hafen]}}
    people:
      - {{email: ada@{key}.example, first_name: Ada, last_name: Marsh, role: Administrator - Full, locations: all}}
      - {{email: bo@{key}.example, first_name: Bo, last_name: Lind, role: Accounting - Full, locations: all}}
      - {{email: cy@{key}.example, first_name: Cy, last_name: Roe, role: Invoice Processor - Full, locations: [{key}-main]}}
      - {{email: di@{key}.example, first_name: Di, last_name: Fay, role: Accounting - Full, locations: [{key}-hafen]}}
    api_users:
      - {{name: all, scope: account, role: Administrator - Full, clients: [{{name: main}}]}}
      - {{name: second, scope: account, role: Administrator - Full, clients: [{{name: main}}]}}
      - {{name: editor, scope: account, role: Invoice Processor - Full, clients: [{{name: main}}]}}
      - {{name: reader, scope: account, role: Invoice Processor - Read Only, clients: [{{name: main}}]}}
      - {{name: east, scope: {{company: {key}-east}}, role: Administrator - Full, clients: [{{name: main}}]}}
      - {{name: main, scope: {{locations: [{key}-main]}}, role: Administrator - Full, clients: [{{name: main}}]}}
"""

STRUCTURE = """
SELECT key, id FROM companies WHERE account_id = $1 UNION ALL SELECT key, id FROM locations WHERE account_id = $1
"""


@dataclass
class Tenant:
    """A provisioned account. Companies `east` (USD) and `west` (EUR); locations main, park (east) and hafen (west)."""

    server: Server
    key: str
    account_id: UUID
    credentials: dict[str, Credentials]
    _clients: dict[tuple[str, int], Api] = field(default_factory=dict)
    _ids: dict[str, int] = field(default_factory=dict)

    def api(self, user: str = "all") -> Api:
        """A client signed in as an API user: all, second, editor (may not approve), reader (read only), east (company),
        main (one location)."""
        key = (user, self.server.clock.journeys)
        if key not in self._clients:
            self._clients[key] = signed_in(self.server, self.credentials[user])
        return self._clients[key]

    @property
    def racc(self) -> str:
        return f"racc_{self.account_id.hex}"

    def company(self, name: str = "east") -> int:
        return self._structure()[name]

    def location(self, name: str = "main") -> int:
        return self._structure()[name]

    def _structure(self) -> dict[str, int]:
        """The last part of a key -> its id: read beside the API, because nearly every test needs it."""
        if not self._ids:
            self._ids = {key.removeprefix(f"{self.key}-"): id for key, id in self.server.run(self._read_structure())}
        return self._ids

    async def _read_structure(self) -> list[Any]:
        async with self.server.database.transaction(self.account_id) as tx:
            return await tx.fetch(STRUCTURE, tx.account_id)


def signed_in(server: Server, credentials: Credentials) -> Api:
    """A client with key and token."""
    api = Api(server.base_url, {"X-API-Key": credentials.api_key})
    answer = api.post(
        "/v1/oauth/token",
        data={
            "grant_type": "client_credentials",
            "client_id": credentials.client_id,
            "client_secret": credentials.client_secret,
        },
    )
    assert answer.status_code == 200, answer.text
    api.headers["Authorization"] = f"Bearer {answer.json()['access_token']}"
    return api


DEFAULTS = {
    "approval_mode": "single",
    "allow_self_approval": "false",
    "daily_quota": "null",
    "rate": 1000,
    "burst": 2000,
}


def make_tenant(server: Server, **changes: Any) -> Tenant:
    """A fresh account; `changes`: approval_mode, allow_self_approval, daily_quota, rate, burst."""
    key = f"t{next(_serial)}-{server.name.rsplit('_', 1)[-1]}"
    org = read_org(ORG.format(name=f"Tenant {key}", key=key, **{**DEFAULTS, **changes}), "test")
    outcome = server.run(provision(server.database, org, server.settings, server.secret_key))
    credentials = {issued.user: issued for issued in outcome.issued}
    return Tenant(server, key, outcome.issued[0].account_id, credentials)
