"""What was found of invoices holds no more, whatever was found."""

from collections.abc import Sequence
from uuid import UUID

from payables.platform.db import Transaction

DOUBT = "UPDATE matches SET stale = true WHERE account_id = $1 AND invoice = ANY($2) RETURNING invoice"


async def doubt(tx: Transaction, invoices: Sequence[UUID]) -> list[UUID]:
    """Those that have been matched, in the order of their ids."""
    return sorted(row["invoice"] for row in await tx.fetch(DOUBT, tx.account_id, list(invoices)))
