"""What does a payment settle of an invoice, and may it?

A payment is a fact of the bank: it is recorded whatever the invoice waits for. What must not pass unseen is paying
twice, so nothing settles more than is open, and a reference stands once per invoice.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from payables.invoices.errors import InvoiceArchived, Stale
from payables.invoices.model import Invoice, State
from payables.kit.errors import FieldError, InvalidFields
from payables.kit.money import MoneyError, check_amount
from payables.payments.errors import OtherCurrency, Overpaid, PaidInFuture, ReferenceUsed, TotalMissing
from payables.payments.model import Paying, Payment
from payables.payments.rules.reference_key import reference_key

# While it is tomorrow already somewhere, the payment of that day is no mistake.
AHEAD = timedelta(days=1)


def judge(invoice: Invoice, paying: Paying, live: Sequence[Payment], today: date) -> tuple[Payment | None, Decimal]:
    """The payment that is the same and recorded already, if there is one, and the amount that is paid. `live` are the
    invoice's payments that are not voided. Raises the refusals of payments/errors.py, InvoiceArchived,
    Stale and InvalidFields."""
    if invoice.state is State.ARCHIVED:
        raise InvoiceArchived
    if invoice.total_amount is None:
        raise TotalMissing
    if paying.currency is not None and paying.currency != invoice.currency:
        raise OtherCurrency(currency=invoice.currency)
    if paying.paid_on > today + AHEAD:
        raise PaidInFuture
    if paying.reference is not None and (same := _recorded(paying, live)):
        return same, same.amount
    if paying.seen_version not in (None, invoice.version):
        raise Stale
    return None, _amount(invoice, invoice.total_amount, paying)


def _recorded(paying: Paying, live: Sequence[Payment]) -> Payment | None:
    """Of those with the same reference, however it is written, the one that is told again."""
    key = reference_key(paying.reference or "")
    known = [payment for payment in live if payment.reference and reference_key(payment.reference) == key]
    for payment in known:
        amount = payment.amount if paying.amount is None else paying.amount
        if (amount, paying.discount, paying.paid_on) == (payment.amount, payment.discount, payment.paid_on):
            return payment
    if known:
        raise ReferenceUsed(reference=known[0].reference)
    return None


def _amount(invoice: Invoice, total: Decimal, paying: Paying) -> Decimal:
    still_open = total - invoice.paid_amount
    discount = _money("discount_taken", paying.discount, invoice.currency)
    amount = still_open - discount if paying.amount is None else _money("amount", paying.amount, invoice.currency)
    settles = amount + discount
    if not still_open or settles > still_open or amount < 0:
        raise Overpaid(open=still_open, currency=invoice.currency, settles=max(settles, discount))
    return amount


def _money(name: str, value: Decimal, currency: str) -> Decimal:
    try:
        amount = check_amount(value, currency)
    except MoneyError as error:
        raise InvalidFields([FieldError(name, error.sentence, error.code)]) from error
    if amount < 0 or (name == "amount" and not amount):
        raise InvalidFields([FieldError(name, "Send what was paid as a positive amount.", "not_positive")])
    return amount
