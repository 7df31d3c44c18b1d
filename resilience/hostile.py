"""Files that attack their reader, uploaded three at a time while another account sends honest papers.

Time is counted from a file's turn: what the worker says that its readings took (the light look and the one with OCR together),
less the time in which its processes were ready and the machine had no processor free for them. Memory is what the processes
of a document had resident together, looked at fifty times a second.
Control: two bombs that are read by the same program without its limits must be found by the same judge.
"""

import asyncio
import json
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from pathlib import Path
from statistics import median
from typing import Any

import httpx2
from benchmarks.deployment import Deployment, wait_until_ready

from payables.extraction.limits import Limits
from resilience.accounts import Account, open_account, org
from resilience.hostile_set.every import Hostile, hostile_set
from resilience.hostile_set.pdf_drawing import gigabyte_of_content, pattern_of_dust
from resilience.outcome import Outcome
from resilience.papers import papers
from resilience.watch import MB, Seen, Watch, children, command

SECONDS = 20.0
TEXT_BYTES, OCR_BYTES = 512 * MB, 1536 * MB
AT_ONCE = 3
ALONE, EVERY = 20, 4  # honest papers before the attack, and one beside every so many hostile files
SLOWER = 2.0
PATIENCE = 120.0
FINAL = ("processed", "failed", "duplicate")


@dataclass
class Found:
    """Of one hostile file: its final state, and what it took."""

    file: Hostile
    size: int
    state: str
    began: float
    ended: float
    upload_id: str = ""
    seconds: float = 0.0
    processes: list[Seen] = field(default_factory=list[Seen])

    @property
    def net_seconds(self) -> float:
        return max(self.seconds - sum(process.waited for process in self.processes), 0.0)

    def faults(self) -> list[str]:
        told = [f"{self.net_seconds:.1f} s"] if self.net_seconds > SECONDS else []
        told += [] if self.state.startswith(("processed", "failed", "refused", "duplicate")) else [self.state]
        return [f"{self.file.name}: {fault}" for fault in told + [f for p in self.processes for f in memory_faults(p)]]


def memory_faults(process: Seen) -> list[str]:
    bound = OCR_BYTES if process.with_ocr else TEXT_BYTES
    return [f"{process.peak_bytes // MB} MB"] if process.peak_bytes > bound else []


def run(names: tuple[str, ...] = ()) -> Outcome:
    """`names`: only the files in whose name one of these stands."""
    files = [file for file in hostile_set() if not names or any(name in file.name for name in names)]
    with Deployment() as deployment:
        credentials = asyncio.run(deployment.provision(org("Mallory", "Honest")))
        api, worker = deployment.serve(), deployment.worker()
        wait_until_ready(deployment.base_url, 60)
        accounts = [
            open_account(deployment.base_url, name, credentials[f"{name.lower()}/erp"])
            for name in ("Mallory", "Honest")
        ]
        with Watch(lambda: parents_of_children(worker.pid), Limits().memory) as watch:
            found, alone, beside = asyncio.run(_attack(deployment.base_url, *accounts, files))
        _add_what_it_took(found, watch, (deployment.folder / "worker.log").read_text())
        ended = [name for name, process in (("API", api), ("worker", worker)) if process.poll() is not None]
        zygotes = sum("process.zygote" in line or not line for line in map(command, watch.parents_seen))
    control = [seen for bomb in (gigabyte_of_content, pattern_of_dust) if (seen := _unconfined(bomb()))]
    faults = [fault for one in found for fault in one.faults()]
    faults += [f"{name} ended" for name in ended] + [f"{zygotes} zygotes"] * (zygotes > 2)
    faults += [f"{name}: not read" for name, took in beside.items() if took is None]
    faults += _slower(alone, beside)
    return Outcome(
        len(found) + len(beside), len(faults), 2, len(control), [*faults, *_notes(found, alone, beside), *control]
    )


def parents_of_children(worker: int) -> list[int]:
    """The worker's processes that fork one child per document: that of reading and that of the rules."""
    return [pid for pid in children(worker) if "payables.extraction" in command(pid)]


