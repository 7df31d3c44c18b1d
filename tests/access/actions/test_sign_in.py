import httpx2
import pytest
from tests.access.door import ACCOUNTS, Door

from harness.api import error_of
from harness.server import Server
from harness.tenants import Tenant
from payables.access.rules import secrets
from payables.platform.proxies import TrustedProxies
from payables.platform.settings import Environment

GUESSES = 20


def _pair(door: Door, tenant: Tenant, user: str = "all") -> tuple[str, str]:
    """API key and a fresh token."""
    credentials = tenant.credentials[user]
    assert credentials.api_key
    return credentials.api_key, door.token(credentials).json()["access_token"]


@pytest.mark.parametrize("header", ["{token}", "Basic {token}", "Bearer", "Bearer ", "bearer:{token}"])
def test_a_token_without_bearer_is_missing(door: Door, shared_tenant: Tenant, header: str) -> None:
    key, token = _pair(door, shared_tenant)
    headers = {"X-API-Key": key, "Authorization": header.format(token=token)}
    answer = door.call("GET", ACCOUNTS, headers=headers)
    assert (answer.status_code, error_of(answer)) == (401, "missing_credentials")
    assert answer.headers["www-authenticate"].startswith("Bearer")


@pytest.mark.parametrize("word", ["Bearer", "bearer", "BEARER"])
def test_bearer_may_be_written_in_any_case(door: Door, shared_tenant: Tenant, word: str) -> None:
    key, token = _pair(door, shared_tenant)
    headers = {"X-API-Key": key, "Authorization": f"{word} {token}"}
    assert door.call("GET", ACCOUNTS, headers=headers).status_code == 200


def test_both_headers_are_needed(door: Door, shared_tenant: Tenant) -> None:
    key, token = _pair(door, shared_tenant)
    for answer in (door.accounts(key, None), door.accounts(None, token), door.accounts(None, None)):
        assert (answer.status_code, error_of(answer)) == (401, "missing_credentials")


def test_unknown_and_mistyped_keys_look_the_same(door: Door, shared_tenant: Tenant) -> None:
    key, token = _pair(door, shared_tenant)
    mistyped = key[:-1] + ("a" if key[-1] != "a" else "b")
    for wrong in (secrets.make("sandbox", "key"), mistyped, "x", "é", token):
        answer = door.call(
            "GET", ACCOUNTS, headers={b"X-API-Key": wrong.encode(), b"Authorization": f"Bearer {token}".encode()}
        )
        assert (answer.status_code, error_of(answer)) == (401, "invalid_api_key")


def test_unknown_and_mistyped_tokens_look_the_same(door: Door, shared_tenant: Tenant) -> None:
    key, token = _pair(door, shared_tenant)
    for wrong in (secrets.make("sandbox", "token"), token[:-1], "x" * 5000, key):
        answer = door.accounts(key, wrong)
        assert (answer.status_code, error_of(answer)) == (401, "invalid_token")


def test_the_token_of_one_account_does_not_fit_the_key_of_another(
    door: Door, tenant: Tenant, other_tenant: Tenant
) -> None:
    key, _ = _pair(door, tenant)
    _, foreign = _pair(door, other_tenant)
    answer = door.accounts(key, foreign)
    assert (answer.status_code, error_of(answer)) == (401, "invalid_token")


def test_sandbox_credentials_are_refused_by_production_before_any_look_up(
    door: Door, server: Server, shared_tenant: Tenant
) -> None:
    key, token = _pair(door, shared_tenant)
    production = Door(server, Environment.PRODUCTION)
    answer = production.accounts(key, token)
    assert (answer.status_code, error_of(answer)) == (401, "wrong_environment")
    assert "production" in answer.json()["code"] and "sandbox" in answer.json()["code"]
    # the same database knows the key: production does not even ask
    for attempt in range(GUESSES + 5):
        assert production.accounts(key, token).status_code == 401, attempt


