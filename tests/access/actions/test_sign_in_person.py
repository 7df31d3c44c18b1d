"""A person signs in: who gets in, who has to wait, and what strangers learn from it."""

import asyncio
import statistics
import time
from datetime import timedelta

import pytest
from tests.access.doorway import PASSWORD, Doorway

from harness.people import make_person
from harness.server import Server
from harness.tenants import Tenant
from payables.access.actions.sign_in_person import sign_in_person
from payables.access.errors import TooManyAttempts, WrongPassword
from payables.access.model.people import Visitor


@pytest.fixture
def ada(server: Server, tenant: Tenant) -> Doorway:
    server.clock.stand_still()
    return Doorway(server, tenant)


def test_the_right_password_opens_a_session_in_the_only_account(ada: Doorway) -> None:
    session = ada.session(ada.sign_in())
    assert session and session.caller and session.person and session.email == ada.email
    assert session.account_id == ada.tenant.account_id and session.person.id == ada.user_id
    assert not session.second_factor_pending
    assert ada.events()[-1] == "signed_in" and ada.trail()[-1] == "person.signed_in"


def test_the_address_counts_in_any_case(ada: Doorway) -> None:
    assert ada.session(ada.sign_in(email=f"  {ada.email.upper()} "))


@pytest.mark.parametrize("password", ["", "wrong password 1", PASSWORD.upper(), PASSWORD + " ", "x" * 10_000])
def test_another_password_is_refused_and_on_record(ada: Doorway, password: str) -> None:
    with pytest.raises(WrongPassword):
        ada.sign_in(password)
    assert ada.events()[-1] == "sign_in_failed"


def test_a_password_written_by_another_keyboard_is_the_same(ada: Doorway) -> None:
    ada.welcome("un caf\u00e9 cr\u00e8me, s.v.p.")
    assert ada.sign_in("un cafe\u0301 cre\u0300me, s.v.p.")


@pytest.mark.parametrize(
    "email", ["nobody@nowhere.example", "", "no address", "a\0b@c.example", "x" * 5000 + "@y.example"]
)
def test_an_unknown_address_is_refused_with_the_same_words(ada: Doorway, email: str) -> None:
    source = f"203.0.113.{hash(email) % 250}"
    with pytest.raises(WrongPassword) as unknown:
        ada.sign_in(email=email or " ", source=source)
    with pytest.raises(WrongPassword) as known:
        ada.sign_in("wrong password 1")
    assert unknown.value.sentence == known.value.sentence


def test_an_unknown_address_takes_as_long_as_a_known_one(ada: Doorway) -> None:
    def seconds(email: str, source: str) -> float:
        begun = time.perf_counter()
        with pytest.raises(WrongPassword):
            ada.sign_in("wrong password 1", email=email, source=source)
        return time.perf_counter() - begun

    pairs = []
    for number in range(8):
        ada.later(hours=25)  # nothing has to wait
        pairs.append(
            (seconds(ada.email, f"198.51.100.{number}"), seconds(f"u{number}@x.example", f"198.51.101.{number}"))
        )
    known, unknown = (statistics.median(column) for column in zip(*pairs, strict=True))
    assert 0.5 < known / unknown < 2


def test_a_login_without_password_lets_nobody_in(server: Server, ada: Doorway) -> None:
    email = f"invited@{ada.tenant.key}.example"
    make_person(server, ada.tenant, email)
    invited = Doorway.__new__(Doorway)
    invited.__dict__.update(ada.__dict__, email=email)
    invited.link()
    for password in ("", "None", "\0 nobody's password \0"):
        with pytest.raises(WrongPassword):
            invited.sign_in(password)


def test_a_new_secret_each_time_and_the_browsers_old_session_ends(ada: Doorway) -> None:
    fixed = ada.sign_in()
    opened = ada.sign_in(instead_of=fixed.secret)
    assert opened.secret != fixed.secret
    assert ada.session(fixed) is None and ada.session(opened)


def test_five_failures_then_waiting_that_grows_and_says_until_when(ada: Doorway) -> None:
    for _ in range(5):
        with pytest.raises(WrongPassword):
            ada.sign_in("wrong password 1", source=ada.elsewhere)
    with pytest.raises(TooManyAttempts) as refused:
        ada.sign_in(source=ada.elsewhere)
    assert refused.value.details["retry_after"] == 15
    assert f"{ada.server.clock.now() + timedelta(seconds=15):%H:%M:%S} UTC" in refused.value.sentence
    ada.later(seconds=16)
    with pytest.raises(WrongPassword):
        ada.sign_in("wrong password 1", source=ada.elsewhere)
    with pytest.raises(TooManyAttempts) as refused:
        ada.sign_in(source=ada.elsewhere)
    assert refused.value.details["retry_after"] == 30
    ada.later(seconds=31)
    assert ada.sign_in(source=ada.elsewhere)


