"""An invoice as the catalog looks at it."""

from decimal import Decimal
from fractions import Fraction

from payables.catalog.model import Line, Purchase
from payables.invoices.model import Invoice, InvoiceType, Item, State
from payables.invoices.rules.content import Content
from payables.kit.money import PRICE_DECIMALS, round_to
from payables.units.rules.find_pack import find_pack
from payables.units.rules.item_key import item_key


def purchase_of(content: Content) -> Purchase:
    """A credit memo is matched too, and buys nothing."""
    invoice = content.invoice
    return Purchase(
        invoice=invoice.id,
        invoice_id=invoice.invoice_id,
        company_id=invoice.company_id,
        location_id=invoice.location_id,
        vendor_id=invoice.vendor_id,
        invoice_date=invoice.invoice_date,
        currency=invoice.currency,
        bought=is_bought(invoice),
        lines=tuple(_line(item) for item in content.items),
    )


def is_bought(invoice: Invoice) -> bool:
    return invoice.type is InvoiceType.INVOICE and invoice.state is not State.ARCHIVED


def _line(item: Item) -> Line:
    pack = find_pack(" ".join(filter(None, [item.name, item.description])))
    return Line(
        item=item.id,
        key=item_key(item.sku, item.name or item.description) or "",
        name=item.name,
        description=item.description,
        sku=item.sku,
        quantity=item.quantity,
        unit=item.unit,
        price=_price(item),
        pack=str(pack) if pack else None,
    )


def _price(item: Item) -> Decimal | None:
    """Of one unit; from the amount where only that is told."""
    if item.price is not None or item.amount is None or not item.quantity:
        return item.price
    return round_to(Fraction(item.amount) / Fraction(item.quantity), PRICE_DECIMALS)
