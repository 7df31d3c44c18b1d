"""What commands write to stdout: text, tables, JSON. Plain, so that it can be copied and piped; no colours."""

import sys
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec


def say(text: str = "") -> None:
    """A line, as it is."""
    sys.stdout.write(text + "\n")


def show_json(data: Any) -> None:
    """One JSON document, for programs."""
    sys.stdout.write(json_text(data))


def json_text(data: Any) -> str:
    return msgspec.json.format(msgspec.json.encode(data), indent=2).decode() + "\n"


def show_table(titles: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Columns as wide as their longest text. Nothing is cut off: a secret that is shown once has to be whole."""
    lines = [titles, *rows]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for number, line in enumerate(lines):
        say("  ".join(text.ljust(width) for text, width in zip(line, widths, strict=True)).rstrip())
        if number == 0:
            say("  ".join("-" * width for width in widths))
