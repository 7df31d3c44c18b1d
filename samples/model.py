"""What a paper says: parties, lines and the sums that follow from them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

ZERO_DECIMALS = {"JPY"}


def rounded(amount: Decimal, currency: str) -> Decimal:
    """To the currency's minor unit, halves away from zero."""
    return amount.quantize(Decimal(1) if currency in ZERO_DECIMALS else Decimal("0.01"), ROUND_HALF_UP)


@dataclass(frozen=True)
class Party:
    """A company as it stands on a letterhead or in an address window."""

    name: str
    street: str
    city: str
    postcode: str
    country: str  # ISO 3166 alpha-2
    state: str = ""
    extra: str = ""
    tax_id: str = ""
    iban: str = ""
    email: str = ""
    phone: str = ""
    contact: str = ""

    @property
    def town(self) -> str:
        """The line with town and postcode, in the order of the country."""
        if self.country == "US":
            return f"{self.city}, {self.state} {self.postcode}"
        if self.country in {"GB", "JP"}:
            return f"{self.city} {self.postcode}"
        return f"{self.postcode} {self.city}"

    @property
    def address(self) -> list[str]:
        return [line for line in (self.street, self.extra, self.town) if line]

    @property
    def vat_id(self) -> str:
        """The tax id where it is a VAT id; US employer numbers are none."""
        return self.tax_id if self.country not in {"US", "JP"} else ""


@dataclass(frozen=True)
class Letterhead:
    """How a vendor's papers look, and the small print at their foot."""

    accent: str  # CSS hex colour
    mark: str  # name of a drawing in layouts/marks.py
    tagline: str = ""
    web: str = ""
    bank: str = ""
    bic: str = ""
    register: str = ""
    directors: str = ""


@dataclass(frozen=True)
class Line:
    """One row. `price` is without tax, `tax_rate` in percent, `coding` the dimensions (erp ids) the demo applies."""

    name: str
    quantity: Decimal
    price: Decimal
    unit: str = "EA"
    code: str = ""
    tax_rate: Decimal = Decimal(0)
    coding: tuple[str, ...] = ()


@dataclass(frozen=True)
class Paper:
    """One document of the set.

    `printed_net` replaces the sum of the lines on the paper: the invoice whose arithmetic does not close.
    `extra` carries what only one layout prints (order reference, delivery date, service period).
    """

    file: str
    kind: str
    layout: str
    tenant: str
    company: str
    location: str
    vendor: Party
    letterhead: Letterhead
    buyer: Party
    number: str
    invoice_date: date
    due_date: date | None
    currency: str
    lines: tuple[Line, ...]
    language: str = "en"
    type: str = "invoice"
    purchase_order: str = ""
    terms: str = ""
    note: str = ""
    printed_number: str = ""
    printed_net: Decimal | None = None
    duplicate_of: str = ""
    extra: dict[str, str] = field(default_factory=dict)

    def amount(self, line: Line) -> Decimal:
        return rounded(line.quantity * line.price, self.currency)

    @property
    def net(self) -> Decimal:
        return self.printed_net if self.printed_net is not None else self.lines_sum

    @property
    def lines_sum(self) -> Decimal:
        return sum((self.amount(line) for line in self.lines), Decimal(0))

    @property
    def taxes(self) -> dict[Decimal, tuple[Decimal, Decimal]]:
        """Rate in percent -> (base, tax), one entry for each rate on the lines, highest first."""
        rates = sorted({line.tax_rate for line in self.lines}, reverse=True)
        bases = {rate: sum((self.amount(x) for x in self.lines if x.tax_rate == rate), Decimal(0)) for rate in rates}
        return {rate: (base, rounded(base * rate / 100, self.currency)) for rate, base in bases.items()}

    @property
    def tax(self) -> Decimal:
        return sum((tax for _, tax in self.taxes.values()), Decimal(0))

    @property
    def total(self) -> Decimal:
        return self.net + self.tax

    @property
    def is_credit(self) -> bool:
        return self.type == "credit_memo"

    @property
    def shown_number(self) -> str:
        """The number as printed, which may differ in spacing from the number meant."""
        return self.printed_number or self.number
