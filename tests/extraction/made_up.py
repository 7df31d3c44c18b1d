"""Invoices made at random with exact truth: languages, number styles, column orders, wraps, pages, discounts."""

from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from random import Random

from payables.extraction.page.model import Page, Word

CENT = Decimal("0.01")
WIDE = 4.6  # points per letter
LINE = 13.0

# Per language: title, columns (name, quantity, unit, price, discount, rate, amount, position, sku), sums
# (net, tax, total), carry-forward, decimal mark, grouping.
WORDS = {
    "en": ("INVOICE", "Description", "Qty", "Unit", "Unit price", "Discount", "VAT %", "Amount", "Pos", "Item no",
           "Subtotal", "VAT", "Total", "Carried forward"),
    "de": ("RECHNUNG", "Bezeichnung", "Menge", "Einheit", "Einzelpreis", "Rabatt", "MwSt", "Gesamtpreis", "Pos.",
           "Art.-Nr.", "Nettobetrag", "MwSt", "Rechnungsbetrag", "Übertrag"),
    "fr": ("FACTURE", "Désignation", "Quantité", "Unité", "Prix unitaire", "Remise", "TVA", "Montant HT", "N°", "Réf.",
           "Total HT", "TVA", "Total TTC", "A reporter"),
    "es": ("FACTURA", "Descripción", "Cantidad", "Unidad", "Precio unitario", "Dto", "IVA", "Importe", "Nº", "Ref.",
           "Base imponible", "IVA", "Total factura", "Suma y sigue"),
    "it": ("FATTURA", "Descrizione", "Quantità", "U.M.", "Prezzo unitario", "Sconto", "IVA", "Importo", "Pos.", "Codice",
           "Imponibile", "IVA", "Totale fattura", "Riporto"),
    "nl": ("FACTUUR", "Omschrijving", "Aantal", "Eenheid", "Prijs per stuk", "Korting", "BTW", "Bedrag", "Nr", "Artikelnr",
           "Subtotaal", "BTW", "Totaal te betalen", "Transport"),
}  # fmt: skip
UNITS = {
    "en": ("pcs", "hrs", "box", "kg"), "de": ("Stk", "Std", "kg", "Karton"), "fr": ("pièce", "h", "kg", "boîte"),
    "es": ("uds", "h", "kg", "caja"), "it": ("pz", "ore", "kg", "conf"), "nl": ("stuks", "uur", "kg", "doos"),
}  # fmt: skip
NAMES = (
    "Linen napkin white", "Olive oil", "Door handle 12 mm", "Lamp E27", "Paint RAL 9010", "Paper A4 80 g", "Flour type 550",
    "Cleaning of windows", "Transport box", "Cable 3x1.5", "Consulting", "Soap", "Coffee beans", "Chair model 7",
)  # fmt: skip
MORE = ("with delivery to your door", "colour as agreed", "batch L-2291-B", "second choice", "see our offer")
COUNTRY = {"en": "GB", "de": "DE", "fr": "FR", "es": "ES", "it": "IT", "nl": "NL"}


@dataclass
class Truth:
    """`lines` are (quantity, price, amount); all amounts as on the paper."""

    lines: list[tuple[Decimal, Decimal, Decimal]] = field(default_factory=list[tuple[Decimal, Decimal, Decimal]])
    names: list[str] = field(default_factory=list[str])
    net: Decimal = Decimal(0)
    tax: Decimal = Decimal(0)
    total: Decimal = Decimal(0)


@dataclass
class Layout:
    """What this paper looks like."""

    language: str = "en"
    columns: tuple[str, ...] = ("name", "quantity", "price", "amount")
    mark: str = "."
    group: str = ","
    currency: str = ""  # behind every amount where it is set
    glued: bool = False  # the unit stands in the quantity's column
    wraps: float = 0.0  # share of names on several lines
    per_page: int = 30
    header_again: bool = True
    carried: bool = False
    groups: int = 0  # lines between sub-totals
    decimals: int = 2  # of the price
    rate: Decimal = Decimal(20)
    inclusive: bool = False


def layout(random: Random) -> Layout:
    language = random.choice(sorted(WORDS))
    comma = language != "en"
    columns = ["name", "quantity", "price", "amount"]
    if random.random() < 0.3:
        columns = random.choice(
            [
                ["quantity", "name", "price", "amount"],
                ["name", "price", "quantity", "amount"],
                ["quantity", "price", "name", "amount"],
            ]
        )
    for extra, at in (("position", 0), ("sku", 0), ("unit", columns.index("quantity") + 1)):
        if random.random() < 0.35:
            columns.insert(at, extra)
    if random.random() < 0.3:
        columns.insert(columns.index("amount"), "discount")
    if random.random() < 0.3:
        columns.insert(columns.index("amount") + random.choice((0, 1)), "rate")
    return Layout(
        language, tuple(columns), "," if comma else ".", random.choice((".", " ")) if comma else random.choice((",", "")),
        random.choice(("", "", " €", " EUR")), "unit" not in columns and random.random() < 0.3,
        random.choice((0.0, 0.4)), random.choice((12, 30)), random.random() < 0.7, random.random() < 0.3,
        random.choice((0, 0, 3)), random.choice((2, 2, 4)), Decimal(random.choice((7, 19, 20, 21))),
    )  # fmt: skip


