from datetime import timedelta

import pytest
from tests.access.door import TOKEN, Door

from harness.api import error_of
from harness.server import Server
from harness.tenants import Tenant
from payables.access.rules import secrets


def test_a_client_gets_an_opaque_bearer_token_that_works(door: Door, shared_tenant: Tenant) -> None:
    credentials = shared_tenant.credentials["all"]
    answer = door.token(credentials)
    body = answer.json()
    assert answer.status_code == 200
    assert (body["token_type"], body["expires_in"], body["scope"]) == ("Bearer", 3600, "accounts.can_access_dashboard")
    assert door.accounts(credentials.api_key, body["access_token"]).status_code == 200


def test_json_is_accepted_beside_the_form(door: Door, shared_tenant: Tenant) -> None:
    credentials = shared_tenant.credentials["all"]
    body = {
        "grant_type": "client_credentials",
        "client_id": credentials.client_id,
        "client_secret": credentials.client_secret,
        "scope": "accounts.can_access_dashboard",
    }
    answer = door.call("POST", TOKEN, json=body, headers={"X-API-Key": credentials.api_key})
    assert answer.status_code == 200


def test_the_old_path_answers_too(door: Door, shared_tenant: Tenant) -> None:
    credentials = shared_tenant.credentials["all"]
    form = {
        "grant_type": "client_credentials",
        "client_id": credentials.client_id,
        "client_secret": credentials.client_secret,
    }
    answer = door.call("POST", "/oauth/token", data=form, headers={"X-API-Key": credentials.api_key})
    assert answer.status_code == 200


def test_a_token_ends_after_its_lifetime(door: Door, shared_tenant: Tenant, server: Server) -> None:
    server.clock.stand_still()
    credentials = shared_tenant.credentials["all"]
    token = door.token(credentials).json()["access_token"]
    server.clock.offset = timedelta(seconds=3599)
    assert door.accounts(credentials.api_key, token).status_code == 200
    server.clock.offset = timedelta(seconds=3601)
    answer = door.accounts(credentials.api_key, token)
    assert (answer.status_code, error_of(answer)) == (401, "invalid_token")


@pytest.mark.parametrize(
    ("changes", "status", "code"),
    [
        ({"grant_type": "password"}, 400, "unsupported_grant_type"),
        ({"scope": "everything"}, 400, "invalid_scope"),
        ({"client_id": "payables_sandbox_client_nobody"}, 401, "invalid_client"),
        ({"client_secret": "x"}, 401, "invalid_client"),
        ({"client_secret": secrets.make("sandbox", "secret")}, 401, "invalid_client"),
        ({"client_secret": secrets.make("production", "secret")}, 401, "wrong_environment"),
        ({"api_key": secrets.make("sandbox", "key")}, 401, "invalid_api_key"),
        ({"api_key": secrets.make("production", "key")}, 401, "wrong_environment"),
        ({"client_id": secrets.make_client_id("sandbox")}, 401, "invalid_client"),
        ({"client_id": secrets.make_client_id("production")}, 401, "wrong_environment"),
        ({"client_id": ""}, 400, "validation_error"),
        ({"client_id": "\u0000"}, 401, "invalid_client"),
    ],
)
def test_a_wrong_request_is_refused(
    door: Door, shared_tenant: Tenant, changes: dict[str, str], status: int, code: str
) -> None:
    answer = door.token(shared_tenant.credentials["all"], **changes)
    assert (answer.status_code, error_of(answer)) == (status, code)


def test_a_missing_field_is_named(door: Door, shared_tenant: Tenant) -> None:
    key = shared_tenant.credentials["all"].api_key
    answer = door.call("POST", TOKEN, data={"grant_type": "client_credentials"}, headers={"X-API-Key": key})
    assert (answer.status_code, error_of(answer)) == (400, "validation_error")


def test_a_key_alone_and_a_client_alone_are_not_enough(door: Door, shared_tenant: Tenant) -> None:
    credentials = shared_tenant.credentials["all"]
    answer = door.call("POST", TOKEN, data={"grant_type": "client_credentials"})
    assert answer.status_code in (400, 401)
    answer = door.accounts(credentials.api_key, None)
    assert (answer.status_code, error_of(answer)) == (401, "missing_credentials")


def test_a_client_of_another_account_is_unknown_here(door: Door, tenant: Tenant, other_tenant: Tenant) -> None:
    key = other_tenant.credentials["all"].api_key
    answer = door.token(tenant.credentials["all"], api_key=key)
    assert (answer.status_code, error_of(answer)) == (401, "invalid_client")


def test_a_secret_of_another_client_does_not_fit(door: Door, tenant: Tenant) -> None:
    answer = door.token(tenant.credentials["all"], client_secret=tenant.credentials["reader"].client_secret)
    assert (answer.status_code, error_of(answer)) == (401, "invalid_client")
