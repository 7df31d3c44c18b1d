"""Do the vendors and dimensions that conditions name exist, and may the policy's documents have them?"""

from collections.abc import Collection

from payables.approvals.model import Conditions
from payables.kit.errors import FieldError
from payables.platform.db import Transaction

VENDORS = "SELECT id, company_id FROM vendors WHERE account_id = $1 AND id = ANY($2)"

DIMENSIONS = "SELECT id, company_id, ottimate_type FROM dimensions WHERE account_id = $1 AND id = ANY($2)"


async def faults(tx: Transaction, conditions: Conditions, *, companies: Collection[int]) -> list[FieldError]:
    """One for every id that no document of these companies could have."""
    return [
        *await _of_vendors(tx, conditions.vendor_ids, companies),
        *await _of_dimensions(tx, conditions, companies),
    ]


async def _of_vendors(tx: Transaction, ids: Collection[int], companies: Collection[int]) -> list[FieldError]:
    if not ids:
        return []
    rows = await tx.fetch(VENDORS, tx.account_id, list(ids))
    known = {row["id"] for row in rows if row["company_id"] in companies}
    sentence = "The policy's companies have no such vendor."
    return [
        FieldError(f"conditions.vendor_ids[{n}]", sentence, "unknown_vendor")
        for n, id in enumerate(ids)
        if id not in known
    ]


async def _of_dimensions(tx: Transaction, conditions: Conditions, companies: Collection[int]) -> list[FieldError]:
    named = {"department_ids": ("department", conditions.department_ids)}
    named["gl_account_ids"] = ("account", conditions.gl_account_ids)
    ids = [id for _, wanted in named.values() for id in wanted]
    if not ids:
        return []
    rows = await tx.fetch(DIMENSIONS, tx.account_id, ids)
    known = {(row["ottimate_type"], row["id"]) for row in rows if row["company_id"] in companies}
    return [
        FieldError(
            f"conditions.{field}[{n}]", f"The policy's companies have no such {type_} dimension.", "unknown_dimension"
        )
        for field, (type_, wanted) in named.items()
        for n, id in enumerate(wanted)
        if (type_, id) not in known
    ]
