"""`python -m benchmarks`: one command, one table."""

import argparse
import asyncio
import json
import pickle
import subprocess
import sys

import httpx2

from benchmarks import duplicates
from benchmarks.bare import Plans
from benchmarks.cases import ORG, Account, Case, all_cases, bulk_vendors, invoice
from benchmarks.deployment import Deployment, free_port, signed_in, wait_until_listening, wait_until_ready
from benchmarks.load import SERIAL, Load, filled
from benchmarks.measure import Measured, Rounds, Target
from benchmarks.recording import Recorder, business
from benchmarks.report import data, startup_lines, table
from benchmarks.startup import Startup, cold_starts, startup
from payables.app.provision import Credentials
from payables.kit.ids import racc
from payables.platform import logs

SAME, LEAN = "same SQL", "lean SQL"
VENDORS, INVOICES = 300, 300


def main() -> None:
    arguments = _arguments()
    if arguments.what == "duplicates":
        sys.exit(duplicates.main())
    logs.configure("warning")
    starts = cold_starts()
    with Deployment() as deployment:
        credentials = asyncio.run(deployment.provision(ORG))
        api = deployment.serve()
        wait_until_ready(deployment.base_url)
        cases = [case for case in _cases(deployment, credentials) if arguments.only in case.name]
        yardstick = free_port()
        bare = _start_bare(deployment, cases, yardstick)
        with Load() as load:
            rounds = Rounds(load, deployment.postgres, connections=arguments.connections, rounds=arguments.rounds)
            measured = [_measure(rounds, case, deployment, (api, bare), yardstick) for case in cases]
        _print(measured, startup(starts, api.pid), as_json=arguments.json)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "what", nargs="?", default="requests", choices=["requests", "duplicates"], help="what to measure"
    )
    parser.add_argument("--only", default="", help="measure the requests whose name contains this")
    parser.add_argument("--rounds", type=int, default=7, help="rounds per request and target (7)")
    parser.add_argument("--connections", type=int, default=8, help="connections of the load (8)")
    parser.add_argument("--json", action="store_true", help="print data instead of a table")
    return parser.parse_args()


def _cases(deployment: Deployment, credentials: dict[str, Credentials]) -> list[Case]:
    reads, writes = (_account(deployment, credentials[f"{name}/erp"]) for name in ("reads", "writes"))
    _fill(deployment, reads)
    return all_cases(reads, writes)


def _account(deployment: Deployment, credentials: Credentials) -> Account:
    headers = signed_in(deployment.base_url, credentials)
    with httpx2.Client(base_url=deployment.base_url, headers=headers, trust_env=False) as api:
        structure = f"/v1/accounts/{racc(credentials.account_id)}"
        company = _answer(api.get(f"{structure}/companies"))["results"][0]["id"]
        location = _answer(api.get(f"{structure}/locations"))["results"][0]["id"]
        vendor = {"ottimate_company_id": company, "erp_vendor_id": "FIRST", "erp_vendor_name": "Orchard Foods"}
        return Account(credentials, headers, company, location, _answer(api.post("/v1/vendors", json=vendor))["id"])


def _fill(deployment: Deployment, account: Account) -> None:
    """What the lists are read from: a few hundred rows, through the API itself."""
    with httpx2.Client(base_url=deployment.base_url, headers=account.headers, trust_env=False) as api:
        for n in range(VENDORS // 100):
            body = json.dumps(bulk_vendors(account.company_id, 100)).replace(SERIAL.decode(), f"batch{n}")
            _answer(api.post("/v1/vendors/bulk", content=body, headers={"Content-Type": "application/json"}))
        for n in range(INVOICES):
            body = filled(json.dumps(invoice(account)).encode(), b"%010x" % n)
            _answer(api.post("/v1/invoices", content=body, headers={"Content-Type": "application/json"}))


def _answer(response: httpx2.Response) -> dict[str, object]:
    if not response.is_success:
        raise RuntimeError(f"{response.request.url}: {response.status_code} {response.text[:500]}")
    return response.json()


def _start_bare(deployment: Deployment, cases: list[Case], port: int) -> subprocess.Popen[bytes]:
    plans = deployment.folder / "plans"
    plans.write_bytes(pickle.dumps(asyncio.run(_record(deployment, cases))))
    process = deployment.start(sys.executable, "-m", "benchmarks.bare", str(port), str(plans), log="bare")
    wait_until_listening(port)
    return process


async def _record(deployment: Deployment, cases: list[Case]) -> Plans:
    plans: Plans = {}
    async with deployment.parts(PAYABLES_POOL_SIZE="1") as parts:
        recorder = Recorder(parts)
        await recorder.listen()
        for case in cases:
            steps = await recorder.steps(case)
            plans[_path(SAME, case)] = steps
            plans[_path(LEAN, case)] = business(steps, case.account.credentials.account_id)
    return plans


def _measure(
    rounds: Rounds,
    case: Case,
    deployment: Deployment,
    processes: tuple[subprocess.Popen[bytes], subprocess.Popen[bytes]],
    yardstick: int,
) -> list[Measured]:
    api, bare = processes
    targets = [Target("payables", deployment.port, api.pid, case.request())]
    targets += [Target(name, yardstick, bare.pid, case.request(_path(name, case))) for name in (SAME, LEAN)]
    print(f"{case.name} ...", file=sys.stderr)
    return rounds.measure(case.name, targets)


def _path(target: str, case: Case) -> str:
    return f"/{target}/{case.name}".replace(" ", "-").replace(",", "")


def _print(cases: list[list[Measured]], started: Startup, *, as_json: bool) -> None:
    if as_json:
        print(json.dumps(data(cases, started), indent=2))
    else:
        print(table(cases), startup_lines(started), sep="\n\n")


if __name__ == "__main__":
    main()
