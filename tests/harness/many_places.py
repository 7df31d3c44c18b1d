"""An account with more companies, locations and people than one answer of the API lists."""

import json

from harness.server import Server
from harness.tenants import Tenant
from payables.app.provision import provision, read_org

MANY = 105  # of each; the API answers a hundred at once
FEATURES = ["instant_capture", "purchase_orders", "catalog_match", "approvals"]


def add_many_places(server: Server, tenant: Tenant) -> list[str]:
    """Names of the locations that there are then: one in each of many further companies, and many in company `east`."""
    key, name = tenant.key, f"Tenant {tenant.key}"
    companies = [
        {
            "key": f"{key}-c{n}",
            "name": f"Company {n:03}",
            "currency": "USD",
            "locations": [{"key": f"{key}-c{n}-one", "name": f"Shop {n:03}"}],
        }
        for n in range(MANY)
    ]
    stores = [{"key": f"{key}-store{n}", "name": f"Store {n:03}"} for n in range(MANY)]
    east = {"key": f"{key}-east", "name": f"{name} East Inc", "currency": "USD", "locations": stores}
    _provision(server, {"name": name, "key": key, "companies": [east, *companies]})
    return [
        *(f"Store {n:03}" for n in range(MANY)),
        *(f"Shop {n:03}" for n in range(MANY)),
        "Main Street",
        "Park Lane",
        "Hafen",
    ]


def add_many_people(server: Server, tenant: Tenant) -> list[str]:
    """Names of further people, who see all locations."""
    people = [
        {
            "email": f"p{n}@{tenant.key}.example",
            "first_name": "Pat",
            "last_name": f"No{n:03}",
            "role": "Accounting - Full",
            "locations": "all",
        }
        for n in range(MANY)
    ]
    _provision(server, {"name": f"Tenant {tenant.key}", "key": tenant.key, "people": people})
    return [f"Pat No{n:03}" for n in range(MANY)]


def _provision(server: Server, account: dict[str, object]) -> None:
    """JSON is YAML. Features that an account of the file does not name are taken away."""
    org = read_org(json.dumps({"accounts": [{**account, "features": FEATURES}]}), "test")
    server.run(provision(server.database, org, server.settings, server.secret_key))
