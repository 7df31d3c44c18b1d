"""Operators of the installation: there is always one who can sign in."""

import asyncio

import pytest
from tests.access.doorway import Doorway

from harness.server import Server
from harness.tenants import Tenant
from payables.access.actions.name_operator import name_operator
from payables.access.errors import LastOperator
from payables.access.model.people import Visitor
from payables.access.queries.door import Door, at_the_door
from payables.access.store import logins

HERE = Visitor("test")


@pytest.fixture(autouse=True)
def nobody_else(server: Server) -> None:
    """Operators of other tests are none any more."""

    async def take() -> None:
        async with at_the_door(server.database) as door:
            await door.connection.execute("UPDATE logins SET is_operator = false WHERE is_operator")

    server.run(take())


def made(server: Server, tenant: Tenant) -> Doorway:
    who = Doorway(server, tenant)
    who.at_door(lambda door: name_operator(door, who.email, HERE, is_operator=True))
    return who


async def take(door: Door, email: str) -> bool:
    return await name_operator(door, email, HERE, is_operator=False)


async def operators(server: Server) -> int:
    async with at_the_door(server.database) as door:
        return len(await logins.lock_operators(door))


def test_the_last_operator_stays_one_until_there_is_another(server: Server, tenant: Tenant) -> None:
    who = made(server, tenant)
    with pytest.raises(LastOperator) as refused:
        who.at_door(lambda door: take(door, who.email.upper()))
    assert who.email in str(refused.value) and "make somebody an operator first" in str(refused.value)
    assert server.run(operators(server)) == 1
    made(server, tenant)
    assert who.at_door(lambda door: take(door, who.email)) is True


def test_an_operator_who_has_no_password_yet_does_not_count_and_can_be_taken_back(
    server: Server, tenant: Tenant
) -> None:
    who, invited = made(server, tenant), f"invited@{tenant.key}.example"
    who.at_door(lambda door: name_operator(door, invited, HERE, is_operator=True))
    with pytest.raises(LastOperator):
        who.at_door(lambda door: take(door, who.email))
    assert who.at_door(lambda door: take(door, invited)) is True


def test_who_is_no_operator_is_none_already(server: Server, tenant: Tenant) -> None:
    made(server, tenant)
    other = Doorway(server, tenant)
    assert other.at_door(lambda door: take(door, other.email)) is False


def test_two_who_take_it_from_each_other_at_once_leave_one(server: Server, tenant: Tenant) -> None:
    one, two = made(server, tenant), made(server, tenant)

    async def second() -> bool:
        async with at_the_door(server.database) as door:
            return await take(door, one.email)

    async def at_once() -> bool | BaseException:
        async with at_the_door(server.database) as door:
            assert await take(door, two.email)
            later = asyncio.create_task(second())
            await asyncio.wait([later], timeout=0.5)
        return (await asyncio.gather(later, return_exceptions=True))[0]

    assert isinstance(server.run(at_once()), LastOperator)
    assert server.run(operators(server)) == 1
