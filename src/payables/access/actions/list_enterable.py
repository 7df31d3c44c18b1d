"""Which accounts may the person of a session enter?"""

from typing import Any

from payables.access.model.people import Enterable, Session
from payables.access.queries import logins
from payables.access.queries.door import opened
from payables.platform.db import Database


async def list_enterable(database: Database, connection: Any, session: Session) -> list[Enterable]:
    """By the login: what the person may do there is each account's business."""
    async with opened(database, connection):
        return await logins.enterable(connection, session.login_id)
