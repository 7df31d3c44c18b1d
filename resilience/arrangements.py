"""Pages of files are divided, merged, undone, deleted and tried again by two clients at once, while the worker is killed.

In the end every page of every file that was not deleted stands in exactly one invoice in use. In every other round invoices
are archived and brought back by hand as well: then no page stands in two invoices that may both go on. No call answers 5xx.
Control: one invoice that was put away is set in use again, and one in use put away, behind the product's back.
"""

import asyncio
import os
import random
import signal
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import httpx2
from benchmarks.deployment import Deployment, wait_until_ready

from payables.app.runtime import Parts
from resilience.accounts import Account, open_account, org
from resilience.outcome import Outcome
from resilience.pages import PAGES, Pages, pages_of, stack

ROUNDS, PAIRS, VOLLEYS, AT_ONCE = 8, 4, 6, 4
SECONDS_TO_FINISH = 180.0
KILLED, WAITED = 0.2, 0.5  # shares of volleys after which the worker is killed, and after which all is read first

DIVISIONS = ([[1], [2], [3]], [[1, 2], [3]], [[1], [2, 3]], [[1, 2, 3]], [[3], [1], [2]])
OF_BOTH = ([[1, 2, 3], [4, 5, 6]], [[1, 4], [2, 5], [3, 6]], [[1, 2, 3, 4, 5, 6]])  # of two files that were merged


@dataclass
class Pair:
    """Two files of three pages each, which are also merged with each other."""

    one: str
    other: str
    invoices: set[str] = field(default_factory=set[str])

    @property
    def files(self) -> list[str]:
        return [self.one, self.other]


class Storm:
    """Everything that is tried, with what was answered and what was found."""

    def __init__(self, deployment: Deployment, account: Account, clients: list[httpx2.AsyncClient]) -> None:
        self.deployment, self.account, self.clients = deployment, account, clients
        self.worker = deployment.worker()
        self.random = random.Random(20261121)
        self.answers: Counter[str] = Counter()
        self.tried = self.kills = 0
        self.faults: list[str] = []

    async def round(self, number: int, parts: Parts) -> None:
        by_hand = number % 2 == 1
        pairs = [await self._pair(number * PAIRS + n) for n in range(PAIRS)]
        await self.idle(pairs)
        for _ in range(VOLLEYS):
            await asyncio.gather(*(self._volley(pair, by_hand=by_hand) for pair in pairs))
            if self.random.random() < KILLED:
                self._kill()
            if self.random.random() < WAITED:
                await self.idle(pairs)
        await self.idle(pairs)
        found = await pages_of(parts, UUID(hex=self.account.racc.removeprefix("racc_")))
        for pair in pairs:
            self.tried += 2 * PAGES
            self.faults += found.doubled(pair.files) if by_hand else found.not_once(pair.files)

    async def _pair(self, n: int) -> Pair:
        one, other = [await self.sent(stack(2 * n + m)) for m in range(2)]
        return Pair(one, other)

    async def sent(self, data: bytes) -> str:
        form = {"ottimate_location_id": str(self.account.location_id)}
        answer = await self.clients[0].post("/v1/invoices/upload", data=form, files={"file": ("stack.pdf", data)})
        return answer.raise_for_status().json()["reference_id"]

    async def _volley(self, pair: Pair, *, by_hand: bool) -> None:
        await self._note_invoices(pair)
        calls = [self._split, self._split, self._merge, self._undo, self._undo_named, self._retry, self._delete]
        weights = [4, 4, 3, 4, 4, 1, 0.3]
        if by_hand:
            calls, weights = [*calls, self._restore, self._archive], [*weights, 6, 3]
        chosen = self.random.choices(calls, weights, k=AT_ONCE)
        await asyncio.gather(*(self._call(call, pair, n) for n, call in enumerate(chosen)))

    async def _call(self, call: Callable[..., Awaitable[httpx2.Response]], pair: Pair, n: int) -> None:
        answer = await call(self.clients[n % 2], pair)
        self.answers[str(answer.status_code)] += 1
        if answer.status_code >= 500:
            self.faults.append(f"{answer.request.url.path}: {answer.status_code} {answer.text[:200]}")

    async def _split(self, api: httpx2.AsyncClient, pair: Pair) -> httpx2.Response:
        parts = self.random.choice([*DIVISIONS, *OF_BOTH])
        return await api.post(self._path(pair, "split"), json={"parts": parts})

    async def _merge(self, api: httpx2.AsyncClient, pair: Pair) -> httpx2.Response:
        first, second = self.random.sample(pair.files, 2)
        return await api.post(f"/v1/invoices/uploads/{first}/merge", json={"uploads": [second]})

    async def _undo(self, api: httpx2.AsyncClient, pair: Pair) -> httpx2.Response:
        return await api.post(self._path(pair, "undo"))

    async def _undo_named(self, api: httpx2.AsyncClient, pair: Pair) -> httpx2.Response:
        id = self.random.choice(pair.files)
        seen = await api.get(f"/v1/invoices/uploads/{id}")
        body = {"arrangement": seen.json().get("arrangement", 0)}
        return await api.post(f"/v1/invoices/uploads/{id}/undo", json=body)

    async def _retry(self, api: httpx2.AsyncClient, pair: Pair) -> httpx2.Response:
        return await api.post(self._path(pair, "retry"))

    async def _delete(self, api: httpx2.AsyncClient, pair: Pair) -> httpx2.Response:
        return await api.delete(f"/v1/invoices/uploads/{self.random.choice(pair.files)}")

    async def _restore(self, api: httpx2.AsyncClient, pair: Pair) -> httpx2.Response:
        return await api.post(f"/v1/invoices/{self._invoice(pair)}/restore", json={"reason": "Needed."})

    async def _archive(self, api: httpx2.AsyncClient, pair: Pair) -> httpx2.Response:
        return await api.post(f"/v1/invoices/{self._invoice(pair)}/archive", json={"reason": "Not needed."})

    def _path(self, pair: Pair, verb: str) -> str:
        return f"/v1/invoices/uploads/{self.random.choice(pair.files)}/{verb}"

    def _invoice(self, pair: Pair) -> str:
        return self.random.choice(sorted(pair.invoices))

    async def _note_invoices(self, pair: Pair) -> None:
        """Every invoice that has ever been one of the files, to be brought back."""
        for id in pair.files:
            pair.invoices |= {*(await self._shown(id)).get("invoice_ids", [])}

    async def _shown(self, id: str) -> dict[str, Any]:
        answer = await self.clients[0].get(f"/v1/invoices/uploads/{id}")
        return answer.json() if answer.is_success else {"status": "deleted"}

    async def idle(self, pairs: list[Pair]) -> None:
        """Until nothing waits to be read. Raises TimeoutError."""
        until = time.monotonic() + SECONDS_TO_FINISH
        for id in [id for pair in pairs for id in pair.files]:
            while (await self._shown(id))["status"] in ("queued", "processing"):
                if time.monotonic() > until:
                    raise TimeoutError(f"upload {id} was not read in {SECONDS_TO_FINISH:g} s")
                await asyncio.sleep(0.1)

    def _kill(self) -> None:
        os.kill(self.worker.pid, signal.SIGKILL)
        self.worker.wait()
        self.kills += 1
        self.worker = self.deployment.worker()


