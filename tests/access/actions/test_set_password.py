"""One-time links, and changing one's own password."""

import asyncio

import pytest
from tests.access.doorway import HOME, PASSWORD, Doorway

from harness.people import make_person
from harness.server import Server
from harness.tenants import Tenant
from payables.access.actions.change_password import change_password
from payables.access.actions.invite import invite
from payables.access.actions.read_link import read_link
from payables.access.actions.set_password import set_password
from payables.access.actions.sign_in_person import sign_in_person
from payables.access.errors import LinkEnded, NobodyWithAddress, TooManyAttempts, WrongOwnPassword, WrongPassword
from payables.access.model import Mint
from payables.access.model.people import NewSession, Visitor
from payables.access.queries.door import at_the_door
from payables.kit.errors import InvalidFields

NEW = "an even quieter evening"


@pytest.fixture
def ada(server: Server, tenant: Tenant) -> Doorway:
    server.clock.stand_still()
    return Doorway(server, tenant)


def test_a_link_sets_the_password_and_signs_in(ada: Doorway) -> None:
    opened = ada.use(ada.link(), NEW)
    assert ada.session(opened) and ada.sign_in(NEW)
    with pytest.raises(WrongPassword):
        ada.sign_in(PASSWORD)
    assert "password_set" in ada.events() and "person.password_set" in ada.trail()


def test_a_link_works_once(ada: Doorway) -> None:
    link = ada.link()
    ada.use(link)
    with pytest.raises(LinkEnded):
        ada.use(link, NEW)
    assert ada.sign_in()


def test_looking_at_a_link_does_not_use_it_up(ada: Doorway) -> None:
    link = ada.link()
    for _ in range(3):
        assert ada.at_door(lambda door: read_link(door, ada.mint, link)) == ada.email
    assert ada.use(link)


def test_a_new_link_ends_the_last_one(ada: Doorway) -> None:
    first, second = ada.link(), ada.link()
    with pytest.raises(LinkEnded):
        ada.use(first)
    assert ada.use(second)


def test_a_link_ends_after_72_hours(ada: Doorway) -> None:
    link = ada.link()
    ada.later(hours=72, seconds=1)
    with pytest.raises(LinkEnded):
        ada.use(link)


def test_a_refused_password_leaves_the_link_as_it_was(ada: Doorway) -> None:
    link = ada.link()
    for weak in ("short", ada.email, "password1234", "x" * 10_000):
        with pytest.raises(InvalidFields):
            ada.use(link, weak)
    assert ada.use(link)


def test_forged_links_and_those_of_the_other_environment_are_no_links(ada: Doorway) -> None:
    for text in (
        "",
        "x",
        ada.mint.make("link"),
        Mint("production", ada.mint.secret_key).make("link"),
        ada.first.secret,
    ):
        with pytest.raises(LinkEnded):
            ada.use(text)


def test_a_new_password_ends_every_other_session(ada: Doorway) -> None:
    others = [ada.first, ada.sign_in(), ada.sign_in(source="198.51.100.1")]
    opened = ada.use(ada.link(), NEW)
    assert [ada.session(other) for other in others] == [None, None, None] and ada.session(opened)


def change(ada: Doorway, opened: NewSession, present: str, password: str) -> NewSession:
    session = ada.session(opened)
    assert session
    visitor = Visitor(HOME)
    work = change_password(ada.server.database, ada.mint, session, present=present, password=password, visitor=visitor)
    return ada.run(work)


def test_a_changed_password_gives_this_browser_a_new_session_and_ends_all_others(ada: Doorway) -> None:
    other, link = ada.sign_in(), ada.link()
    opened = change(ada, ada.first, PASSWORD, NEW)
    session = ada.session(opened)
    assert session and session.account_id == ada.tenant.account_id
    assert ada.session(ada.first) is None and ada.session(other) is None
    assert ada.trail()[-1] == "person.password_changed"
    with pytest.raises(LinkEnded):
        ada.use(link)


def test_a_change_wants_the_present_password(ada: Doorway) -> None:
    for _ in range(5):
        with pytest.raises(WrongOwnPassword):
            change(ada, ada.first, "something else", NEW)
    with pytest.raises(TooManyAttempts):
        change(ada, ada.first, PASSWORD, NEW)
    assert ada.session(ada.first) and ada.events()[-1] == "password_check_failed"


def test_a_weak_password_changes_nothing(ada: Doorway) -> None:
    with pytest.raises(InvalidFields) as refused:
        change(ada, ada.first, PASSWORD, "short")
    assert refused.value.fields[0].field == "password"
    assert ada.session(ada.first) and ada.sign_in()


def test_only_people_of_an_account_are_invited(ada: Doorway, server: Server, tenant: Tenant) -> None:
    def ask(email: str) -> None:
        ada.at_door(lambda door: invite(door, ada.mint, email, Visitor("cli")))

    for email in ("nobody@nowhere.example", "", "x", "a\0@b.example"):
        with pytest.raises(NobodyWithAddress):
            ask(email)
    make_person(server, tenant, f"Someone@{tenant.key}.example")
    ask(f"SOMEONE@{tenant.key}.example")


def test_links_are_not_in_the_database_as_such(ada: Doorway) -> None:
    link = ada.link()
    rows = ada.at_door(lambda door: door.connection.fetch("SELECT digest FROM login_links"))
    assert all(link.encode() not in row["digest"] for row in rows)


def test_a_sign_in_with_the_old_password_at_the_same_time_is_over_when_the_new_one_is_set(ada: Doorway) -> None:
    async def at_once(link: str, old: str, new: str) -> list[object]:
        visitor = Visitor(HOME)
        signing_in = [
            sign_in_person(ada.server.database, ada.mint, email=ada.email, password=old, visitor=visitor)
            for _ in range(3)
        ]
        setting = set_password(ada.server.database, ada.mint, link=link, password=new, visitor=visitor)
        return await asyncio.gather(*signing_in, setting, return_exceptions=True)

    old = PASSWORD
    for number in range(8):
        ada.later(hours=25)
        new = f"{NEW} {number}"
        *others, kept = ada.run(at_once(ada.link(), old, new))
        opened = [other for other in others if isinstance(other, NewSession)]
        assert [ada.session(other) for other in opened] == [None] * len(opened)
        assert isinstance(kept, NewSession) and ada.session(kept)
        old = new


def test_two_links_made_at_once_for_a_new_person_leave_one_that_works(
    server: Server, tenant: Tenant, ada: Doorway
) -> None:
    email = f"new@{tenant.key}.example"
    make_person(server, tenant, email)

    async def one() -> str:
        async with at_the_door(server.database) as door:
            return (await invite(door, ada.mint, email, Visitor("cli"))).text

    async def many() -> list[str]:
        return await asyncio.gather(*(one() for _ in range(6)))

    links = ada.run(many())
    found = []
    for link in links:
        try:
            found.append(ada.at_door(lambda door, link=link: read_link(door, ada.mint, link)))
        except LinkEnded:
            continue
    assert found == [email]
