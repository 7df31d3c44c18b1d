"""From papers with truth to rankers: out-of-fold figures, the final trees, and their calibration."""

import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from payables.extraction.page.document import Document
from payables.extraction.ranking.calibration import Calibration
from payables.extraction.ranking.features import KINDS
from payables.extraction.ranking.rank import LEAST
from payables.extraction.ranking.ranker import ranker_text
from payables.extraction.training.calibrate import ABSENT, ABSENT_NAMES, Contest, calibrate, contest
from payables.extraction.training.examples import Examples, examples
from payables.extraction.training.figures import Answer
from payables.extraction.training.groups import folds, groups
from payables.extraction.training.libgomp import learning_environment
from payables.extraction.training.papers import Paper
from payables.extraction.training.settings import FOLDS, LEAST_OUTSIDE, LEAST_TRAINED
from payables.extraction.training.trim import trimmed


@dataclass(frozen=True)
class Answers:
    """To each paper whose value is known; `silent` is on how many of them without their value nothing was said."""

    known: list[Answer]
    silent: int


@dataclass(frozen=True)
class Learned:
    """A field's ranker, and what rule and trees answered on papers whose like they had not seen.

    `papers` are the indices of the papers that the answers are about. `by_trees`: the trees are better than the rule and
    were kept. `groups` is how many vendors and layouts there were; `names` are the features. `without` has for each fold the
    text of a ranker that had not seen its papers.
    """

    field: str
    text: str
    by_trees: bool
    papers: list[int]
    rule: Answers
    trees: Answers
    groups: int
    names: tuple[str, ...]
    without: Mapping[int, str]

    @property
    def answers(self) -> Answers:
        return self.trees if self.by_trees else self.rule


def train(papers: Sequence[Paper], fields: Sequence[str] = tuple(KINDS)) -> Iterator[Learned]:
    """One per field of which enough papers' values are known. Raises LearningFailed."""
    documents = [Document(p.pages) for p in papers]
    group_of = groups(papers)
    fold_of = folds(papers, group_of, FOLDS)
    for name in fields:
        labelled = examples(name, papers, documents)
        if _are_enough([fold_of[p] for p in {labelled.original(int(p)) for p in labelled.paper[labelled.right]}]):
            yield _learned(labelled, fold_of, len({group_of[p] for p in labelled.papers}))


class LearningFailed(Exception):
    """The process that learns the trees ended with an error; the text says which."""


def _are_enough(of_known: Sequence[int]) -> bool:
    """`of_known` are the folds of the papers that show the field's value."""
    largest = max(map(of_known.count, of_known), default=0)
    return len(of_known) >= LEAST_TRAINED and len(of_known) - largest >= LEAST_OUTSIDE


def _learned(labelled: Examples, fold_of: Sequence[int], group_count: int) -> Learned:
    fold = np.array([fold_of[labelled.original(int(p))] for p in labelled.paper])
    boosted = _boosted(labelled, fold)
    by_rule = contests(labelled, labelled.rows[:, labelled.names.index("rule")])
    by_trees = contests(labelled, boosted.scores)
    rule, learned = (_answers(labelled, c, fold_of) for c in (by_rule, by_trees))
    kept = _worth(learned) > _worth(rule)
    shown = by_trees if kept else by_rule
    text = ranker_text(labelled.field, _calibrated(labelled, shown), trimmed(boosted.trees) if kept else "")
    without = {
        one: ranker_text(labelled.field, _without(labelled, shown, fold_of, one), trimmed(trees) if kept else "")
        for one, trees in boosted.without.items()
    }
    return Learned(labelled.field, text, kept, labelled.papers, rule, learned, group_count, labelled.names, without)


@dataclass(frozen=True)
class _Boosted:
    """Out-of-fold scores, and LightGBM's text of the trees learned from all and without each fold."""

    scores: NDArray[np.float64]
    trees: str
    without: dict[int, str]


def _boosted(labelled: Examples, fold: NDArray[np.intp]) -> _Boosted:
    """In a process that may load libgomp."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        np.savez(
            folder / "examples.npz",
            rows=labelled.rows,
            right=labelled.right,
            weight=labelled.weight,
            fold=fold,
            names=np.array(labelled.names),
        )
        command = [sys.executable, "-m", "payables.extraction.training.boost", str(folder)]
        done = subprocess.run(command, env=learning_environment(folder), capture_output=True, text=True, check=False)
        if done.returncode:
            raise LearningFailed(f"{labelled.field}: {done.stderr.strip()[-500:]}")
        texts = {
            f: (folder / f"without_{f}.txt").read_text(encoding="utf-8") for f in sorted({int(one) for one in fold})
        }
        return _Boosted(np.load(folder / "out_of_fold.npy"), (folder / "trees.txt").read_text(encoding="utf-8"), texts)


def contests(labelled: Examples, scores: NDArray[np.float64]) -> dict[int, Contest]:
    """By paper and double; one without candidates has an empty contest."""
    rows: dict[int, list[int]] = {q: [] for p in labelled.papers for q in (p, labelled.double(p))}
    for i, p in enumerate(labelled.paper):
        rows[int(p)].append(i)
    return {p: contest(scores[i], [labelled.values[k] for k in i], labelled.right[i]) for p, i in rows.items()}


def _answers(labelled: Examples, contests: Mapping[int, Contest], fold_of: Sequence[int]) -> Answers:
    """With confidences calibrated on the other folds' papers."""
    found: dict[int, Answer] = {}
    folded = {p: fold_of[labelled.original(p)] for p in contests}
    for fold in sorted(set(folded.values())):
        calibration = _without(labelled, contests, fold_of, fold)
        found |= {p: _answer(c, calibration) for p, c in contests.items() if folded[p] == fold}
    return Answers(
        [found[p] for p in labelled.papers], sum(not found[labelled.double(p)].found for p in labelled.papers)
    )


def _without(labelled: Examples, contests: Mapping[int, Contest], fold_of: Sequence[int], fold: int) -> Calibration:
    """On the other folds' papers."""
    return _calibrated(labelled, {p: c for p, c in contests.items() if fold_of[labelled.original(p)] != fold})


def _calibrated(labelled: Examples, contests: Mapping[int, Contest]) -> Calibration:
    return calibrate(
        [c for p, c in contests.items() if p < labelled.count],
        [c for p, c in contests.items() if p >= labelled.count],
        absent=ABSENT_NAMES if KINDS[labelled.field] == "name" else ABSENT,
    )


def _answer(shown: Contest, calibration: Calibration) -> Answer:
    if not len(shown.scores):
        return Answer(False, False, 0.0, False)
    sure = float(calibration.probabilities(shown.scores[:1], shown.leads[:1])[0])
    said = sure >= LEAST
    return Answer(said, said and bool(shown.right[0]), sure, bool(shown.right.any()))


def _worth(answers: Answers) -> tuple[int, float]:
    """Right values first; among equals, by how well the confidences fit (mean log-likelihood)."""
    sure = np.clip([a.confidence for a in answers.known], 1e-4, 1 - 1e-4)
    right = np.array([a.right for a in answers.known])
    return int(right.sum()), float(np.where(right, np.log(sure), np.log(1 - sure)).mean())
