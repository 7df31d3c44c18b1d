"""Read the parts of a split and look up what they are coded with."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from payables.coding.model import Part
from payables.coding.rules.split_parts import SentPart, check_sum, read_parts
from payables.custom_fields import queries as custom_fields
from payables.custom_fields.model import Subject
from payables.dimensions import queries as dimensions
from payables.kit.errors import InvalidFields
from payables.platform.db import Transaction


async def resolve_split(
    tx: Transaction, company_id: int, sent: Any, *, currency: str | None = None, whole: Decimal | None = None
) -> list[Part]:
    """Parts of `whole` in `currency`; without a currency only percentages are taken. Two statements, however many.

    Raises InvalidFields naming every fault at splits[n], and SplitDoesNotAddUp.
    """
    parts, faults = read_parts(sent, currency)
    if faults:
        raise InvalidFields(faults)
    check_sum(parts, whole)
    return await _resolved(tx, company_id, parts)


async def _resolved(tx: Transaction, company_id: int, parts: Sequence[SentPart]) -> list[Part]:
    coding = await dimensions.resolve_all(
        tx, company_id, {f"splits[{n}].dimensions": part.dimensions for n, part in enumerate(parts)}
    )
    wanted = {f"splits[{n}].custom_fields": (Subject.GL_SPLIT, part.custom_fields) for n, part in enumerate(parts)}
    fields = await custom_fields.resolve_all(tx, company_id, wanted)
    if faults := [*coding.faults, *fields.faults]:
        raise InvalidFields(faults)
    return [
        Part(
            part.percent,
            part.amount,
            part.memo,
            {type_: found.id for type_, found in coding.found[f"splits[{n}].dimensions"].items()},
            fields.found[f"splits[{n}].custom_fields"],
        )
        for n, part in enumerate(parts)
    ]
