"""Papers whose values are known: a folder with truth.jsonl, or a folder of such folders."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from payables.extraction.page.model import Page
from payables.extraction.training.equality import is_right
from payables.extraction.training.words import words

FIELDS = (
    "number", "invoice_date", "due_date", "purchase_order", "currency", "total_amount", "net_amount", "total_tax",
    "vendor_name", "vendor_vat_id", "vendor_iban", "type",
)  # fmt: skip


@dataclass(frozen=True)
class Paper:
    """`truth` has the values that count as right per field; a field that is not in it is unknown, not empty.

    `collection` is where it comes from: no collection shall drown the others. `vendor` keeps papers of one sender together.
    """

    name: str
    collection: str
    pages: list[Page]
    truth: dict[str, list[str]] = field(default_factory=dict[str, list[str]])
    vendor: str | None = None

    def right(self, field_name: str, value: str) -> bool:
        return any(is_right(field_name, value, true) for true in self.truth[field_name])


def papers_of(data: Path, cache: Path) -> Iterator[Paper]:
    """Those of `data` that have words, in the order of truth.jsonl; their words are read into `cache` where it lacks them.

    Raises FileNotFoundError where there is no truth.jsonl.
    """
    for file in _truth_files(data):
        for line in file.read_text(encoding="utf-8").splitlines():
            if line.strip() and (paper := _paper(msgspec.json.decode(line), file.parent, cache)):
                yield paper


def _truth_files(data: Path) -> list[Path]:
    own = data / "truth.jsonl"
    found = [own] if own.exists() else sorted(data.glob("*/truth.jsonl"))
    if not found:
        raise FileNotFoundError(2, "There is no truth.jsonl", str(data))
    return found


def _paper(raw: dict[str, Any], folder: Path, cache: Path) -> Paper | None:
    """`also` has further values that count as right; what is invalid, XML or carries an e-invoice has no words to learn from."""
    also = raw.get("also", {})
    values = {name: [raw[name], *also.get(name, [])] for name in FIELDS if raw.get(name)}
    if not raw.get("valid", True) or raw["file"].lower().endswith(".xml"):
        return None
    pages = words(folder / raw["file"], cache)
    return Paper(f"{folder.name}/{raw['file']}", folder.name, pages, values, raw.get("vendor_name")) if pages else None
