"""`python -m benchmarks.packs`: of the packs in tests/units/packs.txt, how many are read as it says, and how fast.

The list is of our own writing, after the forms that vendors use; a form that must not be read counts like any other. `--file`
reads another list of the same form.
"""

import argparse
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from payables.units.rules.pack import Pack, parse_pack

FORMS = Path(__file__).parents[1] / "tests" / "units" / "packs.txt"
ROUNDS = 20


@dataclass(frozen=True, slots=True)
class Form:
    """A pack as written, and what it says; None if it must not be read."""

    text: str
    says: Pack | None


def main() -> None:
    parser = argparse.ArgumentParser(prog="benchmarks.packs")
    parser.add_argument("--file", type=Path, default=FORMS)
    forms = list(forms_of(parser.parse_args().file))
    wrong = [form for form in forms if parse_pack(form.text) != form.says]
    for form in wrong:
        print(f"{form.text!r} is read as {parse_pack(form.text)!r}, not {form.says!r}")
    unread = sum(form.says is None for form in forms)
    began = time.perf_counter()
    for _ in range(ROUNDS):
        for form in forms:
            parse_pack(form.text)
    each = (time.perf_counter() - began) / ROUNDS / len(forms)
    print(
        f"packs read right: {len(forms) - len(wrong)} of {len(forms)}, {unread} of them not to be read; {each * 1e6:.0f} us each"
    )


def forms_of(path: Path = FORMS) -> Iterator[Form]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#   ") and " -> " in line:
            text, _, says = line.partition(" -> ")
            yield Form(text, None if says == "-" else _said(says))


def _said(text: str) -> Pack:
    """ "6*10 LB in BG avg"; "6*" without a size."""
    amount, *words = text.split()
    *counts, size = amount.split("*")
    pack = Pack(counts=tuple(map(int, counts)))
    if size:
        pack = replace(pack, size=Decimal(size), unit=words.pop(0))
    while words:
        match words.pop(0):
            case "in":
                pack = replace(pack, inner=words.pop(0))
            case "of":
                pack = replace(pack, whole=words.pop(0))
            case "to":
                pack = replace(pack, most=Decimal(words.pop(0)))
            case "can":
                pack = replace(pack, can=words.pop(0))
            case "avg":
                pack = replace(pack, catch_weight=True)
            case word:
                raise ValueError(f"{word} in {text}")
    return pack


if __name__ == "__main__":
    main()
