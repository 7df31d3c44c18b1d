"""Create or update vendors from rows of text, such as those of a file."""

from collections.abc import Mapping, Sequence

from payables.platform.caller import Caller
from payables.platform.db import Transaction
from payables.platform.upsert import Refused, Upserted
from payables.vendors.actions.upsert_vendors import Row, upsert_vendors
from payables.vendors.model import Vendor
from payables.vendors.rules.fields import read_fields


async def import_vendors(
    tx: Transaction, caller: Caller, company_id: int, rows: Sequence[Mapping[str, str]]
) -> Upserted[Row, Vendor]:
    """A row meets its vendor by `erp_vendor_id`; its index is its place in `rows`. Good rows are kept when others fail."""
    sound: list[Row] = []
    refused: list[Refused[Row]] = []
    for index, sent in enumerate(rows):
        values, faults = read_fields({"erp_vendor_id": None, **sent})
        row = Row(index, values.get("erp_vendor_id") or "", values)
        if faults:
            refused.append(Refused(row, faults, "validation_error"))
        else:
            sound.append(row)
    outcome = await upsert_vendors(tx, caller, company_id, sound)
    outcome.refused.extend(refused)
    return outcome
