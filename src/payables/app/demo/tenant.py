"""One tenant as its integrator sees it: a client, the places, and the master data of its ERP."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from payables.app.demo.answers import Account, BulkAnswer, Company, Location
from payables.app.demo.client import Client
from payables.app.demo.errors import NoSuchLocation
from payables.app.demo.masterdata import CompanyMaster, read_master
from payables.app.org.model import OrgAccount

ROWS_AT_ONCE = 100
DESK = "approval-desk"


@dataclass
class Tenant:
    """Ids are the API's, found by the names of org.yaml. The client enters and changes invoices; the desk, another API user,
    brings what people decide: nobody approves what they entered themselves, in whoever's name."""

    org: OrgAccount
    client: Client
    desk: Client
    companies: dict[str, int] = field(default_factory=dict[str, int])
    locations: dict[str, Location] = field(default_factory=dict[str, Location])

    @property
    def key(self) -> str:
        return self.org.structure.key

    @property
    def name(self) -> str:
        return self.org.structure.name

    def location(self, name: str) -> Location:
        """Raises NoSuchLocation."""
        found = self.locations.get(name)
        if found is None:
            raise NoSuchLocation(tenant=self.name, location=name, known=", ".join(self.locations))
        return found

    def master(self, location: str) -> CompanyMaster:
        """Of the company that the location belongs to."""
        keys = {site.name: company.key for company in self.org.structure.companies for site in company.locations}
        return read_master()[keys[location]]


async def look_around(tenant: Tenant) -> None:
    """Learn the ids of companies and locations."""
    accounts = [account async for account in tenant.client.pages("/v1/accounts", "results", Account)]
    path = f"/v1/accounts/{accounts[0].id}"
    async for company in tenant.client.pages(f"{path}/companies", "results", Company):
        tenant.companies[company.name] = company.id
    async for location in tenant.client.pages(f"{path}/locations", "results", Location):
        tenant.locations[location.name] = location


@dataclass
class Synced:
    """How many rows the ERPs sent, and what was refused."""

    dimensions: int = 0
    vendors: int = 0
    refused: list[str] = field(default_factory=list[str])


async def sync(tenant: Tenant, synced: Synced) -> None:
    """Dimensions and vendors of every company, by bulk. Sending them again changes nothing."""
    for company in tenant.org.structure.companies:
        master = read_master()[company.key]
        id = tenant.companies[company.name]
        synced.dimensions += await _send(tenant.client, "dimensions", id, master.dimensions, synced.refused)
        synced.vendors += await _send(tenant.client, "vendors", id, master.vendors, synced.refused)


async def _send(client: Client, what: str, company_id: int, rows: list[dict[str, Any]], refused: list[str]) -> int:
    taken = 0
    for part in _parts(rows):
        body = {"ottimate_company_id": company_id, what: part}
        answer = await client.post(f"/v1/{what}/bulk", body, BulkAnswer)
        taken += answer.success_count
        refused += [fault.error for fault in answer.errors]
    return taken


def _parts(rows: list[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    for start in range(0, len(rows), ROWS_AT_ONCE):
        yield rows[start : start + ROWS_AT_ONCE]
