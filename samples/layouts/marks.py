"""Vendors' marks: small drawings in a square of the given size."""

from __future__ import annotations

from math import cos, pi, sin

from samples.layouts.pen import Pen

WHITE = "#ffffff"


def draw_mark(pen: Pen, name: str, x: float, y: float, size: float, colour: str) -> None:
    """`x`, `y` is the upper left corner; "none" draws nothing."""
    drawing = {"peak": _peak, "drop": _drop, "waves": _waves, "leaf": _leaf, "hexagon": _hexagon, "grid": _grid}.get(
        name
    )
    if drawing:
        drawing(pen, x, y, size, colour)


def _peak(pen: Pen, x: float, y: float, s: float, colour: str) -> None:
    pen.circle(x + s / 2, y + s / 2, s / 2, fill=colour)
    pen.shape([(x + s * 0.16, y + s * 0.72), (x + s * 0.42, y + s * 0.28), (x + s * 0.66, y + s * 0.72)], WHITE)
    pen.shape([(x + s * 0.50, y + s * 0.72), (x + s * 0.68, y + s * 0.44), (x + s * 0.86, y + s * 0.72)], WHITE)


def _drop(pen: Pen, x: float, y: float, s: float, colour: str) -> None:
    pen.shape([(x + s / 2, y), (x + s * 0.80, y + s * 0.52), (x + s * 0.20, y + s * 0.52)], colour)
    pen.circle(x + s / 2, y + s * 0.65, s * 0.34, fill=colour)
    pen.circle(x + s * 0.40, y + s * 0.68, s * 0.09, fill=WHITE)


def _waves(pen: Pen, x: float, y: float, s: float, colour: str) -> None:
    for row in (0.28, 0.52, 0.76):
        pen.wave(x + s * 0.04, y + s * row, s * 0.92, s * 0.20, colour, s * 0.11)


def _leaf(pen: Pen, x: float, y: float, s: float, colour: str) -> None:
    edge = [(x + s / 2 + s * 0.33 * sin(pi * t / 12), y + s * t / 12) for t in range(13)]
    back = [(x + s / 2 - s * 0.33 * sin(pi * t / 12), y + s * t / 12) for t in range(12, -1, -1)]
    pen.shape(edge + back, colour)
    pen.rule(x + s / 2, y + s * 0.2, x + s / 2, y + s * 1.05, WHITE, s * 0.045)
    for rise in (0.42, 0.62):
        pen.rule(x + s / 2, y + s * (rise + 0.1), x + s * 0.66, y + s * rise, WHITE, s * 0.035)
        pen.rule(x + s / 2, y + s * (rise + 0.1), x + s * 0.34, y + s * rise, WHITE, s * 0.035)


def _hexagon(pen: Pen, x: float, y: float, s: float, colour: str) -> None:
    for radius, fill in ((0.5, colour), (0.36, WHITE), (0.24, colour)):
        corners = [pi / 6 + k * pi / 3 for k in range(6)]
        pen.shape([(x + s / 2 + s * radius * cos(a), y + s / 2 + s * radius * sin(a)) for a in corners], fill)


def _grid(pen: Pen, x: float, y: float, s: float, colour: str) -> None:
    cell = s * 0.28
    for row in range(3):
        for column in range(3):
            if (row, column) != (0, 2):
                pen.box(x + column * s * 0.36, y + row * s * 0.36, cell, cell, fill=colour, radius=s * 0.04)