def test_production_credentials_are_refused_by_the_sandbox(door: Door, shared_tenant: Tenant) -> None:
    key, _ = _pair(door, shared_tenant)
    for answer in (
        door.accounts(secrets.make("production", "key"), secrets.make("production", "token")),
        door.accounts(key, secrets.make("production", "token")),
    ):
        assert (answer.status_code, error_of(answer)) == (401, "wrong_environment")


GUESSER = "198.51.100.9"


def _guess(door: Door, token: str, source: str = GUESSER) -> httpx2.Response:
    return door.accounts(secrets.make("sandbox", "key"), token, source=source)


def test_guessing_is_slowed_down_for_the_guesser_alone(door: Door, shared_tenant: Tenant) -> None:
    _, token = _pair(door, shared_tenant)
    assert {_guess(door, token).status_code for _ in range(GUESSES)} == {401}
    answer = _guess(door, token)
    assert (answer.status_code, error_of(answer)) == (429, "too_many_failures")
    assert 1 <= int(answer.headers["retry-after"]) <= 60
    assert _guess(door, token, source="198.51.100.10").status_code == 401


def test_a_guesser_locks_out_nobody_who_shares_the_address(door: Door, shared_tenant: Tenant) -> None:
    key, token = _pair(door, shared_tenant)
    assert 429 in {_guess(door, token).status_code for _ in range(GUESSES + 1)}
    assert door.accounts(key, token, source=GUESSER).status_code == 200
    assert door.token(shared_tenant.credentials["all"], source=GUESSER).status_code == 200


def test_an_ended_token_beside_a_valid_key_is_told_to_be_renewed_however_often(
    door: Door, shared_tenant: Tenant
) -> None:
    key, _ = _pair(door, shared_tenant)
    ended = secrets.make("sandbox", "token")
    answers = [door.accounts(key, ended, source=GUESSER).status_code for _ in range(2 * GUESSES)]
    assert answers == [401] * (2 * GUESSES)
    assert door.token(shared_tenant.credentials["all"], source=GUESSER).status_code == 200


def test_mistyped_tokens_are_braked_whatever_the_key(door: Door, shared_tenant: Tenant) -> None:
    key, _ = _pair(door, shared_tenant)
    answers = [door.accounts(key, f"guess-{n}", source=GUESSER).status_code for n in range(GUESSES + 1)]
    assert answers == [401] * GUESSES + [429]


def test_behind_a_trusted_proxy_each_client_has_an_address_of_its_own(server: Server, shared_tenant: Tenant) -> None:
    door = Door(server, trusted_proxies=TrustedProxies.parse("10.0.0.0/8"))
    guess = {"X-API-Key": secrets.make("sandbox", "key"), "Authorization": "Bearer x"}

    def behind(proxy: str, forwarded: str) -> int:
        return door.call("GET", ACCOUNTS, source=proxy, headers={**guess, "X-Forwarded-For": forwarded}).status_code

    assert [behind("10.0.0.1", f"1.2.3.{n}, {GUESSER}") for n in range(GUESSES + 1)][-2:] == [401, 429]
    assert behind("10.0.0.2", f"{GUESSER}, 10.7.7.7") == 429
    assert behind("10.0.0.1", "198.51.100.10") == 401
    assert behind("192.0.2.77", GUESSER) == 401, "a peer that is no proxy is counted by its own address"


def test_guessing_client_secrets_is_slowed_down_too(door: Door, shared_tenant: Tenant) -> None:
    credentials = shared_tenant.credentials["all"]
    for _ in range(GUESSES):
        guess = secrets.make("sandbox", "secret")
        assert door.token(credentials, client_secret=guess, source=GUESSER).status_code == 401
    answer = door.token(credentials, client_secret=secrets.make("sandbox", "secret"), source=GUESSER)
    assert (answer.status_code, error_of(answer)) == (429, "too_many_failures")


def test_success_is_never_counted_as_a_guess(door: Door, shared_tenant: Tenant) -> None:
    key, token = _pair(door, shared_tenant)
    assert {door.accounts(key, token).status_code for _ in range(GUESSES + 5)} == {200}
