"""Gradient-boosted trees from LightGBM's own text, evaluated by numpy: LightGBM itself is needed only to learn them."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Number = TypeVar("Number", int, float)
_MISSING = 0b1100  # bits of decision_type: an unknown value goes a way of its own
_MOST_TREES = 2000
_MOST_LEAVES = 256


@dataclass(frozen=True)
class Trees:
    """Node k of tree t: a row goes left where its feature is at most the threshold. A child below zero is the leaf ~child.

    Arrays are (trees, most nodes); `leaves` is (trees, most leaves).
    """

    names: tuple[str, ...]
    feature: NDArray[np.intp]
    threshold: NDArray[np.float64]
    left: NDArray[np.intp]
    right: NDArray[np.intp]
    leaves: NDArray[np.float64]

    def scores(self, rows: NDArray[np.float64]) -> NDArray[np.float64]:
        """The raw score (log-odds) of each row; its columns are `names` in that order."""
        if not len(rows) or not len(self.feature):
            return np.zeros(len(rows))
        trees = np.arange(len(self.feature))
        node = np.zeros((len(rows), len(trees)), dtype=np.intp)
        while (inner := node >= 0).any():
            at = np.where(inner, node, 0)
            value = np.take_along_axis(rows, self.feature[trees, at], axis=1)
            goes_left = value <= self.threshold[trees, at]
            node = np.where(inner, np.where(goes_left, self.left[trees, at], self.right[trees, at]), node)
        return self.leaves[trees, ~node].sum(axis=1)


def parse_trees(text: str) -> Trees:
    """Raises ValueError for text that is not a model of numeric splits, whose every way down ends in a leaf."""
    blocks = list(_blocks(text))
    if not blocks or "feature_names" not in blocks[0] or len(blocks) > _MOST_TREES + 1:
        raise ValueError("not the text of a ranker")
    names = tuple(blocks[0]["feature_names"].split())
    trees = [_Tree(block) for block in blocks[1:]]
    for tree in trees:
        tree.check(len(names))
    nodes = max((len(t.feature) for t in trees), default=1)
    leaves = max((len(t.leaves) for t in trees), default=1)
    return Trees(
        names,
        np.array([_padded(t.feature, nodes, 0) for t in trees], dtype=np.intp),
        np.array([_padded(t.threshold, nodes, 0.0) for t in trees]),
        np.array([_padded(t.left, nodes, -1) for t in trees], dtype=np.intp),
        np.array([_padded(t.right, nodes, -1) for t in trees], dtype=np.intp),
        np.array([_padded(t.leaves, leaves, 0.0) for t in trees]),
    )


class _Tree:
    """One block of the text. A tree of a single leaf is a node whose both sides are that leaf."""

    def __init__(self, block: dict[str, str]) -> None:
        if block.get("num_cat", "0") != "0" or any(d & _MISSING for d in _ints(block.get("decision_type", ""))):
            raise ValueError("a ranker splits by numbers only, and knows no missing ones")
        self.leaves = _floats(block.get("leaf_value", ""))
        alone = len(self.leaves) == 1
        self.feature = [0] if alone else _ints(block.get("split_feature", ""))
        self.threshold = [0.0] if alone else _floats(block.get("threshold", ""))
        self.left = [-1] if alone else _ints(block.get("left_child", ""))
        self.right = [-1] if alone else _ints(block.get("right_child", ""))

    def check(self, features: int) -> None:
        """A node's children come after it, so that nothing goes round in a circle."""
        nodes, leaves = len(self.feature), len(self.leaves)
        whole = 0 < leaves <= _MOST_LEAVES and nodes == max(leaves - 1, 1)
        alike = all(len(part) == nodes for part in (self.threshold, self.left, self.right))
        known = all(0 <= f < features for f in self.feature) and all(map(math.isfinite, self.leaves))
        down = all(
            -leaves <= child < 0 or at < child < nodes
            for side in (self.left, self.right)
            for at, child in enumerate(side)
        )
        if not (whole and alike and known and down and all(map(math.isfinite, self.threshold))):
            raise ValueError("not the trees of a ranker")


def _blocks(text: str) -> Iterator[dict[str, str]]:
    """The head, then each tree, as keys with their values."""
    block: dict[str, str] = {}
    for line in text.splitlines():
        if line.startswith(("Tree=", "end of trees")):
            yield block
            block = {}
        if line == "end of trees":
            return
        key, divider, value = line.partition("=")
        if divider:
            block[key] = value
    raise ValueError("the text of a ranker ends before its trees do")


def _padded(values: list[Number], length: int, filler: Number) -> list[Number]:
    return values + [filler] * (length - len(values))


def _ints(text: str) -> list[int]:
    return [int(part) for part in text.split()]


def _floats(text: str) -> list[float]:
    return [float(part) for part in text.split()]
