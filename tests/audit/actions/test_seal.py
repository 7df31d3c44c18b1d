"""Sealing beside writers: nobody waits for a sealer, and no number is given twice or left out."""

import asyncio
from typing import Any
from uuid import UUID

import pytest
from tests.audit.desk import Desk

from harness.inside import inside, plans
from payables.audit.actions.record import record
from payables.audit.actions.seal import seal, seal_all
from payables.audit.jobs import Sealer
from payables.audit.queries import accounts_with_unsealed
from payables.audit.rules.chain import GENESIS
from payables.audit.store import lock_chain, take_unsealed
from payables.platform.db import Database, Transaction


class TakenBack(Exception):
    """Raised by a writer that changes its mind."""


def test_entries_are_sealed_in_order_and_once(desk: Desk) -> None:
    desk.write(3)
    desk.seal()
    first = desk.seals()
    desk.write(2)
    desk.seal()
    desk.seal()
    seals = desk.seals()
    assert seals[: len(first)] == first
    assert [seal.seq for seal in seals] == list(range(1, desk.count("audit_log") + 1))
    assert desk.count("audit_unsealed") == 0


def test_more_entries_than_a_batch_are_all_sealed(desk: Desk) -> None:
    desk.write(2500)
    desk.seal()
    assert desk.seals()[-1].seq == desk.count("audit_log") > 2500


def test_an_entry_that_is_committed_late_gets_a_later_number(desk: Desk) -> None:
    """Though its id is the older one."""

    async def late(database: Database, account_id: UUID) -> None:
        async with database.transaction(account_id) as tx:
            record(tx, "thing.late", "thing", 1)
            await tx.flush()
            async with database.transaction(account_id) as other:
                record(other, "thing.early", "thing", 2)
            await seal_all(database, account_id)
        await seal_all(database, account_id)

    server = desk.tenant.server
    server.run(late(server.database, desk.tenant.account_id))
    actions = inside(desk.tenant, _actions)
    assert actions[-2:] == ["thing.early", "thing.late"]


async def _actions(tx: Transaction) -> list[str]:
    sql = """SELECT l.action FROM audit_seals s JOIN audit_log l ON l.account_id = s.account_id AND l.id = s.entry_id
              WHERE s.account_id = $1 ORDER BY s.seq"""
    return [row["action"] for row in await tx.fetch(sql, tx.account_id)]


def test_a_sealer_in_the_middle_of_its_work_holds_no_writer_up(desk: Desk) -> None:
    """The sealer has done all of its statements and does not commit; twenty writers with a lock_timeout all finish."""
    desk.write(5)

    async def write(database: Database, account_id: UUID, number: int) -> None:
        async with database.transaction(account_id) as tx:
            await tx.execute("SET LOCAL lock_timeout = '1ms'")
            record(tx, "thing.changed", "thing", number)

    async def all_of(database: Database, account_id: UUID) -> tuple[int, list[Any]]:
        async with database.transaction(account_id) as tx:
            taken = await seal(tx)
            written = await asyncio.gather(*(write(database, account_id, n) for n in range(20)), return_exceptions=True)
        return taken, written

    server = desk.tenant.server
    before = desk.count("audit_log")
    taken, written = server.run(all_of(server.database, desk.tenant.account_id))
    assert taken == before and written == [None] * 20
    assert desk.count("audit_log") == before + 20 and desk.count("audit_unsealed") == 20


def test_a_writer_that_does_not_commit_holds_no_sealer_up(desk: Desk) -> None:
    async def sealed_beside(database: Database, account_id: UUID) -> None:
        async with database.transaction(account_id) as tx:
            record(tx, "thing.changed", "thing", 1)
            await tx.flush()
            async with database.transaction(account_id) as other:
                await other.execute("SET LOCAL lock_timeout = '1ms'")
                assert await seal(other) > 0

    server = desk.tenant.server
    server.run(sealed_beside(server.database, desk.tenant.account_id))
    desk.seal()
    assert desk.seals()[-1].seq == desk.count("audit_log")


def test_a_second_sealer_of_an_account_goes_on_to_others(desk: Desk) -> None:
    desk.write(5)

    async def both(database: Database, account_id: UUID) -> tuple[object, int]:
        async with database.transaction(account_id) as tx:
            await lock_chain(tx, GENESIS, wait=False)
            async with database.transaction(account_id) as other:
                await other.execute("SET LOCAL lock_timeout = '1ms'")
                await other.execute("SET LOCAL statement_timeout = '5s'")
                return await lock_chain(other, GENESIS, wait=False), await seal(other)

    desk.seal()  # so that the chain has begun
    desk.write(5)
    server = desk.tenant.server
    assert server.run(both(server.database, desk.tenant.account_id)) == (None, 0)
    assert desk.count("audit_unsealed") == 5


def test_numbers_have_no_gap_among_twenty_writers_two_sealers_and_rollbacks(desk: Desk) -> None:
    async def write(database: Database, account_id: UUID, writer: int) -> None:
        for number in range(10):
            try:
                async with database.transaction(account_id) as tx:
                    record(tx, "thing.changed", "thing", f"{writer}-{number}")
                    await tx.flush()
                    await asyncio.sleep(0)
                    if number % 3 == 0:
                        raise TakenBack
            except TakenBack:
                pass

    async def work(database: Database, secret_key: bytes, account_id: UUID) -> None:
        sealers = [Sealer(database, secret_key) for _ in range(2)]
        writing = asyncio.gather(*(write(database, account_id, writer) for writer in range(20)))
        while not writing.done():
            await asyncio.gather(*(sealer.seal() for sealer in sealers))
        await writing
        await sealers[0].seal()

    server, before = desk.tenant.server, desk.count("audit_log")
    server.run(work(server.database, server.secret_key, desk.tenant.account_id))
    seals = desk.seals()
    assert desk.count("audit_log") == len(seals) == before + 20 * 6
    assert [seal.seq for seal in seals] == list(range(1, len(seals) + 1))
    assert len({seal.entry_id for seal in seals}) == len(seals)
    assert desk.count("audit_unsealed") == 0


def test_a_sealer_that_dies_gives_its_entries_back(desk: Desk) -> None:
    desk.write(5)

    async def dies(tx: Transaction) -> None:
        await seal(tx)
        raise TakenBack

    with pytest.raises(TakenBack):
        inside(desk.tenant, dies)
    desk.seal()
    assert len(desk.seals()) == desk.count("audit_log")


def test_looking_for_unsealed_entries_never_reads_sealed_ones(desk: Desk) -> None:
    desk.seal()
    for plan in inside(desk.tenant, plans, take_unsealed, 1000):
        assert "Seq Scan" not in plan and "audit_seals" not in plan

    async def looked(database: Database) -> list[UUID]:
        async with database.operator() as connection:
            return await accounts_with_unsealed(connection)

    server = desk.tenant.server
    assert desk.tenant.account_id not in server.run(looked(server.database))
    desk.write()
    assert desk.tenant.account_id in server.run(looked(server.database))


@pytest.mark.parametrize("table", ["audit_log", "audit_seals", "audit_heads"])
@pytest.mark.parametrize("statement", ["UPDATE {} SET account_id = account_id", "DELETE FROM {}", "TRUNCATE {}"])
def test_the_program_itself_may_not_change_what_is_recorded_or_sealed(desk: Desk, table: str, statement: str) -> None:
    async def attempt(tx: Transaction) -> None:
        await tx.execute(statement.format(table))

    with pytest.raises(Exception, match="permission denied"):
        inside(desk.tenant, attempt)
