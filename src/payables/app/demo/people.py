"""A person who can sign in to the dashboard: an administrator of a tenant, who sees the installation's pages too."""

from dataclasses import dataclass

from payables.access.actions.invite import invite
from payables.access.actions.name_operator import name_operator
from payables.access.model import Mint
from payables.access.model.people import Visitor
from payables.access.queries.door import Door, at_the_door
from payables.access.queries.logins import listed_logins
from payables.app.org.model import OrgAccount
from payables.app.runtime import Parts

HERE = Visitor("payables demo")


@dataclass(frozen=True, slots=True)
class Guest:
    """`link` sets the first password; None once there is one."""

    email: str
    link: str | None

    def lines(self, base_url: str) -> dict[str, str]:
        """What the demo tells of it."""
        password = self.link or "the one that you set (a new link: payables people invite)"
        return {"Dashboard": f"{base_url}/", "Sign in as": self.email, "Password": password}


async def make_guest(parts: Parts, account: OrgAccount, base_url: str) -> Guest:
    """Of the account's first person, who is its administrator. A link that was not used gives way to a new one."""
    email = account.people[0].email
    async with at_the_door(parts.database) as door:
        await name_operator(door, email, HERE, is_operator=True)
        if await _has_password(door, email):
            return Guest(email, None)
        link = await invite(door, Mint(parts.settings.env, parts.secret_key), email, HERE)
    return Guest(email, f"{base_url}/welcome/{link.text}")


async def _has_password(door: Door, email: str) -> bool:
    found = await listed_logins(door.connection, door.now)
    return any(one.has_password for one in found if one.email == email.lower())
