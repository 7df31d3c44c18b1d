"""An invoice as matching compares it, and what a match means for it: reasons that keep it back, and coding as ordered."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from payables.coding.model import Origin, Source
from payables.invoices.model import Invoice, InvoiceType, Item, Reason, State
from payables.invoices.rules.content import Content
from payables.matching.model import HEADER, Asked, Billed, BilledLine, Charge, Finding, Held, Matched, Outcome
from payables.units.rules.find_pack import find_pack

MOST_TOLD = 20


def is_matched(invoice: Invoice) -> bool:
    """Whether it is compared with orders at all: credit memos settle claims and take nothing of an order."""
    return invoice.type is InvoiceType.INVOICE


def asked_of(content: Content, *, is_new: bool = False) -> Asked:
    invoice = content.invoice
    return Asked(
        invoice.id,
        invoice.company_id,
        invoice.location_id,
        invoice.vendor_id,
        invoice.number,
        invoice.purchase_order,
        Billed(
            invoice.currency,
            invoice.total_amount,
            invoice.total_tax,
            invoice.discount_amount,
            invoice.invoice_date,
            tuple(_line(item) for item in content.items),
        ),
        is_new,
        invoice.state is State.APPROVED,
    )


def _line(item: Item) -> BilledLine:
    pack = find_pack(" ".join(filter(None, [item.name, item.description])))
    return BilledLine(
        item.id,
        item.name,
        item.description,
        item.sku,
        item.quantity,
        item.unit,
        item.price,
        item.amount,
        str(pack) if pack else None,
    )


def matching_reasons(content: Content, held: Sequence[Held]) -> list[Reason]:
    """One for each difference, the first of them in full and the rest counted."""
    place = {item.id: n for n, item in enumerate(content.items)}
    told = [_reason(content.invoice, one, place) for one in held[:MOST_TOLD]]
    if len(held) > MOST_TOLD:
        rest = f"{len(held) - MOST_TOLD} more differences from what was ordered: read the invoice's match."
        told.append(Reason(held[MOST_TOLD].finding.outcome.value, rest, "items"))
    return told


def _reason(invoice: Invoice, held: Held, place: Mapping[int, int]) -> Reason:
    finding, line = held.finding, held.decided.line
    if line == HEADER:
        field = "total_amount" if finding.outcome is Outcome.TOTAL_VARIANCE else "purchase_order"
        return Reason(finding.outcome.value, _of_whole(invoice, finding), field)
    number = place.get(line, 0)
    where = f"Line {number + 1}" + (f", order {held.order}" if held.order else "")
    return Reason(finding.outcome.value, f"{where}: {_of_line(finding, invoice.currency)}", f"items[{number}]")


def _of_whole(invoice: Invoice, finding: Finding) -> str:
    if finding.outcome is Outcome.ORDER_NOT_FOUND:
        if not (invoice.purchase_order or "").strip():
            return "An invoice needs a purchase order here, and this one names none: enter its number, or accept it without."
        return (
            "The vendor has no purchase order of this number: correct it, wait until the order is there, or accept the "
            "invoice without one."
        )
    if finding.outcome is Outcome.ORDER_UNSURE:
        return "It may be for one of the vendor's open orders: choose it among the candidates of the match, or accept without."
    if finding.outcome in _OF_ORDER:
        return _OF_ORDER[finding.outcome]
    what = _CHARGES[finding.charge] if finding.charge else "The total"
    return f"{what}: {_numbers(finding)} {_excess(finding, invoice.currency)}".strip()


_OF_ORDER = {
    Outcome.ORDER_CHANGING: "Its order changed a moment ago: it is matched again within seconds.",
    Outcome.ORDER_FLAGGED: (
        "Its order has to be looked at first: less is ordered or received by now than was billed. Correct or reopen the order, "
        "or accept."
    ),
    Outcome.CURRENCY_DIFFERS: "It is in another currency than the company orders in, so that prices cannot be compared: accept it.",
}

_CHARGES = {Charge.FREIGHT: "Freight", Charge.TAX: "Tax", Charge.MISCELLANEOUS: "Charges"}

_OF_LINE = {
    Outcome.PRICE_VARIANCE: "the price is higher than ordered: {numbers} {excess}",
    Outcome.QUANTITY_VARIANCE: "more is billed than was ordered or received: {numbers} {excess}",
    Outcome.OVER_BILLED: "other invoices have billed it already: {numbers} {excess}",
    Outcome.NOT_RECEIVED: "nothing of it was received: {numbers} {excess}",
    Outcome.NOT_ORDERED: "it is not on the order.",
    Outcome.NOT_CONVERTIBLE: "its unit cannot be compared with the order's: teach how many of one make the other.",
    Outcome.CHARGE_VARIANCE: "more is charged than the order says: {numbers} {excess}",
}


def _of_line(finding: Finding, currency: str) -> str:
    told = _OF_LINE.get(finding.outcome, "{numbers} {excess}")
    return told.format(numbers=_numbers(finding), excess=_excess(finding, currency)).strip()


def _numbers(finding: Finding) -> str:
    expected = "" if finding.expected is None else f", expected {plain(finding.expected)}"
    allowed = finding.limit is not None and finding.limit != finding.expected
    limit = f", allowed up to {plain(finding.limit)}" if allowed and finding.limit is not None else ""
    return "" if finding.billed is None else f"billed {plain(finding.billed)}{expected}{limit}."


def _excess(finding: Finding, currency: str) -> str:
    return f"That is {plain(finding.excess)} {currency} too much." if finding.excess else ""


def plain(number: Decimal) -> str:
    """To four decimals, without zeros at its end."""
    shown = format(round(number, 4), "f")
    return shown.rstrip("0").rstrip(".") if "." in shown else shown


def as_ordered(matched: Matched | None, items: Sequence[Item]) -> list[dict[str, Origin]]:
    """Of each line, in their order: what the order's line is coded with."""
    if matched is None:
        return [{} for _ in items]
    found = {line.line: line for line in matched.found.match.lines}
    coded: list[dict[str, Origin]] = []
    for item in items:
        line = found.get(item.id)
        of_line = matched.dimensions.get(line.order_line, {}) if line and line.order_line else {}
        is_here = line is not None and line.order not in matched.found.elsewhere
        number = matched.found.numbers.get(line.order) if line and line.order and is_here else None
        coded.append({type_: _ordered(id, number) for type_, id in of_line.items()})
    return coded


def _ordered(dimension: str, number: str | None) -> Origin:
    return Origin(Source.PURCHASE_ORDER, dimension, f"Ordered so: {number}." if number else "Ordered so.")


def same_to_matching(one: Content, other: Content) -> bool:
    """Whether two contents are the same to matching."""
    return asked_of(one) == asked_of(other) and one.invoice.type is other.invoice.type
