import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from typing import Any
from uuid import UUID

import asyncpg
import pytest
from tests.access.door import Door
from tests.app.org_text import ORG

from harness.api import error_of
from harness.server import Server
from payables.accounts.errors import CurrencyInUse, LocationInUse
from payables.app.provision import AccountPlan, Provisioned, plan, provision, read_org
from payables.platform.db import Transaction

_serial = count(1)


@dataclass
class Desk:
    """Provisions one account again and again, from texts that a test changes."""

    server: Server
    key: str

    def text(self, *changes: tuple[str, str]) -> str:
        """The org file; each change replaces a part that is there. `KEY` stands for the account's key."""
        text = ORG.replace("KEY", self.key)
        for part, instead in changes:
            part, instead = part.replace("KEY", self.key), instead.replace("KEY", self.key)
            assert part in text, part
            text = text.replace(part, instead)
        return text

    def provision(self, *changes: tuple[str, str], deactivate_missing: bool = False) -> Provisioned:
        org = read_org(self.text(*changes), "org.yaml")
        parts = (self.server.database, org, self.server.settings, self.server.secret_key)
        return self.server.run(provision(*parts, deactivate_missing=deactivate_missing))

    def plan(self, *changes: tuple[str, str], deactivate_missing: bool = False) -> list[str]:
        """What would be done, as "create company x"; what stays is left out."""
        org = read_org(self.text(*changes), "org.yaml")
        return told(self.server.run(plan(self.server.database, org, deactivate_missing=deactivate_missing)))

    def rows(self, sql: str, account_id: UUID) -> list[dict[str, Any]]:
        """Rows of the account; $1 is its id."""

        async def work() -> list[dict[str, Any]]:
            async with self.server.database.transaction(account_id) as tx:
                return [dict(row) for row in await tx.fetch(sql, account_id)]

        return self.server.run(work())

    def within(self, account_id: UUID, work: Callable[[Transaction], Any]) -> None:
        async def run() -> None:
            async with self.server.database.transaction(account_id) as tx:
                await work(tx)

        self.server.run(run())


def told(plans: list[AccountPlan]) -> list[str]:
    steps = [step for each in plans for step in each.steps if step.kind != "keep"]
    return [f"{step.kind} {step.subject} {step.key}" for step in steps]


@pytest.fixture
def desk(server: Server) -> Desk:
    return Desk(server, f"p{next(_serial)}-{server.name.rsplit('_', 1)[-1]}")


def test_a_new_account_gets_its_structure_its_people_one_key_and_a_secret_per_client(desk: Desk) -> None:
    outcome = desk.provision()
    (account,) = outcome.accounts
    assert account.account_id is not None
    counted = desk.rows(
        """SELECT (SELECT count(*) FROM companies WHERE account_id = $1) AS companies,
                  (SELECT count(*) FROM locations WHERE account_id = $1) AS locations,
                  (SELECT count(*) FROM location_groups WHERE account_id = $1) AS groups,
                  (SELECT count(*) FROM users WHERE account_id = $1) AS users,
                  (SELECT count(*) FROM api_keys WHERE account_id = $1) AS keys,
                  (SELECT count(*) FROM oauth_client_secrets WHERE account_id = $1) AS secrets""",
        account.account_id,
    )
    assert counted == [{"companies": 2, "locations": 3, "groups": 1, "users": 8, "keys": 1, "secrets": 5}]
    assert {issued.user for issued in outcome.issued} == {"all", "second", "reader", "east", "main"}
    assert len({issued.api_key for issued in outcome.issued}) == 1
    assert len({issued.client_secret for issued in outcome.issued}) == 5


def test_secrets_are_not_stored_in_any_readable_form(desk: Desk) -> None:
    issued = desk.provision().issued[0]
    stored = repr(
        [
            desk.rows(f"SELECT * FROM {table} WHERE account_id = $1", issued.account_id)
            for table in ("api_keys", "oauth_clients", "oauth_client_secrets", "audit_log")
        ]
    )
    assert issued.client_id and issued.client_id in stored
    assert issued.api_key and issued.api_key not in stored and issued.api_key[-30:] not in stored
    assert issued.client_secret and issued.client_secret not in stored


def test_a_second_run_changes_nothing_and_issues_nothing(desk: Desk) -> None:
    first = desk.provision()
    account_id = first.issued[0].account_id
    audit = "SELECT count(*) AS n FROM audit_log WHERE account_id = $1"
    written = desk.rows(audit, account_id)
    second = desk.provision()
    assert (told(second.accounts), second.issued) == ([], [])
    assert second.accounts[0].account_id == account_id
    assert desk.rows(audit, account_id) == written


