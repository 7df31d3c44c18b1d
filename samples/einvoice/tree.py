"""Building XML by qualified names."""

from __future__ import annotations

from decimal import Decimal

from lxml import etree

UNITS = {
    "Stk": "H87",
    "Std": "HUR",
    "carton": "XCT",
    "pièce": "H87",
    "voyage": "E54",
    "h": "HUR",
    "forfait": "LS",
    "kWh": "KWH",
    "kW": "KWT",
    "Monat": "MON",
}
"""Units as printed -> UN/ECE recommendation 20."""


class Node:
    """An element that grows children by prefixed names: `node.add("ram:ID", "4711")`."""

    def __init__(self, element: etree._Element) -> None:
        self._element = element

    @classmethod
    def root(cls, name: str, namespaces: dict[str | None, str]) -> Node:
        """`name` without a prefix stands in the default namespace."""
        prefix, _, local = name.rpartition(":")
        return cls(etree.Element(f"{{{namespaces[prefix or None]}}}{local}", nsmap=namespaces))

    def add(self, name: str, text: str | Decimal | None = None, **attributes: str) -> Node:
        prefix, _, local = name.rpartition(":")
        child = etree.SubElement(self._element, f"{{{self._element.nsmap[prefix or None]}}}{local}", attributes)
        if text is not None:
            child.text = f"{text:f}" if isinstance(text, Decimal) else text
        return Node(child)

    def into(self, path: str) -> Node:
        """A chain of new elements, one inside the other; returns the innermost."""
        node = self
        for name in path.split("/"):
            node = node.add(name)
        return node

    def to_bytes(self) -> bytes:
        return etree.tostring(self._element, pretty_print=True, xml_declaration=True, encoding="UTF-8")
