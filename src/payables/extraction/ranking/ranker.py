"""A learned ranker as a text file: a few lines of our own (field, calibration), then LightGBM's text of its trees."""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from payables.extraction.ranking.calibration import Calibration
from payables.extraction.ranking.table import Table
from payables.extraction.ranking.trees import Trees, parse_trees

_FIRST_LINE = "payables ranker 1"
_TREES = "tree\n"  # the first line of LightGBM's text


@dataclass(frozen=True)
class Ranker:
    """Without trees the field's rule weighs the candidates, and its score is calibrated alone."""

    field: str
    calibration: Calibration
    trees: Trees | None

    def scores(self, table: Table) -> NDArray[np.float64]:
        """A raw score per candidate: log-odds, or the rule's score."""
        if self.trees is None:
            return table.columns(("rule",))[:, 0]
        return self.trees.scores(table.columns(self.trees.names))


@cache
def shipped(field_name: str) -> Ranker | None:
    """The ranker of the field that comes with the program; None where none was learned. Read once per process."""
    file = files("payables.extraction.ranking") / "models" / f"{field_name}.txt"
    return parse_ranker(file.read_text(encoding="utf-8")) if file.is_file() else None


def load_rankers() -> None:
    """Reads all that are shipped, once for every process that is forked from this one."""
    for file in (files("payables.extraction.ranking") / "models").iterdir():
        if file.name.endswith(".txt"):
            shipped(file.name.removesuffix(".txt"))


def parse_ranker(text: str) -> Ranker:
    """Raises ValueError for any other text."""
    head, _, trees = text.partition(_TREES)
    first, *lines = head.splitlines() or [""]
    if first != _FIRST_LINE:
        raise ValueError("not the text of a ranker")
    said = dict(line.split("=", 1) for line in lines if "=" in line)
    numbers = [float(n) for n in said["calibration"].split()]
    return Ranker(said["field"], Calibration(*numbers), parse_trees(trees) if trees else None)


def ranker_text(field_name: str, calibration: Calibration, trees: str) -> str:
    """`trees` is LightGBM's text, or empty for a field whose rule is better."""
    c = calibration
    numbers = " ".join(f"{n:.6g}" for n in (c.offset, c.slope, c.lead, c.ceiling))
    return f"{_FIRST_LINE}\nfield={field_name}\ncalibration={numbers}\n\n{trees}"
