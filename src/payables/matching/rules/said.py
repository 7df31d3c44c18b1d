"""What an invoice says, as one text: a decision on it holds only while it says just this."""

from decimal import Decimal

from payables.matching.model import Asked, BilledLine


def said_of_line(line: BilledLine) -> str:
    """However its numbers are written."""
    numbers = (line.quantity, line.price, line.amount)
    return "\x1f".join(
        [line.sku or "", line.name or "", line.description or "", line.unit or "", *map(_plain, numbers)]
    )


def payee_of(asked: Asked) -> str:
    """Whom it pays, and in what."""
    return f"{asked.vendor_id} {asked.billed.currency}"


def said_of_whole(asked: Asked) -> str:
    """Whom and how much it pays, and for what."""
    billed = asked.billed
    own = [str(asked.vendor_id), billed.currency, _plain(billed.total), _plain(billed.tax), _plain(billed.discount)]
    return "\x1e".join([*own, *(said_of_line(line) for line in billed.lines)])


def _plain(number: Decimal | None) -> str:
    return "" if number is None else format(number.normalize(), "f")
