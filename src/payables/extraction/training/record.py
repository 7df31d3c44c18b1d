"""The training record that lies beside a ranker: what it was learned from, how, and how good it was out of fold."""

import importlib.metadata
import json
import platform
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date
from typing import Any

from payables.extraction.training.figures import Answer, Figures, figures
from payables.extraction.training.papers import Paper
from payables.extraction.training.settings import FOLDS, PARAMETERS, ROUNDS
from payables.extraction.training.train import Answers, Learned

ALL = "all"


def record_text(learned: Learned, papers: Sequence[Paper], today: date) -> str:
    """JSON; no value and no word of a paper is in it."""
    known = Counter(papers[i].collection for i in learned.papers)
    said: dict[str, Any] = {
        "field": learned.field,
        "trained_on": today.isoformat(),
        "kept": "trees" if learned.by_trees else "rule",
        "papers": dict(known),
        "folds": FOLDS,
        "split": "by vendor and layout",
        "groups": learned.groups,
        "figures_out_of_fold": {
            "rule": _shown(by_collection(learned.rule, learned, papers)),
            "trees": _shown(by_collection(learned.trees, learned, papers)),
        },
        "nothing_said_where_the_value_was_taken_away": {
            name: round(answers.silent / len(answers.known), 4)
            for name, answers in (("rule", learned.rule), ("trees", learned.trees))
        },
        "parameters": {**PARAMETERS, "rounds": ROUNDS},
        "features": list(learned.names),
        "versions": {
            "python": platform.python_version(),
            **{name: importlib.metadata.version(name) for name in ("lightgbm", "numpy")},
        },
    }
    return json.dumps(said, indent=1, sort_keys=False) + "\n"


def by_collection(answers: Answers, learned: Learned, papers: Sequence[Paper]) -> dict[str, Figures]:
    """The figures of all papers first, then of each collection."""
    groups: dict[str, list[Answer]] = {ALL: list(answers.known)}
    for index, answer in zip(learned.papers, answers.known, strict=True):
        groups.setdefault(papers[index].collection, []).append(answer)
    return {name: figures(of_one) for name, of_one in groups.items()}


def _shown(measured: Mapping[str, Figures]) -> dict[str, dict[str, float]]:
    return {name: {k: round(v, 4) for k, v in asdict(f).items()} for name, f in measured.items()}
