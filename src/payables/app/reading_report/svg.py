"""A picture as SVG: text stays text, and title and description are there for screen readers."""

from xml.sax.saxutils import escape, quoteattr

from payables.app.reading_report.picture import PAPER, Box, Dot, Label, Picture, Shape, Stroke

FONT = "Helvetica, Arial, 'Liberation Sans', sans-serif"


def svg(picture: Picture) -> str:
    size = f'width="{picture.width:g}" height="{picture.height:g}" viewBox="0 0 {picture.width:g} {picture.height:g}"'
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="img" aria-labelledby="title desc" font-family="{FONT}">'
    )
    told = f'<title id="title">{escape(picture.title)}</title>\n<desc id="desc">{escape(picture.description)}</desc>'
    ground = f'<rect width="100%" height="100%" fill="{PAPER}"/>'
    return "\n".join([head, told, ground, *(_element(shape) for shape in picture.shapes), "</svg>", ""])


def _element(shape: Shape) -> str:
    match shape:
        case Box(x, y, width, height, fill):
            return f'<rect x="{_n(x)}" y="{_n(y)}" width="{_n(width)}" height="{_n(height)}" fill="{fill}"/>'
        case Dot(x, y, radius, fill):
            return f'<circle cx="{_n(x)}" cy="{_n(y)}" r="{_n(radius)}" fill="{fill}"/>'
        case Stroke(points, colour, width, dashed):
            path = " ".join(f"{_n(x)},{_n(y)}" for x, y in points)
            dash = ' stroke-dasharray="5 4"' if dashed else ""
            return f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="{_n(width)}"{dash}/>'
        case Label():
            return _text(shape)


def _text(label: Label) -> str:
    weight = ' font-weight="600"' if label.bold else ""
    where = f'x="{_n(label.x)}" y="{_n(label.y)}" text-anchor={quoteattr(label.anchor)}'
    return f'<text {where} font-size="{_n(label.size)}" fill="{label.colour}"{weight}>{escape(label.text)}</text>'


def _n(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".")
