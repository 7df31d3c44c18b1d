"""A picture as PNG, at twice its size in points."""

from io import BytesIO
from itertools import pairwise
from math import hypot

from PIL import Image, ImageDraw, ImageFont

from payables.app.reading_report.picture import PAPER, Box, Dot, Label, Picture, Point, Shape, Stroke

SCALE = 2
DASH, GAP = 5.0, 4.0
_ANCHORS = {"start": "ls", "middle": "ms", "end": "rs"}


def png(picture: Picture) -> bytes:
    image = Image.new("RGB", (round(picture.width * SCALE), round(picture.height * SCALE)), PAPER)
    canvas = ImageDraw.Draw(image)
    for shape in picture.shapes:
        _draw(canvas, shape)
    data = BytesIO()
    image.save(data, "PNG", optimize=True)
    return data.getvalue()


def _draw(canvas: ImageDraw.ImageDraw, shape: Shape) -> None:
    match shape:
        case Box(x, y, width, height, fill):
            if width > 0 and height > 0:
                canvas.rectangle([_at((x, y)), _at((x + width, y + height))], fill=fill)
        case Dot(x, y, radius, fill):
            canvas.circle(_at((x, y)), radius * SCALE, fill=fill)
        case Stroke():
            _stroke(canvas, shape)
        case Label(x, y, text, size, colour, anchor, bold):
            font = ImageFont.load_default(size * SCALE)
            heavy = 0.6 if bold else 0
            canvas.text(_at((x, y)), text, colour, font, _ANCHORS[anchor], stroke_width=heavy, stroke_fill=colour)


def _stroke(canvas: ImageDraw.ImageDraw, stroke: Stroke) -> None:
    width = max(1, round(stroke.width * SCALE))
    if not stroke.dashed:
        canvas.line([_at(point) for point in stroke.points], stroke.colour, width, "curve")
        return
    for (x0, y0), (x1, y1) in pairwise(stroke.points):
        length = hypot(x1 - x0, y1 - y0)
        done = 0.0
        while done < length:
            ends = (done / length, min(done + DASH, length) / length)
            canvas.line([_at((x0 + (x1 - x0) * e, y0 + (y1 - y0) * e)) for e in ends], stroke.colour, width)
            done += DASH + GAP


def _at(point: Point) -> Point:
    return point[0] * SCALE, point[1] * SCALE
