"""Cold start of the default installation, and what one API process weighs."""

import time
from dataclasses import dataclass

from benchmarks.cpu import memory_mb
from benchmarks.deployment import Deployment, end, wait_until_ready


@dataclass(frozen=True)
class Startup:
    """Seconds from the command to the first answered request; memory in MB."""

    first_seconds: float
    second_seconds: float
    rss_mb: float
    pss_mb: float


def cold_starts() -> tuple[float, float]:
    """Over an empty data folder (which creates and migrates the database), and over what that left."""
    with Deployment() as deployment:
        return _start(deployment), _start(deployment)


def startup(starts: tuple[float, float], api_pid: int) -> Startup:
    return Startup(*starts, *memory_mb(api_pid))


def _start(deployment: Deployment) -> float:
    began = time.monotonic()
    process = deployment.serve()
    wait_until_ready(deployment.base_url)
    seconds = time.monotonic() - began
    end(process)
    return seconds
