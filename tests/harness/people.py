"""People of an account who are signed in to the dashboard."""

from itertools import count

from harness.server import Server
from harness.tenants import Tenant
from payables.access import store
from payables.access.actions.open_session import open_session
from payables.access.model import Mint
from payables.access.model.people import Visitor
from payables.access.queries.door import at_the_door
from payables.access.store.logins import login_of

_serial = count(1)
COMPANIES = ("east", "west")
COMPANY_OF = {"main": "east", "park": "east", "hafen": "west"}


def signed_in(
    server: Server,
    tenant: Tenant,
    *,
    role: str = "Administrator - Full",
    scope: str | None = None,
    email: str | None = None,
    company: str | None = None,
) -> str:
    """The value of the session cookie of a person of the account, who is made unless there is one with this address.

    `scope`: None is the whole account, otherwise a company (east, west) or a location (main, park, hafen).
    `company`: the one that the person has chosen in the top bar, None is all.
    """
    email = email or f"person{next(_serial)}@{tenant.key}.example"
    make_person(server, tenant, email, role=role, scope=scope)
    return server.run(_open(server, tenant, email, tenant.company(company) if company else None))


def make_person(
    server: Server, tenant: Tenant, email: str, *, role: str = "Administrator - Full", scope: str | None = None
) -> int:
    """A person of the account with this address, and its user id; one that is there stays as it is."""
    companies = [COMPANY_OF.get(scope, scope)] if scope else []
    locations = [scope] if scope in COMPANY_OF else []
    kind = "locations" if locations else "company" if companies else "account"
    ids = [tenant.company(name) for name in companies] or None, [tenant.location(name) for name in locations] or None
    return server.run(_make_person(server, tenant, email, role, kind, ids))


def demote(server: Server, tenant: Tenant, email: str, role: str = "Invoice Processor - Read Only") -> None:
    """Another role from now on for a person of the account who stays signed in."""
    server.run(_demote(server, tenant, email, role))


async def _demote(server: Server, tenant: Tenant, email: str, role: str) -> None:
    async with server.database.transaction(tenant.account_id) as tx:
        await tx.execute("UPDATE users SET role = $3 WHERE account_id = $1 AND email = $2", tx.account_id, email, role)


async def _make_person(
    server: Server, tenant: Tenant, email: str, role: str, kind: str, ids: tuple[list[int] | None, list[int] | None]
) -> int:
    async with server.database.transaction(tenant.account_id) as tx:
        there = "SELECT id FROM users WHERE account_id = $1 AND lower(email) = lower($2)"
        if found := await tx.fetchval(there, tx.account_id, email):
            return found
        number = await tx.new_number("user")
        first = email.split("@")[0].title()
        await store.insert_user(tx, number, "person", email.lower(), (email, first, "Person", role, kind, *ids))
        return number


async def _open(server: Server, tenant: Tenant, email: str, company_id: int | None) -> str:
    mint = Mint(server.settings.env, server.secret_key)
    async with at_the_door(server.database) as door:
        login = await login_of(door, email)
        visitor = Visitor("192.0.2.10", "a test")
        opened = await open_session(door, mint, login, visitor, account_id=tenant.account_id, company_id=company_id)
        return opened.secret
