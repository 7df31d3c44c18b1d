"""`python -m payables.extraction.training.boost FOLDER`: learns trees with LightGBM in a process of its own.

Reads examples.npz (rows, right, weight, fold, names); writes out_of_fold.npy, the score of each row by trees that did
not see its fold, those trees (without_<fold>.txt), and trees.txt, learned from all rows.
"""

import sys
from pathlib import Path

import lightgbm
import numpy as np
from numpy.typing import NDArray

from payables.extraction.training.settings import PARAMETERS, ROUNDS


def main(folder: Path) -> None:
    with np.load(folder / "examples.npz") as kept:
        rows, right, weight, fold, names = (kept[k] for k in ("rows", "right", "weight", "fold", "names"))
    columns = [str(name) for name in names]
    scores = np.zeros(len(rows))
    for one in np.unique(fold):
        outside = fold != one
        learned = _learned(rows[outside], right[outside], weight[outside], columns)
        scores[~outside] = np.asarray(learned.predict(rows[~outside], raw_score=True))
        (folder / f"without_{one}.txt").write_text(learned.model_to_string(), encoding="utf-8")
    np.save(folder / "out_of_fold.npy", scores)
    text = _learned(rows, right, weight, columns).model_to_string()
    (folder / "trees.txt").write_text(text, encoding="utf-8")


def _learned(
    rows: NDArray[np.float64], right: NDArray[np.bool_], weight: NDArray[np.float64], names: list[str]
) -> lightgbm.Booster:
    data = lightgbm.Dataset(rows, right.astype(float), weight=weight, feature_name=names)
    return lightgbm.train(PARAMETERS, data, ROUNDS)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
