"""The credentials' file and the tenants that they belong to."""

import asyncio
from pathlib import Path

import pytest

from harness.server import Server
from payables.app.demo import credentials
from payables.app.demo.client import Client, RefusedByApi
from payables.app.demo.credentials import Credential
from payables.app.demo.provisioning import provision_tenants, read_demo_org

ONE = Credential("corner-cafe", "erp-sync", "demo", "key", "id", "secret")


def test_the_file_is_readable_by_its_owner_alone_and_says_the_same_when_it_is_read(tmp_path: Path) -> None:
    path = credentials.path_in(tmp_path)
    credentials.write(path, "http://127.0.0.1:8000", [ONE])
    credentials.write(path, "http://127.0.0.1:8001", [ONE])
    assert path.stat().st_mode & 0o777 == 0o600
    assert credentials.read(path) == [ONE]
    assert [entry.name for entry in tmp_path.iterdir()] == [path.name]


def test_a_lost_or_damaged_file_has_no_credentials(tmp_path: Path) -> None:
    path = credentials.path_in(tmp_path)
    assert credentials.read(path) == []
    path.write_text("{half")
    assert credentials.read(path) == []


@pytest.fixture
def known(server: Server) -> list[Credential]:
    return provisioned(server, [])


def test_every_client_of_the_org_file_can_sign_in(server: Server, known: list[Credential]) -> None:
    expected = [
        (account.structure.key, user.name, client)
        for account in read_demo_org().accounts
        for user in account.api_users
        for client in user.clients
    ]
    assert [credential.name for credential in known] == expected
    assert all(signs_in(server, credential) for credential in known)


def test_known_credentials_are_kept(server: Server, known: list[Credential]) -> None:
    assert provisioned(server, known) == known


def test_lost_credentials_are_replaced_for_their_account_and_no_other(server: Server, known: list[Credential]) -> None:
    left = [credential for credential in known if credential.account != "harbor-grill"]
    again = provisioned(server, left)
    assert [c for c in again if c.account != "harbor-grill"] == left
    assert not {c.api_key for c in again if c.account == "harbor-grill"} & {c.api_key for c in known}
    assert all(signs_in(server, credential) for credential in again)


def provisioned(server: Server, known: list[Credential]) -> list[Credential]:
    return server.run(provision_tenants(server.parts, read_demo_org(), known))


def signs_in(server: Server, credential: Credential) -> bool:
    async def sign_in() -> bool:
        async with Client(server.base_url, credential) as client:
            try:
                await client.sign_in()
            except RefusedByApi:
                return False
            return True

    return asyncio.run(sign_in())
