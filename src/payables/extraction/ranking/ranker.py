"""A learned ranker as a text file: a few lines of our own (field, calibration), then LightGBM's text of its trees.

One that an installation has learned stands on top of the one that comes with the program: its trees add to that one's score,
and `on` names it by its fingerprint. With another program's ranker it is not used.
"""

import math
import re
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from payables.extraction.ranking.calibration import Calibration, leads
from payables.extraction.ranking.settled import shipped_curves
from payables.extraction.ranking.table import FeatureTable
from payables.extraction.ranking.thresholds import shipped as shipped_gate
from payables.extraction.ranking.trees import Trees, parse_trees

_FIRST_LINE = "payables ranker 1"
_TREES = "tree\n"  # the first line of LightGBM's text
_LONGEST = 2_000_000
_KEYS = ({"field", "calibration"}, {"field", "calibration", "on"})
_FIELD = re.compile(r"[a-z_]{1,40}")


class OtherBase(ValueError):
    """The ranker was learned on top of another one than this program brings."""


@dataclass(frozen=True)
class Ranker:
    """Without trees the field's rule weighs the candidates, and its score is calibrated alone. With a `base` the trees add
    to what it says."""

    field: str
    calibration: Calibration
    trees: Trees | None
    base: "Ranker | None" = None

    def scores(self, table: FeatureTable) -> NDArray[np.float64]:
        """A raw score per candidate: log-odds, or the rule's score."""
        if self.trees is None:
            return table.columns(("rule",))[:, 0]
        own = self.trees.scores(table.columns(self.trees.names))
        return own if self.base is None else self.base.log_odds(table, [c.value for c in table.candidates]) + own

    def log_odds(self, table: FeatureTable, values: list[str]) -> NDArray[np.float64]:
        """Where trees begin that are learned on top of this one: `values` are those of the table's rows, all of one paper."""
        scores = self.scores(table)
        return self.calibration.log_odds(scores, leads(scores, values)) if self.trees is None else scores


@cache
def shipped(field_name: str) -> Ranker | None:
    """The ranker of the field that comes with the program; None where none was learned. Read once per process."""
    text = shipped_text(field_name)
    return parse_ranker(text) if text else None


@cache
def shipped_text(field_name: str) -> str | None:
    file = files("payables.extraction.ranking") / "models" / f"{field_name}.txt"
    return file.read_text(encoding="utf-8") if file.is_file() else None


@cache
def fingerprint(*field_names: str) -> str:
    """Of what comes with the program for these fields: the texts of their rankers and the curves that their sums are put on.
    Without any name, of all of them and of the gate's thresholds: of all that makes and weighs a confidence."""
    names = field_names or shipped_fields()
    said = [shipped_text(name) or "" for name in names] + [repr(shipped_curves().get(name)) for name in names]
    if not field_names:
        said.append(repr(sorted(shipped_gate().fields.items())))
    return sha256("\0".join(said).encode()).hexdigest()[:12]


def shipped_fields() -> list[str]:
    folder = files("payables.extraction.ranking") / "models"
    return sorted(file.name.removesuffix(".txt") for file in folder.iterdir() if file.name.endswith(".txt"))


def load_rankers() -> None:
    """Reads all that are shipped, once for every process that is forked from this one."""
    for name in shipped_fields():
        shipped(name)
    fingerprint()
    shipped_curves()


def parse_ranker(text: str) -> Ranker:
    """Raises ValueError for any other text; OtherBase where it needs another base than this program has."""
    head, _, trees = text.partition(_TREES)
    first, *lines = head.splitlines() or [""]
    said = dict(line.split("=", 1) for line in lines if "=" in line)
    if first != _FIRST_LINE or len(text) > _LONGEST or set(said) not in _KEYS or not _FIELD.fullmatch(said["field"]):
        raise ValueError("not the text of a ranker")
    base = _base(said["field"], said["on"]) if "on" in said else None
    if base and not trees:
        raise ValueError("a ranker on top of another has trees")
    return Ranker(said["field"], _calibration(said["calibration"]), parse_trees(trees) if trees else None, base)


def ranker_text(field_name: str, calibration: Calibration, trees: str, *, on: str | None = None) -> str:
    """`trees` is LightGBM's text, or empty for a field whose rule is better; `on` the fingerprint of what they add to."""
    c = calibration
    numbers = " ".join(f"{n:.6g}" for n in (c.offset, c.slope, c.lead, c.ceiling))
    base = f"on={on}\n" if on else ""
    return f"{_FIRST_LINE}\nfield={field_name}\n{base}calibration={numbers}\n\n{trees}"


def _base(field_name: str, on: str) -> Ranker:
    base = shipped(field_name)
    if base is None or fingerprint(field_name) != on:
        raise OtherBase(f"the ranker of {field_name} stands on {on[:20]}")
    return base


def _calibration(text: str) -> Calibration:
    numbers = [float(n) for n in text.split()]
    if len(numbers) != 4 or not all(map(math.isfinite, numbers)) or not 0 < numbers[3] <= 1:
        raise ValueError("not the calibration of a ranker")
    return Calibration(*numbers)