def test_a_plan_changes_nothing(desk: Desk) -> None:
    planned = desk.plan()
    assert planned[:2] == [f"create account {desk.key}", f"create company {desk.key}-east"]
    assert desk.plan() == planned
    desk.provision()
    assert desk.plan() == []
    changed = desk.plan(("name: Main Street", "name: High Street"))
    assert changed == desk.plan(("name: Main Street", "name: High Street")) == [f"change location {desk.key}-main"]


def test_every_change_is_made_and_leaves_an_audit_row(desk: Desk) -> None:
    account_id = desk.provision().issued[0].account_id
    changes = (
        ("name: Prov\n", "name: Renamed\n"),
        ("requests_per_second: 1000", "requests_per_second: 7"),
        ("catalog_match, ", ""),
        ("approval_mode: single", "approval_mode: none"),
        ("tax_ids: []", "tax_ids: [DE136695976]"),
        ("name: Main Street", "name: High Street"),
        ("name: Centre", "name: Middle"),
        ("last_name: Lind, role: Accounting - Full", "last_name: Lindt, role: Accounting - Limited"),
        ("name: reader, scope: account", "name: reader, scope: {company: KEY-west}"),
    )
    outcome = desk.provision(*changes)
    assert told(outcome.accounts) == [
        f"change account {desk.key}",
        f"change company {desk.key}-west",
        f"change group {desk.key}-centre",
        f"change location {desk.key}-main",
        f"change person bo@{desk.key}.example",
        "change api_user reader",
    ]
    assert outcome.issued == [] and desk.plan(*changes) == []
    trail = desk.rows("SELECT * FROM audit_log WHERE account_id = $1 ORDER BY id", account_id)[-6:]
    assert [row["action"] for row in trail] == [
        "account.changed",
        "company.changed",
        "group.changed",
        "location.changed",
        "person.changed",
        "api_user.changed",
    ]
    assert {row["actor_id"] for row in trail} == {None}
    location = next(row for row in trail if row["action"] == "location.changed")
    assert (location["before"], location["after"]) == ({"name": "Main Street"}, {"name": "High Street"})


def test_a_feature_that_is_taken_away_is_refused_from_the_next_request_on(desk: Desk, server: Server) -> None:
    issued = {each.user: each for each in desk.provision().issued}["all"]
    door = Door(server)
    token = door.token(issued).json()["access_token"]
    headers = {"X-API-Key": issued.api_key, "Authorization": f"Bearer {token}"}
    upload = {"headers": headers, "files": {"file": ("empty.pdf", b"", "application/pdf")}}
    assert door.call("POST", "/v1/invoices/upload", **upload).status_code == 400
    desk.provision(("instant_capture, ", ""))
    answer = door.call("POST", "/v1/invoices/upload", **upload)
    assert (answer.status_code, error_of(answer)) == (403, "feature_not_enabled")


def test_a_smaller_plan_holds_from_the_next_request_on(desk: Desk, server: Server) -> None:
    issued = {each.user: each for each in desk.provision().issued}["all"]
    desk.provision(("requests_per_second: 1000, burst: 2000", "requests_per_second: 1, burst: 2"))
    door = Door(server)
    token = door.token(issued).json()["access_token"]
    statuses = [door.accounts(issued.api_key, token).status_code for _ in range(4)]
    assert statuses[0] == 200 and statuses[-1] == 429


def test_an_added_client_gets_a_secret_and_the_key_is_not_issued_again(desk: Desk, server: Server) -> None:
    first = desk.provision().issued[0]
    added = ("Read Only, clients: [{name: main}]", "Read Only, clients: [{name: main}, {name: extra}]")
    more = desk.provision(added)
    (issued,) = more.issued
    assert (issued.user, issued.client_name, issued.api_key) == ("reader", "extra", None)
    answer = Door(server).token(issued, api_key=first.api_key or "")
    assert answer.status_code == 200


def test_what_is_missing_is_reported_and_stays(desk: Desk) -> None:
    account_id = desk.provision().issued[0].account_id
    without = _without_hafen_bo_and_reader()
    outcome = desk.provision(*without)
    assert told(outcome.accounts) == [
        f"missing location {desk.key}-hafen",
        f"missing person bo@{desk.key}.example",
        "missing api_user reader",
        "missing client reader/main",
    ]
    assert _inactive(desk, account_id) == []


