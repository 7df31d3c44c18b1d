"""Change one's own password."""

from payables.access.actions.hash_password import hash_password
from payables.access.actions.open_session import open_session
from payables.access.actions.prove_password import prove_password
from payables.access.actions.set_password import check_new, replace
from payables.access.errors import WrongOwnPassword
from payables.access.model import Mint
from payables.access.model.people import LoginAction, NewSession, Session, Visitor
from payables.access.queries import logins as queries
from payables.access.queries.door import at_the_door
from payables.platform.db import Database


async def change_password(
    database: Database, mint: Mint, session: Session, *, present: str, password: str, visitor: Visitor
) -> NewSession:
    """All sessions of the login end, this one too: the new one takes its place. In transactions of its own.

    Raises InvalidFields, WrongOwnPassword and TooManyAttempts.
    """
    check_new(password, session.email)
    proven = await prove_password(database, mint, session, present, visitor)
    hashed = await hash_password(password)
    async with at_the_door(database) as door:
        login = await queries.for_update(door.connection, session.login_id)
        if login["password_hash"] != proven:
            raise WrongOwnPassword
        await replace(door, session.login_id, hashed, LoginAction.PASSWORD_CHANGED, visitor)
        return await open_session(
            door, mint, session.login_id, visitor, account_id=session.account_id, company_id=session.company_id
        )
