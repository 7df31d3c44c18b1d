"""A total that the paper calls its net, beside a tax: what is to be paid was cut off, hidden, or not read."""

from decimal import Decimal

from payables.extraction.fields import net, tax, total
from payables.extraction.fields.candidates.amounts import amounts
from payables.extraction.fields.candidates.model import Candidate
from payables.extraction.model import Field, Finding, Reading
from payables.extraction.page.document import Document
from payables.extraction.slack import CENT

RATES = (Decimal("2.5"), *map(Decimal, range(3, 28)))  # per cent of the net
NAMED = 0.6  # weight of a label from which on it names the value
DOUBTFUL = 0.5


def check_total_named(reading: Reading, document: Document) -> list[Finding]:
    """Lowers the confidence of such a total."""
    found = reading.fields.get("total_amount")
    if found is None or not _is_net_before_tax(found, amounts(document)):
        return []
    found.confidence = min(found.confidence, DOUBTFUL)
    return [
        Finding(
            "total-is-net", "warning", f"The paper calls {found.value} its net and states a tax: no total was found."
        )
    ]


def _is_net_before_tax(found: Field, candidates: list[Candidate]) -> bool:
    same = [one for one in candidates if Decimal(one.value) == Decimal(found.value)]
    return (
        bool(same)
        and any(net.LABELS.near(one) >= NAMED for one in same)
        and not any(total.LABELS.near(one) >= NAMED > total.OTHERS.before(one.left) for one in same)
        and any(_is_tax_on(Decimal(found.value), one) for one in candidates)
    )


def _is_tax_on(sum_without: Decimal, one: Candidate) -> bool:
    """Named a tax, and a usual share of the sum: a tax within the sum is another share of it."""
    if tax.LABELS.near(one) < NAMED:
        return False
    return any(abs(sum_without * rate / 100 - Decimal(one.value)) <= CENT / 2 for rate in RATES)
