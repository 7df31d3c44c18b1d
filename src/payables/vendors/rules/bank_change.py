"""What is asked of a vendor, parted: bank details do not change with the rest."""

from dataclasses import dataclass
from datetime import datetime

import msgspec

from payables.vendors.model import BankChange, BankHold, Vendor
from payables.vendors.rules.fields import Values


@dataclass(frozen=True, slots=True)
class Parted:
    """The vendor as it is to be written, and whether the bank details that were sent have to wait (`asks`) or are in force
    at once (`synced`). `iban` is what was sent of them."""

    after: Vendor
    asks: bool = False
    synced: bool = False
    iban: str | None = None


def parted(before: Vendor, values: Values, waiting: BankChange | None, now: datetime, *, trusted: bool) -> Parted:
    """`waiting` are the bank details that somebody asked for before. Who sends once more what is in force, or what waits
    already, asks for nothing."""
    sent = values.get("iban", before.iban)
    other = sent != before.iban
    if not other or trusted:
        after = _changed(before, values, now)
        return Parted(after, synced=other, iban=sent)
    after = _changed(before, {**values, "iban": before.iban}, now)
    if waiting is not None and waiting.iban == sent:
        return Parted(after)
    held = msgspec.structs.replace(after, bank_hold=BankHold.WAITING, bank_hold_until=None, updated_at=now)
    return Parted(held, asks=True, iban=sent)


def _changed(before: Vendor, values: Values, now: datetime) -> Vendor:
    after = msgspec.structs.replace(before, **values)
    return before if after == before else msgspec.structs.replace(after, updated_at=now)
