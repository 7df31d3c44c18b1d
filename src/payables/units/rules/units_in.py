"""How many units a pack holds."""

from decimal import Decimal

from payables.units.rules.pack import parse_pack

_PIECES = {"EA": 1, "PC": 1, "DZ": 12}


def units_in(pack: str | None) -> Decimal | None:
    """ "6/10#" holds six, "12.0/16 OZ" twelve, "6 CT" six, "40 LB" one. None where it cannot be read or is not told."""
    read = parse_pack(pack)
    if read is None:
        return None
    if read.counts or read.size is None or read.unit not in _PIECES:
        return Decimal(read.pieces)
    return read.size * _PIECES[read.unit]
