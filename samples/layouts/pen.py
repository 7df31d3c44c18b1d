"""A pen on PDF pages: origin at the top left, lengths in points, the same bytes on every run."""

from __future__ import annotations

import io
from pathlib import Path

import reportlab
from reportlab.lib.colors import HexColor
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

LETTER, A4 = (612.0, 792.0), (595.28, 841.89)
INK, GREY, PALE = "#1c1c1c", "#6b6b6b", "#e4e4e4"

for name, file in {"Vera": "Vera.ttf", "Vera-Bold": "VeraBd.ttf"}.items():
    pdfmetrics.registerFont(TTFont(name, str(Path(reportlab.__file__).parent / "fonts" / file)))


class Pen:
    """Pages are left uncompressed: compressed bytes would differ between builds of zlib.

    `font` is the one every page declares, used or not: an embedded one for PDF/A.
    """

    def __init__(self, size: tuple[float, float], title: str, author: str, font: str = "Helvetica") -> None:
        self.width, self.height = size
        self._buffer = io.BytesIO()
        self._canvas = Canvas(self._buffer, pagesize=size, invariant=1, pageCompression=0, initialFontName=font)
        self._canvas.setTitle(title)
        self._canvas.setAuthor(author)
        self._canvas.setCreator(author)
        self._canvas.setProducer("Sample generator of Payables")

    def write(
        self,
        x: float,
        y: float,
        text: str,
        font: str = "Helvetica",
        size: float = 9,
        colour: str = INK,
        align: str = "left",
        spacing: float = 0,
    ) -> None:
        """Baseline at `y`; `align` says which end of the text stands at `x`; `spacing` is added between letters."""
        width = self.measure(text, font, size) + spacing * max(0, len(text) - 1)
        start = x - {"left": 0, "center": width / 2, "right": width}[align]
        self._canvas.setFont(font, size)
        self._canvas.setFillColor(HexColor(colour))
        self._canvas.drawString(start, self.height - y, text, charSpace=spacing)

    def block(
        self,
        x: float,
        y: float,
        lines: list[str],
        font: str = "Helvetica",
        size: float = 9,
        colour: str = INK,
        leading: float = 0,
        align: str = "left",
    ) -> float:
        """Writes lines below each other and returns the baseline after the last."""
        step = leading or size * 1.35
        for number, text in enumerate(lines):
            self.write(x, y + number * step, text, font, size, colour, align)
        return y + len(lines) * step

    def rule(
        self,
        x1: float,
        y1: float,
        x2: float,
        y2: float,
        colour: str = INK,
        width: float = 0.5,
        dash: tuple[float, float] | None = None,
    ) -> None:
        self._canvas.setStrokeColor(HexColor(colour))
        self._canvas.setLineWidth(width)
        self._canvas.setDash(*(dash or ()))
        self._canvas.line(x1, self.height - y1, x2, self.height - y2)
        self._canvas.setDash()

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        fill: str = "",
        stroke: str = "",
        radius: float = 0,
        line: float = 0.6,
    ) -> None:
        self._paint(fill, stroke, line)
        self._canvas.roundRect(x, self.height - y - height, width, height, radius, stroke=bool(stroke), fill=bool(fill))

    def circle(self, x: float, y: float, radius: float, fill: str = "", stroke: str = "", line: float = 0.6) -> None:
        self._paint(fill, stroke, line)
        self._canvas.circle(x, self.height - y, radius, stroke=bool(stroke), fill=bool(fill))

    def shape(self, points: list[tuple[float, float]], fill: str) -> None:
        """A filled polygon."""
        path = self._canvas.beginPath()
        path.moveTo(points[0][0], self.height - points[0][1])
        for x, y in points[1:]:
            path.lineTo(x, self.height - y)
        path.close()
        self._paint(fill, "", 0)
        self._canvas.drawPath(path, stroke=0, fill=1)

    def wave(self, x: float, y: float, width: float, rise: float, colour: str, line: float) -> None:
        """One period of a sine-like curve."""
        self._canvas.setStrokeColor(HexColor(colour))
        self._canvas.setLineWidth(line)
        self._canvas.setLineCap(1)
        half, base = width / 2, self.height - y
        for start, sign in ((x, 1), (x + half, -1)):
            lift = base + sign * rise
            self._canvas.bezier(start, base, start + half / 3, lift, start + 2 * half / 3, lift, start + half, base)

    def stamp(self, x: float, y: float, text: str, colour: str, size: float = 26, angle: float = 12) -> None:
        """A rubber stamp: framed capitals, turned counter-clockwise by `angle` degrees around its centre."""
        width = self.measure(text, "Helvetica-Bold", size) + size
        self._canvas.saveState()
        self._canvas.translate(x, self.height - y)
        self._canvas.rotate(angle)
        self._canvas.setStrokeColor(HexColor(colour))
        self._canvas.setLineWidth(2)
        self._canvas.roundRect(-width / 2, -size * 0.8, width, size * 1.6, 4, stroke=1, fill=0)
        self._canvas.setFillColor(HexColor(colour))
        self._canvas.setFont("Helvetica-Bold", size)
        self._canvas.drawCentredString(0, -size * 0.35, text)
        self._canvas.restoreState()

    def wrap(self, text: str, width: float, font: str = "Helvetica", size: float = 9) -> list[str]:
        lines = [""]
        for word in text.split():
            longer = f"{lines[-1]} {word}".strip()
            if lines[-1] and self.measure(longer, font, size) > width:
                lines.append(word)
            else:
                lines[-1] = longer
        return lines

    def measure(self, text: str, font: str, size: float) -> float:
        return pdfmetrics.stringWidth(text, font, size)

    def next_page(self) -> None:
        self._canvas.showPage()

    def finish(self) -> bytes:
        self._canvas.save()
        return self._buffer.getvalue()

    def _paint(self, fill: str, stroke: str, line: float) -> None:
        if fill:
            self._canvas.setFillColor(HexColor(fill))
        if stroke:
            self._canvas.setStrokeColor(HexColor(stroke))
            self._canvas.setLineWidth(line)
