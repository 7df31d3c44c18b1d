"""An invoice and its lines as coding sees them."""

from payables.coding.model import Line, Place
from payables.invoices.model import Invoice, Item
from payables.invoices.rules.content import Content
from payables.invoices.rules.splits import types_of_all_parts


def place_of(invoice: Invoice) -> Place:
    return Place(invoice.company_id, invoice.vendor_id, invoice.location_id)


def line_of(item: Item) -> Line:
    return Line(item.id, item.name, item.description, item.sku, item.dimensions)


def lines_of(content: Content, items: list[Item]) -> list[Line]:
    """As they are to be coded: what is split is coded by its parts."""
    return [
        Line(item.id, item.name, item.description, item.sku, _coded(content, item.id, item.dimensions))
        for item in items
    ]


def header_of(content: Content) -> dict[str, str]:
    """Type -> dimension, in the same way."""
    return _coded(content, None, content.invoice.dimensions)


def _coded(content: Content, item_id: int | None, dimensions: dict[str, str]) -> dict[str, str]:
    return {**types_of_all_parts(content.splits, item_id), **dimensions}
