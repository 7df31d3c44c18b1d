"""A table of invoice lines: columns given as title, right or left edge, and what stands in them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from samples.layouts.pen import INK, Pen
from samples.model import Line


@dataclass(frozen=True)
class Column:
    """`x` is the left edge of a left-aligned column and the right edge of a right-aligned one."""

    title: str
    x: float
    cell: Callable[[int, Line], str]
    align: str = "left"
    wrap: float = 0  # width in points after which text breaks into further lines


@dataclass(frozen=True)
class Style:
    """`zebra` fills every second row, `rule` draws a hairline under each; an empty colour means none."""

    font: str = "Helvetica"
    bold: str = "Helvetica-Bold"
    size: float = 9
    row: float = 18
    header_fill: str = ""
    header_ink: str = INK
    zebra: str = ""
    rule: str = ""
    under_header: str = ""


def draw_table(
    pen: Pen, columns: list[Column], lines: list[Line], left: float, right: float, y: float, style: Style
) -> float:
    """Header and rows from `y` downwards; returns the lower edge."""
    y = _header(pen, columns, left, right, y, style)
    for number, line in enumerate(lines, 1):
        y = _row(pen, columns, number, line, left, right, y, style)
    return y


def _header(pen: Pen, columns: list[Column], left: float, right: float, y: float, style: Style) -> float:
    if style.header_fill:
        pen.box(left, y, right - left, style.row + 1, fill=style.header_fill)
    for column in columns:
        pen.write(
            column.x, y + style.row * 0.66, column.title, style.bold, style.size - 1, style.header_ink, column.align
        )
    if style.under_header:
        pen.rule(left, y + style.row, right, y + style.row, style.under_header, 0.9)
    return y + style.row + 1


def _row(
    pen: Pen, columns: list[Column], number: int, line: Line, left: float, right: float, y: float, style: Style
) -> float:
    cells = [
        pen.wrap(c.cell(number, line), c.wrap, style.font, style.size) if c.wrap else [c.cell(number, line)]
        for c in columns
    ]
    step = style.size * 1.25
    height = style.row + step * (max(map(len, cells)) - 1)
    if style.zebra and number % 2 == 0:
        pen.box(left, y, right - left, height, fill=style.zebra)
    for column, texts in zip(columns, cells, strict=True):
        pen.block(column.x, y + style.row * 0.66, texts, style.font, style.size, INK, step, column.align)
    if style.rule:
        pen.rule(left, y + height, right, y + height, style.rule, 0.4)
    return y + height