def test_what_is_missing_is_deactivated_on_demand_and_never_deleted(desk: Desk) -> None:
    account_id = desk.provision().issued[0].account_id
    without = _without_hafen_bo_and_reader()
    assert desk.plan(*without, deactivate_missing=True) == [
        f"deactivate location {desk.key}-hafen",
        f"deactivate person bo@{desk.key}.example",
        "deactivate api_user reader",
        "deactivate client reader/main",
    ]
    desk.provision(*without, deactivate_missing=True)
    assert _inactive(desk, account_id) == [f"bo@{desk.key}.example", f"{desk.key}-hafen", "reader"]
    assert desk.plan(*without, deactivate_missing=True) == []
    desk.provision()
    assert _inactive(desk, account_id) == []


def test_a_deactivated_api_user_is_out_at_once(desk: Desk, server: Server) -> None:
    issued = {each.user: each for each in desk.provision().issued}
    door, reader = Door(server), issued["reader"]
    token = door.token(reader).json()["access_token"]
    assert door.accounts(reader.api_key, token).status_code == 200
    desk.provision(*_without_hafen_bo_and_reader(), deactivate_missing=True)
    assert door.accounts(reader.api_key, token).status_code == 401
    assert door.token(reader).status_code == 401


def test_a_revoked_client_stays_revoked_although_the_file_names_it(desk: Desk, server: Server) -> None:
    issued = {each.user: each for each in desk.provision().issued}
    desk.provision(*_without_hafen_bo_and_reader(), deactivate_missing=True)
    again = desk.provision()
    assert again.issued == []
    assert Door(server).token(issued["reader"]).status_code == 401


def _without_hafen_bo_and_reader() -> tuple[tuple[str, str], ...]:
    """Changes that leave a location, a person and an API user out."""
    person = "email: bo@KEY.example, first_name: Bo, last_name: Lind, role: Accounting - Full, locations: all"
    user = "name: reader, scope: account, role: Invoice Processor - Read Only, clients: [{name: main}]"
    return (
        ("          - {key: KEY-hafen, name: Hafen}\n", ""),
        ("locations: [KEY-main, KEY-hafen]", "locations: [KEY-main]"),
        ("        locations:\n    groups", "    groups"),
        (f"      - {{{person}}}\n", ""),
        (f"      - {{{user}}}\n", ""),
    )


def _inactive(desk: Desk, account_id: UUID) -> list[str]:
    sql = """SELECT key FROM locations WHERE account_id = $1 AND NOT active
             UNION SELECT key FROM users WHERE account_id = $1 AND NOT active ORDER BY 1"""
    return [row["key"] for row in desk.rows(sql, account_id)]


def test_an_unused_company_may_change_its_currency_and_a_used_one_may_not(desk: Desk) -> None:
    account_id = desk.provision().issued[0].account_id
    swiss = ("currency: EUR", "currency: CHF")
    assert desk.plan(swiss) == [f"change company {desk.key}-west"]
    desk.provision(swiss)
    (west,) = desk.rows("SELECT id FROM companies WHERE account_id = $1 AND currency = 'CHF'", account_id)
    desk.within(account_id, lambda tx: _add_vendor(tx, west["id"]))
    for attempt in (desk.plan, desk.provision):
        with pytest.raises(CurrencyInUse) as refused:
            attempt(("name: Prov\n", "name: Renamed\n"))
        assert "in vendors" in str(refused.value)
    assert desk.rows("SELECT name FROM accounts WHERE account_id = $1", account_id) == [{"name": "Prov"}]


async def _add_vendor(tx: Transaction, company_id: int) -> None:
    """The smallest row of the business that names the company."""
    columns = await tx.fetch(
        """SELECT attname::text AS name, format_type(atttypid, atttypmod) AS type FROM pg_attribute
            WHERE attrelid = 'vendors'::regclass AND attnum > 0 AND attnotnull AND NOT atthasdef AND NOT attisdropped"""
    )
    known = {"account_id": tx.account_id, "company_id": company_id}
    usual = {"text": "x", "integer": 1, "timestamp with time zone": tx.now, "boolean": True, "text[]": [], "jsonb": {}}
    values = [known.get(column["name"], usual.get(column["type"], 0)) for column in columns]
    names = ", ".join(column["name"] for column in columns)
    places = ", ".join(f"${number}" for number in range(1, len(values) + 1))
    await tx.execute(f"INSERT INTO vendors ({names}) VALUES ({places})", *values)


def test_an_unused_location_may_move_to_another_company(desk: Desk) -> None:
    account_id = desk.provision().issued[0].account_id
    park = "          - {key: KEY-park, name: Park Lane}\n"
    hafen = "          - {key: KEY-hafen, name: Hafen}\n"
    moved = ((park, ""), (hafen, hafen + park))
    assert desk.plan(*moved) == [f"change location {desk.key}-park"]
    desk.provision(*moved)
    sql = """SELECT c.key FROM locations l JOIN companies c ON c.account_id = l.account_id AND c.id = l.company_id
              WHERE l.account_id = $1 AND l.name = 'Park Lane'"""
    assert desk.rows(sql, account_id) == [{"key": f"{desk.key}-west"}]


