"""Whether an e-invoice and its page agree on who owes whom: a page that is headed credit note under the XML of an invoice is paid
for what is owed to us."""

from payables.extraction.model import Field, Reading
from payables.extraction.signs import in_minus

SURE = 0.85  # of a page that calls itself one or the other
_BILLS = ("invoice", "credit_memo")
# Of UNTDID 1001: what the buyer draws up ("Gutschrift" in German) and corrections are called either.
_EITHER = ("384", "389", "261")


def other_type(reading: Reading, printed: Field | None) -> str | None:
    """What the page calls itself, where that is the other of the two."""
    stated = reading.fields.get("type")
    if stated is None or stated.raw in _EITHER or printed is None or printed.raw is None or printed.confidence < SURE:
        return None
    if printed.value not in _BILLS or printed.value == _owed(stated, reading):
        return None
    return printed.value


def _owed(stated: Field, reading: Reading) -> str:
    return "credit_memo" if in_minus(reading) else stated.value
