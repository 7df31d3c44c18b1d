"""The password was right: begin a session, or one that still owes its second factor."""

from uuid import UUID

from payables.access.actions.count_attempt import source_mark
from payables.access.actions.open_session import open_session
from payables.access.actions.tell_accounts import tell_accounts
from payables.access.model import Mint
from payables.access.model.people import LoginAction, NewSession, Visitor
from payables.access.queries import logins as queries
from payables.access.queries.door import Door
from payables.access.store import logins
from payables.access.store.sessions import revoke_by_secret


async def begin_session(
    door: Door, mint: Mint, login_id: UUID, visitor: Visitor, *, has_totp: bool, instead_of: str | None = None
) -> NewSession:
    """With the account that was chosen last, or the only one there is. `instead_of`: the secret of the session that the
    browser had before; it ends."""
    if instead_of:
        await revoke_by_secret(door, mint.digest(instead_of))
    if has_totp:
        return await open_session(door, mint, login_id, visitor, second_factor_pending=True)
    account_id, company_id = await _choice(door, login_id)
    await logins.note(door, login_id, LoginAction.SIGNED_IN, visitor)
    await logins.note_source(door, login_id, source_mark(mint, visitor.source)[1])
    if account_id:
        await tell_accounts(door, login_id, "person.signed_in", visitor, only=account_id)
    return await open_session(door, mint, login_id, visitor, account_id=account_id, company_id=company_id)


async def _choice(door: Door, login_id: UUID) -> tuple[UUID | None, int | None]:
    accounts = {found.account_id for found in await queries.enterable(door.connection, login_id)}
    last = await queries.last_chosen(door.connection, login_id)
    if last and last[0] in accounts:
        return last
    return (accounts.pop(), None) if len(accounts) == 1 else (None, None)
