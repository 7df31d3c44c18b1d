"""`payables people`: what an operator does for people who sign in."""

import pytest
from tests.access.doorway import Doorway
from tests.app.cli.terminal import Terminal

from harness.dashboard import stranger
from harness.people import make_person
from harness.server import Server
from harness.tenants import Tenant
from payables.app.served_at import ServedAt
from payables.platform.settings import read_settings

NEW = "an even quieter evening"


def test_an_invited_person_sets_a_password_with_the_link(terminal: Terminal, server: Server, tenant: Tenant) -> None:
    email = f"Ada@{tenant.key}.example"
    answer = terminal("people", "invite", email)
    (address,) = [line for line in answer.out.splitlines() if line.startswith("http")]
    assert answer.code == 0 and "works once" in answer.out and address.startswith("http://127.0.0.1:65535/welcome/")
    path = address.removeprefix("http://127.0.0.1:65535")
    done = stranger(server).open(path).send(path, {"password": NEW, "repeat": NEW})
    assert done.status == 303 and done.follow().status == 200


def test_a_link_leads_to_the_server_that_runs(terminal: Terminal, tenant: Tenant) -> None:
    """Which was started with `--port`, say, and settings that this command does not have."""

    def told(**environment: str) -> str:
        terminal.set(**{"PAYABLES_PORT": "", "PAYABLES_BASE_URL": "", **environment})
        return terminal("people", "invite", f"ada@{tenant.key}.example", "--json").data["link"].split("/welcome/")[0]

    terminal.set(PAYABLES_PORT="8123")
    with ServedAt(read_settings()):
        assert told() == "http://127.0.0.1:8123"
        assert told(PAYABLES_PORT="9000") == "http://127.0.0.1:9000"
        assert told(PAYABLES_BASE_URL="https://ap.example.com") == "https://ap.example.com"
    assert told() == "http://127.0.0.1:8000"


@pytest.mark.parametrize("email", ["nobody@nowhere.example", "x", ""])
def test_nobody_else_is_invited(terminal: Terminal, email: str) -> None:
    answer = terminal("people", "invite", email)
    assert answer.code == 1 and "payables provision" in answer.err


def test_the_list_says_who_can_sign_in_and_tells_no_secret(terminal: Terminal, server: Server, tenant: Tenant) -> None:
    ada = Doorway(server, tenant)
    rows = {row["email"]: row for row in terminal("people", "list", "--json").data}
    mine = rows[ada.email]
    assert (mine["accounts"], mine["has_password"], mine["sessions"]) == ([tenant.key], True, 1)
    assert not rows[f"bo@{tenant.key}.example"]["has_password"]
    text = terminal("people", "list").out
    assert ada.email in text and "argon2" not in text and "session_" not in text


def test_an_operator_need_not_be_a_person_of_an_account(terminal: Terminal, tenant: Tenant) -> None:
    email = f"op@{tenant.key}-ops.example"
    assert "an operator of the installation now" in terminal("people", "operator", email, "--yes").out
    assert "already" in terminal("people", "operator", email, "--yes").out
    assert terminal("people", "invite", email).code == 0
    assert "no operator of the installation now" in terminal("people", "operator", email, "--no").out
    assert terminal("people", "invite", email).code == 1
    assert terminal("people", "operator", email).code == 2


def test_nobody_gets_a_login_by_being_no_operator(terminal: Terminal, tenant: Tenant) -> None:
    email = f"typo@{tenant.key}.example"
    refused = terminal("people", "operator", email, "--no")
    assert refused.code == 1 and email in refused.err
    assert email not in [row["email"] for row in terminal("people", "list", "--json").data]


def test_sessions_are_shown_and_ended(terminal: Terminal, server: Server, tenant: Tenant) -> None:
    ada = Doorway(server, tenant)
    assert "Firefox" in terminal("people", "sessions", ada.email).out
    assert "Ended 1 session " in terminal("people", "revoke", ada.email).out
    assert ada.session(ada.first) is None and "Ended 0 sessions" in terminal("people", "revoke", ada.email).out


def test_a_lost_second_factor_is_taken_away(terminal: Terminal, server: Server, tenant: Tenant) -> None:
    server.clock.stand_still()
    ada = Doorway(server, tenant)
    ada.switch_on(ada.first)
    assert ada.sign_in().second_factor_pending
    assert terminal("people", "forget-second-factor", ada.email).code == 0
    assert not ada.sign_in().second_factor_pending
    assert "totp_off" in ada.events() and "person.second_factor_off" in ada.trail()


@pytest.mark.parametrize("command", ["sessions", "revoke", "forget-second-factor"])
def test_who_was_never_invited_has_nothing_to_end(
    terminal: Terminal, server: Server, tenant: Tenant, command: str
) -> None:
    email = f"never-invited@{tenant.key}.example"
    make_person(server, tenant, email)
    answer = terminal("people", command, email)
    assert answer.code == 1 and "invited" in answer.err