def paper(random: Random, look: Layout, count: int) -> tuple[list[Page], Truth]:
    """The pages and what is on them."""
    truth = Truth()
    for _ in range(count):
        quantity = Decimal(random.choice((1, 1, 2, 3, 4, 5, 10, 12, 24, 100, "2.5", "0.75")))
        price = Decimal(random.randint(50, 90_000)) / 100
        if look.decimals == 4:
            price += Decimal(random.randint(0, 99)) / 10_000
        discount = Decimal(random.choice((0, 0, 5, 10))) if "discount" in look.columns else Decimal(0)
        amount = (quantity * price * (100 - discount) / 100).quantize(CENT, ROUND_HALF_UP)
        truth.lines.append((quantity, price, amount))
        truth.names.append(random.choice(NAMES))
    truth.net = sum((a for _, _, a in truth.lines), Decimal(0))
    truth.tax = (truth.net * look.rate / 100).quantize(CENT, ROUND_HALF_UP)
    truth.total = truth.net + truth.tax
    return _Press(random, look, truth).pages(), truth


class _Press:
    """Puts words on pages."""

    def __init__(self, random: Random, look: Layout, truth: Truth) -> None:
        self.random, self.look, self.truth = random, look, truth
        self.words = dict(zip(
            ("title", "name", "quantity", "unit", "price", "discount", "rate", "amount", "position", "sku", "net", "tax",
             "total", "carried"), WORDS[look.language], strict=True,
        ))  # fmt: skip
        self.done: list[Page] = []
        self.top = 0.0
        self.spans = self._spans()

    def pages(self) -> list[Page]:
        self._new_page(first=True)
        running, group, on_page = Decimal(0), Decimal(0), 0
        for index, ((quantity, price, amount), name) in enumerate(zip(self.truth.lines, self.truth.names, strict=True)):
            if on_page == self.look.per_page:
                if self.look.carried:
                    self._row([("amount", self.words["carried"], running)])
                self._new_page(first=False)
                if self.look.carried:
                    self._row([("amount", self.words["carried"], running)])
                on_page = 0
            self._item(index, quantity, price, amount, name)
            running, group, on_page = running + amount, group + amount, on_page + 1
            if self.look.groups and (index + 1) % self.look.groups == 0 and index + 1 < len(self.truth.lines):
                self._row([("amount", self.words["net"], group)])
                group = Decimal(0)
        self.top += LINE
        rate = f"{self.look.rate} %"
        for label, value in (
            (self.words["net"], self.truth.net), (f"{self.words['tax']} {rate}", self.truth.tax),
            (self.words["total"], self.truth.total),
        ):  # fmt: skip
            self._row([("amount", label, value)])
        return self.done

    def money(self, value: Decimal, decimals: int = 2) -> str:
        whole, _, rest = f"{value:,.{decimals}f}".partition(".")
        return whole.replace(",", self.look.group) + self.look.mark + rest

    def _spans(self) -> dict[str, tuple[float, float]]:
        """Columns from left to right: the name takes what the others leave."""
        widths = {
            "position": 24.0,
            "sku": 52.0,
            "quantity": 58.0,
            "unit": 44.0,
            "price": 76.0,
            "discount": 50.0,
            "rate": 40.0,
        }
        widths |= {"amount": 78.0}
        rest = 535 - sum(widths[c] for c in self.look.columns if c != "name")
        left, spans = 30.0, dict[str, tuple[float, float]]()
        for column in self.look.columns:
            width = widths.get(column, rest)
            spans[column] = (left, left + width - 8)
            left += width
        return spans

    def _new_page(self, first: bool) -> None:
        self.done.append(Page(len(self.done) + 1, 595, 842))
        self.top = 40.0
        if first:
            self._text(30, "Alder and Birch Trading")
            self._text(300, f"{self.words['title']} 2026-{self.random.randint(1000, 9999)}")
            self.top += LINE
            self._text(300, "14.03.2026" if self.look.language != "en" else "14 March 2026")
            self.top += 4 * LINE
        if first or self.look.header_again:
            for column in self.look.columns:
                self._cell(column, self.words[column])
            self.top += LINE * 1.4

    def _item(self, index: int, quantity: Decimal, price: Decimal, amount: Decimal, name: str) -> None:
        tail = self.look.currency
        unit = self.random.choice(UNITS[self.look.language])
        count = f"{quantity:f}".replace(".", self.look.mark)
        undiscounted = quantity * price
        discount = Decimal(0) if not undiscounted else ((1 - amount / undiscounted) * 100).quantize(Decimal(1))
        texts = {
            "position": str(index + 1), "sku": f"A{self.random.randint(100, 999)}", "name": name, "unit": unit,
            "quantity": f"{count} {unit}" if self.look.glued else count, "price": self.money(price, self.look.decimals) + tail,
            "discount": f"{discount} %" if discount else "", "rate": f"{self.look.rate}%", "amount": self.money(amount) + tail,
        }  # fmt: skip
        for column in self.look.columns:
            self._cell(column, texts[column])
        if self.random.random() < self.look.wraps:
            self.top += LINE * 0.9
            self._text(self.spans["name"][0], self.random.choice(MORE))
        self.top += LINE

    def _row(self, cells: list[tuple[str, str, Decimal]]) -> None:
        for column, label, value in cells:
            left, right = self.spans[column]
            text = self.money(value) + self.look.currency
            self._text(max(300.0, left - 30 - WIDE * len(label)) if left > 330 else 330.0, label)
            self._text(right - WIDE * len(text), text)
        self.top += LINE

    def _cell(self, column: str, text: str) -> None:
        left, right = self.spans[column]
        numeric = column in ("quantity", "price", "discount", "rate", "amount")
        self._text(right - WIDE * len(text) if numeric else left, text)

    def _text(self, left: float, text: str) -> None:
        """Words of the group separator's blank stay apart, as a PDF has them."""
        for part in text.split(" "):
            if part:
                self.done[-1].words.append(Word(part, left, self.top, left + WIDE * len(part), self.top + 9))
            left += WIDE * (len(part) + 1)
