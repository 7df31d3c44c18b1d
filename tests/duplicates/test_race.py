"""One invoice by many routes at once, small: 50 entries of each of 2 (resilience/duplicate_race.py does it 200 times)."""

import asyncio
from collections import Counter

from resilience.accounts import Account
from resilience.duplicate_race import Race

from harness.server import Server
from harness.tenants import Tenant
from harness.worker import working


def race(tenant: Tenant) -> Race:
    api = tenant.api()
    headers = {name: api.headers[name] for name in ("X-API-Key", "Authorization")}
    where = tenant.company("west"), tenant.location("hafen")
    account = Account("West", tenant.credentials["all"], headers, tenant.racc, *where)
    return Race(tenant.server.base_url, account, 50)


def test_of_fifty_entries_by_every_route_one_is_clean(server: Server, tenant: Tenant) -> None:
    with working(server):
        running = race(tenant)
        assert asyncio.run(running.run(2)) == Counter({1: 2})
    assert {status for status in running.statuses if status >= 400} == set()


def test_as_many_invoices_that_are_not_the_same_are_all_clean(tenant: Tenant) -> None:
    assert asyncio.run(race(tenant).control()) == 50
