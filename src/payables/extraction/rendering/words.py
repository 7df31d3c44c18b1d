"""Codes of the norm in words, the usual ones; any other is shown as it is. Figures as people write them."""

from decimal import Decimal, InvalidOperation

_UNITS = {
    "C62": "pcs",
    "H87": "pcs",
    "EA": "pcs",
    "XPP": "pcs",
    "HUR": "h",
    "MIN": "min",
    "DAY": "days",
    "WEE": "weeks",
    "MON": "months",
    "ANN": "years",
    "KGM": "kg",
    "GRM": "g",
    "TNE": "t",
    "MTR": "m",
    "MTK": "m²",
    "MTQ": "m³",
    "CMT": "cm",
    "KMT": "km",
    "LTR": "l",
    "KWH": "kWh",
    "SET": "sets",
    "PR": "pairs",
    "XPK": "packs",
    "XBX": "boxes",
    "P1": "%",
}
_TAXES = {
    "S": "Standard rate",
    "Z": "Zero rate",
    "E": "Exempt",
    "AE": "Reverse charge",
    "K": "Intra-community supply",
    "G": "Export",
    "O": "Not subject to tax",
    "L": "Canary Islands (IGIC)",
    "M": "Ceuta and Melilla (IPSI)",
}
_PAYMENTS = {
    "1": "As agreed",
    "10": "Cash",
    "20": "Cheque",
    "30": "Credit transfer",
    "31": "Debit transfer",
    "42": "Bank account",
    "48": "Card",
    "49": "Direct debit",
    "54": "Credit card",
    "55": "Debit card",
    "57": "Standing agreement",
    "58": "SEPA credit transfer",
    "59": "SEPA direct debit",
    "97": "Clearing between partners",
}
_REFERENCES = {
    "order": "Order",
    "sales_order": "Seller's order",
    "contract": "Contract",
    "project": "Project",
    "preceding_invoice": "Preceding invoice",
    "delivery_note": "Delivery note",
    "receipt": "Receipt of goods",
    "tender": "Tender or lot",
    "object": "Invoiced object",
    "supporting": "Supporting document",
}


def unit(code: str | None) -> str:
    return _UNITS.get(code or "", code or "")


def tax_category(code: str | None) -> str:
    return _TAXES.get(code or "", code or "")


def payment(code: str | None) -> str:
    return _PAYMENTS.get(code or "", f"Means {code}" if code else "")


def reference(kind: str) -> str:
    return _REFERENCES.get(kind, kind)


def figure(value: str | None) -> str:
    """Groups of three, no zeros behind the second decimal: 1,234.50. What is no number stays as it is."""
    try:
        number = Decimal(value or "")
    except InvalidOperation:
        return value or ""
    whole, _, cents = f"{number:f}".partition(".")
    cents = (cents.rstrip("0")).ljust(2, "0") if cents else ""
    return f"{Decimal(whole):,}" + (f".{cents}" if cents else "") if whole.lstrip("-") else value or ""


def rate(value: str | None) -> str:
    """19.00 as 19 %."""
    text = figure(value)
    return f"{text.removesuffix('.00')} %" if text else ""


def size(count: int) -> str:
    return f"{count:,} bytes" if count < 10_000 else f"{count / 1000:,.0f} kB"
