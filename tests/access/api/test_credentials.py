"""Keys and clients over the API: made, replaced and ended by those who manage users, their secrets shown once and kept nowhere."""

import json
from datetime import timedelta
from typing import Any

import httpx2
import pytest

from harness.api import Api, error_of, fields_of
from harness.inside import inside
from harness.request_log import flush
from harness.tenants import Tenant, signed_in
from payables.access import queries
from payables.app.provision import Credentials
from payables.platform.db import Transaction

NOBODY = "01a1f70d-0000-7000-8000-000000000001"


def listed(tenant: Tenant, user: str = "all") -> dict[str, Any]:
    answer = tenant.api(user).get("/v1/credentials")
    assert answer.status_code == 200, answer.text
    return answer.json()


def api_user(tenant: Tenant, name: str) -> int:
    found = tenant.api().get("/v1/users", params={"kind": "api", "search": name, "limit": 100}).json()["results"]
    return next(user["id"] for user in found if user["first_name"] == name)


def client_of(tenant: Tenant, name: str) -> dict[str, Any]:
    return next(client for client in listed(tenant)["clients"] if client["user_name"] == name)


def with_key(tenant: Tenant, api_key: str, user: str = "all") -> httpx2.Response:
    """A request with another key and the user's token."""
    token = tenant.api(user).headers["Authorization"]
    return Api(tenant.server.base_url, {"X-API-Key": api_key, "Authorization": token}).get("/v1/accounts")


def works(tenant: Tenant, client_id: str, secret: str) -> bool:
    api = Api(tenant.server.base_url, {"X-API-Key": tenant.credentials["all"].api_key})
    form = {"grant_type": "client_credentials", "client_id": client_id, "client_secret": secret}
    return api.post("/v1/oauth/token", data=form).status_code == 200


def test_keys_and_clients_are_listed_without_their_secrets(tenant: Tenant) -> None:
    answer = listed(tenant)
    (key,) = answer["api_keys"]
    assert (key["label"], key["state"], key["in_use"], key["end_date"]) == ("default", "live", True, None)
    assert {client["user_name"] for client in answer["clients"]} == set(tenant.credentials)
    assert [client["user_name"] for client in answer["clients"] if client["in_use"]] == ["all"]
    shown = json.dumps(answer)
    for credentials in tenant.credentials.values():
        assert credentials.api_key not in shown
        assert credentials.client_secret not in shown


def test_a_new_key_works_and_is_shown_once(tenant: Tenant) -> None:
    answer = tenant.api().post("/v1/api-keys", json={"label": " Night sync "})
    assert answer.status_code == 201, answer.text
    new = answer.json()
    assert (new["label"], new["replaced_id"]) == ("Night sync", None)
    assert with_key(tenant, new["api_key"]).status_code == 200
    shown = next(key for key in listed(tenant)["api_keys"] if key["id"] == new["id"])
    assert shown["hint"].removeprefix("...") in new["api_key"]
    assert new["api_key"] not in json.dumps(listed(tenant))


def test_a_replaced_key_goes_on_for_its_overlap(tenant: Tenant) -> None:
    old = tenant.credentials["all"].api_key
    key_id = listed(tenant)["api_keys"][0]["id"]
    answer = tenant.api().post(f"/v1/api-keys/{key_id}/rotate", json={"overlap_hours": 1})
    assert answer.status_code == 201, answer.text
    new = answer.json()
    assert (new["replaced_id"], new["label"]) == (key_id, "default")
    assert [with_key(tenant, key).status_code for key in (old, new["api_key"])] == [200, 200]
    assert [key["state"] for key in listed(tenant)["api_keys"]] == ["ending", "live"]
    tenant.server.clock.offset = timedelta(hours=1, minutes=1)
    api = signed_in(tenant.server, _with(tenant, api_key=new["api_key"]))
    assert [key["state"] for key in api.get("/v1/credentials").json()["api_keys"]] == ["expired", "live"]
    assert with_key(tenant, old).status_code == 401


def test_without_a_body_the_overlap_is_a_day_and_with_zero_it_ends_at_once(tenant: Tenant) -> None:
    (key,) = listed(tenant)["api_keys"]
    other = tenant.api().post("/v1/api-keys", json={"label": "other"}).json()
    tenant.api().post(f"/v1/api-keys/{other['id']}/rotate")
    tenant.api().post(f"/v1/api-keys/{key['id']}/rotate", json={"overlap_hours": 0})
    api = signed_in(tenant.server, _with(tenant, api_key=other["api_key"]))
    states = {key["id"]: key["state"] for key in api.get("/v1/credentials").json()["api_keys"]}
    assert (states[key["id"]], states[other["id"]]) == ("expired", "ending")


