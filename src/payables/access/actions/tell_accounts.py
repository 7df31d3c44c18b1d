"""Write into the trail of accounts what one of their people did at the door."""

from uuid import UUID

from payables.access.model.people import Visitor
from payables.access.queries import logins
from payables.access.queries.door import Door
from payables.audit.actions.record import record
from payables.platform.db import Actor, Transaction

NOW_IN = "SELECT coalesce(current_setting('payables.account_id', true), '')"
ENTER = "SELECT set_config('payables.account_id', $1, true)"


async def tell_accounts(door: Door, login_id: UUID, action: str, visitor: Visitor, *, only: UUID | None = None) -> None:
    """In each account that has this person, or in one of them. The transaction stays in the account that it was in."""
    before = await door.connection.fetchval(NOW_IN)
    for account in await logins.enterable(door.connection, login_id):
        if only in (None, account.account_id):
            await door.connection.execute(ENTER, str(account.account_id))
            actor = Actor(account.user_id, None, visitor.request_id)
            tx = Transaction(door.connection, account.account_id, door.now, actor, door.numbers)
            record(tx, action, "person", account.user_id, after={"source": visitor.source})
            await tx.flush()
    await door.connection.execute(ENTER, before)
