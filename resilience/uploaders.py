"""Good clients that upload files while the server falls over: they ask again until they are told."""

import asyncio
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

import httpx2

from resilience.accounts import Account

SECONDS_FOR_ONE_FILE = 150.0
PAUSE = 0.5


@dataclass
class Told:
    """What the clients know: reference ids by file name, files that had arrived under a key whose answer was lost, and
    files that they gave up."""

    acknowledged: dict[str, str] = field(default_factory=dict)
    arrived_before: list[str] = field(default_factory=list)
    given_up: list[str] = field(default_factory=list)
    answers: Counter[str] = field(default_factory=Counter)


async def upload_all(base_url: str, account: Account, files: dict[str, bytes], connections: int, pace: float) -> Told:
    """`pace`: seconds between two files of one connection, so that the burst lasts as long as the faults."""
    told = Told()
    left = iter(files.items())
    await asyncio.gather(*(_connection(base_url, account, left, told, pace) for _ in range(connections)))
    return told


async def _connection(
    base_url: str, account: Account, left: Iterator[tuple[str, bytes]], told: Told, pace: float
) -> None:
    async with httpx2.AsyncClient(base_url=base_url, headers=account.headers, timeout=15, trust_env=False) as api:
        for name, data in left:
            try:
                async with asyncio.timeout(SECONDS_FOR_ONE_FILE):
                    await _until_told(api, account, name, data, told)
            except TimeoutError:
                told.given_up.append(name)
            await asyncio.sleep(pace)


async def _until_told(api: httpx2.AsyncClient, account: Account, name: str, data: bytes, told: Told) -> None:
    """The key of an upload is single-use: 422 to a repetition means that an earlier one was carried out."""
    headers = {"Idempotency-Key": f"upload-{name}"}
    while True:
        form = {"ottimate_location_id": str(account.location_id)}
        try:
            answer = await api.post("/v1/invoices/upload", data=form, files={"file": (name, data)}, headers=headers)
        except httpx2.HTTPError as error:
            told.answers[type(error).__name__] += 1
        else:
            told.answers[str(answer.status_code)] += 1
            if answer.status_code == 200:
                told.acknowledged[name] = answer.json()["reference_id"]
                return
            if answer.status_code == 422:
                told.arrived_before.append(name)
                return
        await asyncio.sleep(PAUSE)
