"""`python -m benchmarks.reading FOLDER`: what reading costs, one child process per document as in production.

Prints CPU seconds and resident memory of the child per document, by the source of its words; every document counts,
also one that cannot be read.
"""

import argparse
import asyncio
import sys
from collections import defaultdict
from pathlib import Path
from statistics import median

from payables.extraction.errors import Unreadable
from payables.extraction.model import Reading
from payables.extraction.reader import Reader

KINDS = (".pdf", ".jpg", ".jpeg", ".png", ".tif", ".tiff")
GOALS = {"text": 0.10, "ocr:tesseract": 1.5, "ocr:rapidocr": 4.0}  # CPU seconds per document


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reading", description=__doc__)
    parser.add_argument("folder", type=Path, help="documents, also in folders below")
    parser.add_argument("--at-most", type=int, default=50, help="documents, evenly spread (50)")
    arguments = parser.parse_args()
    files = sorted(f for f in arguments.folder.rglob("*") if f.suffix.lower() in KINDS)
    step = max(1, len(files) // arguments.at_most)
    asyncio.run(_measure(files[::step]))


async def _measure(files: list[Path]) -> None:
    readings: dict[str, list[Reading]] = defaultdict(list)
    unread = 0
    async with Reader(at_once=1) as reader:
        for file in files:
            try:
                reading = await reader.read(file, file.name)
            except Unreadable:
                unread += 1
                continue
            readings[reading.method[-1]].append(reading)
    for method, some in sorted(readings.items()):
        print(_line(method, some))
    print(f"unreadable: {unread} of {len(files)}", file=sys.stderr)


def _line(method: str, readings: list[Reading]) -> str:
    costs = sorted(r.cpu_seconds for r in readings)
    goal = f", goal {GOALS[method]}" if method in GOALS else ""
    return (
        f"{method:14} {len(costs):4} documents: CPU s p50 {median(costs):.3f}, p95 {costs[int(0.95 * (len(costs) - 1))]:.3f}, "
        f"most {costs[-1]:.3f}{goal}; memory most {max(r.peak_bytes for r in readings) / 2**20:.0f} MB"
    )


if __name__ == "__main__":
    main()
