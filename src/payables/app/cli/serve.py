"""payables serve: run the API."""

import os
import sys
from contextlib import nullcontext
from typing import Annotated

from cyclopts import Parameter

from payables.app.cli.printing import say
from payables.app.serve import HeldDatabase, serve_api
from payables.app.served_at import ServedAt
from payables.app.worker_process import WorkerProcess
from payables.platform import logs
from payables.platform.settings import Settings, read_settings


def serve(
    *,
    host: str | None = None,
    port: int | None = None,
    processes: int | None = None,
    with_worker: Annotated[bool, Parameter(negative="")] = False,
) -> int:
    """Run the API until Ctrl-C or SIGTERM; requests under way are answered first.

    The embedded database is started and migrated on the way; a database given by DATABASE_URL must have been migrated.

    Parameters
    ----------
    host
        Address to listen on (PAYABLES_HOST, else 127.0.0.1).
    port
        Port to listen on (PAYABLES_PORT, else 8000 for sandbox and 8100 for production).
    processes
        API processes (PAYABLES_PROCESSES, else 1).
    with_worker
        Run a worker beside the API.
    """
    settings = _settings(host=host, port=port, processes=processes)
    logs.configure(settings.log_level)
    with HeldDatabase(settings), ServedAt(settings), WorkerProcess() if with_worker else nullcontext():
        say(f"Payables ({settings.env}) at {settings.base_url}")
        sys.stdout.flush()
        started = serve_api(settings)
    return 0 if started else 1


def _settings(**given: object) -> Settings:
    """Options go before the environment, and into it: the server's processes read it anew."""
    os.environ.update({f"PAYABLES_{name.upper()}": str(value) for name, value in given.items() if value is not None})
    return read_settings()
