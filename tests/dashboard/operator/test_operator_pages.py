"""The installation's pages: for operators alone, and what they look at and do."""

from typing import Any

import pytest
from tests.access.doorway import PASSWORD, Doorway

from harness.api import Api
from harness.browser_client import Browser
from harness.dashboard import browser, stranger
from harness.server import Server
from harness.tenants import Tenant
from payables.access.actions.name_operator import name_operator
from payables.access.model.people import Visitor, cookie_name
from payables.access.queries.door import at_the_door
from payables.dashboard.pages.operator import people
from payables.platform import queue

PAGES = ["/operator", "/operator/accounts", "/operator/org-file", "/operator/people", "/operator/jobs"]
ACTIONS = [
    "/operator/jobs/retry",
    "/operator/org-file",
    "/operator/org-file/apply",
    "/operator/people/invite",
    "/operator/people/end-sessions",
    "/operator/people/forget-second-factor",
    "/operator/people/operator",
]
OWN = {"_password": PASSWORD}  # of the operator who does it


@pytest.fixture
def operator(server: Server, tenant: Tenant) -> Doorway:
    who = Doorway(server, tenant)
    who.at_door(lambda door: name_operator(door, who.email, Visitor("test"), is_operator=True))
    return who


def browser_of(who: Doorway) -> Browser:
    return Browser(who.server.base_url, {cookie_name("sandbox", secure=False): who.first.secret})


@pytest.mark.parametrize("path", PAGES)
def test_operators_see_them_and_nobody_else(server: Server, tenant: Tenant, operator: Doorway, path: str) -> None:
    assert browser_of(operator).get(path).status_code == 200
    refused = browser(server, tenant).get(path)
    assert refused.status_code == 403 and "operators of the installation" in refused.text
    assert stranger(server).get(path).headers["location"].startswith("/signin")


@pytest.mark.parametrize("path", ACTIONS)
def test_an_administrator_of_an_account_does_nothing_there(server: Server, tenant: Tenant, path: str) -> None:
    client = browser(server, tenant)
    token = client.open("/me").form("/me/password").fields["_token"]
    data = {"_token": token, "email": f"ada@{tenant.key}.example", "yes": "yes", "text": "accounts: []", "job": "1"}
    assert client.post(path, data=data).status_code == 403


def test_who_is_no_operator_any_more_is_out_at_once(server: Server, tenant: Tenant, operator: Doorway) -> None:
    client, other = browser_of(operator), Doorway(server, tenant)
    other.at_door(lambda door: name_operator(door, other.email, Visitor("test"), is_operator=True))
    operator.at_door(lambda door: name_operator(door, operator.email, Visitor("test"), is_operator=False))
    assert client.get("/operator").status_code == 403


def test_the_last_operator_is_told_to_make_another_one_first(server: Server, operator: Doorway) -> None:
    async def nobody_else() -> None:
        sql = "UPDATE logins SET is_operator = false WHERE email <> $1"
        async with at_the_door(server.database) as door:
            await door.connection.execute(sql, operator.email)

    server.run(nobody_else())
    page = browser_of(operator).open(f"/operator/people?search={operator.email}")
    refused = page.send("/operator/people/operator", {"email": operator.email, **OWN})
    assert (refused.status, "make somebody an operator first" in refused.words) == (409, True)
    assert browser_of(operator).get("/operator").status_code == 200


def test_an_operator_without_any_account_sees_them_too(server: Server, tenant: Tenant) -> None:
    who = Doorway(server, tenant)
    who.at_door(lambda door: name_operator(door, who.email, Visitor("test"), is_operator=True))

    async def leave() -> None:
        async with server.database.transaction(tenant.account_id) as tx:
            await tx.execute(
                "UPDATE users SET active = false WHERE account_id = $1 AND id = $2", tx.account_id, who.user_id
            )

    server.run(leave())
    seen = browser_of(who).open("/operator")
    assert seen.status == 200 and "PostgreSQL" in seen.words


def test_an_account_shows_its_structure_and_no_secret(server: Server, tenant: Tenant, operator: Doorway) -> None:
    client = browser_of(operator)
    found = client.open(f"/operator/accounts?search={tenant.key}")
    assert f"/operator/accounts/{tenant.key}" in found.links
    seen = client.open(f"/operator/accounts/{tenant.key}")
    for text in (tenant.racc, f"{tenant.key}-east", "Main Street", "Centre", f"ada@{tenant.key}.example", "editor"):
        assert text in seen.words
    secrets = [issued.client_secret or "" for issued in tenant.credentials.values()]
    assert not any(secret in seen.text for secret in secrets)


@pytest.mark.parametrize("key", ["none", "%00", "a" * 3000, "<script>"])
def test_an_account_that_is_none_is_not_found(operator: Doorway, key: str) -> None:
    assert browser_of(operator).get(f"/operator/accounts/{key}").status_code in (404, 414, 308, 307)


