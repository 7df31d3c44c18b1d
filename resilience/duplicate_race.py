"""One invoice by many routes at once: POST in several spellings, PATCH of another one, import, upload. Exactly one of a
group is clean, and every other one waits as a duplicate.

Control: as many invoices that are not the same one. All of them have to be found clean, or the count means nothing.
"""

import asyncio
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

import httpx2
from benchmarks.deployment import Deployment, wait_until_ready
from samples.einvoice.ubl import write_ubl
from samples.model import Line, Paper
from samples.story import PAPERS

from resilience.accounts import Account, open_account, org
from resilience.outcome import Outcome

GROUPS, SIZE = 200, 50
AT_ONCE = 50
PATCHES, ROWS, UPLOADS = 0.12, 0.08, 0.08  # shares of a group; the rest is posted
DUPLICATE = {"likely_duplicate", "possible_duplicate"}
PATIENCE_SECONDS = 120.0
PATTERN: Paper = next(paper for paper in PAPERS if paper.layout == "ubl")

SPELLINGS = (
    "RE-{year}-{number}",
    "re {year} {number}",
    "RE{year}{number}",
    "RE-{year}-00{number}",
    "{year}/{number}",
    "Rechnung {year}-{number}",
    "INV {year}.{number}",
    "RE-{letters}-{number}",
    "#{year}-{number}",
)


