"""A report as JSON, or its rows as a CSV file."""

from collections.abc import Callable, Sequence
from typing import Any

import msgspec

from payables.kit.pages import Page
from payables.platform.http.encode import JsonResponse
from payables.platform.http.parameters import page_of
from payables.platform.http.request import ApiRequest
from payables.reporting.api.parameters import Format
from payables.reporting.rules.csv_table import csv_of

CSV = "text/csv"
MOST_ROWS = 100_000


def wants_csv(request: ApiRequest, format: Format | None) -> bool:
    """What the query says goes before what the header says."""
    if format is not None:
        return format is Format.CSV
    accepted = request.headers.get("accept", "").split(",")
    return CSV in (one.split(";")[0].strip().lower() for one in accepted)


def page_asked(request: ApiRequest, format: Format | None, page: int | None, limit: int | None) -> Page:
    """A file has all rows at once. Raises InvalidFields."""
    return Page(1, MOST_ROWS) if wants_csv(request, format) else page_of(page, limit)


def answer(
    request: ApiRequest,
    format: Format | None,
    name: str,
    kind: type[msgspec.Struct],
    rows: Sequence[msgspec.Struct],
    report: Callable[[], msgspec.Struct],
) -> JsonResponse:
    """`rows` of `kind` are what a file has, which is called `name`; `report` is the whole as JSON."""
    if not wants_csv(request, format):
        return JsonResponse(report())
    headers: dict[str, Any] = {
        "Content-Disposition": f'attachment; filename="{name}.csv"',
        "Content-Security-Policy": "sandbox; default-src 'none'",
    }
    return JsonResponse(csv_of(kind, rows), media_type=f"{CSV}; charset=utf-8", headers=headers)