def test_an_account_is_changed_by_its_org_file_as_it_was_shown(tenant: Tenant, operator: Doorway) -> None:
    client = browser_of(operator)
    page = client.open(f"/operator/org-file?account={tenant.key}")
    text = page.form("/operator/org-file").fields["text"]
    same = page.send("/operator/org-file", {"text": text})
    assert "This makes 0 changes" in same.words and not [f for f in same.forms if f.action.endswith("/apply")]
    changed = text.replace("Park Lane", "Park & Lane <b>")
    planned = page.send("/operator/org-file", {"text": changed})
    assert "This makes one change" in planned.words and "Park Lane -> Park & Lane <b>" in planned.words
    done = planned.send("/operator/org-file/apply", OWN)
    assert done.status == 200 and "One change was made" in done.words
    assert "Park & Lane <b>" in client.open(f"/operator/accounts/{tenant.key}").words
    again = planned.send("/operator/org-file/apply", OWN)
    assert again.status == 409 and "nothing was done" in again.words
    entries = tenant.api().get("/v1/audit-log?subject_type=location").json()
    assert any(f"operator {operator.email}" in str(entry) for entry in entries["results"])


def test_a_new_account_is_told_its_credentials_once(server: Server, tenant: Tenant, operator: Doorway) -> None:
    key = f"{tenant.key}-new"
    text = f"""
accounts:
  - key: {key}
    name: New
    companies: [{{key: {key}-co, name: Co, currency: USD, locations: [{{key: {key}-at, name: At}}]}}]
    api_users: [{{name: erp, scope: account, role: Administrator - Full, clients: [{{name: main}}]}}]
"""
    client = browser_of(operator)
    done = (
        client.open("/operator/org-file")
        .send("/operator/org-file", {"text": text})
        .send("/operator/org-file/apply", OWN)
    )
    assert done.status == 200 and "shown only now" in done.words.lower()
    codes = [part.split("</code>")[0] for part in done.text.split("<code>")[1:]]
    key_text = next(code for code in codes if code.startswith("payables_sandbox_key_"))
    client_id = next(code for code in codes if code.startswith("payables_sandbox_client_"))
    secret = next(code for code in codes if code.startswith("payables_sandbox_secret_"))
    form = {"grant_type": "client_credentials", "client_id": client_id, "client_secret": secret}
    assert Api(server.base_url, {"X-API-Key": key_text}).post("/v1/oauth/token", data=form).status_code == 200


@pytest.mark.parametrize("text", ["{", "accounts: 1", "accounts: [{key: X}]", "a: &x [*x]", "\u0000", "x" * 1_100_000])
def test_a_file_that_is_none_is_refused_and_kept(operator: Doorway, text: str) -> None:
    seen = browser_of(operator).open("/operator/org-file").send("/operator/org-file", {"text": text})
    assert seen.status in (400, 413)


def test_a_link_is_told_once_and_works(server: Server, tenant: Tenant, operator: Doorway) -> None:
    client = browser_of(operator)
    email = f"bo@{tenant.key}.example"
    page = client.open(f"/operator/people?search={email}")
    forms = [form for form in page.forms if form.action == "/operator/people/invite" and form.fields["email"] == email]
    seen = client.send_form(forms[0], OWN)
    address = seen.text.split("<code>")[1].split("</code>")[0]
    path = address.removeprefix(server.base_url)
    new = {"password": "an even quieter evening", "repeat": "an even quieter evening"}
    assert stranger(server).open(path).send(path, new).status == 303


PROVEN = ["invite", "forget-second-factor", "operator"]


@pytest.mark.parametrize("typed", [{}, {"_password": "somebody else's"}, {"password": PASSWORD}])
@pytest.mark.parametrize("verb", PROVEN)
def test_an_open_browser_of_an_operator_is_not_enough(
    server: Server, tenant: Tenant, operator: Doorway, verb: str, typed: dict[str, str]
) -> None:
    bo = Doorway(server, tenant)
    client = browser_of(operator)
    token = client.open("/me").form("/me/password").fields["_token"]
    data = {"_token": token, "email": bo.email, "yes": "yes", **typed}
    refused = client.post(f"/operator/people/{verb}", data=data)
    assert refused.status_code == 403 and "not your present password" in refused.text
    assert "password_check_failed" in operator.events()
    assert bo.events() == ["link_made", "password_set", "signed_in"]


def test_a_plan_stays_when_the_password_was_wrong(tenant: Tenant, operator: Doorway) -> None:
    page = browser_of(operator).open(f"/operator/org-file?account={tenant.key}")
    text = page.form("/operator/org-file").fields["text"].replace("Park Lane", "Park Avenue")
    refused = page.send("/operator/org-file", {"text": text}).send("/operator/org-file/apply", {"_password": "no"})
    assert refused.status == 403 and "Park Lane -> Park Avenue" in refused.words
    assert "Park Lane" in operator_page(operator, tenant)
    assert refused.send("/operator/org-file/apply", OWN).status == 200
    assert "Park Avenue" in operator_page(operator, tenant)


def operator_page(operator: Doorway, tenant: Tenant) -> str:
    return browser_of(operator).open(f"/operator/accounts/{tenant.key}").words