async def _attack(
    base_url: str, mallory: Account, honest: Account, files: list[Hostile]
) -> tuple[list[Found], dict[str, float | None], dict[str, float | None]]:
    """What became of the hostile files, and seconds from upload to outcome of honest papers alone and beside them."""
    own = iter(papers(ALONE + len(files) // EVERY + 1).items())
    left = iter([(file, file.make()) for file in files])
    alone: dict[str, float | None] = {}
    beside: dict[str, float | None] = {}
    found: list[Found] = []
    sent: list[asyncio.Task[None]] = []
    async with _client(base_url, mallory) as theirs, _client(base_url, honest) as ours:
        for name, data in islice(own, ALONE):
            alone[name] = await _honest(ours, honest, name, data)

        async def send(name: str, data: bytes) -> None:
            beside[name] = await _honest(ours, honest, name, data)

        async def attack() -> None:
            """With another honest paper beside every so many hostile files."""
            for file, data in left:
                found.append(await _hostile(theirs, mallory, file, data))
                if len(found) % EVERY == 1:
                    sent.append(asyncio.create_task(send(*next(own))))

        await asyncio.gather(*(attack() for _ in range(AT_ONCE)))
        await asyncio.gather(*sent)
    return found, alone, beside


def _client(base_url: str, account: Account) -> httpx2.AsyncClient:
    return httpx2.AsyncClient(base_url=base_url, headers=account.headers, timeout=60, trust_env=False)


async def _honest(api: httpx2.AsyncClient, account: Account, name: str, data: bytes) -> float | None:
    """None where it was not read."""
    started = time.monotonic()
    answer = await _send(api, account, name, data)
    if answer.status_code != 200:
        return None
    upload = await _final(api, answer.json()["reference_id"])
    return time.monotonic() - started if upload["status"] == "processed" else None


async def _hostile(api: httpx2.AsyncClient, account: Account, file: Hostile, data: bytes) -> Found:
    began = time.time()
    answer = await _send(api, account, file.filename, data)
    if answer.status_code != 200:
        state = "refused" if 400 <= answer.status_code < 500 else "answered"
        return Found(file, len(data), f"{state} {answer.status_code}: {_code_of(answer)}", began, time.time())
    id = answer.json()["reference_id"]
    upload = await _final(api, id)
    code = (upload["error"] or {}).get("code", "")
    return Found(file, len(data), f"{upload['status']} {code}".strip(), began, time.time(), id)


async def _send(api: httpx2.AsyncClient, account: Account, name: str, data: bytes) -> httpx2.Response:
    form = {"ottimate_location_id": str(account.location_id), "filename": name}
    return await api.post("/v1/invoices/upload", data=form, files={"file": ("file", data)})


async def _final(api: httpx2.AsyncClient, id: str) -> dict[str, Any]:
    """The upload in its final state, or as it is after so long."""
    until, pause = time.monotonic() + PATIENCE, 0.02
    while True:
        upload = (await api.get(f"/v1/invoices/uploads/{id}")).raise_for_status().json()
        if upload["status"] in FINAL or time.monotonic() > until:
            return upload
        await asyncio.sleep(pause)
        pause = min(pause * 1.2, 0.25)


def _code_of(answer: httpx2.Response) -> str:
    message = answer.json().get("message") or {}
    faults = [fault["type"] for fault in message.get("fields", [])]
    return ", ".join(faults) or message.get("error", "")


def _add_what_it_took(found: list[Found], watch: Watch, log: str) -> None:
    """From the worker's log the time that each turn took; from the watch the processes that lived in it."""
    by_id = {one.upload_id: one for one in found if one.upload_id}
    for line in log.splitlines():
        if '"document read"' in line:
            said = json.loads(line)
            ended = datetime.fromisoformat(said["timestamp"]).timestamp()
            processes = watch.claim(ended - said["ms"] / 1000, ended)
            if one := by_id.get(said["upload_id"]):
                one.seconds += said["ms"] / 1000
                one.processes += processes


def _slower(alone: dict[str, float | None], beside: dict[str, float | None]) -> list[str]:
    before, during = ([took for took in times.values() if took is not None] for times in (alone, beside))
    if not before or not during:
        return ["no honest paper was read"]
    ratio = median(during) / median(before)
    return [f"honest papers took {ratio:.1f} times as long"] if ratio > SLOWER else []


def _unconfined(bomb: bytes) -> str:
    """What the judge says about the bomb where nothing limits it; '' where it finds nothing."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bomb.pdf"
        path.write_bytes(bomb)
        process = subprocess.Popen([sys.executable, "-m", "resilience.unconfined", str(path)])
        with Watch(lambda: [process.pid], Limits().memory) as watch:
            process.wait()
    for seen in watch.seen:
        seen.with_ocr = False  # has no limits to tell by
        took = seen.ended - seen.began - seen.waited
        if faults := memory_faults(seen) + [f"{took:.1f} s"] * (took > SECONDS):
            return f"control, without limits: {', '.join(faults)}"
    return ""


def _notes(found: list[Found], alone: dict[str, float | None], beside: dict[str, float | None]) -> list[str]:
    states = Counter(one.state for one in found)
    longest = sorted(found, key=lambda one: -one.net_seconds)[:5]
    processes = [process for one in found for process in one.processes]
    return [
        f"hostile files: {len(found)}, {sum(one.size for one in found) // MB} MB",
        *(f"{times:4}  {state}" for state, times in states.most_common()),
        "longest from their turn (with waiting for a processor): "
        + ", ".join(f"{one.file.name} {one.net_seconds:.1f} s ({one.seconds:.1f})" for one in longest),
        f"most memory of a child: {_most(processes, ocr=False)} without OCR, {_most(processes, ocr=True)} with it",
        f"honest papers, median and p95: alone {_spread(alone)}, beside the attack {_spread(beside)}",
    ]


def _most(processes: list[Seen], *, ocr: bool) -> str:
    return f"{max((p.peak_bytes for p in processes if p.with_ocr is ocr), default=0) // MB} MB"


def _spread(times: dict[str, float | None]) -> str:
    ordered = sorted(took for took in times.values() if took is not None) or [0.0]
    return f"{median(ordered):.2f} s and {ordered[int(len(ordered) * 0.95)]:.2f} s ({len(ordered)})"
