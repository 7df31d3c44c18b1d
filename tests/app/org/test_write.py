"""An account written as an org file and read again is the same account."""

from typing import Any

import pytest
import yaml

from harness.server import Server
from harness.tenants import Tenant
from payables.access.queries import present_access
from payables.accounts.queries import present_structure
from payables.app.org.read import read_org
from payables.app.org.write import account_data, org_text
from payables.app.provision import plan, provision
from payables.custom_fields.queries import present_fields


def written(server: Server, tenant: Tenant) -> str:
    async def read() -> str:
        async with server.database.transaction(tenant.account_id) as tx:
            parts = await present_structure(tx), await present_access(tx), await present_fields(tx)
            return org_text(account_data(tenant.key, *parts))

    return server.run(read())


def changes(server: Server, text: str) -> list[Any]:
    (planned,) = server.run(plan(server.database, read_org(text, "test")))
    return [step for step in planned.steps if step.kind != "keep"]


def test_it_changes_nothing(server: Server, tenant: Tenant) -> None:
    assert changes(server, written(server, tenant)) == []


@pytest.mark.parametrize("name", ["Warehouse", "Kasse №2: 'täglich'", "yes", "1e3", "# all", "- x"])
def test_a_client_that_people_named_is_in_it_as_they_named_it(server: Server, tenant: Tenant, name: str) -> None:
    user = tenant.api().get("/v1/users", params={"kind": "api"}).json()["results"][0]
    answer = tenant.api().post("/v1/oauth-clients", json={"user_id": user["id"], "name": name})
    assert answer.status_code == 201, answer.text
    assert changes(server, written(server, tenant)) == []


FIELDS = """
accounts:
  - key: {key}
    name: {name}
    approval_mode: single
    features: [approvals, catalog_match, instant_capture, purchase_orders]
    companies:
      - key: {key}-east
        name: "Ünï: #1 {{x}} - 'quoted' \\"y\\""
        currency: USD
        tax_ids: ["0123", "1e3", "yes", "~", "12:30:45"]
        own_names: ["null", "on"]
        custom_fields: [{{key: colour, subject: item, type: choice, label: Colour, choices: ["no", "1.5"], default: "no"}}]
    people:
      - {{email: new@{key}.example, first_name: "=1+1", last_name: "\\u202eX", role: Administrator - Full, locations: all}}
    custom_fields:
      - {{key: limit, subject: invoice, type: number, label: Limit, default: 12.50}}
      - {{key: day, subject: invoice, type: date, label: Day, default: 2026-01-31}}
      - {{key: good, subject: invoice, type: boolean, label: Good, default: true, required: true}}
"""


@pytest.mark.parametrize("text", [FIELDS])
def test_whatever_stands_in_it_comes_back_as_it_is(server: Server, tenant: Tenant, text: str) -> None:
    text = text.format(key=tenant.key, name=f"Tenant {tenant.key}").replace("\\u202eX", "X é")
    server.run(provision(server.database, read_org(text, "test"), server.settings, server.secret_key))
    again = written(server, tenant)
    assert changes(server, again) == []
    assert len(yaml.safe_load(again)["accounts"]) == 1


def test_what_is_out_of_use_is_left_out_and_stays_so(server: Server, tenant: Tenant) -> None:
    async def deactivate() -> None:
        async with server.database.transaction(tenant.account_id) as tx:
            await tx.execute(
                "UPDATE users SET active = false WHERE account_id = $1 AND email LIKE 'bo@%'", tx.account_id
            )

    server.run(deactivate())
    text = written(server, tenant)
    assert f"bo@{tenant.key}" not in text and changes(server, text) == []
