"""Lines written as text, so that a story reads like a paper."""

from __future__ import annotations

from decimal import Decimal

from samples.model import Line


def line(
    name: str, quantity: str, price: str, unit: str = "EA", *, code: str = "", tax: str = "0", to: str = ""
) -> Line:
    """`to` names the dimensions (erp ids) the line is coded to, separated by spaces."""
    return Line(name, Decimal(quantity), Decimal(price), unit, code, Decimal(tax), tuple(to.split()))
