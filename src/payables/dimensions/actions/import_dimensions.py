"""Create or update dimensions from rows of text, such as those of a file."""

from collections.abc import Mapping, Sequence

from payables.dimensions.actions.upsert_dimensions import Row, upsert_dimensions
from payables.dimensions.model import Dimension
from payables.dimensions.rules.fields import read_fields
from payables.platform.caller import Caller
from payables.platform.db import Transaction
from payables.platform.upsert import Refused, Upserted


async def import_dimensions(
    tx: Transaction, caller: Caller, company_id: int, rows: Sequence[Mapping[str, str]]
) -> Upserted[Row, Dimension]:
    """A row meets its dimension by `reference_id`; its index is its place in `rows`. Good rows are kept when others
    fail."""
    sound: list[Row] = []
    refused: list[Refused[Row]] = []
    for index, sent in enumerate(rows):
        values, faults = read_fields({"reference_id": None, **sent})
        if faults:
            refused.append(Refused(Row(index, {"reference_id": "", **values}), faults, "validation_error"))
        else:
            sound.append(Row(index, values))
    outcome = await upsert_dimensions(tx, caller, company_id, sound)
    outcome.refused.extend(refused)
    return outcome
