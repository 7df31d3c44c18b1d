"""Values as the database has them."""

from decimal import Decimal
from typing import Any

import msgspec

NOTHING = Decimal(0)

_decode = msgspec.json.Decoder(float_hook=Decimal).decode


def free_object(text: str | None) -> dict[str, Any] | None:
    """Keys and values of a client, read as text: its numbers keep all their digits."""
    return None if text is None else _decode(text)
