"""What an account with something on every page has of exports, keys and requests. `offer` posts a body of words."""

from collections.abc import Callable, Iterator
from itertools import cycle
from typing import Any

from harness.request_log import flush
from harness.tenants import Tenant

Offer = Callable[..., Any]
MAPPINGS, KEYS, JOBS = 4, 6, 6


def furnish_exports(tenant: Tenant, words: Iterator[str], offer: Offer) -> None:
    """Mappings, jobs of every state that people give a reason for, keys and clients, and a log of it all."""
    for _ in range(MAPPINGS):
        columns = [{"header": next(words)[:200], "constant": next(words)[:1000]} for _ in range(8)]
        body = {"ottimate_company_id": tenant.company(), "name": next(words)[:200], "format": "csv", "columns": columns}
        offer("/v1/export-mappings", body)
    _jobs(tenant, words, offer)
    for _ in range(KEYS):
        offer("/v1/api-keys", {"label": next(words)[:100]})
    users = tenant.api().get("/v1/users", params={"kind": "api"}).json()["results"]
    for user in users[:3]:
        offer("/v1/oauth-clients", {"user_id": user["id"], "name": next(words)[:100]})
    flush(tenant.server)


def _jobs(tenant: Tenant, words: Iterator[str], offer: Offer) -> None:
    """One invoice each, as far as there are any that are ready."""
    query = {"status": "ready-for-export", "limit": JOBS}
    ready = tenant.api().get("/v1/invoices", params=query).json()["results"]
    for invoice, step in zip(ready, cycle(["fail", "uncertain", "acknowledge"]), strict=False):
        job = offer("/v1/exports", {"ottimate_company_id": tenant.company(), "invoice_ids": [invoice["invoice_id"]]})
        if job is None:
            continue
        tenant.api().get(f"/v1/exports/{job['id']}/file")
        rejected = {"invoice_id": invoice["invoice_id"], "outcome": "rejected", "reason": next(words)}
        offer(
            f"/v1/exports/{job['id']}/{step}",
            {"invoices": [rejected]} if step == "acknowledge" else {"reason": next(words)},
        )
