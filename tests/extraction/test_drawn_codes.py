"""Codes that are drawn instead of pasted: module by module, in runs, in one path, and after a drawing of thousands of strokes."""

import io
from collections.abc import Callable, Iterator

import numpy
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from extraction.desk import Desk
from extraction.papers import INVOICE
from extraction.test_codes import PRINTED_IBAN, giro, qr

SIDE, LEFT, BOTTOM = 120.0, 60.0, 60.0
Draw = Callable[[Canvas, numpy.ndarray], None]


def paper(draw: Draw, *, strokes_before: int = 0) -> bytes:
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4, invariant=True)
    canvas.setFont("Helvetica", 10)
    for x, top, text in INVOICE:
        canvas.drawString(x, A4[1] - top, text)
    for n in range(strokes_before):
        canvas.line(200 + n % 300, 40, 202 + n % 300, 44)
    draw(canvas, numpy.array(qr(giro(), scale=1)) == 0)
    canvas.showPage()
    canvas.save()
    return stream.getvalue()


def runs(modules: numpy.ndarray) -> Iterator[tuple[float, float, float, float]]:
    """x, y, width and height of every dark run of a row, in points."""
    size = SIDE / len(modules)
    for row, dark in enumerate(modules):
        edges = numpy.flatnonzero(numpy.diff(numpy.concatenate(([0], dark.astype(int), [0]))))
        for start, end in zip(edges[::2], edges[1::2], strict=True):
            yield LEFT + start * size, BOTTOM + SIDE - (row + 1) * size, (end - start) * size, size


def module_by_module(canvas: Canvas, modules: numpy.ndarray) -> None:
    size = SIDE / len(modules)
    for row, column in zip(*numpy.nonzero(modules), strict=True):
        canvas.rect(LEFT + column * size, BOTTOM + SIDE - (row + 1) * size, size, size, stroke=0, fill=1)


def in_runs(canvas: Canvas, modules: numpy.ndarray) -> None:
    for run in runs(modules):
        canvas.rect(*run, stroke=0, fill=1)


def in_columns_of_strokes(canvas: Canvas, modules: numpy.ndarray) -> None:
    """As stroked lines, the width of a module."""
    canvas.setLineWidth(SIDE / len(modules))
    for x, y, width, height in runs(modules):
        canvas.line(x, y + height / 2, x + width, y + height / 2)


def in_one_path(canvas: Canvas, modules: numpy.ndarray) -> None:
    path = canvas.beginPath()
    for run in runs(modules):
        path.rect(*run)
    canvas.drawPath(path, stroke=0, fill=1)


def as_form(canvas: Canvas, modules: numpy.ndarray) -> None:
    canvas.beginForm("code")
    in_runs(canvas, modules)
    canvas.endForm()
    canvas.doForm("code")


@pytest.mark.parametrize("draw", [module_by_module, in_runs, in_columns_of_strokes, in_one_path, as_form])
@pytest.mark.parametrize("strokes_before", [0, 6000])
def test_a_code_that_is_drawn_is_read(desk: Desk, draw: Draw, strokes_before: int) -> None:
    reading = desk.read(paper(draw, strokes_before=strokes_before), "invoice.pdf")
    assert [code.text.split("\n")[6] for code in reading.codes] == [PRINTED_IBAN]
