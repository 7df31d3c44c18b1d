"""Allowances and charges of the whole, taxes and totals, and how it is paid."""

from payables.extraction.einvoice import EInvoice, EInvoiceDiscount, EInvoicePayment
from payables.extraction.model import Adjustment, Reading
from payables.extraction.rendering.lines import value
from payables.extraction.rendering.markup import Html, facts, row, section, table, tag
from payables.extraction.rendering.words import figure, payment, rate, tax_category

_TOTALS = (
    ("Allowances", "allowance_total"),
    ("Charges", "charge_total"),
    ("Net", "net_amount"),
    ("Tax", "total_tax"),
    ("Total with tax", "total_amount"),
    ("Paid before", "prepaid_amount"),
    ("Rounding", "rounding_amount"),
)


def adjustments(reading: Reading) -> Html:
    rows = [_adjustment("Allowance", a) for a in reading.allowances] + [
        _adjustment("Charge", c) for c in reading.charges
    ]
    return section("Allowances and charges", table(("", "Reason", "Reckoned", "Tax", "Amount"), rows, (4,)))


def taxes(reading: Reading) -> Html:
    told = reading.einvoice or EInvoice("")
    rows = [
        row(
            tax_category(tax.category),
            "\n".join(filter(None, (tax.exemption_reason, tax.exemption_code))),
            rate(tax.rate),
            figure(tax.taxable_amount),
            figure(tax.tax_amount),
            numeric=(2, 3, 4),
        )
        for tax in told.taxes
    ]
    return section("Tax", table(("Category", "Reason", "Rate", "Net", "Tax"), rows, (2, 3, 4)))


def totals(reading: Reading) -> Html:
    currency = value(reading.fields.get("currency")) or ""
    told = reading.einvoice or EInvoice("")
    rows = [_total(name, value(reading.fields.get(field)), currency) for name, field in _TOTALS]
    if told.tax_currency_total:
        rows.append(_total("Tax in accounting currency", told.tax_currency_total, told.tax_currency or ""))
    rows.append(_total("Amount due", value(reading.fields.get("amount_due")), currency, css="sum"))
    return tag("div", section("Totals", table((), filter(None, rows))), css="totals")


def payments(reading: Reading) -> Html:
    told = reading.einvoice or EInvoice("")
    plain = [] if told.payments else [("IBAN", value(reading.fields.get("vendor_iban")))]
    terms = facts([("Terms", value(reading.fields.get("payment_terms"))), *plain])
    return section("Payment", terms, *map(_discount, told.payment_discounts), *map(_payment, told.payments))


def _adjustment(what: str, one: Adjustment) -> Html:
    percent, base = value(one.percent), value(one.base_amount)
    reckoned = " of ".join(filter(None, (rate(percent), figure(base)))) if percent else ""
    code = value(one.tax_category)
    reason = "\n".join(dict.fromkeys(filter(None, (value(one.reason), value(one.code)))))
    return row(
        what,
        reason,
        reckoned,
        " ".join(filter(None, (rate(value(one.tax_rate)), code))),
        figure(value(one.amount)),
        numeric=(4,),
    )


def _total(name: str, amount: str | None, currency: str, css: str = "") -> Html:
    return row(name, f"{figure(amount)} {currency}", numeric=(1,), css=css) if amount else Html("")


def _discount(one: EInvoiceDiscount) -> Html:
    within = f"within {figure(one.days)} days" if one.days else f"until {one.until}" if one.until else ""
    parts = (rate(one.percent), f"of {figure(one.base_amount)}" if one.base_amount else "", within)
    return tag("p", "Discount: " + " ".join(filter(None, (*parts, figure(one.amount)))))


def _payment(one: EInvoicePayment) -> Html:
    return facts(
        [
            ("By", ", ".join(filter(None, (payment(one.code), one.text)))),
            ("Account", one.account),
            ("Account of", one.account_name),
            ("BIC", one.bic),
            ("Reference", one.reference),
            ("Card", one.card_number),
            ("Card of", one.card_holder),
            ("Mandate", one.mandate),
            ("Creditor id", one.creditor_id),
            ("Debited account", one.debited_account),
        ]
    )
