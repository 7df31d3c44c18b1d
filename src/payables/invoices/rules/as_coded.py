"""An invoice and its lines as coding sees them."""

from payables.coding.model import Line, Place
from payables.invoices.model import Invoice, Item


def place_of(invoice: Invoice) -> Place:
    return Place(invoice.company_id, invoice.vendor_id, invoice.location_id)


def line_of(item: Item) -> Line:
    return Line(item.id, item.name, item.description, item.sku, item.dimensions)
