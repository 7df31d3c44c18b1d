"""Show one company of the account, or all that the person sees."""

from payables.access.model.people import Session
from payables.access.queries.door import opened
from payables.access.store import sessions
from payables.accounts.queries import company
from payables.platform.caller import Caller
from payables.platform.db import Database, Transaction


async def choose_company(
    database: Database, tx: Transaction, caller: Caller, session: Session, company_id: int | None
) -> None:
    """From the next page on. Raises NotFound and OutOfScope."""
    if company_id is not None:
        await company(tx, caller, company_id)
    async with opened(database, tx.connection) as door:
        await sessions.choose_company(door, session.id, company_id)