def run(rounds: int = ROUNDS) -> Outcome:
    with Deployment() as deployment:
        credentials = asyncio.run(deployment.provision(org("Folder")))
        deployment.serve()
        wait_until_ready(deployment.base_url)
        accounts = [
            open_account(deployment.base_url, "Folder", credentials[f"folder/{name}"]) for name in ("erp", "other")
        ]
        storm, control = asyncio.run(_all(deployment, accounts, rounds))
    return Outcome(
        storm.tried,
        len(storm.faults),
        2,
        control,
        [
            f"{rounds} rounds of {PAIRS} pairs of files, {VOLLEYS} volleys of {AT_ONCE} calls at once on each",
            f"answers: {dict(sorted(storm.answers.items()))}; worker killed {storm.kills}x",
            *storm.faults[:10],
        ],
    )


async def _all(deployment: Deployment, accounts: list[Account], rounds: int) -> tuple[Storm, int]:
    clients = [_client(deployment, account) for account in accounts]
    try:
        async with deployment.parts() as parts:
            storm = Storm(deployment, accounts[0], clients)
            for number in range(rounds):
                await storm.round(number, parts)
            return storm, await _control(storm, parts)
    finally:
        for client in clients:
            await client.aclose()


async def _control(storm: Storm, parts: Parts) -> int:
    """How many of two faults made on purpose are found."""
    account = UUID(hex=storm.account.racc.removeprefix("racc_"))
    doubled, lost = [await storm.sent(stack(100_000 + n)) for n in range(2)]
    pairs = [Pair(doubled, lost)]
    await storm.idle(pairs)
    path = f"/v1/invoices/uploads/{doubled}/split"
    (await storm.clients[0].post(path, json={"parts": DIVISIONS[0]})).raise_for_status()
    await storm.idle(pairs)
    before = await pages_of(parts, account)
    async with parts.database.transaction(account) as tx:
        await tx.execute(BACK, account, UUID(doubled))
        await tx.execute(AWAY, account, UUID(lost))
    after: Pages = await pages_of(parts, account)
    assert not before.not_once([doubled, lost]), "the control begins with files that are in order"
    return bool(after.doubled([doubled])) + bool(after.not_once([lost]))


BACK = "UPDATE invoices SET state = 'incomplete' WHERE account_id = $1 AND upload_id = $2"
AWAY = """
UPDATE invoices SET state = 'archived'
 WHERE account_id = $1 AND coalesce(reference_id, upload_id) = $2 AND state <> 'archived'
"""


def _client(deployment: Deployment, account: Account) -> httpx2.AsyncClient:
    """A connection of its own for every call: one that was kept may be closed by the server in the same instant."""
    limits = httpx2.Limits(max_keepalive_connections=0)
    return httpx2.AsyncClient(
        base_url=deployment.base_url, headers=account.headers, limits=limits, timeout=60, trust_env=False
    )
