"""The price of one unit where an e-invoice prices so many: 49.00 per 100 (EN 16931: BT-146, BT-149)."""

from decimal import Decimal
from fractions import Fraction

import msgspec

from payables.extraction.model import Field, Line
from payables.kit.bad_value import BadValueError
from payables.kit.money import parse_amount, round_to

DECIMALS = 6  # of a unit price in the record; e-invoices may write more


def price_of_one(line: Line) -> Field | None:
    """The line's price as it is on paper; of an e-invoice that of one unit, rounded. The line's amount stays what is owed."""
    if line.price is None or line.einvoice is None:
        return line.price
    try:
        price, quantity = parse_amount(line.price.value), parse_amount(line.einvoice.price_quantity or "1")
    except BadValueError:
        return line.price
    one = Fraction(price) / Fraction(quantity if quantity > 0 else Decimal(1))
    return msgspec.structs.replace(line.price, value=f"{round_to(one, DECIMALS):f}")
