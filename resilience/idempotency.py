"""The same Idempotency-Key many times at once: every key makes exactly one object, whoever asks and however often.

Invoices are what is made, since nothing else keeps two of the same number apart. Control: the same without keys.
"""

import asyncio
from collections import Counter
from dataclasses import dataclass, field

import httpx2
from benchmarks.deployment import Deployment, wait_until_ready

from resilience.accounts import Account, create_vendor, invoice_body, open_account, org
from resilience.outcome import Outcome

KEYS, AT_ONCE = 60, 50
CONTROL_KEYS, CONTROL_AT_ONCE = 5, 10
MOST_TRIES = 40


@dataclass
class Told:
    """What the clients were told: ids by number, and statuses."""

    ids: dict[str, set[str]] = field(default_factory=dict)
    statuses: Counter[int] = field(default_factory=Counter)
    without_answer: int = 0


def run() -> Outcome:
    with Deployment() as deployment:
        credentials = asyncio.run(deployment.provision(org("Bakery")))
        deployment.serve()
        wait_until_ready(deployment.base_url)
        account = open_account(deployment.base_url, "Bakery", credentials["bakery/erp"])
        with httpx2.Client(base_url=deployment.base_url, headers=account.headers, trust_env=False, timeout=60) as api:
            vendor_id = create_vendor(api, account, "FLOUR-1")
            burst = Burst(deployment.base_url, account, vendor_id)
            told = asyncio.run(burst.send("K", KEYS, AT_ONCE, keyed=True))
            made = _count(api)
            asyncio.run(burst.send("C", CONTROL_KEYS, CONTROL_AT_ONCE, keyed=False))
            control_made = _count(api) - made
    contradictions = sum(len(ids) != 1 for ids in told.ids.values())
    failed = abs(made - KEYS) + contradictions + told.without_answer + (KEYS - len(told.ids))
    return Outcome(
        KEYS * AT_ONCE,
        failed,
        CONTROL_KEYS * CONTROL_AT_ONCE,
        control_made - CONTROL_KEYS,
        [
            f"{KEYS} keys x {AT_ONCE} requests at once made {made} invoices; statuses {dict(sorted(told.statuses.items()))}",
            f"control without keys: {CONTROL_KEYS} x {CONTROL_AT_ONCE} requests made {control_made} invoices",
        ],
    )


@dataclass(frozen=True)
class Burst:
    """Clients that send the same invoice at once, and ask again while they are told that it is still in progress."""

    base_url: str
    account: Account
    vendor_id: int

    async def send(self, prefix: str, keys: int, at_once: int, *, keyed: bool) -> Told:
        told = Told()
        limits = httpx2.Limits(max_connections=at_once)
        async with httpx2.AsyncClient(
            base_url=self.base_url, headers=self.account.headers, limits=limits, timeout=60, trust_env=False
        ) as api:
            for n in range(keys):
                number = f"{prefix}-{n}"
                await asyncio.gather(*(self._one(api, number, told, keyed=keyed) for _ in range(at_once)))
        return told

    async def _one(self, api: httpx2.AsyncClient, number: str, told: Told, *, keyed: bool) -> None:
        body = invoice_body(self.account, self.vendor_id, number)
        headers = {"Idempotency-Key": f"enter-{number}"} if keyed else {}
        for _ in range(MOST_TRIES):
            answer = await api.post("/v1/invoices", json=body, headers=headers)
            told.statuses[answer.status_code] += 1
            if answer.status_code == 201:
                told.ids.setdefault(number, set()).add(answer.json()["id"])
                return
            await asyncio.sleep(min(1.0, float(answer.headers.get("retry-after", 0.1))))
        told.without_answer += 1


def _count(api: httpx2.Client) -> int:
    return api.get("/v1/invoices?limit=1").raise_for_status().json()["count"]
