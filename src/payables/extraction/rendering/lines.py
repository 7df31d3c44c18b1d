"""The lines, with what is below them."""

from collections.abc import Iterator

from payables.extraction.einvoice import EInvoiceLine, Identifier
from payables.extraction.model import Adjustment, Field, Line, Reading
from payables.extraction.rendering.markup import Html, joined, row, section, table, tag
from payables.extraction.rendering.words import figure, rate, tax_category, unit

_HEAD = ("No.", "Item", "Quantity", "Price", "Tax", "Amount")
_FIGURES = (2, 3, 5)


def lines(reading: Reading) -> Html:
    rows = [made for number, line in enumerate(reading.items, 1) for made in _rows(line, str(number), "")]
    return section("Lines", table(_HEAD, rows, _FIGURES))


def _rows(line: Line, number: str, css: str) -> Iterator[Html]:
    told = line.einvoice or EInvoiceLine()
    yield row(
        told.id or number,
        _item(line, told),
        " ".join(filter(None, (figure(value(line.quantity)), unit(value(line.unit))))),
        _price(line, told),
        " ".join(filter(None, (rate(value(line.tax_rate)), told.tax_category))),
        figure(value(line.amount)),
        numeric=_FIGURES,
        css=css,
    )
    for below, part in enumerate(line.sub_lines, 1):
        yield from _rows(part, f"{number}.{below}", "below")


def _item(line: Line, told: EInvoiceLine) -> Html:
    name, description = value(line.name), value(line.description)
    return joined(
        [
            tag("strong", name) if name else None,
            tag("p", description) if description != name and description else None,
            *(tag("p", note, css="small") for note in told.notes),
            *(tag("p", f"{name}: {text}", css="small") for name, text in _particulars(line, told)),
            *(tag("p", _adjusted("Allowance", a), css="small") for a in line.allowances),
            *(tag("p", _adjusted("Charge", a), css="small") for a in line.charges),
        ]
    )


def _particulars(line: Line, told: EInvoiceLine) -> Iterator[tuple[str, str]]:
    found = [
        ("Seller's number", told.seller_item_id or value(line.sku)),
        ("Buyer's number", told.buyer_item_id),
        ("GTIN" if told.standard_item_id and told.standard_item_id.scheme == "0160" else "Standard number",
         _known(told.standard_item_id)),
        ("Order line", told.order_line),
        ("Object", _known(told.object_id)),
        ("Account", told.accounting_reference),
        ("Origin", told.origin_country),
        ("Period", " to ".join(filter(None, (told.period.start, told.period.end))) if told.period else None),
        ("Classification", ", ".join(filter(None, map(_known, told.classifications)))),
    ]  # fmt: skip
    yield from ((name, text) for name, text in found if text)
    yield from ((one.name, one.value) for one in told.attributes)


def _known(one: Identifier | None) -> str | None:
    return one.value if one else None


def _price(line: Line, told: EInvoiceLine) -> Html:
    quantity = " ".join(filter(None, (figure(told.price_quantity), unit(told.price_unit))))
    gross = f"{figure(told.gross_price)} less {figure(told.price_discount)}" if told.price_discount else None
    return joined(
        [
            figure(value(line.price)),
            tag("p", f"per {quantity}", css="small") if told.price_quantity not in (None, "1") else None,
            tag("p", gross, css="small") if gross and told.gross_price else None,
        ]
    )


def _adjusted(what: str, adjustment: Adjustment) -> str:
    return f"{what}: {' '.join(filter(None, (figure(value(adjustment.amount)), value(adjustment.reason), category(adjustment))))}"


def category(adjustment: Adjustment) -> str:
    code = value(adjustment.tax_category)
    return tax_category(code) if code and code != "S" else ""


def value(field: Field | None) -> str | None:
    return field.value if field else None
