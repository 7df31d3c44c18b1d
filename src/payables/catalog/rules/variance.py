"""What a line was billed at in packs of the catalog, and how far that lies from what was agreed."""

from decimal import Decimal
from fractions import Fraction

from payables.catalog.model import Compared, Effective, NotCompared
from payables.kit.money import PRICE_DECIMALS, round_to, without_zeros


def compare(
    price: Decimal | None,
    quantity: Decimal | None,
    *,
    per_pack: Decimal | None,
    in_pack: Decimal | None,
    effective: Effective | None,
) -> Compared:
    """`price` is per unit as billed, of which `per_pack` make one pack of the catalog: None where that is not known. `in_pack`
    is how many units the pack holds. What is billed by those units is compared with the price agreed per unit, where there
    is one: rounded per unit, it comes to another price per pack.

    Returned goods (a price or a quantity below zero) are not compared.
    """
    agreed = _agreed(effective, in_pack)
    if price is None:
        return Compared(effective_price=agreed, problem=NotCompared.NO_PRICE_BILLED)
    if price < 0 or (quantity is not None and quantity < 0):
        return Compared(effective_price=agreed, problem=NotCompared.RETURNED)
    if not per_pack:
        return Compared(effective_price=agreed, problem=NotCompared.NOT_CONVERTIBLE)
    packs = None if quantity is None else _rounded(Fraction(quantity) / Fraction(per_pack))
    billed = _rounded(Fraction(price) * Fraction(per_pack))
    if effective is None or agreed is None:
        return Compared(packs, billed, problem=NotCompared.NO_CATALOG_PRICE)
    variance = billed - agreed
    if per_pack == in_pack and per_pack != 1 and effective.unit_price is not None:
        variance = _rounded(Fraction(price - effective.unit_price) * Fraction(per_pack))
    return Compared(packs, agreed + variance, agreed, variance)


def _agreed(effective: Effective | None, in_pack: Decimal | None) -> Decimal | None:
    """Per pack; from the unit's price where only that was agreed."""
    if effective is None or effective.price is not None:
        return effective and effective.price
    if effective.unit_price is None or in_pack is None:
        return None
    return _rounded(Fraction(effective.unit_price) * Fraction(in_pack))


def _rounded(value: Fraction) -> Decimal:
    """No more decimals than a price has."""
    return without_zeros(round_to(value, PRICE_DECIMALS))
