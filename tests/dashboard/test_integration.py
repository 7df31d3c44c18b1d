"""Integration as people see to it in the dashboard: keys, clients, and what programs asked."""

import re
from typing import Any

import pytest

from harness.api import Api
from harness.dashboard import browser
from harness.request_log import flush
from harness.server import Server
from harness.tenants import Tenant

KEY = re.compile(r"payables_sandbox_key_[0-9A-Za-z]+")
SECRET = re.compile(r"payables_sandbox_secret_[0-9A-Za-z]+")


def credentials(tenant: Tenant) -> dict[str, Any]:
    return tenant.api().get("/v1/credentials").json()


def works(tenant: Tenant, key: str) -> bool:
    headers = {"X-API-Key": key, "Authorization": tenant.api().headers["Authorization"]}
    return Api(tenant.server.base_url, headers).get("/v1/accounts").status_code == 200


def reader(tenant: Tenant) -> dict[str, Any]:
    return next(one for one in credentials(tenant)["clients"] if one["user_name"] == "reader")


def test_keys_clients_and_api_users_are_shown_without_secrets(server: Server, tenant: Tenant) -> None:
    page = browser(server, tenant).open("/integration")
    assert page.status == 200
    for name, issued in tenant.credentials.items():
        assert f"{name} / main" in page.words and issued.client_id in page.words
    assert not KEY.search(page.text) and not SECRET.search(page.text)


def test_a_new_key_is_shown_once(server: Server, tenant: Tenant) -> None:
    clerk = browser(server, tenant)
    form = clerk.open("/integration").form("/integration/keys")
    made = clerk.send_form(form, {"label": "Night sync"})
    assert made.status == 200
    assert "shown only now" in made.words
    (key,) = set(KEY.findall(made.text))
    assert works(tenant, key)
    assert "no-store" in made.answer.headers["cache-control"]
    assert not KEY.search(clerk.open("/integration").text)


def test_the_same_form_sent_again_makes_no_second_key_and_shows_none(server: Server, tenant: Tenant) -> None:
    clerk = browser(server, tenant)
    form = clerk.open("/integration").form("/integration/keys")
    clerk.send_form(form, {"label": "Night sync"})
    again = clerk.send_form(form, {"label": "Night sync"})
    assert again.status == 200
    assert "This was done before" in again.words and not KEY.search(again.text)
    assert [key["label"] for key in credentials(tenant)["api_keys"]] == ["default", "Night sync"]


def test_a_key_is_replaced_and_the_old_one_goes_on(server: Server, tenant: Tenant) -> None:
    old = credentials(tenant)["api_keys"][0]
    page = browser(server, tenant).open("/integration")
    made = page.send(f"/integration/keys/{old['id']}/rotate", {"overlap_hours": "1"})
    (key,) = set(KEY.findall(made.text))
    assert works(tenant, key) and works(tenant, tenant.credentials["all"].api_key)
    assert [one["state"] for one in credentials(tenant)["api_keys"]] == ["ending", "live"]
    assert "What it replaces works until" in made.words


def test_a_key_is_revoked(server: Server, tenant: Tenant) -> None:
    new = tenant.api().post("/v1/api-keys", json={"label": "other"}).json()
    page = browser(server, tenant).open("/integration")
    done = page.send(f"/integration/keys/{new['id']}/revoke").follow()
    assert "The key is revoked" in done.words
    assert not works(tenant, new["api_key"])


def test_a_client_is_made_and_its_secret_replaced_and_revoked(server: Server, tenant: Tenant) -> None:
    clerk = browser(server, tenant)
    user = reader(tenant)["user_id"]
    made = clerk.open("/integration").send("/integration/clients", {"user_id": str(user), "name": "Warehouse"})
    (first,) = set(SECRET.findall(made.text))
    client = next(one for one in credentials(tenant)["clients"] if one["name"] == "Warehouse")
    path = f"/integration/clients/{client['client_id']}"
    replaced = clerk.open("/integration").send(f"{path}/rotate", {"overlap_hours": "24"})
    (second,) = set(SECRET.findall(replaced.text))
    assert first != second
    secret = client["secrets"][0]["id"]
    assert "The secret is revoked" in clerk.open("/integration").send(f"{path}/secrets/{secret}/revoke").follow().words
    assert "The client is revoked" in clerk.open("/integration").send(f"{path}/revoke").follow().words
    states = [
        one["state"] for one in credentials(tenant)["clients"] if one["name"] == "Warehouse" for one in one["secrets"]
    ]
    assert states == ["revoked", "revoked"]


