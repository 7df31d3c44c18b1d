"""Custom fields for tests, given to an account by the product's own provisioning."""

from typing import Any

from harness.server import Server
from harness.tenants import DEFAULTS, ORG, Tenant, make_tenant
from payables.app.provision import Provisioned, plan, provision, read_org

INVOICE = [
    {"key": "cost_centre", "subject": "invoice", "type": "text"},
    {"key": "rate", "subject": "invoice", "type": "number"},
    {"key": "delivered", "subject": "invoice", "type": "date"},
    {"key": "rush", "subject": "invoice", "type": "boolean", "default": False},
    {"key": "route", "subject": "invoice", "type": "choice", "choices": ["north", "south"], "default": "north"},
]
ITEM = [
    {"key": "lot", "subject": "item", "type": "text"},
    {"key": "weight", "subject": "item", "type": "number", "default": 1.50},
]
SPLIT = [
    {"key": "grant", "subject": "gl_split", "type": "text"},
    {"key": "share", "subject": "gl_split", "type": "number"},
]


def tenant_with_fields(server: Server, *fields: dict[str, Any], east: tuple[dict[str, Any], ...] = ()) -> Tenant:
    """A fresh account with these fields; those of `east` are of its company."""
    tenant = make_tenant(server)
    set_fields(tenant, *fields, east=east)
    return tenant


def set_fields(
    tenant: Tenant, *fields: dict[str, Any], east: tuple[dict[str, Any], ...] = (), **options: Any
) -> Provisioned:
    """Provision the account again with these fields instead of those it had."""
    server = tenant.server
    work = provision(server.database, org_of(tenant, fields, east), server.settings, server.secret_key, **options)
    return server.run(work)


def planned(tenant: Tenant, *fields: dict[str, Any], **options: Any) -> list[Any]:
    """What that would change."""
    (found,) = tenant.server.run(plan(tenant.server.database, org_of(tenant, fields, ()), **options))
    return found.changes


def org_of(tenant: Tenant, fields: tuple[dict[str, Any], ...], east: tuple[dict[str, Any], ...]) -> Any:
    text = ORG.format(name=f"Tenant {tenant.key}", key=tenant.key, **DEFAULTS)
    text = text.replace("    companies:\n", f"    custom_fields: {listed(fields)}\n    companies:\n", 1)
    text = text.replace("        currency: USD\n", f"        currency: USD\n        custom_fields: {listed(east)}\n", 1)
    return read_org(text, "test")


def listed(fields: tuple[dict[str, Any], ...]) -> str:
    return "[" + ", ".join("{" + ", ".join(f"{k}: {scalar(v)}" for k, v in f.items()) + "}" for f in fields) + "]"


def scalar(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
