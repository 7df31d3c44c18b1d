"""The Swiss QR-bill (SIX implementation guidelines 2.x, data header SPC) with billing information by Swico (S1)."""

import re
from decimal import Decimal

from payables.extraction.codes.payment import Payment, creditor_reference_is_valid, qr_reference_is_valid
from payables.extraction.model import Code, EarlyDiscount, Terms

# Lines of the code, from 0
_IBAN, _NAME, _AMOUNT, _CURRENCY, _REFERENCE_TYPE, _REFERENCE, _BILLING = 3, 5, 18, 19, 27, 28, 31
_VERSION = re.compile(r"0[12]\d\d")
_AMOUNT_FORM = re.compile(r"\d{1,9}\.\d{2}")
_DATE = re.compile(r"(\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])")
_TERMS = re.compile(r"(?:^|;)(\d{1,2}(?:\.\d{1,2})?):(\d{1,3})(?=;|$)")
_ENTRY = re.compile(r"/(\d\d)/((?:\\.|[^/\\])*)")


def qr_bill(code: Code) -> Payment | None:
    """None for another code. Blank lines at the end may be missing, and lines may end with CR LF."""
    lines = [line.strip() for line in code.text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    if len(lines) <= _REFERENCE_TYPE or lines[0] != "SPC" or not _VERSION.fullmatch(lines[1]):
        return None
    lines += [""] * (_BILLING + 1 - len(lines))
    found = Payment("QR-bill", code, name=lines[_NAME][:140] or None)
    found.take_iban(lines[_IBAN])
    found.amount = lines[_AMOUNT] if _AMOUNT_FORM.fullmatch(lines[_AMOUNT]) else None
    found.currency = lines[_CURRENCY] if lines[_CURRENCY] in ("CHF", "EUR") else None
    _take_reference(found, lines[_REFERENCE_TYPE], "".join(lines[_REFERENCE].split()))
    _take_billing(found, lines[_BILLING])
    return found


def _take_reference(found: Payment, kind: str, text: str) -> None:
    if kind == "QRR":
        found.take_reference(text, is_valid=qr_reference_is_valid(text))
    elif kind == "SCOR":
        found.take_reference(text, is_valid=creditor_reference_is_valid(text))


def _take_billing(found: Payment, text: str) -> None:
    """Keys: 10 number, 11 date, 30 number of the VAT register, 40 terms as percent:days."""
    if not text.startswith("//S1/"):
        return
    entries = {key: re.sub(r"\\(.)", r"\1", value).strip() for key, value in _ENTRY.findall(text[4:])}
    found.number = entries.get("10") or None
    if date := _DATE.fullmatch(entries.get("11", "")):
        found.invoice_date = f"20{date[1]}-{date[2]}-{date[3]}"
    if re.fullmatch(r"\d{9}", entries.get("30", "")):
        found.vat_id = f"CHE{entries['30']}"
    found.terms = _terms(entries.get("40", ""))


def _terms(text: str) -> Terms | None:
    """Pairs of percent and days, e.g. "2:10;0:30": two percent within 10 days, all of it within 30."""
    pairs = [(Decimal(percent), int(days)) for percent, days in _TERMS.findall(text)]
    discounts = [EarlyDiscount(f"{percent:f}", days) for percent, days in pairs if percent]
    days = next((days for percent, days in pairs if not percent), None)
    return Terms(days, discounts=discounts) if pairs else None
