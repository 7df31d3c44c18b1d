"""The second factor: what counts, and what does not count again."""

import asyncio

import pytest
from tests.access.doorway import PASSWORD, Doorway

from harness.server import Server
from harness.tenants import Tenant
from payables.access.actions.sign_in_code import sign_in_code
from payables.access.actions.switch_off_totp import switch_off_totp
from payables.access.actions.switch_on_totp import offer_totp, switch_on_totp
from payables.access.errors import (
    NothingOffered,
    SignInAgain,
    TooManyAttempts,
    WrongCode,
    WrongNewCode,
    WrongOwnPassword,
)
from payables.access.model.people import Visitor


@pytest.fixture
def ada(server: Server, tenant: Tenant) -> Doorway:
    server.clock.stand_still()
    return Doorway(server, tenant)


def test_a_password_alone_opens_nothing_once_the_second_factor_is_on(ada: Doorway) -> None:
    ada.switch_on(ada.first)
    pending = ada.sign_in()
    session = ada.session(pending)
    assert pending.second_factor_pending and session and session.second_factor_pending
    assert session.caller is None and session.account_id is None


def test_a_code_opens_a_session_under_another_secret(ada: Doorway) -> None:
    secret, _ = ada.switch_on(ada.first)
    pending = ada.sign_in()
    opened = ada.code(pending, ada.code_now(secret, 1))
    session = ada.session(opened)
    assert session and session.caller and not session.second_factor_pending
    assert opened.secret != pending.secret and ada.session(pending) is None


def test_a_code_that_was_used_is_refused(ada: Doorway) -> None:
    secret, _ = ada.switch_on(ada.first)  # which used the code of now
    with pytest.raises(WrongCode):
        ada.code(ada.sign_in(), ada.code_now(secret))
    used = ada.code_now(secret, 1)
    ada.code(ada.sign_in(), used)
    with pytest.raises(WrongCode):
        ada.code(ada.sign_in(), used)
    assert ada.events()[-1] == "code_failed"


def test_one_code_shown_twice_at_once_opens_one_session(ada: Doorway) -> None:
    secret, _ = ada.switch_on(ada.first)
    pending = [ada.sign_in() for _ in range(4)]
    code = ada.code_now(secret, 1)

    async def all_at_once() -> list[object]:
        visitor = Visitor("192.0.2.20")
        tries = [
            sign_in_code(ada.server.database, ada.mint, secret=p.secret, code=code, visitor=visitor) for p in pending
        ]
        return await asyncio.gather(*tries, return_exceptions=True)

    kinds = [type(outcome) for outcome in ada.run(all_at_once())]
    assert kinds.count(WrongCode) == 3


def test_guessing_codes_is_braked(ada: Doorway) -> None:
    secret, _ = ada.switch_on(ada.first)
    pending = ada.sign_in()
    for number in range(5):
        with pytest.raises(WrongCode):
            ada.code(pending, f"00000{number}")
    with pytest.raises(TooManyAttempts):
        ada.code(pending, ada.code_now(secret, 1))


def test_a_recovery_code_works_once(ada: Doorway) -> None:
    _, codes = ada.switch_on(ada.first)
    assert ada.session(ada.code(ada.sign_in(), codes[3].upper().replace("-", " ")))
    assert "recovery_code_used" in ada.events()
    with pytest.raises(WrongCode):
        ada.code(ada.sign_in(), codes[3])
    assert ada.code(ada.sign_in(), codes[4])


def test_the_password_does_not_wait_for_its_code_for_ever(ada: Doorway) -> None:
    secret, _ = ada.switch_on(ada.first)
    pending = ada.sign_in()
    ada.later(minutes=11)
    with pytest.raises(SignInAgain):
        ada.code(pending, ada.code_now(secret))


def test_a_whole_session_is_none_that_owes_a_code(ada: Doorway) -> None:
    with pytest.raises(SignInAgain):
        ada.code(ada.first, "123456")


def test_a_new_password_by_link_still_owes_the_code(ada: Doorway) -> None:
    ada.switch_on(ada.first)
    assert ada.welcome().second_factor_pending


def test_switching_on_ends_the_sessions_that_showed_no_code(ada: Doorway) -> None:
    other = ada.sign_in()
    ada.switch_on(ada.first)
    assert ada.session(other) is None and ada.session(ada.first)
    assert ada.trail()[-1] == "person.second_factor_on"


def test_a_wrong_code_switches_nothing_on_and_what_is_offered_stays(ada: Doorway) -> None:
    session = ada.session(ada.first)
    database, visitor = ada.server.database, Visitor("192.0.2.20")
    assert session
    with pytest.raises(NothingOffered):
        ada.run(switch_on_totp(database, ada.mint, session, code="123456", visitor=visitor))
    ada.run(offer_totp(database, ada.mint, session, password=PASSWORD, visitor=visitor))
    with pytest.raises(WrongNewCode):
        ada.run(switch_on_totp(database, ada.mint, session, code="123456x", visitor=visitor))
    assert not ada.sign_in().second_factor_pending


def test_switching_on_and_off_wants_the_password(ada: Doorway) -> None:
    session = ada.session(ada.first)
    database, visitor = ada.server.database, Visitor("192.0.2.20")
    assert session
    with pytest.raises(WrongOwnPassword):
        ada.run(offer_totp(database, ada.mint, session, password="something else", visitor=visitor))
    ada.switch_on(ada.first)
    with pytest.raises(WrongOwnPassword):
        ada.run(switch_off_totp(database, ada.mint, session, password="something else", visitor=visitor))
    assert ada.sign_in().second_factor_pending
    ada.run(switch_off_totp(database, ada.mint, session, password=PASSWORD, visitor=visitor))
    assert not ada.sign_in().second_factor_pending


def test_the_secret_is_not_in_the_database_as_such(ada: Doorway) -> None:
    secret, codes = ada.switch_on(ada.first)
    rows = ada.at_door(
        lambda door: door.connection.fetch("SELECT totp_secret FROM logins WHERE totp_secret IS NOT NULL")
    )
    assert all(secret not in row["totp_secret"] for row in rows)
    digests = ada.at_door(lambda door: door.connection.fetch("SELECT digest FROM recovery_codes"))
    assert all(code.replace("-", "").encode() not in row["digest"] for row in digests for code in codes)
