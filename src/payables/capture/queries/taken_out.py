"""Files that people have taken out of an invoice that they had joined."""

from uuid import UUID

from payables.audit import queries as audit
from payables.platform.db import Transaction

TAKEN_OUT = "upload.taken_out"


async def was_taken_out(tx: Transaction, upload: UUID) -> bool:
    """Then it is an invoice of its own, however alike the two are."""
    told = await audit.actions_of(tx, "upload", [upload])
    return TAKEN_OUT in told.get(str(upload), set())
