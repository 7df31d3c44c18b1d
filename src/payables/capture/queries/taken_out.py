"""Files that people have taken out of an invoice that they had joined."""

from uuid import UUID

from payables.audit import queries as audit
from payables.platform.db import Transaction

TAKEN_OUT = "upload.taken_out"


async def was_taken_out(tx: Transaction, upload: UUID) -> bool:
    """Or a document of it: then its documents are invoices of their own, however alike they are to others."""
    told = await audit.actions_of(tx, "upload", [upload])
    return TAKEN_OUT in told.get(str(upload), set())
