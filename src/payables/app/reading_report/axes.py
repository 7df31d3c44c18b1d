"""A plot's frame: from values to places, with grid lines and their numbers."""

from collections.abc import Sequence
from dataclasses import dataclass

from payables.app.reading_report.picture import GRID, QUIET, Label, Picture, Point, Stroke


@dataclass(frozen=True, slots=True)
class Axes:
    """A rectangle of the picture, and the values at its edges."""

    x: float
    y: float
    width: float
    height: float
    left: float = 0.0
    right: float = 1.0
    bottom: float = 0.0
    top: float = 1.0

    def at(self, x: float, y: float) -> Point:
        """Where a value stands; what is beyond the edges stands on them."""
        across = (min(max(x, self.left), self.right) - self.left) / (self.right - self.left)
        up = (min(max(y, self.bottom), self.top) - self.bottom) / (self.top - self.bottom)
        return self.x + across * self.width, self.y + (1 - up) * self.height

    def rows(self, picture: Picture, values: Sequence[float]) -> None:
        for value in values:
            start, end = self.at(self.left, value), self.at(self.right, value)
            picture.add(Stroke([start, end], GRID))
            picture.add(Label(start[0] - 5, start[1] + 3.5, f"{value:.0%}", 10, QUIET, "end"))

    def columns(self, picture: Picture, values: Sequence[float], drop: float = 14) -> None:
        for value in values:
            start, end = self.at(value, self.bottom), self.at(value, self.top)
            picture.add(Stroke([start, end], GRID))
            picture.add(Label(start[0], start[1] + drop, f"{value:g}", 10, QUIET, "middle"))
