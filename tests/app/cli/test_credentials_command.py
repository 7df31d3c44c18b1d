from itertools import count

import pytest
from tests.access.door import Door
from tests.app.cli.terminal import Terminal

from harness.api import error_of
from harness.server import Server
from harness.tenants import Tenant

_serial = count(1)


def test_a_list_shows_ids_and_states_and_no_secret(terminal: Terminal, tenant: Tenant) -> None:
    answer = terminal("credentials", "list", "--account", tenant.key)
    lines = answer.out.splitlines()
    assert answer.code == 0 and len(lines) == 2 + 1 + len(tenant.credentials)  # head, the key, a secret per client
    assert all("live" in line for line in lines[2:])
    assert all((issued.client_id or "?") in answer.out for issued in tenant.credentials.values())
    texts = [text for issued in tenant.credentials.values() for text in (issued.client_secret, issued.api_key)]
    assert not any((text or "?") in answer.out for text in texts)


def test_a_rotated_client_has_two_secrets_until_the_end_of_the_overlap(
    terminal: Terminal, tenant: Tenant, server: Server
) -> None:
    old = tenant.credentials["all"]
    data = terminal(
        "credentials", "rotate", old.client_id or "", "--account", tenant.key, "--overlap", "2h", "--json"
    ).data
    door = Door(server)
    assert door.token(old).status_code == 200
    assert door.token(old, client_secret=data["client_secret"]).status_code == 200
    listed = terminal("credentials", "list", "--account", tenant.key, "--json").data
    states = [row["state"] for row in listed if row["client_id"] == old.client_id]
    assert sorted(states) == ["live", "live until its end"]


def test_a_rotated_key_is_shown_once(terminal: Terminal, tenant: Tenant, server: Server) -> None:
    listed = terminal("credentials", "list", "--account", tenant.key, "--json").data
    (key,) = [row for row in listed if row["kind"] == "key"]
    answer = terminal("credentials", "rotate", key["id"], "--account", tenant.key, "--overlap", "0s")
    new = next(word for word in answer.out.split() if word.startswith("payables_sandbox_key_"))
    door, credentials = Door(server), tenant.credentials["all"]
    assert error_of(door.token(credentials)) == "invalid_api_key"
    assert door.token(credentials, api_key=new).status_code == 200


def test_a_further_key_can_be_issued(terminal: Terminal, tenant: Tenant, server: Server) -> None:
    new = terminal("credentials", "issue", "--account", tenant.key, "--label", "spare", "--json").data
    assert Door(server).token(tenant.credentials["all"], api_key=new["api_key"]).status_code == 200


def test_a_revoked_client_is_out_at_once(terminal: Terminal, tenant: Tenant, server: Server) -> None:
    credentials, door = tenant.credentials["all"], Door(server)
    token = door.token(credentials).json()["access_token"]
    answer = terminal("credentials", "revoke", credentials.client_id or "", "--account", tenant.key)
    assert answer.code == 0
    assert door.accounts(credentials.api_key, token).status_code == 401


@pytest.mark.parametrize("verb", ["rotate", "revoke"])
@pytest.mark.parametrize("credential", ["00000000-0000-7000-8000-000000000000", "payables_sandbox_client_nobody"])
def test_an_unknown_credential_is_one_sentence(
    terminal: Terminal, shared_tenant: Tenant, verb: str, credential: str
) -> None:
    answer = terminal("credentials", verb, credential, "--account", shared_tenant.key)
    assert (answer.code, answer.out) == (1, "")
    assert credential in answer.err and len(answer.err.splitlines()) == 1


@pytest.mark.parametrize("account", ["nobody", "", "x" * 5000, "\udcff"], ids=range(4))
def test_an_unknown_account_is_one_sentence(terminal: Terminal, account: str) -> None:
    answer = terminal("credentials", "list", "--account", account)
    assert (answer.code, answer.out) == (1, "") and answer.err.startswith("No account has the key")


def test_a_label_that_cannot_be_stored_is_refused(terminal: Terminal, shared_tenant: Tenant) -> None:
    answer = terminal("credentials", "issue", "--account", shared_tenant.key, "--label", "x\udcff")
    assert answer.code == 1 and "surrogate" in answer.err


@pytest.mark.parametrize("overlap", ["-1h", "soon", "5", ""])
def test_an_overlap_that_is_no_duration_is_wrong_use(terminal: Terminal, tenant: Tenant, overlap: str) -> None:
    client = tenant.credentials["all"].client_id or ""
    answer = terminal("credentials", "rotate", client, "--account", tenant.key, "--overlap", overlap)
    assert (answer.code, answer.out) == (2, "") and len(answer.err.splitlines()) == 1


def test_an_overlap_of_years_is_refused(terminal: Terminal, tenant: Tenant) -> None:
    client = tenant.credentials["all"].client_id or ""
    answer = terminal("credentials", "rotate", client, "--account", tenant.key, "--overlap", "400d")
    assert answer.code == 1 and "90 days" in answer.err