def test_a_revoked_key_stops_at_once_also_the_one_in_use(tenant: Tenant) -> None:
    other = tenant.api().post("/v1/api-keys", json={"label": "other"}).json()
    assert tenant.api().delete(f"/v1/api-keys/{other['id']}").json()["was_in_use"] is False
    assert with_key(tenant, other["api_key"]).status_code == 401
    (own,) = [key["id"] for key in listed(tenant)["api_keys"] if key["in_use"]]
    answer = tenant.api().delete(f"/v1/api-keys/{own}")
    assert (answer.status_code, answer.json()["was_in_use"]) == (200, True)
    assert tenant.api().get("/v1/accounts").status_code == 401


def test_a_new_client_signs_in_as_its_api_user(tenant: Tenant) -> None:
    body = {"user_id": api_user(tenant, "reader"), "name": "Warehouse"}
    answer = tenant.api().post("/v1/oauth-clients", json=body)
    assert answer.status_code == 201, answer.text
    new = answer.json()
    assert (new["name"], new["user_id"], new["replaced_end_date"]) == ("Warehouse", body["user_id"], None)
    assert works(tenant, new["client_id"], new["client_secret"])


def test_a_replaced_secret_ends_with_its_overlap(tenant: Tenant) -> None:
    old = tenant.credentials["reader"]
    answer = tenant.api().post(f"/v1/oauth-clients/{old.client_id}/rotate", json={"overlap_hours": 2})
    assert answer.status_code == 201, answer.text
    new = answer.json()
    assert works(tenant, old.client_id, old.client_secret) and works(tenant, old.client_id, new["client_secret"])
    assert [one["state"] for one in client_of(tenant, "reader")["secrets"]] == ["ending", "live"]
    tenant.server.clock.offset = timedelta(hours=3)
    assert not works(tenant, old.client_id, old.client_secret)
    assert works(tenant, old.client_id, new["client_secret"])


def test_a_revoked_secret_and_a_revoked_client_stop_with_their_tokens(tenant: Tenant) -> None:
    reader, editor = tenant.credentials["reader"], tenant.credentials["editor"]
    assert [tenant.api(name).get("/v1/accounts").status_code for name in ("reader", "editor")] == [200, 200]
    (secret,) = client_of(tenant, "reader")["secrets"]
    assert tenant.api().delete(f"/v1/oauth-clients/{reader.client_id}/secrets/{secret['id']}").status_code == 200
    answer = tenant.api().delete(f"/v1/oauth-clients/{editor.client_id}")
    assert (answer.status_code, answer.json()["was_in_use"]) == (200, False)
    assert [tenant.api(name).get("/v1/accounts").status_code for name in ("reader", "editor")] == [401, 401]
    assert not works(tenant, reader.client_id, reader.client_secret)
    assert not works(tenant, editor.client_id, editor.client_secret)
    assert client_of(tenant, "editor")["secrets"][0]["state"] == "revoked"


CALLS = [
    lambda tenant: tenant.api().post("/v1/api-keys", json={"label": "once"}, headers={"Idempotency-Key": "k1"}),
    lambda tenant: tenant.api().post(
        "/v1/oauth-clients",
        json={"user_id": api_user(tenant, "reader"), "name": "once"},
        headers={"Idempotency-Key": "k1"},
    ),
    lambda tenant: tenant.api().post(
        f"/v1/oauth-clients/{tenant.credentials['reader'].client_id}/rotate", headers={"Idempotency-Key": "k1"}
    ),
]


@pytest.mark.parametrize("call", CALLS, ids=["key", "client", "secret"])
def test_a_repeated_request_makes_no_second_secret_and_repeats_none(tenant: Tenant, call: Any) -> None:
    first, before = call(tenant), None
    before = inside(tenant, _count)
    again = call(tenant)
    assert (first.status_code, again.status_code, error_of(again)) == (201, 208, "already_reported")
    assert inside(tenant, _count) == before


@pytest.mark.parametrize("call", CALLS, ids=["key", "client", "secret"])
def test_a_secret_is_stored_nowhere(tenant: Tenant, call: Any) -> None:
    """Neither under the Idempotency-Key, nor in the request log, nor in the trail, nor anywhere else in the database."""
    new = call(tenant).json()
    secret = new.get("api_key") or new["client_secret"]
    flush(tenant.server)
    assert inside(tenant, _where_is, secret) == []


