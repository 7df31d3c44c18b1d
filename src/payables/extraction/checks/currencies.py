"""Two currencies on one paper: sums that mix them are pointed out."""

from payables.extraction.fields.currency_of_total import beside
from payables.extraction.model import Finding, Reading
from payables.extraction.page.document import Document


def check_currencies(reading: Reading, document: Document) -> list[Finding]:
    """A warning 'two-currencies' where net or tax stand in another than the total."""
    code = beside(reading.fields.get("total_amount"), document)
    if code is None:
        return []
    others = {name: beside(reading.fields.get(name), document) for name in ("net_amount", "total_tax")}
    return [
        Finding("two-currencies", "warning", f"The total is in {code} and the {name.replace('_', ' ')} in {other}.")
        for name, other in others.items()
        if other not in (None, code)
    ]
