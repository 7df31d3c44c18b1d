"""`python -m payables.extraction FILE`: reads one file and prints one JSON object, as an invoice's detail names it."""

import asyncio
import sys
from pathlib import Path

import msgspec

from payables.extraction.errors import Unreadable
from payables.extraction.reader import Reader
from payables.extraction.summary import summary


async def _read(path: Path) -> int:
    async with Reader() as reader:
        try:
            reading = await reader.read(path, path.name)
        except Unreadable as refusal:
            print(refusal, file=sys.stderr)  # noqa: T201 (a command's output)
            return 1
    print(msgspec.json.encode(summary(reading)).decode())  # noqa: T201
    return 0


def main() -> int:
    if len(sys.argv) != 2:
        print("usage: python -m payables.extraction FILE", file=sys.stderr)  # noqa: T201
        return 2
    return asyncio.run(_read(Path(sys.argv[1])))


if __name__ == "__main__":
    sys.exit(main())
