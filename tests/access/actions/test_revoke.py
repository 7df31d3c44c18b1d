import pytest
from tests.access.door import Door

from harness.api import error_of
from harness.server import Server
from harness.tenants import Tenant
from payables.access import queries
from payables.access.actions.revoke import revoke
from payables.access.errors import NoSuchCredential
from payables.access.model import CredentialRow


def _revoke(server: Server, tenant: Tenant, credential: str) -> str:
    async def work() -> str:
        async with server.database.transaction(tenant.account_id) as tx:
            return await revoke(tx, credential)

    return server.run(work())


def _credentials(server: Server, tenant: Tenant) -> list[CredentialRow]:
    async def work() -> list[CredentialRow]:
        async with server.database.transaction(tenant.account_id) as tx:
            return await queries.credentials(tx)

    return server.run(work())


def test_a_revoked_client_gets_no_token_and_its_tokens_stop(door: Door, server: Server, tenant: Tenant) -> None:
    credentials = tenant.credentials["all"]
    token = door.token(credentials).json()["access_token"]
    assert _revoke(server, tenant, credentials.client_id or "") == "client"
    answer = door.accounts(credentials.api_key, token)
    assert (answer.status_code, error_of(answer)) == (401, "invalid_token")
    assert error_of(door.token(credentials)) == "invalid_client"


def test_a_revoked_secret_takes_its_tokens_with_it(door: Door, server: Server, tenant: Tenant) -> None:
    credentials = tenant.credentials["all"]
    token = door.token(credentials).json()["access_token"]
    (row,) = [row for row in _credentials(server, tenant) if row.client_id == credentials.client_id]
    assert _revoke(server, tenant, row.id) == "client_secret"
    assert door.accounts(credentials.api_key, token).status_code == 401
    assert door.token(credentials).status_code == 401


def test_a_revoked_key_opens_nothing_any_more(door: Door, server: Server, tenant: Tenant) -> None:
    credentials = tenant.credentials["all"]
    token = door.token(credentials).json()["access_token"]
    (row,) = [row for row in _credentials(server, tenant) if row.kind == "key"]
    assert _revoke(server, tenant, row.id) == "api_key"
    for answer in (door.accounts(credentials.api_key, token), door.token(credentials)):
        assert (answer.status_code, error_of(answer)) == (401, "invalid_api_key")


def test_the_other_clients_of_the_account_go_on(door: Door, server: Server, tenant: Tenant) -> None:
    _revoke(server, tenant, tenant.credentials["all"].client_id or "")
    assert door.token(tenant.credentials["reader"]).status_code == 200


def test_a_list_shows_what_is_live_and_what_is_revoked_and_no_secret(server: Server, tenant: Tenant) -> None:
    _revoke(server, tenant, tenant.credentials["all"].client_id or "")
    rows = _credentials(server, tenant)
    now = server.clock.now()
    states = {f"{row.user}/{row.name}" if row.user else row.name: row.state(now) for row in rows}
    assert states.pop("all/main") == "revoked"
    assert set(states.values()) == {"live"} and {"default", "second/main"} <= set(states)
    shown = repr(rows)
    assert not any((issued.client_secret or "?") in shown for issued in tenant.credentials.values())


NOBODY = ["00000000-0000-7000-8000-000000000000", "payables_sandbox_client_nobody"]
UNKNOWN = [*NOBODY, "", "key", "x" * 500, "\x00", "\udcff"]


@pytest.mark.parametrize("credential", UNKNOWN, ids=range(len(UNKNOWN)))
def test_what_is_not_there_cannot_be_revoked(server: Server, tenant: Tenant, credential: str) -> None:
    with pytest.raises(NoSuchCredential):
        _revoke(server, tenant, credential)


def test_nothing_is_revoked_twice_or_from_another_account(
    server: Server, tenant: Tenant, other_tenant: Tenant, door: Door
) -> None:
    client_id = tenant.credentials["all"].client_id or ""
    with pytest.raises(NoSuchCredential):
        _revoke(server, other_tenant, client_id)
    assert door.token(tenant.credentials["all"]).status_code == 200
    _revoke(server, tenant, client_id)
    with pytest.raises(NoSuchCredential):
        _revoke(server, tenant, client_id)
