"""From a page that was laid flat to be read back to the page as it is shown."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(slots=True)
class Lens:
    """Size of the page as shown in points, and nine numbers, row by row: the projection of the flat page's points onto it."""

    width: float
    height: float
    matrix: list[float]

    def box(self, box: Sequence[float], width: float, height: float) -> list[float]:
        """The box as shares of the page as shown; `box` as shares of the flat page of that size."""
        corners = [self._shown(x * width, y * height) for x in (box[0], box[2]) for y in (box[1], box[3])]
        across, down = [x / self.width for x, _ in corners], [y / self.height for _, y in corners]
        return [round(min(max(s, 0.0), 1.0), 5) for s in (min(across), min(down), max(across), max(down))]

    def _shown(self, x: float, y: float) -> tuple[float, float]:
        a, b, c, d, e, f, g, h, i = self.matrix
        depth = g * x + h * y + i
        return (a * x + b * y + c) / depth, (d * x + e * y + f) / depth
