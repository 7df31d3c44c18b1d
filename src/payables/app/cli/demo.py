"""payables demo: see invoices go in as files and come out approved and exported."""

import asyncio
from pathlib import Path
from typing import Annotated

from cyclopts import Parameter, validators

from payables.app.demo.run import Options, run
from payables.app.demo.screen import Screen

Flag = Parameter(negative="")


def demo(
    *,
    files: Path | None = None,
    tenant: str | None = None,
    location: str | None = None,
    limit: Annotated[int | None, Parameter(validator=validators.Number(gte=1))] = None,
    once: Annotated[bool, Flag] = False,
    json: Annotated[bool, Flag] = False,
    data_dir: Path | None = None,
    port: Annotated[int | None, Parameter(validator=validators.Number(gte=1, lte=65535))] = None,
) -> int:
    """Start everything on this machine, let three invented tenants send their invoices, and leave the server running.

    Database, API and worker run here and are reached from here only. Running it again duplicates nothing.

    Parameters
    ----------
    files
        Read the documents of this folder (PDF, JPG, PNG, TIFF, XML) in place of the samples. They are read and shown,
        not coded, approved or exported: that is for you to decide.
    tenant
        Where your documents go: corner-cafe, harbor-grill or nordwind-holding; the first if left out.
    location
        A location of the tenant; its first if left out.
    limit
        How many of your documents at most; 50 if left out.
    once
        Stop when the story is told; do not leave the server running.
    json
        Print one JSON document in place of the tables.
    data_dir
        Where database and files are (PAYABLES_DATA_DIR, else /var/lib/payables/sandbox for root and
        ~/.local/share/payables/sandbox for others).
    port
        Port of the API (PAYABLES_PORT, else 8000 or the next that is free).
    """
    options = Options(files, tenant, location, limit, once, json, data_dir, port)
    return asyncio.run(run(options, Screen(quiet=json)))
