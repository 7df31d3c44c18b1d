"""People at the door, as the pages of the dashboard bring them there."""

import base64
from collections.abc import Awaitable, Callable
from datetime import timedelta
from itertools import count
from typing import Any
from uuid import UUID

from harness.people import make_person
from harness.server import Server
from harness.tenants import Tenant
from payables.access.actions.invite import invite
from payables.access.actions.read_session import SessionGate
from payables.access.actions.set_password import set_password
from payables.access.actions.sign_in_code import sign_in_code
from payables.access.actions.sign_in_person import sign_in_person
from payables.access.actions.switch_on_totp import offer_totp, switch_on_totp
from payables.access.model import Mint
from payables.access.model.people import NewSession, Session, Visitor
from payables.access.queries.door import at_the_door
from payables.access.rules import totp
from payables.access.rules.typed import email_of

PASSWORD = "a quiet morning in March"
HOME = "192.0.2.20"
_serial = count(1)


class Doorway:
    """One person with a login, who has been here before from HOME."""

    def __init__(self, server: Server, tenant: Tenant, email: str | None = None) -> None:
        self.server = server
        self.tenant = tenant
        self.mint = Mint(server.settings.env, server.secret_key)
        number = next(_serial)
        self.email = email or f"door{number}@{tenant.key}.example"
        self.elsewhere = f"2001:db8:{number:x}::1"  # where nobody else comes from
        self.user_id = make_person(server, tenant, self.email)
        self.first = self.welcome()
        self.secret = b""  # of the second factor, once it is on

    def welcome(self, password: str = PASSWORD, *, source: str = HOME) -> NewSession:
        """A link, and a password set with it."""
        return self.use(self.link(), password, source=source)

    def link(self) -> str:
        return self.at_door(lambda door: invite(door, self.mint, self.email, Visitor("cli"))).text

    def use(self, link: str, password: str = PASSWORD, *, source: str = HOME) -> NewSession:
        visitor = Visitor(source, "Firefox")
        return self.run(set_password(self.server.database, self.mint, link=link, password=password, visitor=visitor))

    def sign_in(
        self,
        password: str = PASSWORD,
        *,
        email: str | None = None,
        source: str = HOME,
        instead_of: str | None = None,
    ) -> NewSession:
        return self.run(
            sign_in_person(
                self.server.database,
                self.mint,
                email=email or self.email,
                password=password,
                visitor=Visitor(source, "Firefox"),
                instead_of=instead_of,
            )
        )

    def code(self, pending: NewSession, code: str, *, source: str = HOME) -> NewSession:
        visitor = Visitor(source, "Firefox")
        return self.run(
            sign_in_code(self.server.database, self.mint, secret=pending.secret, code=code, visitor=visitor)
        )

    def switch_on(self, opened: NewSession) -> tuple[bytes, list[str]]:
        """The authenticator's secret, and the recovery codes."""
        session = self.session(opened)
        assert session
        visitor = Visitor(HOME)
        database = self.server.database
        offered = self.run(offer_totp(database, self.mint, session, password=PASSWORD, visitor=visitor))
        secret = self.secret = secret_of(offered.readable)
        code = self.code_now(secret)
        return secret, self.run(switch_on_totp(database, self.mint, session, code=code, visitor=visitor))

    def code_now(self, secret: bytes, later: int = 0) -> str:
        return totp.code_at(secret, totp.step_of(self.server.clock.now()) + later)

    def session(self, opened: NewSession) -> Session | None:
        async def read() -> Session | None:
            gate = SessionGate(self.server.settings.env, self.server.secret_key)
            async with self.server.database.pool.acquire() as connection, connection.transaction(readonly=True):
                return await gate(connection, opened.secret, self.server.clock.now())

        return self.run(read())

    def page(self, work: Callable[[Any], Awaitable[Any]]) -> Any:
        """In a page's own transaction."""

        async def within() -> Any:
            async with self.server.database.pool.acquire() as connection, connection.transaction():
                return await work(connection)

        return self.run(within())

    def at_door(self, work: Callable[[Any], Awaitable[Any]]) -> Any:
        async def within() -> Any:
            async with at_the_door(self.server.database) as door:
                return await work(door)

        return self.run(within())

    def events(self) -> list[str]:
        """What is on record of the login, oldest first."""
        sql = "SELECT e.action FROM login_events e JOIN logins l ON l.id = e.login_id WHERE l.email = $1 ORDER BY e.id"
        rows = self.at_door(lambda door: door.connection.fetch(sql, email_of(self.email)))
        return [row["action"] for row in rows]

    def trail(self, account_id: UUID | None = None) -> list[str]:
        """What the account's trail says of the person."""

        async def read() -> list[str]:
            async with self.server.database.transaction(account_id or self.tenant.account_id) as tx:
                sql = "SELECT action FROM audit_log WHERE account_id = $1 AND subject_type = 'person' AND actor_id IS NOT NULL"
                return [row["action"] for row in await tx.fetch(f"{sql} ORDER BY id", tx.account_id)]

        return self.run(read())

    def later(self, **time: float) -> None:
        self.server.clock.offset += timedelta(**time)

    def run(self, work: Any) -> Any:
        return self.server.run(work)


def secret_of(readable: str) -> bytes:
    """What an app makes of the letters that it is given."""

    text = readable.replace(" ", "")
    return base64.b32decode(text + "=" * (-len(text) % 8))
