"""Whether quantity, price and amount of a row agree, and by which rule."""

from dataclasses import dataclass
from decimal import Decimal

_CENT = Decimal("0.011")
_SHARE = Decimal("0.0006")
_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Agreement:
    """`per` is the number of units that the price is for; `weak` where a quantity or price of one proves little."""

    per: Decimal = Decimal(1)
    weak: bool = False


def agreement(
    quantity: Decimal,
    price: Decimal,
    amount: Decimal,
    discount: Decimal | None = None,
    rate: Decimal | None = None,
    pers: tuple[Decimal, ...] = (),
) -> Agreement | None:
    """The signs may differ: a credit's price or quantity may be printed without its minus. A discount is percent or money.
    With a `rate` the amount may include
    the tax that the price does not. `pers` are the numbers of units that a price may be for, beside one."""
    product, wanted = abs(quantity * price), abs(amount)
    if not wanted or not product:
        return Agreement(weak=True) if wanted == product or discount == _HUNDRED else None
    for off in _discounted(product, discount):
        for per in (Decimal(1), *pers):
            if _near(off / per, wanted):
                return Agreement(per, weak=abs(quantity) == 1 or abs(price) == 1)
    taxed = product * (1 + rate / 100) if rate else None
    return Agreement(weak=True) if taxed and _near(taxed, wanted) else None


def closes(quantity: Decimal, price: Decimal, amount: Decimal) -> bool:
    """Quantity times price is the amount, to the cent or the rounding of the price."""
    return _near(abs(quantity * price), abs(amount))


def _discounted(product: Decimal, discount: Decimal | None) -> tuple[Decimal, ...]:
    """A column of discounts may also say what the price has already lost."""
    if not discount:
        return (product,)
    return product * (1 - abs(discount) / 100), product - abs(discount), product


def _near(computed: Decimal, printed: Decimal) -> bool:
    return abs(computed - printed) <= max(_CENT, printed * _SHARE)
