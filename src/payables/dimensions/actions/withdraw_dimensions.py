"""Take back dimensions that were created by mistake and that nothing is coded with yet."""

from collections.abc import Sequence

from payables.audit.actions.record import record
from payables.dimensions import queries, store
from payables.dimensions.rules.fields import LONGEST
from payables.platform.db import Transaction

TOLD = ("company_id", *LONGEST)


async def withdraw_dimensions(tx: Transaction, company_id: int, dimension_ids: Sequence[str]) -> set[str]:
    """The ids that were withdrawn. A dimension that an invoice, a rule or anything else names stays."""
    await queries.lock_against_use(tx, company_id, dimension_ids)
    unused = set(dimension_ids) - await queries.in_use(tx, dimension_ids)
    withdrawn = await store.delete(tx, company_id, sorted(unused))
    for row in withdrawn:
        record(tx, "dimension.withdrawn", "dimension", row["id"], before={name: row[name] for name in TOLD})
    return {row["id"] for row in withdrawn}
