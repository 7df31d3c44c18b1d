"""Trees that an installation's own papers teach, on top of the ranker that comes with the program.

They begin at that one's score (LightGBM's init_score) and are few, shallow and much shrunken: ten papers cannot destroy what
hundreds have taught. LightGBM is imported here, so this runs in a child process (night.py).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import lightgbm
import numpy as np
from numpy.typing import NDArray

from payables.extraction.page.document import Document
from payables.extraction.ranking.calibration import Calibration
from payables.extraction.ranking.ranker import Ranker, fingerprint, parse_ranker, ranker_text
from payables.extraction.ranking.table import FeatureTable
from payables.extraction.training.calibrate import calibrate
from payables.extraction.training.examples import Examples, examples
from payables.extraction.training.papers import Paper
from payables.extraction.training.settings import ON_TOP, ROUNDS_ON_TOP
from payables.extraction.training.train import contests
from payables.extraction.training.trim import trimmed


@dataclass(frozen=True)
class OnTop:
    """A ranker with its text."""

    ranker: Ranker
    text: str


def learn_on_top(base: Ranker, papers: Sequence[Paper], documents: Sequence[Document], fold_of: Sequence[int]) -> OnTop:
    """Of the papers whose value of the field is known, and printed on them; at least one."""
    labelled = examples(base.field, papers, documents)
    start = _start(base, labelled)
    fold = np.array([fold_of[labelled.original(int(p))] for p in labelled.paper])
    scores = start + _out_of_fold(labelled, start, fold)
    calibration = _calibrated(base, labelled, scores)
    trees = trimmed(_boosted(labelled, start, np.ones(len(start), dtype=bool)).model_to_string())
    text = ranker_text(base.field, calibration, trees, on=fingerprint(base.field))
    return OnTop(parse_ranker(text), text)


def _start(base: Ranker, labelled: Examples) -> NDArray[np.float64]:
    """The base's log-odds, paper by paper."""
    start = np.zeros(len(labelled.paper))
    for paper in np.unique(labelled.paper):
        rows = np.flatnonzero(labelled.paper == paper)
        table = FeatureTable([], labelled.names, labelled.rows[rows])
        start[rows] = base.log_odds(table, [labelled.values[i] for i in rows])
    return start


def _out_of_fold(labelled: Examples, start: NDArray[np.float64], fold: NDArray[np.intp]) -> NDArray[np.float64]:
    """What the trees add to each row that they have not seen."""
    added = np.zeros(len(start))
    for one in np.unique(fold):
        outside = fold != one
        if labelled.right[outside].any():
            trees = _boosted(labelled, start, outside)
            added[~outside] = np.asarray(trees.predict(labelled.rows[~outside], raw_score=True))
    return added


def _boosted(labelled: Examples, start: NDArray[np.float64], chosen: NDArray[np.bool_]) -> lightgbm.Booster:
    data = lightgbm.Dataset(
        labelled.rows[chosen],
        labelled.right[chosen].astype(float),
        weight=labelled.weight[chosen],
        init_score=start[chosen],
        feature_name=list(labelled.names),
    )
    return lightgbm.train(ON_TOP, data, ROUNDS_ON_TOP)


def _calibrated(base: Ranker, labelled: Examples, scores: NDArray[np.float64]) -> Calibration:
    """Held near the calibration of the base; where the base is a rule, its score is a calibrated one already."""
    known = base.calibration
    near = known if base.trees else Calibration(0.0, 1.0, 0.0, known.ceiling)
    by_paper = contests(labelled, scores)
    return calibrate(
        [c for p, c in by_paper.items() if p < labelled.count],
        [c for p, c in by_paper.items() if p >= labelled.count],
        near,
    )
