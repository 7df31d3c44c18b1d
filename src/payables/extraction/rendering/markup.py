"""HTML out of values that strangers wrote: whatever is not made here is escaped."""

from collections.abc import Iterable, Sequence
from html import escape

from payables.kit.text import readable


class Html(str):
    """Text that is HTML already. Only this module and constants make it."""

    __slots__ = ()


Content = Html | str | None


def tag(name: str, *content: Content, css: str = "") -> Html:
    """An element; text is escaped, None is nothing."""
    opening = f'{name} class="{escape(css)}"' if css else name
    return Html(f"<{opening}>{joined(content)}</{name}>")


def joined(content: Iterable[Content], between: str = "") -> Html:
    """The parts that are there."""
    return Html(between.join(safe(part) for part in content if part))


def safe(text: Html | str) -> Html:
    return text if isinstance(text, Html) else Html(escape(readable(text)))


def section(title: str, *content: Content) -> Html:
    """With its heading; nothing where there is no content."""
    return tag("section", tag("h2", title), *content) if any(content) else Html("")


def facts(pairs: Iterable[tuple[str, Content]]) -> Html:
    """Names with values; those without a value are left out."""
    rows = [tag("div", tag("dt", name), tag("dd", value)) for name, value in pairs if value]
    return tag("dl", *rows) if rows else Html("")


def table(head: Sequence[str], rows: Iterable[Html], numeric: Sequence[int] = ()) -> Html:
    """`numeric` are the columns of figures; nothing without a row."""
    body = list(rows)
    cells = [tag("th", name, css="n" if place in numeric else "") for place, name in enumerate(head)]
    heading = tag("thead", tag("tr", *cells)) if any(head) else None
    return tag("table", heading, tag("tbody", *body)) if body else Html("")


def row(*cells: Content, numeric: Sequence[int] = (), css: str = "") -> Html:
    made = [tag("td", cell or "", css="n" if place in numeric else "") for place, cell in enumerate(cells)]
    return tag("tr", *made, css=css)