def test_guesses_at_an_operators_password_are_throttled(server: Server, tenant: Tenant, operator: Doorway) -> None:
    client = browser_of(operator)
    token = client.open("/me").form("/me/password").fields["_token"]
    data = {"_token": token, "email": operator.email, "_password": "a guess"}
    statuses = [client.post("/operator/people/invite", data=data).status_code for _ in range(12)]
    assert statuses[0] == 403 and statuses[-1] == 429
    assert client.post("/operator/people/invite", data={**data, **OWN}).status_code == 429


def test_nobody_else_is_invited(operator: Doorway) -> None:
    client = browser_of(operator)
    token = client.open("/me").form("/me/password").fields["_token"]
    seen = client.post("/operator/people/invite", data={"email": "nobody@nowhere.example", "_token": token, **OWN})
    assert seen.status_code == 404 and "org file" in seen.text


def test_of_many_people_a_page_shows_some_and_says_so(
    server: Server, tenant: Tenant, operator: Doorway, monkeypatch: pytest.MonkeyPatch
) -> None:
    Doorway(server, tenant)
    monkeypatch.setattr(people, "MOST_PEOPLE", 1)
    seen = browser_of(operator).open(f"/operator/people?search={tenant.key}")
    assert "The first 1 are shown" in seen.words
    assert len([form for form in seen.forms if form.action == "/operator/people/invite"]) == 1


def test_people_are_signed_out_and_made_operators(server: Server, tenant: Tenant, operator: Doorway) -> None:
    bo = Doorway(server, tenant)
    client = browser_of(operator)

    def do(verb: str, **extra: Any) -> Any:
        page = client.open(f"/operator/people?search={bo.email}")
        form = next(f for f in page.forms if f.action == f"/operator/people/{verb}" and f.fields["email"] == bo.email)
        return client.send_form(form, {**extra, **OWN})

    assert do("end-sessions").location == "/operator/people?said=person_signed_out"
    assert bo.session(bo.first) is None
    assert do("operator").location == "/operator/people?said=operator_on"
    opened = bo.session(bo.sign_in())
    assert opened and opened.is_operator
    assert do("operator").location == "/operator/people?said=operator_off"
    assert bo.events()[-2:] == ["signed_in", "operator_off"]


def test_a_job_that_was_given_up_is_tried_again(server: Server, operator: Doorway) -> None:
    async def give_up() -> int:
        async with server.database.operator() as connection:
            await queue.fill_up(connection, "test.job", 1)
            sql = "UPDATE pgqueuer SET status = 'failed', updated = now() WHERE entrypoint = 'test.job' RETURNING id"
            return await connection.fetchval(sql)

    job = server.run(give_up())
    client = browser_of(operator)
    assert "test.job" in client.open("/operator").words
    page = client.open("/operator/jobs")
    assert page.form("/operator/jobs/retry").fields["job"] == str(job)
    done = page.send("/operator/jobs/retry")
    assert done.location == "/operator/jobs?said=jobs_retried"
    assert "No job was given up" in done.follow().words
    again = page.send("/operator/jobs/retry")  # the back button
    assert (again.status, f"Job {job} waits already" in again.words) == (200, True)


def test_of_jobs_that_are_not_held_any_more_the_truth_is_told_and_nothing_is_changed(
    server: Server, operator: Doorway
) -> None:
    async def give_up(count: int) -> list[int]:
        async with server.database.operator() as connection:
            await queue.fill_up(connection, "test.left", count)
            sql = "UPDATE pgqueuer SET status = 'failed', updated = now() WHERE entrypoint = 'test.left' RETURNING id"
            return [row["id"] for row in await connection.fetch(sql)]

    async def become(*statuses: tuple[int, str]) -> None:
        async with server.database.operator() as connection:
            for id, status in statuses:
                await connection.execute(f"UPDATE pgqueuer SET status = '{status}' WHERE id = $1", id)
            await connection.execute("DELETE FROM pgqueuer WHERE id = $1", done)

    async def are() -> dict[int, str]:
        async with server.database.operator() as connection:
            rows = await connection.fetch("SELECT id, status::text FROM pgqueuer WHERE entrypoint = 'test.left'")
            await connection.execute("DELETE FROM pgqueuer WHERE entrypoint = 'test.left'")
            return {row["id"]: row["status"] for row in rows}

    held, runs, waits, done = server.run(give_up(4))
    page = browser_of(operator).open("/operator/jobs")
    server.run(become((runs, "picked"), (waits, "queued")))
    told = page.send("/operator/jobs/retry", {"job": [str(id) for id in (held, runs, waits, done)]})
    assert told.status == 200
    for sentence in (f"Job {runs} runs", f"Job {waits} waits already", f"Job {done} is done", "One job waits"):
        assert sentence in told.words, told.words
    assert server.run(are()) == {held: "queued", runs: "picked", waits: "queued"}


@pytest.mark.parametrize("job", ["", "x", "-1", "9" * 30, "٣"])
def test_a_job_that_is_none_is_left_alone(operator: Doorway, job: str) -> None:
    client = browser_of(operator)
    token = client.open("/me").form("/me/password").fields["_token"]
    assert client.post("/operator/jobs/retry", data={"job": job, "_token": token}).status_code == 303
