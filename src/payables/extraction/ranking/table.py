"""The candidates of one kind with what is measured of each: one row of numbers per candidate."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from payables.extraction.fields.candidates.model import Candidate


@dataclass(frozen=True)
class FeatureTable:
    """`values[i, j]` is the feature `names[j]` of `candidates[i]`."""

    candidates: list[Candidate]
    names: tuple[str, ...]
    values: NDArray[np.float64]

    def columns(self, wanted: Sequence[str]) -> NDArray[np.float64]:
        """In the order wanted; a feature that is not measured any more counts as zero."""
        place = {name: i for i, name in enumerate(self.names)}
        columns = np.zeros((len(self.values), len(wanted)))
        for j, name in enumerate(wanted):
            if name in place:
                columns[:, j] = self.values[:, place[name]]
        return columns


def table(candidates: list[Candidate], measured: list[dict[str, float]]) -> FeatureTable:
    names = tuple(measured[0]) if measured else ()
    values = np.array([[m[n] for n in names] for m in measured], dtype=np.float64).reshape(len(measured), len(names))
    return FeatureTable(candidates, names, values)
