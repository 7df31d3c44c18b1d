"""The dashboard as one person of an account opens it."""

from typing import Any
from urllib.parse import urlencode

from harness.browser_client import Browser
from harness.people import signed_in
from harness.server import Server
from harness.tenants import Tenant
from payables.access.actions.read_session import SessionGate
from payables.access.model.people import Session, cookie_name
from payables.dashboard.web.done import with_seal


def browser(server: Server, tenant: Tenant, **person: Any) -> Browser:
    """Signed in; `person` as harness.people.signed_in takes it."""
    cookie = signed_in(server, tenant, **person)
    return Browser(server.base_url, {cookie_name(server.settings.env, secure=False): cookie})


def told(server: Server, who: Browser, path: str, said: str, of: str = "") -> str:
    """The address of a page as one goes on to it when something was just done."""
    query = with_seal({"said": said, "of": of}, server.secret_key, server.run(_session_of(server, who)).id)
    return f"{path}{'&' if '?' in path else '?'}{urlencode(query)}"


async def _session_of(server: Server, who: Browser) -> Session:
    gate = SessionGate(server.settings.env, server.secret_key)
    secret = who.cookies[cookie_name(server.settings.env, secure=False)]
    async with server.database.pool.acquire() as connection:
        session = await gate(connection, secret, server.database.clock.now())
    assert session is not None
    return session


def stranger(server: Server) -> Browser:
    """Not signed in."""
    return Browser(server.base_url)
