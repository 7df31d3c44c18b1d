from datetime import timedelta
from uuid import UUID

import pytest
from tests.access.door import Door

from harness.api import error_of
from harness.server import Server
from harness.tenants import Tenant
from payables.access import queries
from payables.access.actions.rotate_key import rotate_key
from payables.access.actions.rotate_secret import rotate_secret
from payables.access.errors import NoSuchCredential
from payables.access.model import IssuedClient, IssuedKey, Mint
from payables.audit.model import Entry
from payables.audit.queries import entries_of
from payables.kit.ids import uuid7

OVERLAP = timedelta(minutes=30)


def _rotate_secret(server: Server, tenant: Tenant, overlap: timedelta = OVERLAP, user: str = "all") -> IssuedClient:
    async def work() -> IssuedClient:
        async with server.database.transaction(tenant.account_id) as tx:
            client_id = tenant.credentials[user].client_id
            return await rotate_secret(tx, Mint("sandbox", server.secret_key), client_id or "", overlap)

    return server.run(work())


def _rotate_key(server: Server, tenant: Tenant, overlap: timedelta = OVERLAP) -> IssuedKey:
    async def work() -> IssuedKey:
        async with server.database.transaction(tenant.account_id) as tx:
            (old,) = [row for row in await queries.credentials(tx) if row.kind == "key" and row.expires_at is None]
            return await rotate_key(tx, Mint("sandbox", server.secret_key), UUID(old.id), overlap)

    return server.run(work())


def test_during_the_overlap_both_secrets_get_tokens_then_only_the_new_one(
    door: Door, server: Server, tenant: Tenant
) -> None:
    old = tenant.credentials["all"]
    new = _rotate_secret(server, tenant)
    assert door.token(old).status_code == 200
    assert door.token(old, client_secret=new.secret).status_code == 200
    server.clock.offset = OVERLAP + timedelta(seconds=1)
    answer = door.token(old)
    assert (answer.status_code, error_of(answer)) == (401, "invalid_client")
    assert door.token(old, client_secret=new.secret).status_code == 200


def test_tokens_of_the_old_secret_end_with_it(door: Door, server: Server, tenant: Tenant) -> None:
    server.clock.stand_still()
    old = tenant.credentials["all"]
    before = door.token(old).json()["access_token"]
    _rotate_secret(server, tenant)
    during = door.token(old).json()
    assert during["expires_in"] <= OVERLAP.total_seconds()
    server.clock.offset = OVERLAP - timedelta(seconds=5)
    assert [door.accounts(old.api_key, t).status_code for t in (before, during["access_token"])] == [200, 200]
    server.clock.offset = OVERLAP + timedelta(seconds=1)
    assert [door.accounts(old.api_key, t).status_code for t in (before, during["access_token"])] == [401, 401]


def test_a_rotation_without_overlap_ends_the_old_secret_at_once(door: Door, server: Server, tenant: Tenant) -> None:
    old = tenant.credentials["all"]
    token = door.token(old).json()["access_token"]
    new = _rotate_secret(server, tenant, timedelta(0))
    assert door.token(old).status_code == 401
    assert door.accounts(old.api_key, token).status_code == 401
    assert door.token(old, client_secret=new.secret).status_code == 200


def test_a_second_rotation_does_not_prolong_the_first(door: Door, server: Server, tenant: Tenant) -> None:
    old = tenant.credentials["all"]
    _rotate_secret(server, tenant, timedelta(minutes=10))
    _rotate_secret(server, tenant, timedelta(hours=10))
    server.clock.offset = timedelta(minutes=11)
    assert door.token(old).status_code == 401


def test_other_clients_are_not_touched(door: Door, server: Server, tenant: Tenant) -> None:
    _rotate_secret(server, tenant, timedelta(0))
    assert door.token(tenant.credentials["reader"]).status_code == 200


def test_during_the_overlap_both_keys_work_then_only_the_new_one(door: Door, server: Server, tenant: Tenant) -> None:
    old = tenant.credentials["all"]
    new = _rotate_key(server, tenant)
    token = door.token(old).json()["access_token"]
    assert door.accounts(old.api_key, token).status_code == 200
    assert door.accounts(new.text, token).status_code == 200
    server.clock.offset = OVERLAP + timedelta(seconds=1)
    answer = door.accounts(old.api_key, token)
    assert (answer.status_code, error_of(answer)) == (401, "invalid_api_key")
    assert door.token(old).status_code == 401
    assert door.accounts(new.text, token).status_code == 200
    assert door.token(old, api_key=new.text).status_code == 200


def test_what_does_not_live_cannot_be_rotated(server: Server, tenant: Tenant, other_tenant: Tenant) -> None:
    async def work(account: Tenant, client_id: str) -> None:
        async with server.database.transaction(account.account_id) as tx:
            await rotate_secret(tx, Mint("sandbox", server.secret_key), client_id, OVERLAP)

    foreign = tenant.credentials["all"].client_id or ""
    with pytest.raises(NoSuchCredential):
        server.run(work(other_tenant, foreign))
    with pytest.raises(NoSuchCredential):
        server.run(work(tenant, "payables_sandbox_client_nobody"))

    async def unknown_key() -> None:
        async with server.database.transaction(tenant.account_id) as tx:
            await rotate_key(tx, Mint("sandbox", server.secret_key), uuid7(0), OVERLAP)

    with pytest.raises(NoSuchCredential):
        server.run(unknown_key())


def test_a_rotation_is_recorded_without_any_secret(server: Server, tenant: Tenant) -> None:
    new = _rotate_secret(server, tenant)

    async def entries() -> list[Entry]:
        async with server.database.transaction(tenant.account_id) as tx:
            return list(await entries_of(tx, "client", new.client_id))

    told = server.run(entries())
    assert [entry.action for entry in told] == [
        "client.created",
        "client_secret.issued",
        "client_secret.rotated",
        "client_secret.issued",
    ]
    assert new.secret not in repr(told)
    assert all(entry.actor_id is None for entry in told)
