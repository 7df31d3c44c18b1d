"""The sums and required terms of EN 16931 on what was mapped: what stands where its schematron cannot judge."""

from collections.abc import Iterator
from decimal import Decimal

from payables.extraction.model import Finding, Reading

NOT_CHECKED = "rules-not-checked"
_CENT = Decimal("0.005")
_TOTAL, _DUE = "BR-CO-15", "BR-CO-16"
_REQUIRED = {
    "BR-02": ("number", "an invoice number"),
    "BR-03": ("invoice_date", "an issue date"),
    "BR-05": ("currency", "a currency"),
    "BR-06": ("vendor_name", "the seller's name"),
    "BR-07": ("buyer_name", "the buyer's name"),
    "BR-13": ("net_amount", "the total without tax"),
    "BR-14": ("total_amount", "the total with tax"),
    "BR-15": ("amount_due", "the amount due"),
}


def check_einvoice(reading: Reading, lines_total: Decimal | None, *, strict: bool) -> list[Finding]:
    """Findings named by the rule of EN 16931, before any sign is turned; `lines_total` is the stated sum of the lines.

    Not `strict`: profiles that promise less than EN 16931 (ZUGFeRD 1, MINIMUM, BASIC WL) are only added up, as warnings but
    for a total that net and tax contradict.
    """
    failing = list(_sums_that_fail(reading, lines_total))
    if not strict:
        return [f if f.rule == _TOTAL else Finding(f.rule, "warning", f.message) for f in failing if f.rule != _DUE]
    return _missing(reading) + failing


def after_the_rules(own: list[Finding], judged: list[Finding]) -> list[Finding]:
    """Both together, where the stylesheets have judged: their sums are the better ones, and no rule is told twice.

    What is missing stays: a date that no calendar has is there for them and is none here.
    """
    told = {finding.rule for finding in judged}
    kept = [f for f in own if f.rule not in told and not f.rule.startswith("BR-CO-")]
    return judged + kept


def _missing(reading: Reading) -> list[Finding]:
    return [
        Finding(rule, "error", f"The invoice does not say {what}.")
        for rule, (name, what) in _REQUIRED.items()
        if name not in reading.fields
    ]


def _sums_that_fail(reading: Reading, lines_total: Decimal | None) -> Iterator[Finding]:
    def value(name: str) -> Decimal | None:
        found = reading.fields.get(name)
        return Decimal(found.value) if found else None

    def part(name: str) -> Decimal:
        return value(name) or Decimal(0)

    lines, net, tax = (
        [Decimal(i.amount.value) for i in reading.items if i.amount],
        value("net_amount"),
        value("total_tax"),
    )
    total, due = value("total_amount"), value("amount_due")
    if lines and lines_total is not None and abs(sum(lines) - lines_total) > _CENT:
        yield _wrong("BR-CO-10", "sum of the lines", sum(lines), lines_total)
    if net is not None and lines_total is not None:
        expected = lines_total - part("allowance_total") + part("charge_total")
        if abs(expected - net) > _CENT:
            yield _wrong("BR-CO-13", "lines less allowances plus charges", expected, net)
    if net is not None and total is not None and abs(net + (tax or 0) - total) > _CENT:
        yield _wrong(_TOTAL, "net plus tax", net + (tax or 0), total)
    if total is not None and due is not None:
        expected = total - part("prepaid_amount") + part("rounding_amount")
        if abs(expected - due) > _CENT:
            yield _wrong(_DUE, "total less prepaid plus rounding", expected, due)


def _wrong(rule: str, what: str, computed: Decimal | int, stated: Decimal) -> Finding:
    return Finding(rule, "error", f"The {what} is {computed}, but the invoice says {stated}.")
