"""Why a vendor's invoices are kept from export."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from payables.vendors.model import BankHold, VendorSettings

WAITING = "New bank details of its vendor wait for a second person: confirm or decline them first."
COOLING = "The bank details of its vendor were changed: it can be exported from {until} on."


def why_held(hold: str | None, until: datetime | None) -> str | None:
    """The sentence; None where nothing keeps them."""
    if hold is None:
        return None
    if hold == BankHold.COOLING and until is not None:
        return COOLING.format(until=f"{until:%Y-%m-%d %H:%M} UTC")
    return WAITING


def hold_of(settings: VendorSettings, left: Sequence[tuple[datetime, int]], now: datetime) -> timedelta:
    """How long something that is confirmed now is held. `left` are the hours that the company had before, each with when it
    set others: they count on for as long as they are, so that nobody takes the time away and confirms in it."""
    on = [hours for at, hours in left if now < at + timedelta(hours=hours)]
    return timedelta(hours=max([settings.bank_hold_hours, *on]))
