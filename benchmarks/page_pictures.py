"""`python -m benchmarks.page_pictures FOLDER`: how long a person waits for a page, at first sight and afterwards.

Asks for the first page of each document at 1,200 pixels as the API does, one after the other, with an empty cache.
"""

import argparse
import asyncio
import tempfile
from hashlib import sha256
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter

from payables.extraction.page_pictures.errors import PageNotShown
from payables.extraction.page_pictures.model import FileToShow
from payables.extraction.page_pictures.pictures import PagePictures
from payables.platform.disk_cache import DiskCache

KINDS = (".pdf", ".jpg", ".jpeg", ".png", ".tif", ".tiff")
WIDTH = 1200
ROOM = 1024**3
GOALS = {"first sight": 300, "afterwards": 20}  # milliseconds, p95


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.page_pictures", description=__doc__)
    parser.add_argument("folder", type=Path, help="documents, also in folders below")
    parser.add_argument("--at-most", type=int, default=50, help="documents, evenly spread (50)")
    arguments = parser.parse_args()
    files = sorted(f for f in arguments.folder.rglob("*") if f.suffix.lower() in KINDS)
    step = max(1, len(files) // arguments.at_most)
    with tempfile.TemporaryDirectory() as cache:
        asyncio.run(_measure(files[::step], Path(cache)))


async def _measure(files: list[Path], cache: Path) -> None:
    pictures = PagePictures(DiskCache(cache, ROOM))
    pictures.start()
    taken: dict[str, list[float]] = {name: [] for name in GOALS}
    sizes: list[int] = []
    for file in files:
        for name in GOALS:
            try:
                seconds, size = await _look(pictures, file.read_bytes())
            except PageNotShown as refusal:
                print(f"{file.name}: {refusal.reason}")
                break
            taken[name].append(seconds)
            sizes.append(size)
    pictures.close()
    for name, seconds in taken.items():
        print(_line(name, seconds))
    print(f"pictures: {median(sizes) / 1000:.0f} kB, largest {max(sizes) / 1000:.0f} kB")


async def _look(pictures: PagePictures, data: bytes) -> tuple[float, int]:
    async def read(_: bytes) -> bytes:
        return data

    started = perf_counter()
    drawn = await pictures.picture(FileToShow("benchmark", sha256(data).digest(), read), 1, 0, WIDTH)
    return perf_counter() - started, len(drawn)


def _line(name: str, seconds: list[float]) -> str:
    p95 = quantiles(seconds, n=20)[-1] * 1000 if len(seconds) > 1 else seconds[0] * 1000
    return f"{name}: median {median(seconds) * 1000:.1f} ms, p95 {p95:.1f} ms (goal {GOALS[name]}) of {len(seconds)}"


if __name__ == "__main__":
    main()
