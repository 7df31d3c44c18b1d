"""What was measured, as a table and as data."""

import os
from typing import Any

from benchmarks.measure import Measured
from benchmarks.startup import Startup

BUDGETS = {"list 20 vendors": 1.5, "list 20 invoices": 1.5, "create invoice, 5 lines": 3.0}

HEAD = ("request", "who", "req/s", "p50 ms", "p95 ms", "API us", "PG us", "API / same SQL", "API / lean", "budget")


def table(cases: list[list[Measured]]) -> str:
    """One line per request and target. CPU in microseconds per request; ratios of it as median (lowest-highest)."""
    rows = [HEAD]
    for product, *others in cases:
        ratios = [_span(product.ratio(other)) for other in others]
        budget = BUDGETS.get(product.case)
        rows.append((*_figures(product), *ratios, _verdict(product, others[0], budget)))
        rows += [(*_figures(other), "", "", "") for other in others]
    return _aligned(rows)


def startup_lines(startup: Startup) -> str:
    return "\n".join(
        (
            f"first start, over nothing, to the first answered request: {startup.first_seconds:.2f} s",
            f"start over existing data, to the first answered request:  {startup.second_seconds:.2f} s (budget 3 s)",
            f"memory of one API process after the load (budget 150 MB): {startup.rss_mb:.0f} MB RSS, {startup.pss_mb:.0f} MB PSS",
        )
    )


def data(cases: list[list[Measured]], startup: Startup) -> dict[str, Any]:
    return {
        "cores": os.cpu_count(),
        "startup": vars(startup),
        "cases": [
            {
                "case": product.case,
                "targets": {each.target: _medians(each) for each in (product, *others)},
                "ratios": {other.target: _named(product.ratio(other)) for other in others},
                "budget": BUDGETS.get(product.case),
            }
            for product, *others in cases
        ],
    }


def _named(ratio: tuple[float, float, float]) -> dict[str, float]:
    return dict(zip(("median", "lowest", "highest"), ratio, strict=True))


def _medians(measured: Measured) -> dict[str, float]:
    return {name: measured.of(name) for name in ("requests_per_second", "api_us", "postgres_us", "p50_ms", "p95_ms")}


def _figures(measured: Measured) -> tuple[str, ...]:
    found = _medians(measured)
    return (
        measured.case,
        measured.target,
        f"{found['requests_per_second']:.0f}",
        f"{found['p50_ms']:.1f}",
        f"{found['p95_ms']:.1f}",
        f"{found['api_us']:.0f}",
        f"{found['postgres_us']:.0f}",
    )


def _span(ratio: tuple[float, float, float]) -> str:
    return f"{ratio[0]:.2f} ({ratio[1]:.2f}-{ratio[2]:.2f})"


def _verdict(product: Measured, same_sql: Measured, budget: float | None) -> str:
    if budget is None:
        return ""
    return f"<= {budget} {'met' if product.ratio(same_sql)[0] <= budget else 'MISSED'}"


def _aligned(rows: list[tuple[str, ...]]) -> str:
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEAD))]
    lines = []
    for row in rows:
        words = [cell.ljust(width) for cell, width in zip(row[:2], widths[:2], strict=True)]
        figures = [cell.rjust(width) for cell, width in zip(row[2:], widths[2:], strict=True)]
        lines.append("  ".join((*words, *figures)).rstrip())
    lines.insert(1, "  ".join("-" * width for width in widths))
    return "\n".join(lines)