def test_of_a_call_with_a_secret_no_body_is_in_the_request_log(tenant: Tenant) -> None:
    answer = tenant.api().post("/v1/api-keys", json={"label": "x"})
    flush(tenant.server)
    row = tenant.api().get(f"/v1/request-log/{answer.headers['x-request-id']}").json()
    assert (row["status"], row["request_body"], row["answer_body"]) == (201, None, None)


PATHS = [
    ("GET", "/v1/credentials"),
    ("POST", "/v1/api-keys"),
    ("POST", f"/v1/api-keys/{NOBODY}/rotate"),
    ("DELETE", f"/v1/api-keys/{NOBODY}"),
    ("POST", "/v1/oauth-clients"),
    ("POST", "/v1/oauth-clients/x/rotate"),
    ("DELETE", "/v1/oauth-clients/x"),
    ("DELETE", f"/v1/oauth-clients/x/secrets/{NOBODY}"),
]
BODIES = {"/v1/api-keys": {"label": "x"}, "/v1/oauth-clients": {"user_id": 1, "name": "x"}}


@pytest.mark.parametrize(("method", "path"), PATHS)
def test_credentials_are_for_those_who_manage_users_and_see_the_whole_account(
    tenant: Tenant, method: str, path: str
) -> None:
    for user, error in (("editor", "permission_denied"), ("east", "out_of_scope"), ("main", "out_of_scope")):
        answer = tenant.api(user).request(method, path, json=BODIES.get(path))
        assert (answer.status_code, error_of(answer)) == (403, error)


@pytest.mark.parametrize(("method", "path"), [call for call in PATHS if "/v1/api-keys/" in call[1] or "/x" in call[1]])
def test_what_does_not_exist_is_not_found(tenant: Tenant, method: str, path: str) -> None:
    assert tenant.api().request(method, path).status_code == 404


def test_another_accounts_credentials_do_not_exist(tenant: Tenant, other_tenant: Tenant) -> None:
    key = listed(other_tenant)["api_keys"][0]["id"]
    client = client_of(other_tenant, "reader")
    paths = [
        ("POST", f"/v1/api-keys/{key}/rotate"),
        ("DELETE", f"/v1/api-keys/{key}"),
        ("POST", f"/v1/oauth-clients/{client['client_id']}/rotate"),
        ("DELETE", f"/v1/oauth-clients/{client['client_id']}"),
        ("DELETE", f"/v1/oauth-clients/{client['client_id']}/secrets/{client['secrets'][0]['id']}"),
        ("DELETE", f"/v1/api-keys/{client['secrets'][0]['id']}"),
    ]
    assert {tenant.api().request(*path).status_code for path in paths} == {404}
    assert other_tenant.api("reader").get("/v1/accounts").status_code == 200


def test_a_secret_is_not_revoked_as_a_key_nor_as_another_clients(tenant: Tenant) -> None:
    secret = client_of(tenant, "reader")["secrets"][0]["id"]
    editor = tenant.credentials["editor"].client_id
    for path in (f"/v1/api-keys/{secret}", f"/v1/oauth-clients/{editor}/secrets/{secret}"):
        assert tenant.api().delete(path).status_code == 404
    assert client_of(tenant, "reader")["secrets"][0]["state"] == "live"


def test_what_was_revoked_is_not_revoked_or_replaced_again(tenant: Tenant) -> None:
    key = tenant.api().post("/v1/api-keys", json={"label": "other"}).json()["id"]
    client = tenant.credentials["reader"].client_id
    for path in (f"/v1/api-keys/{key}", f"/v1/oauth-clients/{client}"):
        assert tenant.api().delete(path).status_code == 200
        assert error_of(tenant.api().delete(path)) == "no_such_credential"
        assert error_of(tenant.api().post(f"{path}/rotate")) == "no_such_credential"


def test_nobody_gives_away_more_than_is_theirs(tenant: Tenant) -> None:
    """Whoever holds the secret of an API user can do what it may."""
    inside(tenant, _set_role, "second", "Administrator - Limited")
    limited = tenant.api("second")
    for path, body in (
        ("/v1/oauth-clients", {"user_id": api_user(tenant, "all"), "name": "mine"}),
        (f"/v1/oauth-clients/{tenant.credentials['all'].client_id}/rotate", {}),
    ):
        answer = limited.post(path, json=body)
        assert (answer.status_code, error_of(answer)) == (403, "role_beyond_yours")
    assert limited.post("/v1/oauth-clients", json={"user_id": api_user(tenant, "reader"), "name": "m"}).is_success


