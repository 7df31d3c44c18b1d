"""Where the values on invoices and their lines came from."""

from collections.abc import Mapping
from uuid import UUID

import msgspec

from payables.coding.model import Origin, Source
from payables.platform.db import Transaction

OF_INVOICES = "SELECT invoice, item, origins FROM coding_origins WHERE account_id = $1 AND invoice = ANY($2)"

Origins = Mapping[int, Mapping[str, Origin]]

BY_PERSON = "Set by a person."


async def origins_of(tx: Transaction, invoices: list[UUID]) -> dict[UUID, dict[int, dict[str, Origin]]]:
    """Invoice -> line (0 is the header) -> type -> origin, as they were written."""
    found: dict[UUID, dict[int, dict[str, Origin]]] = {}
    for row in await tx.fetch(OF_INVOICES, tx.account_id, invoices):
        told = msgspec.convert(row["origins"], dict[str, Origin])
        found.setdefault(row["invoice"], {})[row["item"]] = told
    return found


def standing(written: Mapping[str, Origin], dimensions: Mapping[str, str]) -> dict[str, Origin]:
    """The origins of what stands there now: what was written of another value holds no more."""
    person = {type_: Origin(Source.PERSON, id, BY_PERSON) for type_, id in dimensions.items()}
    kept = {type_: o for type_, o in written.items() if type_ in person and o.dimension_id == dimensions[type_]}
    return person | kept
