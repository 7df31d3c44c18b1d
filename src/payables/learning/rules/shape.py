"""What a value looks like: letters, figures and marks, by which numbers of one vendor are alike."""

import re

_RUN = re.compile(r"[A-Z]+|9+")
_LONGEST = 24


def shape_of(value: str) -> str:
    """Letters as A, figures as 9, other marks as they are: RE-2041/a -> AA-9999/A."""
    return "".join("9" if c.isdigit() else "A" if c.isalpha() else c for c in value[:_LONGEST])


def likeness_of_shapes(one: str, other: str) -> float:
    """1 for the same shape, 0.6 where only the lengths of its runs differ, else 0."""
    if one == other:
        return 1.0
    return 0.6 if _runs(one) == _runs(other) else 0.0


def _runs(shape: str) -> str:
    return _RUN.sub(lambda run: run[0][0], shape)