@pytest.mark.parametrize("who", ["person", "nobody", "inactive"])
def test_a_client_is_made_for_active_api_users_only(tenant: Tenant, who: str) -> None:
    people = tenant.api().get("/v1/users", params={"kind": "person"}).json()["results"]
    if who == "inactive":
        inside(tenant, _deactivate, "reader")
    user_id = {"person": people[0]["id"], "nobody": 2_000_000_000, "inactive": api_user(tenant, "reader")}[who]
    answer = tenant.api().post("/v1/oauth-clients", json={"user_id": user_id, "name": "x"})
    assert (answer.status_code, fields_of(answer)) == (400, {"user_id": "not_an_api_user"})


def test_a_name_is_used_once_per_api_user(tenant: Tenant) -> None:
    body = {"user_id": api_user(tenant, "reader"), "name": "main"}
    answer = tenant.api().post("/v1/oauth-clients", json=body)
    assert (answer.status_code, error_of(answer)) == (409, "client_name_taken")


@pytest.mark.parametrize(
    ("path", "body", "wrong"),
    [
        ("/v1/api-keys", {"label": " \u200b "}, {"label": "required"}),
        ("/v1/api-keys", {"label": "x" * 101}, {"label": "too_long"}),
        ("/v1/api-keys", {}, {"label": "required"}),
        ("/v1/api-keys", {"label": "x", "key": "mine"}, {"key": "unknown_field"}),
        ("/v1/oauth-clients", {"user_id": 0, "name": "x"}, {"user_id": "invalid"}),
        ("/v1/oauth-clients", {"user_id": 1}, {"name": "required"}),
        (f"/v1/api-keys/{NOBODY}/rotate", {"overlap_hours": -1}, {"overlap_hours": "invalid"}),
        (f"/v1/api-keys/{NOBODY}/rotate", {"overlap_hours": 2161}, {"overlap_hours": "invalid"}),
        (f"/v1/api-keys/{NOBODY}/rotate", {"overlap_hours": 1.5}, {"overlap_hours": "invalid"}),
    ],
)
def test_bad_input_is_refused(tenant: Tenant, path: str, body: dict[str, Any], wrong: dict[str, str]) -> None:
    answer = tenant.api().post(path, json=body)
    assert answer.status_code == 400, answer.text
    assert fields_of(answer) == wrong


def test_there_are_not_endlessly_many_keys(tenant: Tenant) -> None:
    answers = [tenant.api().post("/v1/api-keys", json={"label": f"key {n}"}) for n in range(50)]
    assert [answer.status_code for answer in answers] == [201] * 49 + [409]
    assert error_of(answers[-1]) == "too_many_credentials"


def _with(tenant: Tenant, **changes: str) -> Credentials:
    from dataclasses import replace

    return replace(tenant.credentials["all"], **changes)


async def _count(tx: Transaction) -> int:
    return len(await queries.credentials(tx))


async def _where_is(tx: Transaction, text: str) -> list[str]:
    """Tables of the account with this text in a row."""
    tables = await tx.fetch(
        "SELECT table_name FROM information_schema.columns WHERE column_name = 'account_id' AND table_schema = 'public'"
    )
    names = [row["table_name"] for row in tables]
    assert {"idempotency_keys", "request_log", "audit_log", "api_keys"} <= set(names)
    return [
        name
        for name in names
        if await tx.fetchval(
            f"SELECT EXISTS (SELECT FROM {name} t WHERE strpos(t::text, $1) > 0 OR strpos(t::text, $2) > 0)",
            text,
            text.encode().hex(),
        )
    ]


async def _set_role(tx: Transaction, key: str, role: str) -> None:
    await tx.execute("UPDATE users SET role = $3 WHERE account_id = $1 AND key = $2", tx.account_id, key, role)


async def _deactivate(tx: Transaction, key: str) -> None:
    await tx.execute("UPDATE users SET active = false WHERE account_id = $1 AND key = $2", tx.account_id, key)


def test_a_secret_says_who_made_it_and_whether_they_are_gone(tenant: Tenant) -> None:
    made = tenant.api("second").post("/v1/oauth-clients", json={"user_id": api_user(tenant, "editor"), "name": "new"})
    assert made.status_code == 201, made.text

    def secrets() -> dict[str, tuple[Any, ...]]:
        clients = [one for one in listed(tenant)["clients"] if one["user_name"] == "editor"]
        newest = {one["name"]: one["secrets"][0] for one in clients}
        return {name: ((one["issued_by"] or {}).get("id"), one["issued_by_active"]) for name, one in newest.items()}

    second = api_user(tenant, "second")
    assert secrets() == {"main": (None, None), "new": (second, True)}

    async def leave(tx: Transaction) -> None:
        await tx.execute("UPDATE users SET active = false WHERE account_id = $1 AND id = $2", tx.account_id, second)

    inside(tenant, leave)
    assert secrets()["new"] == (second, False)
