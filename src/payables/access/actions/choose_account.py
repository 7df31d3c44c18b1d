"""Enter another account, for which the same person has the same session."""

from typing import Any
from uuid import UUID

from payables.access.actions.tell_accounts import tell_accounts
from payables.access.errors import NotYourAccount
from payables.access.model.people import Session, Visitor
from payables.access.queries import logins
from payables.access.queries.door import opened
from payables.access.store import sessions
from payables.platform.db import Database


async def choose_account(
    database: Database, connection: Any, session: Session, account_id: UUID, visitor: Visitor
) -> None:
    """From the next page on; all its companies are shown. Raises NotYourAccount."""
    async with opened(database, connection) as door:
        enterable = {found.account_id for found in await logins.enterable(connection, session.login_id)}
        if account_id not in enterable:
            raise NotYourAccount
        await sessions.choose_account(door, session.id, account_id)
        await tell_accounts(door, session.login_id, "person.signed_in", visitor, only=account_id)
