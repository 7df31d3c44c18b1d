"""The operator makes a one-time link with which a person sets a password."""

from payables.access.errors import NobodyWithAddress
from payables.access.model import Mint
from payables.access.model.people import LINK_END, Link, LoginAction, Visitor
from payables.access.queries import logins as queries
from payables.access.queries.door import Door
from payables.access.rules.typed import email_of
from payables.access.store import logins


async def invite(door: Door, mint: Mint, email: str, visitor: Visitor) -> Link:
    """Takes the place of an earlier link. Raises NobodyWithAddress.

    Only the operator makes links: one that an account's administrator made would open what the same person has elsewhere.
    """
    address = email_of(email)
    if address is None or not await _may_be_invited(door, address):
        raise NobodyWithAddress(email=email)
    login_id = await logins.login_of(door, address)
    link = Link(mint.make("link"), address, door.now + LINK_END)
    await logins.put_link(door, login_id, mint.digest(link.text), link.expires_at)
    await logins.note(door, login_id, LoginAction.LINK_MADE, visitor)
    return link


async def _may_be_invited(door: Door, email: str) -> bool:
    return await queries.is_person(door.connection, email) or await queries.is_operator(door.connection, email)