def test_waiting_does_not_grow_by_waiting_attempts(ada: Doorway) -> None:
    for _ in range(5):
        with pytest.raises(WrongPassword):
            ada.sign_in("wrong password 1", source=ada.elsewhere)
    for _ in range(20):
        with pytest.raises(TooManyAttempts) as refused:
            ada.sign_in("wrong password 1", source=ada.elsewhere)
        assert refused.value.details["retry_after"] == 15


def test_an_unknown_address_waits_alike(ada: Doorway) -> None:
    email = f"nobody@{ada.tenant.key}.example"
    for _ in range(5):
        with pytest.raises(WrongPassword):
            ada.sign_in(email=email, source="198.51.100.8")
    with pytest.raises(TooManyAttempts):
        ada.sign_in(email=email, source="198.51.100.9")


def test_guesses_from_elsewhere_keep_nobody_out_where_they_were_before(ada: Doorway) -> None:
    for _ in range(5):
        with pytest.raises(WrongPassword):
            ada.sign_in("wrong password 1", source=ada.elsewhere)
    with pytest.raises(TooManyAttempts):
        ada.sign_in(source="203.0.113.99")
    assert ada.sign_in()


def test_guesses_from_a_known_address_are_braked_too(ada: Doorway) -> None:
    for _ in range(5):
        with pytest.raises(WrongPassword):
            ada.sign_in("wrong password 1")
    with pytest.raises(TooManyAttempts):
        ada.sign_in()


def test_one_address_cannot_try_many_logins(ada: Doorway) -> None:
    source = ada.elsewhere
    for number in range(30):
        with pytest.raises(WrongPassword):
            ada.sign_in(email=f"u{number}@{ada.tenant.key}.example", source=source)
    with pytest.raises(TooManyAttempts):
        ada.sign_in(email=f"another@{ada.tenant.key}.example", source=source)


def test_a_login_of_ones_own_does_not_wipe_away_guesses_at_others(ada: Doorway, server: Server) -> None:
    mallory = Doorway(server, ada.tenant)
    for number in range(60):
        source = ada.elsewhere
        try:
            if number % 2:
                mallory.welcome(source="198.51.100.41")  # no address that is known for the login
                mallory.sign_in(source=source)
            else:
                ada.sign_in("wrong password 1", email=f"v{number}@{ada.tenant.key}.example", source=source)
        except WrongPassword:
            continue
        except TooManyAttempts:
            break
    guesses = [n for n in range(31) if guess(ada, f"w{n}@{ada.tenant.key}.example", source)]
    assert len(guesses) < 30


def guess(ada: Doorway, email: str, source: str) -> bool:
    """Whether the guess was looked at."""
    try:
        ada.sign_in(email=email, source=source)
    except WrongPassword:
        return True
    except TooManyAttempts:
        return False
    raise AssertionError


def test_guesses_made_at_once_are_no_more_than_one_after_the_other(ada: Doorway) -> None:
    async def many() -> list[object]:
        tries = [
            sign_in_person(
                ada.server.database,
                ada.mint,
                email=ada.email,
                password=f"wrong password {number}",
                visitor=Visitor(ada.elsewhere),
            )
            for number in range(20)
        ]
        return await asyncio.gather(*tries, return_exceptions=True)

    kinds = [type(outcome) for outcome in ada.run(many())]
    assert kinds.count(WrongPassword) == 5 and kinds.count(TooManyAttempts) == 15


def test_a_person_of_two_accounts_enters_the_one_that_they_were_in_last(
    ada: Doorway, server: Server, other_tenant: Tenant
) -> None:
    make_person(server, other_tenant, ada.email.upper())
    session = ada.session(ada.sign_in())
    assert session and session.accounts == 2 and session.account_id == ada.tenant.account_id


def test_a_person_who_is_active_nowhere_is_signed_in_to_nothing(ada: Doorway) -> None:
    async def deactivate() -> None:
        async with ada.server.database.transaction(ada.tenant.account_id) as tx:
            await tx.execute(
                "UPDATE users SET active = false WHERE account_id = $1 AND id = $2", tx.account_id, ada.user_id
            )

    ada.run(deactivate())
    session = ada.session(ada.sign_in())
    assert session and session.caller is None and session.account_id is None and session.accounts == 0
