"""Boxes of a page that is turned by quarters."""

from collections.abc import Sequence


def turned(box: Sequence[float], quarters: int) -> list[float]:
    """The same place, as shares of the page after so many quarter turns to the right; turns to the left are negative."""
    x0, y0, x1, y1 = box
    for _ in range(quarters % 4):
        x0, y0, x1, y1 = 1 - y1, x0, 1 - y0, x1
    return [round(share, 5) for share in (x0, y0, x1, y1)]
