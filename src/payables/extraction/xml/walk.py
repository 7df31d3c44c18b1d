"""Paths of local names through an element: 'A/B|C/D' means A, then B or C, then D. What stands in the wrong namespace was
taken out before (foreign.py), so a local name is a whole one."""

from collections.abc import Iterator

from payables.extraction.xml.document import Element, local


def each(node: Element | None, path: str) -> Iterator[Element]:
    """Every element at the path, in document order."""
    if node is None:
        return
    step, _, rest = path.partition("/")
    names = step.split("|")
    for child in node:
        if local(child) in names:
            if rest:
                yield from each(child, rest)
            else:
                yield child


def first(node: Element | None, path: str) -> Element | None:
    return next(each(node, path), None)


def text(node: Element | None, path: str = "") -> str | None:
    """The stripped text at the path (first element that has any), blanks joined; None when there is none."""
    found = each(node, path) if path else iter(() if node is None else (node,))
    for element in found:
        value = " ".join((element.text or "").split())
        if value:
            return value
    return None


def texts(node: Element | None, path: str) -> list[str]:
    return [value for element in each(node, path) if (value := text(element))]
