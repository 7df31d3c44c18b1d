"""Make somebody an operator of the installation, or no operator any more."""

from uuid import UUID

from payables.access.actions.help_person import find_login
from payables.access.errors import LastOperator, NoSuchLogin
from payables.access.model.people import LoginAction, Visitor
from payables.access.queries.door import Door
from payables.access.rules.typed import email_of
from payables.access.store import logins


async def name_operator(door: Door, email: str, visitor: Visitor, *, is_operator: bool) -> bool:
    """Whether that changed anything. An operator need not be a person of any account. Raises NoSuchLogin for what is no address,
    and of whom there is nothing to take, and LastOperator where nobody could see the operators' pages any more."""
    address = email_of(email)
    if address is None:
        raise NoSuchLogin(email=email)
    login_id = await (logins.login_of(door, address) if is_operator else find_login(door, email))
    if not is_operator:
        await _check_others(door, login_id, address)
    changed = await logins.set_operator(door, login_id, is_operator=is_operator)
    if changed:
        action = LoginAction.OPERATOR_ON if is_operator else LoginAction.OPERATOR_OFF
        await logins.note(door, login_id, action, visitor)
    return changed


async def _check_others(door: Door, login_id: UUID, email: str) -> None:
    """Under a lock: two operators who take it from each other at once would leave nobody."""
    who_can = await logins.lock_operators(door)
    if who_can == [login_id]:
        raise LastOperator(email=email)