def test_what_is_wrong_is_told_beside_the_field_and_what_was_typed_stays(server: Server, tenant: Tenant) -> None:
    page = browser(server, tenant).open("/integration")
    answer = page.send("/integration/clients", {"user_id": str(reader(tenant)["user_id"]), "name": "main"})
    assert (answer.status, "give the new one another name" in answer.words) == (409, True)
    assert answer.form("/integration/clients").fields["name"] == "main"
    empty = page.send("/integration/keys", {"label": " "})
    assert (empty.status, "Say what you will recognise the key by." in empty.words) == (400, True)


def test_whoever_may_less_gives_away_no_more(server: Server, tenant: Tenant) -> None:
    limited = browser(server, tenant, role="Administrator - Limited")
    client = tenant.credentials["all"].client_id
    answer = limited.open("/integration").send(f"/integration/clients/{client}/rotate")
    assert answer.status == 403
    assert "may do what you may not" in answer.words and not SECRET.search(answer.text)


@pytest.mark.parametrize("path", ["/integration", "/integration/requests", "/history", "/history/head"])
def test_whoever_sees_a_part_of_the_account_is_refused(server: Server, tenant: Tenant, path: str) -> None:
    answer = browser(server, tenant, scope="east").open(path)
    assert answer.status == 403
    assert "scope does not cover" in answer.words


@pytest.mark.parametrize("path", ["/integration", "/integration/requests"])
def test_whoever_manages_no_users_is_refused_and_not_offered_it(server: Server, tenant: Tenant, path: str) -> None:
    clerk = browser(server, tenant, role="Accounting - Full")
    assert clerk.open(path).status == 403
    assert "/integration" not in clerk.open("/queue/pending").links


def test_requests_are_listed_filtered_and_opened(server: Server, tenant: Tenant) -> None:
    body = {"ottimate_company_id": tenant.company(), "erp_vendor_id": "V-1", "erp_vendor_name": "Jane Doe"}
    good = tenant.api().post("/v1/vendors", json=body).headers["x-request-id"]
    bad = tenant.api("reader").post("/v1/vendors", json=body).headers["x-request-id"]
    flush(server)
    clerk = browser(server, tenant)
    listed = clerk.open("/integration/requests?status=4xx")
    assert f"/integration/requests/{bad}" in listed.links and f"/integration/requests/{good}" not in listed.links
    assert "permission_denied" in listed.words
    one = clerk.open(f"/integration/requests/{good}")
    assert one.status == 200
    assert "V-1" in one.words and "text of 8 characters" in one.words and "Jane" not in one.text


def test_requests_of_a_key_and_of_a_client_are_a_link_away(server: Server, tenant: Tenant) -> None:
    tenant.api("reader").get("/v1/vendors")
    flush(server)
    clerk = browser(server, tenant)
    page = clerk.open("/integration")
    key = credentials(tenant)["api_keys"][0]["id"]
    client = tenant.credentials["reader"].client_id
    for link in (f"/integration/requests?key={key}", f"/integration/requests?client={client}"):
        assert link in page.links
        assert "/v1/vendors" in clerk.open(link).words


def test_older_requests_are_on_the_next_page(server: Server, tenant: Tenant) -> None:
    for _ in range(60):
        tenant.api().get("/v1/accounts")
    flush(server)
    clerk = browser(server, tenant)
    first = clerk.open("/integration/requests?path=accounts")
    (older,) = [link for link in first.links if "before=" in link]
    second = clerk.open(older)
    seen = [[link for link in page.links if link.startswith("/integration/requests/req_")] for page in (first, second)]
    assert (len(seen[0]), len(seen[1]), set(seen[0]) & set(seen[1])) == (50, 10, set())


@pytest.mark.parametrize("query", ["status=teapot", "key=mine", "request_id=1", "date_from=yesterday", "before=x"])
def test_a_filter_that_is_none_is_told_above_a_list_of_nothing(server: Server, tenant: Tenant, query: str) -> None:
    page = browser(server, tenant).open(f"/integration/requests?{query}")
    assert (page.status, "This was not done" in page.words) == (400, True)
    assert "not written down" not in page.words


def test_a_request_that_is_not_there_is_a_page_that_says_so(server: Server, tenant: Tenant) -> None:
    page = browser(server, tenant).open("/integration/requests/req_00000000000000000000000000000000")
    assert (page.status, "no such request in the log" in page.words) == (404, True)
