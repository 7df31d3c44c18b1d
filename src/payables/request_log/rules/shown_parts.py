"""What is kept of a form with files: names of its parts, kinds and sizes of its files, never a file's name."""

from collections.abc import Sequence
from typing import Any, Protocol

from payables.request_log.model import Vocabulary

MOST_PARTS = 30
# Others may be anything, a name too.
EXTENSIONS = frozenset(
    {
        "csv", "eml", "gif", "heic", "html", "jpeg", "jpg", "json", "pdf", "png", "tif", "tiff", "txt", "webp", "xls", "xlsx",
        "xml", "zip",
    }
)  # fmt: skip


class Part(Protocol):
    """A part of a form. `filename` None: a text."""

    @property
    def name(self) -> str: ...
    @property
    def filename(self) -> str | None: ...
    @property
    def size(self) -> int: ...


def shown_parts(parts: Sequence[Part], vocabulary: Vocabulary) -> list[Any]:
    shown: list[Any] = [_shown(part, vocabulary) for part in parts[:MOST_PARTS]]
    return shown if len(parts) <= MOST_PARTS else [*shown, f"and {len(parts) - MOST_PARTS} more"]


def _shown(part: Part, vocabulary: Vocabulary) -> dict[str, Any]:
    name = part.name if part.name in vocabulary.names else f"unknown name of {len(part.name)} characters"
    if part.filename is None:
        return {"part": name, "value": f"text of {part.size} characters"}
    return {"part": name, "file": _extension(part.filename), "bytes": part.size}


def _extension(filename: str) -> str:
    _, dot, end = filename.rpartition(".")
    return end.lower() if dot and end.lower() in EXTENSIONS else "other"
