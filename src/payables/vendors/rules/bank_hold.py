"""Why a vendor's invoices are kept from export."""

from datetime import datetime

from payables.vendors.model import BankHold

WAITING = "New bank details of its vendor wait for a second person: confirm or decline them first."
COOLING = "The bank details of its vendor were changed: it can be exported from {until} on."


def why_held(hold: str | None, until: datetime | None) -> str | None:
    """The sentence; None where nothing keeps them."""
    if hold is None:
        return None
    if hold == BankHold.COOLING and until is not None:
        return COOLING.format(until=f"{until:%Y-%m-%d %H:%M} UTC")
    return WAITING
