"""How keys and clients are made, replaced and ended, to see what that leaves in the trail."""

from collections.abc import Callable

import httpx2

from harness.tenants import Tenant

Call = Callable[[Tenant], httpx2.Response]


def key_id(tenant: Tenant) -> str:
    return tenant.api().post("/v1/api-keys", json={"label": "other"}).json()["id"]


def client_id(tenant: Tenant) -> str:
    return tenant.credentials["reader"].client_id


def post_client(tenant: Tenant) -> httpx2.Response:
    users = tenant.api().get("/v1/users", params={"kind": "api", "search": "reader"}).json()["results"]
    return tenant.api().post("/v1/oauth-clients", json={"user_id": users[0]["id"], "name": "other"})


def delete_secret(tenant: Tenant) -> httpx2.Response:
    secret = tenant.api().post(f"/v1/oauth-clients/{client_id(tenant)}/rotate").json()["secret_id"]
    return tenant.api().delete(f"/v1/oauth-clients/{client_id(tenant)}/secrets/{secret}")


CREDENTIAL_CALLS: dict[str, Call] = {
    "delete-api-keys-id": lambda tenant: tenant.api().delete(f"/v1/api-keys/{key_id(tenant)}"),
    "delete-oauth-clients-id": lambda tenant: tenant.api().delete(f"/v1/oauth-clients/{client_id(tenant)}"),
    "delete-oauth-clients-id-secrets-secret-id": delete_secret,
    "post-api-keys": lambda tenant: tenant.api().post("/v1/api-keys", json={"label": "other"}),
    "post-api-keys-id-rotate": lambda tenant: tenant.api().post(f"/v1/api-keys/{key_id(tenant)}/rotate"),
    "post-oauth-clients": post_client,
    "post-oauth-clients-id-rotate": lambda tenant: tenant.api().post(f"/v1/oauth-clients/{client_id(tenant)}/rotate"),
}
