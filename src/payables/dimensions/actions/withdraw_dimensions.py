"""Take back dimensions that were created by mistake and that nothing is coded with yet."""

from collections.abc import Sequence

from payables.audit.actions.record import record
from payables.dimensions import queries, store
from payables.platform.db import Transaction


async def withdraw_dimensions(tx: Transaction, company_id: int, dimension_ids: Sequence[str]) -> set[str]:
    """The ids that were withdrawn. A dimension that an invoice, a rule or anything else names stays."""
    unused = set(dimension_ids) - await queries.in_use(tx, dimension_ids)
    withdrawn = await store.delete(tx, company_id, sorted(unused))
    for dimension_id in sorted(withdrawn):
        record(tx, "dimension.withdrawn", "dimension", dimension_id)
    return withdrawn
