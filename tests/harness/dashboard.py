"""The dashboard as one person of an account opens it."""

from typing import Any

from harness.browser_client import Browser
from harness.people import signed_in
from harness.server import Server
from harness.tenants import Tenant
from payables.access.model.people import cookie_name


def browser(server: Server, tenant: Tenant, **person: Any) -> Browser:
    """Signed in; `person` as harness.people.signed_in takes it."""
    cookie = signed_in(server, tenant, **person)
    return Browser(server.base_url, {cookie_name(server.settings.env, secure=False): cookie})


def stranger(server: Server) -> Browser:
    """Not signed in."""
    return Browser(server.base_url)
