"""Whether a sum in another currency is the paper's own sum, converted for information."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from payables.extraction.fields.candidates.model import Candidate
from payables.extraction.fields.currency_printed import currencies_of
from payables.extraction.model import Reading
from payables.extraction.page.document import Document
from payables.extraction.page.language import plain

_CONVERTING = re.compile(
    r"\bequals?\b|\bequivalent|\bequiv\b|\bconver[st]|exchange|\bfx\b|\brate of\b|\bapprox|for (?:information|reference)"
    r"|umrechn|umgerechnet|kurs\b|entspricht|gegenwert|nachrichtlich|zur information|contre ?-?valeur|\bsoit\b|taux de change"
    r"|\bequivale|contravalor|tipo de cambio|controvalore|\bpari a\b|tasso di cambio|\bcambio\b|koers\b|tegenwaarde|omgerekend"
    r"|[=≈]|\bat \d+[.,]\d"
)
_RATE = re.compile(r"(?<![\d.,])\d{1,4}[.,]\d{3,6}(?![\d.,])")  # too many decimals for a sum of money
_FIGURE = re.compile(r"\d")
_FIXED = {frozenset({"EUR", "BGN"}): Decimal("1.95583")}  # both had to be printed while the one took the other's place
_CLOSE = Decimal("0.005")  # share by which a printed rate may miss
_NEAR = 2  # rows around an amount in which its rate may stand


@dataclass(frozen=True, slots=True)
class Foreign:
    """An amount that is `called` total, net or tax, in another `currency` than the total's `own`."""

    candidate: Candidate
    called: str
    currency: str
    own: str


def is_converted(foreign: Foreign, reading: Reading, document: Document) -> bool:
    """In brackets, in words of converting, by a rate that is printed, or a tax that is stated in the total's currency, too
    (EN 16931 lets it stand in that of the tax office beside: BT-111)."""
    if foreign.called == "tax" and "total_tax" in reading.fields:
        return True
    return (
        _in_brackets(foreign.candidate)
        or _is_called_converted(foreign, document)
        or _by_rate(foreign, reading, document)
    )


def _in_brackets(candidate: Candidate) -> bool:
    first = candidate.words[0]
    before = (
        "".join(word.text for word in candidate.row.words if word.x0 < first.x0)
        + _FIGURE.split(first.text, maxsplit=1)[0]
    )
    return before.count("(") > before.count(")")


def _is_called_converted(foreign: Foreign, document: Document) -> bool:
    """In its row, or by a rate between the two currencies near it."""
    candidate = foreign.candidate
    if _CONVERTING.search(plain(candidate.row.text)):
        return True
    near = document.rows[max(0, candidate.order - _NEAR) : candidate.order + _NEAR + 1]
    both = {foreign.currency, foreign.own}
    return any(both <= currencies_of(row.text) and _CONVERTING.search(plain(row.text)) for row in near)


def _by_rate(foreign: Foreign, reading: Reading, document: Document) -> bool:
    there, rates = abs(Decimal(foreign.candidate.value)), list(_rates(foreign, document))
    sums = (abs(Decimal(f.value)) for name, f in reading.fields.items() if name.endswith(("_amount", "_tax")))
    return any(_leads(here, rate, there) or _leads(there, rate, here) for here in sums if here for rate in rates)


def _leads(amount: Decimal, rate: Decimal, to: Decimal) -> bool:
    return abs(amount * rate - to) <= _CLOSE * to


def _rates(foreign: Foreign, document: Document) -> Iterator[Decimal]:
    if fixed := _FIXED.get(frozenset({foreign.currency, foreign.own})):
        yield fixed
    for match in _RATE.finditer(document.text):
        yield Decimal(match[0].replace(",", "."))