def test_a_location_with_records_may_not_move(desk: Desk) -> None:
    account_id = desk.provision().issued[0].account_id
    table = """CREATE TABLE used_for_a_test (account_id uuid, location_id int);
               GRANT SELECT, INSERT ON used_for_a_test TO payables_app"""
    _as_owner(desk.server, table)
    try:
        (park,) = desk.rows("SELECT id FROM locations WHERE account_id = $1 AND name = 'Park Lane'", account_id)
        insert = "INSERT INTO used_for_a_test VALUES ($1, $2)"
        desk.within(account_id, lambda tx: tx.execute(insert, account_id, park["id"]))
        line = "          - {key: KEY-park, name: Park Lane}\n"
        hafen = "          - {key: KEY-hafen, name: Hafen}\n"
        with pytest.raises(LocationInUse):
            desk.provision((line, ""), (hafen, hafen + line))
    finally:
        _as_owner(desk.server, "DROP TABLE used_for_a_test")


def _as_owner(server: Server, sql: str) -> None:
    async def work() -> None:
        connection = await asyncpg.connect(server.database_dsns.owner)
        await connection.execute(sql)
        await connection.close()

    server.run(work())


def test_an_account_that_is_refused_leaves_the_others_of_the_file_unchanged(desk: Desk) -> None:
    account_id = desk.provision().issued[0].account_id
    (east,) = desk.rows("SELECT id FROM companies WHERE account_id = $1 AND currency = 'USD'", account_id)
    desk.within(account_id, lambda tx: _add_vendor(tx, east["id"]))
    both = f"{desk.text(('currency: USD', 'currency: CAD'))}  - {{key: {desk.key}-new, name: New}}\n"
    first = both.replace("accounts:\n", f"accounts:\n  - {{key: {desk.key}-before, name: Before}}\n")
    database, settings = desk.server.database, desk.server.settings
    with pytest.raises(CurrencyInUse):
        desk.server.run(provision(database, read_org(first, "org.yaml"), settings, desk.server.secret_key))
    org = read_org(f"accounts: [{{key: {desk.key}-before, name: Before}}]", "org.yaml")
    assert told(desk.server.run(plan(database, org))) == [f"create account {desk.key}-before"]


def test_two_runs_at_once_make_nothing_double(desk: Desk) -> None:
    org = read_org(desk.text(), "org.yaml")
    server = desk.server

    async def all_at_once() -> list[Provisioned]:
        return await asyncio.gather(
            *(provision(server.database, org, server.settings, server.secret_key) for _ in range(6))
        )

    outcomes = server.run(all_at_once())
    assert sorted(len(outcome.issued) for outcome in outcomes) == [0, 0, 0, 0, 0, 5]
    (account_id,) = {outcome.accounts[0].account_id for outcome in outcomes}
    assert account_id
    assert desk.rows("SELECT count(*) AS n FROM api_keys WHERE account_id = $1", account_id) == [{"n": 1}]
    assert desk.rows("SELECT count(*) AS n FROM users WHERE account_id = $1", account_id) == [{"n": 8}]
    assert desk.plan() == []


def test_two_runs_at_once_on_a_known_account_add_a_client_once(desk: Desk) -> None:
    desk.provision()
    added = ("Read Only, clients: [{name: main}]", "Read Only, clients: [{name: main}, {name: extra}]")
    org = read_org(desk.text(added), "org.yaml")
    server = desk.server

    async def all_at_once() -> list[Provisioned]:
        return await asyncio.gather(
            *(provision(server.database, org, server.settings, server.secret_key) for _ in range(4))
        )

    assert sorted(len(outcome.issued) for outcome in server.run(all_at_once())) == [0, 0, 0, 1]


def test_a_person_of_named_locations_is_stored_with_the_companies_of_those(desk: Desk) -> None:
    account_id = desk.provision().issued[0].account_id
    sql = """SELECT u.scope, c.key AS company, l.key AS location FROM users u
               JOIN companies c ON c.account_id = u.account_id AND c.id = ANY(u.company_ids)
               JOIN locations l ON l.account_id = u.account_id AND l.id = ANY(u.location_ids)
              WHERE u.account_id = $1 AND u.kind = 'person'"""
    expected = {"scope": "locations", "company": f"{desk.key}-east", "location": f"{desk.key}-main"}
    assert desk.rows(sql, account_id) == [expected]
