"""What the request log costs: the same requests to two servers on one database, one of which writes none.

`python -m benchmarks.request_log`: CPU per request of the API process and of PostgreSQL, with the log over without it.
"""

import argparse
import asyncio

from benchmarks.__main__ import _cases
from benchmarks.cases import ORG
from benchmarks.deployment import PAYABLES, Deployment, free_port, wait_until_ready
from benchmarks.load import Load
from benchmarks.measure import Measured, Rounds, Target
from payables.platform import logs

WITH, WITHOUT = "with", "without"


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.request_log", description=__doc__)
    parser.add_argument("--only", default="", help="measure the requests whose name contains this")
    parser.add_argument("--rounds", type=int, default=9, help="rounds per request and server (9)")
    parser.add_argument("--connections", type=int, default=8, help="connections of the load (8)")
    arguments = parser.parse_args()
    logs.configure("warning")
    with Deployment() as deployment:
        credentials = asyncio.run(deployment.provision(ORG))
        logging = deployment.serve()
        wait_until_ready(deployment.base_url, seconds=120)
        port = free_port()
        settings = (f"PAYABLES_PORT={port}", "PAYABLES_REQUEST_LOG_DAYS=0")
        silent = deployment.start("env", *settings, PAYABLES, "serve", log="silent")
        wait_until_ready(f"http://127.0.0.1:{port}", seconds=120)
        with Load() as load:
            rounds = Rounds(load, deployment.postgres, connections=arguments.connections, rounds=arguments.rounds)
            for case in (case for case in _cases(deployment, credentials) if arguments.only in case.name):
                request = case.request()
                targets = [
                    Target(WITH, deployment.port, logging.pid, request),
                    Target(WITHOUT, port, silent.pid, request),
                ]
                _print(rounds.measure(case.name, targets))


def _print(measured: list[Measured]) -> None:
    logged, silent = measured
    figures = []
    for field, label in (("api_us", "API us"), ("postgres_us", "PG us")):
        ratio, lowest, highest = logged.ratio(silent, field)
        figures.append(
            f"{label} {logged.of(field):6.0f} over {silent.of(field):6.0f}: {ratio:.3f} ({lowest:.2f}-{highest:.2f})"
        )
    print(f"{logged.case:<26} {'   '.join(figures)}", flush=True)


if __name__ == "__main__":
    main()
