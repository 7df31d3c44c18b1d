"""Why two invoices look like one: a sentence for each value, with what each of the two says."""

from datetime import date
from decimal import Decimal

from payables.duplicates.model import Compared, Scenario
from payables.duplicates.rules.nearness import without_tax
from payables.kit.document_number import Likeness

_OF_SCENARIO = {
    Scenario.REPLACEMENT: (
        "Only the total is another: the one that came later, over {total}, may replace the earlier one over {earlier}."
    ),
    Scenario.REUSED_NUMBER: (
        "Another total and a month or more between the dates: the vendor has probably used the number again, "
        "and the two are not the same invoice."
    ),
}


def sentences(scenario: Scenario, number: Likeness, later: Compared, earlier: Compared) -> list[str]:
    """What the scenario means, if it needs words, then number, vendor, total, date and location."""
    told = _OF_SCENARIO.get(scenario)
    head = [told.format(total=_money(later), earlier=_money(earlier))] if told else []
    return [
        *head,
        _number(number, later, earlier),
        _vendor(later, earlier),
        _total(later, earlier),
        _date(later.date, earlier.date),
        _location(later, earlier),
    ]


def _number(likeness: Likeness, later: Compared, earlier: Compared) -> str:
    if likeness is Likeness.ABSENT:
        return f"A number is missing: {_or_none(later.number)} and {_or_none(earlier.number)}."
    words = "equal" if likeness is Likeness.EQUAL else likeness.value
    return f"The numbers are {words}: {later.number} and {earlier.number}."


def _vendor(later: Compared, earlier: Compared) -> str:
    a, b = later.vendor, earlier.vendor
    if a.token == b.token:
        return f"The vendor is the same: {str(a.shown or b.shown or a.id).rstrip('.')}."
    return f"The vendors are two records: {_or_none(a.shown)} and {_or_none(b.shown)}."


def _total(later: Compared, earlier: Compared) -> str:
    if (later.total, later.currency) == (earlier.total, earlier.currency):
        return f"The totals are equal: {_money(later)}."
    tail = ", which is the one without its tax" if without_tax(later, earlier) else ""
    return f"The totals differ: {_money(later)} and {_money(earlier)}{tail}."


def _date(later: date | None, earlier: date | None) -> str:
    a, b = (_or_none(value and value.isoformat()) for value in (later, earlier))
    return f"The dates are equal: {a}." if a == b else f"The dates differ: {a} and {b}."


def _location(later: Compared, earlier: Compared) -> str:
    """Two of one name are two all the same: their ids tell them apart."""
    if later.location_id == earlier.location_id:
        return f"The locations are equal: {(later.location or str(later.location_id)).rstrip('.')}."
    a, b = (one.location or str(one.location_id) for one in (later, earlier))
    if a == b:
        a, b = (f"{one.location} ({one.location_id})" for one in (later, earlier))
    return f"The locations differ: {a} and {b.rstrip('.')}."


def _money(of: Compared) -> str:
    amount: Decimal | None = of.total
    return "none" if amount is None else f"{amount} {of.currency}"


def _or_none(value: str | None) -> str:
    return value or "none"
