"""python -m samples [FOLDER]: makes the samples, by default where the demo keeps them."""

from __future__ import annotations

import sys
from pathlib import Path

from samples.produce import produce_all

DEMO = Path(__file__).parents[1] / "src/payables/app/demo/samples"


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else DEMO
    produce_all(folder)
    files = sorted(folder.iterdir())
    for path in files:
        print(f"{path.stat().st_size:>9,}  {path.name}")
    print(f"{sum(path.stat().st_size for path in files):>9,}  in {len(files)} files")


main()
