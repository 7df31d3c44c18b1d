"""A document's payment code beside its print: the code's values are surely read, and disagreement is told."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from difflib import SequenceMatcher

from payables.extraction.codes.accounts import accounts_in
from payables.extraction.codes.epc import girocode
from payables.extraction.codes.payment import Payment
from payables.extraction.codes.swiss import qr_bill
from payables.extraction.model import Choice, Code, Field, Finding, Reading
from payables.extraction.page.language import plain

SURE = 0.99
TRUSTED = 0.8  # confidence from which on a printed value stands against the code's
ALIKE = 0.6  # of two names of one vendor


def apply_codes(reading: Reading, codes: Sequence[Code], printed_ibans: Sequence[str]) -> None:
    """`printed_ibans` are those on the document's pages whose check digits are right, or that its XML names.

    Of several payment codes (instalments) only what they have in common is used.
    """
    reading.codes = list(codes)
    payments = [payment for code in codes if (payment := qr_bill(code) or girocode(code))]
    _weigh_others(reading, codes, payments, printed_ibans)
    if not payments:
        return
    reading.method += [
        name for name in dict.fromkeys(f"code:{p.kind.lower()}" for p in payments) if name not in reading.method
    ]
    for payment in payments:
        reading.validation += payment.findings
    _take_iban(reading, payments, printed_ibans)
    if len(payments) == 1 and not reading.is_xml:
        _take_values(reading, payments[0])


def _weigh_others(reading: Reading, codes: Sequence[Code], payments: Sequence[Payment], printed: Sequence[str]) -> None:
    """Accounts in codes of whatever form are compared as well; none of them is taken for the one to pay to."""
    known = {payment.iban for payment in payments}
    named = {iban: Payment("code", code, iban=iban) for code in codes for iban in accounts_in(code.text)}
    others = {iban: payment for iban, payment in named.items() if iban not in known}
    _tell_other_accounts(reading, others, printed)
    if not reading.is_xml:
        _weigh(reading, others)


def _take_iban(reading: Reading, payments: Sequence[Payment], printed: Sequence[str]) -> None:
    """An account that the print does not name stops the invoice: whoever swaps a code swaps the account."""
    asked = {payment.iban: payment for payment in payments if payment.iban}
    others = _tell_other_accounts(reading, asked, printed)
    if not reading.is_xml:
        _weigh(reading, asked)
    if len(asked) == 1 and not others and not reading.is_xml:
        ((iban, payment),) = asked.items()
        reading.fields["vendor_iban"] = _field(payment, iban)


def _tell_other_accounts(reading: Reading, asked: Mapping[str, Payment], printed: Sequence[str]) -> list[str]:
    """Those that the print does not name, where it names any."""
    others = [iban for iban in asked if printed and iban not in printed]
    for iban in others:
        named = ", ".join(printed[:3])
        sentence = f"The {asked[iban].kind} asks to be paid to {iban}, and the paper names {named}: ask the vendor."
        reading.validation.append(Finding("code-other-iban", "error", sentence))
    return others


def _weigh(reading: Reading, asked: Mapping[str, Payment]) -> None:
    """What codes ask to be paid to is among the accounts of the paper, also where several codes ask for several."""
    weighed = reading.candidates.setdefault("vendor_iban", []) if asked else []
    known = {choice.value for choice in weighed}
    weighed += [Choice(iban, SURE, p.code.page, p.code.box) for iban, p in asked.items() if iban not in known]


def _take_values(reading: Reading, payment: Payment) -> None:
    _take_amount(reading, payment)
    reading.terms = payment.terms
    for name, value in (
        ("number", payment.number),
        ("invoice_date", payment.invoice_date),
        ("vendor_vat_id", payment.vat_id),
    ):
        if value is not None:
            _tell_other(reading, name, value)
            reading.fields[name] = _field(payment, value)
    if payment.currency:
        _tell_other(reading, "currency", payment.currency)
        if not _is_sure(reading.fields.get("currency")):
            reading.fields["currency"] = _field(payment, payment.currency)
    if payment.name:
        _take_name(reading, payment, payment.name)
    if payment.reference:
        reading.fields["payment_reference"] = _field(payment, payment.reference)


def _take_amount(reading: Reading, payment: Payment) -> None:
    """What is to be paid. A total that was surely read and is another stays: a part may have been paid before, but no code asks
    for more than that."""
    if payment.amount is None or not Decimal(payment.amount):
        return
    known = reading.fields.get("total_amount")
    if known is None or not _is_sure(known) or Decimal(known.value) == Decimal(payment.amount):
        reading.fields["total_amount"] = (
            _field(payment, payment.amount) if known is None else _surer(known, payment.amount)
        )
        return
    sentence = f"The {payment.kind} asks for {payment.amount}, and the total on the paper is {known.value}."
    more = Decimal(payment.amount) > abs(Decimal(known.value))
    reading.validation.append(Finding("code-other-amount", "error" if more else "warning", sentence))


def _surer(known: Field, amount: str) -> Field:
    """Keeps its place on the paper if it is the same amount."""
    same = Decimal(known.value) == Decimal(amount)
    return Field(amount, SURE, known.page, known.box if same else None, known.raw if same else None)


def _take_name(reading: Reading, payment: Payment, name: str) -> None:
    """The creditor may be a bank that collects for the vendor: a name that was surely read stays."""
    known = reading.fields.get("vendor_name")
    if known is None or (not _is_sure(known) and not _alike(known.value, name)):
        reading.fields["vendor_name"] = _field(payment, name, 0.9)
    elif _alike(known.value, name):
        known.confidence = max(known.confidence, 0.95)


def _tell_other(reading: Reading, name: str, value: str) -> None:
    known = reading.fields.get(name)
    if known and _is_sure(known) and known.value != value:
        sentence = f"The code says {name.replace('_', ' ')} {value}, and the paper {known.value}."
        reading.validation.append(Finding(f"code-other-{name.replace('_', '-')}", "warning", sentence))


def _is_sure(known: Field | None) -> bool:
    return known is not None and known.confidence >= TRUSTED


def _alike(one: str, other: str) -> bool:
    return SequenceMatcher(None, plain(one), plain(other)).ratio() >= ALIKE


def _field(payment: Payment, value: str, confidence: float = SURE) -> Field:
    return Field(value, confidence, payment.code.page, payment.code.box)
