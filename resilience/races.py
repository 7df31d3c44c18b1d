"""Two operations on one invoice at the same moment, every pair of them, many rounds each, through the public API.

What a round leaves (both answers, the invoice, its approvers, its trail) has to be what one of the two orders leaves, one
operation after the other: so no update is lost, none is half done, and no answer is wrong, that of a stale If-Match among
them. Besides, every step in the trail has to be one of the state table, and the approvals of an approved invoice have to
cover the content that it has. Control: clients that read, add and write without If-Match must lose updates.

`python -m resilience.races ROUNDS` runs it alone with so many rounds per pair.
"""

import asyncio
import sys
from collections.abc import Iterator
from itertools import combinations_with_replacement
from uuid import UUID

import httpx2
from benchmarks.deployment import Deployment, wait_until_ready

from payables.app.runtime import Parts
from resilience.accounts import Account, create_vendor, open_account, org
from resilience.operations import CONTROL, OPERATIONS, Clients, Entry, Operation
from resilience.outcome import Outcome, table
from resilience.traces import Left, contradictions, now_left

ROUNDS, CONTROL_ROUNDS = 20, 20


def run(rounds: int = ROUNDS) -> Outcome:
    with Deployment() as deployment:
        credentials = asyncio.run(deployment.provision(ORG))
        deployment.serve()
        wait_until_ready(deployment.base_url)
        account = open_account(deployment.base_url, "Race", credentials["race/erp"])
        other = open_account(deployment.base_url, "Race", credentials["race/other"])
        races = asyncio.run(_all(deployment, account, other, rounds))
    raced = sum(race.rounds for race in races.pairs)
    return Outcome(
        raced,
        sum(len(race.lost) + len(race.unseen) for race in races.pairs),
        races.control.rounds,
        len(races.control.lost),
        [
            f"{len(races.pairs)} pairs of {len(OPERATIONS)} operations and states to start from, {rounds} rounds each",
            f"lost updates: {sum(len(race.lost) for race in races.pairs)}; illegal steps and approvals of content not seen: "
            f"{sum(len(race.unseen) for race in races.pairs)}",
            f"rounds in which the second was first: {sum(race.second_first for race in races.pairs)}",
            *[f"{race.name}: {fault}" for race in races.pairs for fault in (*race.lost, *race.unseen)][:20],
        ],
    )


ORG = org("Race").replace(
    "    api_users:",
    "      - {email: bo@race.example, first_name: Bo, last_name: Lind, role: Administrator - Full, locations: all}\n"
    "    api_users:",
)


class Race:
    """One pair of operations from one state."""

    def __init__(self, one: Operation, other: Operation, start: str) -> None:
        self.one, self.other, self.start = one, other, start
        self.name = f"{one.name} / {other.name} ({start})"
        self.rounds = self.second_first = 0
        self.lost: list[str] = []
        self.unseen: list[str] = []

    def note(self, left: Left, in_order: Left, turned: Left) -> None:
        self.rounds += 1
        if left != in_order and left != turned:
            self.lost.append(left.differs_from(in_order, turned))
        self.second_first += left == turned != in_order


class Races:
    """All pairs, and the control."""

    def __init__(self) -> None:
        self.pairs: list[Race] = []
        self.control = Race(CONTROL, CONTROL, CONTROL.start)


async def _all(deployment: Deployment, account: Account, other: Account, rounds: int) -> Races:
    races = Races()
    async with _client(deployment, account) as erp, _client(deployment, other) as second, deployment.parts() as parts:
        clients = Clients(erp, second)
        entry = Entry(account, _vendor(deployment, account))
        for one, another, start in pairs():
            race = Race(one, another, start)
            races.pairs.append(race)
            await _run(race, clients, entry, parts, UUID(hex=account.racc.removeprefix("racc_")), rounds)
        await _run(races.control, clients, entry, parts, UUID(hex=account.racc.removeprefix("racc_")), CONTROL_ROUNDS)
    return races


def pairs() -> Iterator[tuple[Operation, Operation, str]]:
    """Every two, the same twice too, from each state that one of them is for."""
    for one, other in combinations_with_replacement(OPERATIONS, 2):
        for start in sorted({one.start, other.start}):
            yield one, other, start


async def _run(race: Race, clients: Clients, entry: Entry, parts: Parts, account_id: UUID, rounds: int) -> None:
    in_order = await _one_after_the_other(race, clients, entry, turned=False)
    turned = await _one_after_the_other(race, clients, entry, turned=True)
    ids: list[UUID] = []
    for _ in range(rounds):
        target = await entry.invoice(clients, race.start)
        answers = await asyncio.gather(race.one.call(clients, target, "a"), race.other.call(clients, target, "b"))
        race.note(await now_left(clients, target, answers), in_order, turned)
        ids.append(UUID(target.id))
    async with parts.database.transaction(account_id) as tx:
        race.unseen.extend(await contradictions(tx, ids))


async def _one_after_the_other(race: Race, clients: Clients, entry: Entry, *, turned: bool) -> Left:
    target = await entry.invoice(clients, race.start)
    calls = [lambda: race.one.call(clients, target, "a"), lambda: race.other.call(clients, target, "b")]
    answers = [await call() for call in (reversed(calls) if turned else calls)]
    return await now_left(clients, target, answers[::-1] if turned else answers)


def _client(deployment: Deployment, account: Account) -> httpx2.AsyncClient:
    return httpx2.AsyncClient(base_url=deployment.base_url, headers=account.headers, timeout=60, trust_env=False)


def _vendor(deployment: Deployment, account: Account) -> int:
    with httpx2.Client(base_url=deployment.base_url, headers=account.headers, trust_env=False) as api:
        return create_vendor(api, account, "FLOUR-1")


if __name__ == "__main__":
    outcome = run(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS)
    print(table({"races": outcome}))
    sys.exit(0 if outcome.passed else 1)
