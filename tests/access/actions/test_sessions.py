"""Signing out, other sessions, and going from one account or company to another."""

from datetime import timedelta

import pytest
from tests.access.doorway import HOME, Doorway

from harness.people import make_person
from harness.server import Server
from harness.tenants import Tenant
from payables.access.actions.choose_account import choose_account
from payables.access.actions.note_seen import note_seen
from payables.access.actions.sign_out import sign_out, sign_out_one, sign_out_others
from payables.access.errors import NotYourAccount
from payables.access.model.people import Session, Visitor
from payables.access.queries.logins import enterable
from payables.access.queries.sessions import open_sessions

VISITOR = Visitor(HOME)


@pytest.fixture
def ada(server: Server, tenant: Tenant) -> Doorway:
    server.clock.stand_still()
    return Doorway(server, tenant)


def session_of(ada: Doorway) -> Session:
    session = ada.session(ada.first)
    assert session
    return session


def test_signing_out_ends_the_session_at_once(ada: Doorway) -> None:
    session, other = session_of(ada), ada.sign_in()
    ada.page(lambda connection: sign_out(ada.server.database, connection, session, VISITOR))
    assert ada.session(ada.first) is None and ada.session(other)
    assert ada.events()[-1] == "signed_out"


def test_others_are_listed_and_ended_one_by_one_or_all(ada: Doorway) -> None:
    session = session_of(ada)
    others = [ada.sign_in(source=f"198.51.100.{number}") for number in range(3)]
    listed = ada.at_door(lambda door: open_sessions(door.connection, session.login_id, door.now))
    assert len(listed) == 4 and {shown.user_agent for shown in listed} == {"Firefox"}
    target = ada.session(others[0])
    assert target
    database = ada.server.database
    assert ada.page(lambda connection: sign_out_one(database, connection, session, target.id, VISITOR))
    assert ada.session(others[0]) is None and ada.session(others[1])
    assert ada.page(lambda connection: sign_out_others(database, connection, session, VISITOR)) == 2
    assert ada.session(others[1]) is None and ada.session(ada.first)


def test_a_session_of_somebody_else_cannot_be_ended(ada: Doorway, server: Server, tenant: Tenant) -> None:
    bo = Doorway(server, tenant)
    session, theirs = session_of(ada), session_of(bo)
    assert not ada.page(lambda connection: sign_out_one(server.database, connection, session, theirs.id, VISITOR))
    assert bo.session(bo.first)


def test_another_account_is_entered_with_the_rights_that_one_has_there(
    ada: Doorway, server: Server, other_tenant: Tenant
) -> None:
    make_person(server, other_tenant, ada.email, role="Invoice Processor - Read Only")
    session = session_of(ada)
    listed = ada.at_door(lambda door: enterable(door.connection, session.login_id))
    assert {found.account_id for found in listed} == {ada.tenant.account_id, other_tenant.account_id}
    work = lambda connection: choose_account(server.database, connection, session, other_tenant.account_id, VISITOR)  # noqa: E731
    ada.page(work)
    entered = session_of(ada)
    assert entered.account_id == other_tenant.account_id and entered.role == "Invoice Processor - Read Only"
    assert ada.trail(other_tenant.account_id)[-1] == "person.signed_in"
    assert session_of(ada).account_id == other_tenant.account_id
    again = ada.session(ada.sign_in())
    assert again and again.account_id == other_tenant.account_id


def test_an_account_that_one_is_no_person_of_cannot_be_entered(
    ada: Doorway, server: Server, other_tenant: Tenant
) -> None:
    session = session_of(ada)
    with pytest.raises(NotYourAccount):
        ada.page(lambda c: choose_account(server.database, c, session, other_tenant.account_id, VISITOR))
    assert session_of(ada).account_id == ada.tenant.account_id


def test_use_keeps_a_session_alive_until_its_longest_time(ada: Doorway) -> None:
    for _ in range(14 * 3 - 1):
        ada.later(hours=8)
        session = session_of(ada)
        ada.run(note_seen(ada.server.database, session))
    ada.later(hours=9)
    assert ada.session(ada.first) is None


def test_a_page_more_is_no_write_more(ada: Doorway) -> None:
    session = session_of(ada)
    ada.later(seconds=30)
    ada.run(note_seen(ada.server.database, session))
    assert session_of(ada).seen_at == session.seen_at
    ada.later(seconds=40)
    ada.run(note_seen(ada.server.database, session))
    assert session_of(ada).seen_at == session.seen_at + timedelta(seconds=70)


def test_being_seen_does_not_bring_a_session_back(ada: Doorway) -> None:
    session = session_of(ada)
    ada.page(lambda connection: sign_out(ada.server.database, connection, session, VISITOR))
    ada.later(minutes=5)
    ada.run(note_seen(ada.server.database, session))
    assert ada.session(ada.first) is None
