"""A picture as plain shapes, in points from the upper left; svg.py and png.py write it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

INK, QUIET, GRID, PAPER = "#1f2933", "#5b6773", "#dde2e8", "#ffffff"
BLUE, ORANGE, PALE = "#0b6fa4", "#c4520a", "#cfe3f0"

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Box:
    x: float
    y: float
    width: float
    height: float
    fill: str


@dataclass(frozen=True, slots=True)
class Stroke:
    """A line through points."""

    points: Sequence[Point]
    colour: str = INK
    width: float = 1.0
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Dot:
    x: float
    y: float
    radius: float
    fill: str


@dataclass(frozen=True, slots=True)
class Label:
    """Text whose base line is at `y`; `x` is its start, middle or end."""

    x: float
    y: float
    text: str
    size: float = 11
    colour: str = INK
    anchor: Literal["start", "middle", "end"] = "start"
    bold: bool = False


Shape = Box | Stroke | Dot | Label


@dataclass
class Picture:
    """`description` is what is read aloud to whoever cannot see it."""

    width: float
    height: float
    title: str
    description: str
    shapes: list[Shape] = field(default_factory=list[Shape])

    def add(self, *shapes: Shape) -> None:
        self.shapes += shapes