@dataclass
class Race:
    """Groups of one account, each with a vendor of its own, so that the invoices of a group can be told."""

    base_url: str
    account: Account
    size: int
    statuses: Counter[int] = field(default_factory=Counter)
    vendors: dict[int, int] = field(default_factory=dict)

    async def run(self, groups: int) -> Counter[int]:
        """How many groups have how many clean invoices."""
        async with self._client() as api:
            clean: Counter[int] = Counter()
            for group in range(groups):
                await self._race(api, group)
            for group in range(groups):
                clean[await self._clean(api, group)] += 1
        return clean

    async def control(self) -> int:
        """Clean ones of a group whose invoices have nothing but their vendor in common."""
        async with self._client() as api:
            group = -1
            await self._make_vendor(api, group)
            bodies = [{**self._body(group, f"A-{n}"), "total_amount": 100 + n} for n in range(self.size)]
            await asyncio.gather(*(self._post(api, "/v1/invoices", json=body) for body in bodies))
            return await self._clean(api, group)

    def _client(self) -> httpx2.AsyncClient:
        limits = httpx2.Limits(max_connections=AT_ONCE)
        return httpx2.AsyncClient(
            base_url=self.base_url, headers=self.account.headers, limits=limits, timeout=120, trust_env=False
        )

    async def _race(self, api: httpx2.AsyncClient, group: int) -> None:
        await self._make_vendor(api, group)
        patches, rows, uploads = (max(1, round(self.size * share)) for share in (PATCHES, ROWS, UPLOADS))
        spelling = self._spellings(group)
        others = await asyncio.gather(*(self._other(api, group, n) for n in range(patches)))
        calls = [self._patch(api, group, id, next(spelling)) for id in others]
        calls += [self._import(api, group, [next(spelling) for _ in range(rows)])]
        calls += [self._upload(api, group, n) for n in range(uploads)]
        posted = self.size - patches - rows - uploads
        calls += [self._post(api, "/v1/invoices", json=self._body(group, next(spelling))) for _ in range(posted)]
        await asyncio.gather(*calls)

    def _spellings(self, group: int) -> Iterator[str]:
        while True:
            for spelling in SPELLINGS:
                yield spelling.format(year="2026", letters="2O26", number=self._number(group))

    def _number(self, group: int) -> int:
        return 31_000 + 7 * group

    def _body(self, group: int, number: str) -> dict[str, Any]:
        return {
            "ottimate_company_id": self.account.company_id,
            "ottimate_location_id": self.account.location_id,
            "erp_vendor_id": f"R-{group}",
            "invoice_number": number,
            "invoice_date": PATTERN.invoice_date.isoformat(),
            "currency": "EUR",
            "total_amount": 119 + group,
        }

    async def _make_vendor(self, api: httpx2.AsyncClient, group: int) -> None:
        body = {
            "ottimate_company_id": self.account.company_id,
            "erp_vendor_id": f"R-{group}",
            "erp_vendor_name": f"Racing Supplies {group}",
            "tax_id": self._tax_id(group),
        }
        self.vendors[group] = (await api.post("/v1/vendors", json=body)).raise_for_status().json()["id"]

    def _tax_id(self, group: int) -> str:
        return f"DE9{group + 1:08}"

    async def _other(self, api: httpx2.AsyncClient, group: int, n: int) -> str:
        """Another invoice of the vendor, which is about to be made equal."""
        body = {**self._body(group, f"OLD-{n}"), "total_amount": 5000 + n, "invoice_date": f"2026-01-{n + 1:02}"}
        return (await self._post(api, "/v1/invoices", json=body)).json()["id"]

    async def _patch(self, api: httpx2.AsyncClient, group: int, id: str, number: str) -> None:
        whole = self._body(group, number)
        body = {name: whole[name] for name in ("invoice_number", "invoice_date", "total_amount")}
        self._note(await api.patch(f"/v1/invoices/{id}", json=body))

    async def _import(self, api: httpx2.AsyncClient, group: int, numbers: list[str]) -> None:
        rows = [
            {**self._body(group, number), "upload_id": f"{group}-{n}", "items": []} for n, number in enumerate(numbers)
        ]
        await self._post(api, "/v1/invoices/import", json=rows)

    async def _upload(self, api: httpx2.AsyncClient, group: int, n: int) -> None:
        file = ("invoice.xml", self._document(group) + f"<!-- {n} -->".encode())
        form = {"ottimate_location_id": str(self.account.location_id)}
        await self._post(api, "/v1/invoices/upload", data=form, files={"file": file})

    def _document(self, group: int) -> bytes:
        line = Line("Supplies", Decimal(1), Decimal(119 + group), unit="Std")
        vendor = replace(PATTERN.vendor, name=f"Racing Supplies {group}", tax_id=self._tax_id(group), iban="")
        return write_ubl(replace(PATTERN, vendor=vendor, number=f"RE-2026-{self._number(group)}", lines=(line,)))

    async def _post(self, api: httpx2.AsyncClient, path: str, **sent: Any) -> httpx2.Response:
        answer = await api.post(path, **sent)
        self._note(answer)
        return answer

    def _note(self, answer: httpx2.Response) -> None:
        self.statuses[answer.status_code] += 1

    async def _clean(self, api: httpx2.AsyncClient, group: int) -> int:
        """Once all of the group are there. -1 when some never came."""
        for _ in range(int(PATIENCE_SECONDS / 0.2)):
            found = await self._invoices(api, group)
            if len(found) == self.size:
                return sum(not DUPLICATE & {reason["code"] for reason in invoice["reasons"]} for invoice in found)
            await asyncio.sleep(0.2)
        return -1

    async def _invoices(self, api: httpx2.AsyncClient, group: int) -> list[dict[str, Any]]:
        params = {"ottimate_vendor_id": self.vendors[group], "limit": 100}
        return (await api.get("/v1/invoices", params=params)).raise_for_status().json()["results"]


def run(groups: int = GROUPS, size: int = SIZE) -> Outcome:
    with Deployment() as deployment:
        credentials = asyncio.run(deployment.provision(org("Racer")))
        deployment.serve()
        deployment.worker()
        wait_until_ready(deployment.base_url)
        account = open_account(deployment.base_url, "Racer", credentials["racer/erp"])
        race = Race(deployment.base_url, account, size)
        clean = asyncio.run(race.run(groups))
        control = asyncio.run(race.control())
    return outcome(race, groups, clean, control)


def outcome(race: Race, groups: int, clean: Counter[int], control: int) -> Outcome:
    doubles = sum((each - 1) * count for each, count in clean.items() if each > 1)
    without = sum(count for each, count in clean.items() if each < 1)
    broken = sum(count for status, count in race.statuses.items() if status >= 500)
    return Outcome(
        groups * race.size,
        doubles + without + broken,
        race.size,
        control - 1,
        [
            f"{groups} groups x {race.size} at once: clean invoices {sum(k * n for k, n in clean.items())} "
            f"(must be {groups}), silent doubles {doubles}, groups without one clean invoice {without}",
            f"answers by status: {dict(sorted(race.statuses.items()))}",
            f"control, {race.size} invoices that are not the same one: {control} clean",
        ],
    )
