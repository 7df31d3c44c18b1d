"""Begin a session: a new secret each time, so that one that was known before is worth nothing afterwards."""

from uuid import UUID

from payables.access.model import Mint
from payables.access.model.people import CODE_END, IDLE_END, SESSION_END, NewSession, Visitor
from payables.access.queries.door import Door
from payables.access.store.sessions import insert_session


async def open_session(
    door: Door,
    mint: Mint,
    login_id: UUID,
    visitor: Visitor,
    *,
    second_factor_pending: bool = False,
    account_id: UUID | None = None,
    company_id: int | None = None,
) -> NewSession:
    """The secret is told once; what is stored in its place is its keyed digest."""
    lasts = CODE_END if second_factor_pending else SESSION_END
    opened = NewSession(mint.make("session"), door.now + lasts, second_factor_pending)
    await insert_session(
        door,
        door.new_id(),
        login_id,
        mint.digest(opened.secret),
        visitor,
        second_factor_pending=second_factor_pending,
        account_id=account_id,
        company_id=company_id,
        idle_ends_at=door.now + min(lasts, IDLE_END),
        ends_at=opened.ends_at,
    )
    return opened
