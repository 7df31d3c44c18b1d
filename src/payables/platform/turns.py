"""Work that accounts take turns with: whoever asks for the next piece gets one of the account that is next.

A line is a table of pieces with the columns account_id, id (a UUIDv7: its order is the order of arrival), status (waiting,
running, then whatever its capability ends with), attempts, leased_until, put_off_until and started_at. A piece is leased
while it is worked on. The attempt tells whether it is still ours: a piece whose worker died is taken again when the lease
has ended, unless somebody holds its row.
"""

import asyncio
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from payables.platform.db import Database, Transaction
from payables.platform.queue import fill_up

LOOKS = 50
LOOK_SECONDS = 0.02

GIVE_A_TURN = """
INSERT INTO work_turns (account_id, line, served_at) VALUES ($1, $2, 'epoch') ON CONFLICT DO NOTHING
"""

NEXT_ACCOUNT = """
-- of the accounts with a piece to take: the one with fewest in flight, then the one served longest ago.
-- `waiting` jumps from account to account along the index, however many pieces each of them has.
WITH RECURSIVE waiting (account_id) AS (
  (SELECT account_id FROM {table} WHERE status = 'waiting' AND put_off_until IS NULL ORDER BY account_id LIMIT 1)
  UNION ALL
  SELECT (SELECT p.account_id FROM {table} p
           WHERE p.status = 'waiting' AND p.put_off_until IS NULL AND p.account_id > w.account_id
           ORDER BY p.account_id LIMIT 1)
    FROM waiting w WHERE w.account_id IS NOT NULL
),
in_flight AS (
  SELECT account_id, count(*) FILTER (WHERE leased_until > $2) AS running,
         count(*) FILTER (WHERE leased_until <= $2) AS lost
    FROM {table} WHERE status = 'running' GROUP BY account_id
),
candidates AS (
  SELECT account_id, coalesce(running, 0) AS running
    FROM waiting FULL JOIN in_flight USING (account_id)
   WHERE account_id IS NOT NULL AND (waiting.account_id IS NOT NULL OR lost > 0)
)
SELECT t.account_id FROM work_turns t JOIN candidates c ON c.account_id = t.account_id
 WHERE t.line = $1 AND c.running < $3
 ORDER BY c.running, t.served_at, t.account_id LIMIT 1 FOR UPDATE OF t SKIP LOCKED
"""

TAKE_TURN = "UPDATE work_turns SET served_at = $3 WHERE account_id = $1 AND line = $2"

TAKE = """
-- first what a dead worker left, then the oldest; a row that somebody holds is being worked on, whatever its lease says
UPDATE {table}
   SET status = 'running', attempts = attempts + 1, leased_until = $3, started_at = coalesce(started_at, $2)
 WHERE account_id = $1
   AND id = coalesce(
     (SELECT id FROM {table} WHERE account_id = $1 AND status = 'running' AND leased_until <= $2
       ORDER BY leased_until LIMIT 1 FOR UPDATE SKIP LOCKED),
     (SELECT id FROM {table} WHERE account_id = $1 AND status = 'waiting' AND put_off_until IS NULL
       ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED))
RETURNING *
"""

HOLD = """
SELECT true FROM {table} WHERE account_id = $1 AND id = $2 AND attempts = $3 AND status = 'running' FOR UPDATE
"""

PUT_OFF = """
-- for as long as it has been tried already, which doubles the pause from one time to the next
UPDATE {table}
   SET status = 'waiting', leased_until = NULL, attempts = attempts - $6,
       put_off_until = $7::timestamptz + greatest($4::interval, least($5::interval, $7 - started_at))
 WHERE account_id = $1 AND id = $2 AND attempts = $3 AND status = 'running'
"""

GIVE_BACK = """
UPDATE {table} SET status = 'waiting', leased_until = NULL, attempts = attempts - 1
 WHERE account_id = $1 AND id = $2 AND attempts = $3 AND status = 'running'
"""

BRING_BACK = "UPDATE {table} SET put_off_until = NULL WHERE put_off_until <= $1"

IS_WAITING = "SELECT EXISTS (SELECT FROM {table} WHERE status = 'waiting' AND put_off_until IS NULL)"

UNFINISHED = """
SELECT count(*) FROM {table} WHERE status = 'running' OR (status = 'waiting' AND put_off_until IS NULL)
"""


@dataclass(frozen=True, slots=True)
class Line:
    """A table of pieces, the job that works on them, and how many of them one such job does before it makes room."""

    table: str
    job: str
    lease: timedelta
    per_job: int
    most_per_account: int = 1_000_000  # in flight at the same time
    shortest_pause: timedelta = timedelta(seconds=5)
    longest_pause: timedelta = timedelta(minutes=5)

    def jobs_for(self, pieces: int) -> int:
        return -(-pieces // self.per_job)


@dataclass(frozen=True, slots=True)
class Piece:
    """What was taken, until its lease ends."""

    account_id: UUID
    id: UUID
    attempt: int
    row: Any


async def give_turn(tx: Transaction, line: Line) -> None:
    """The account's place among those that are served; needed before its first piece can be taken."""
    await tx.execute(GIVE_A_TURN, tx.account_id, line.table)


async def take(database: Database, line: Line) -> Piece | None:
    """The next piece. A colleague may hold the account's turn for the instant of taking: then this one looks again,
    since its job would be spent and the piece would wait for the next `wake`."""
    for _ in range(LOOKS):
        async with database.operator() as connection:
            row = await _take(connection, line, database.clock.now())
            if row is not None:
                return Piece(row["account_id"], row["id"], row["attempts"], row)
            if not await connection.fetchval(_of(line, IS_WAITING)):
                return None
        await asyncio.sleep(LOOK_SECONDS)
    return None


async def hold(tx: Transaction, line: Line, piece: Piece) -> bool:
    """Lock the piece until the transaction ends; False when it is no longer ours."""
    return bool(await tx.fetchval(_of(line, HOLD), *_mine(tx, piece)))


async def put_off(database: Database, line: Line, piece: Piece, *, forget_attempt: bool) -> None:
    """Let it wait until `wake` finds its pause over. What is no fault of the piece does not count as an attempt."""
    async with database.transaction(piece.account_id) as tx:
        pauses = (line.shortest_pause, line.longest_pause)
        await tx.execute(_of(line, PUT_OFF), *_mine(tx, piece), *pauses, int(forget_attempt), tx.now)


async def give_back(database: Database, line: Line, piece: Piece) -> None:
    """As if it had not been taken."""
    async with database.transaction(piece.account_id) as tx:
        await tx.execute(_of(line, GIVE_BACK), *_mine(tx, piece))


async def wake(database: Database, line: Line) -> int:
    """As many jobs as there is work for: heals whatever a crash left behind, and ends the pauses that are over."""
    async with database.operator() as connection:
        await connection.execute(_of(line, BRING_BACK), database.clock.now())
        unfinished = await connection.fetchval(_of(line, UNFINISHED))
        return await fill_up(connection, line.job, line.jobs_for(unfinished))


async def _take(connection: Any, line: Line, now: Any) -> Any:
    account_id = await connection.fetchval(_of(line, NEXT_ACCOUNT), line.table, now, line.most_per_account)
    if account_id is None:
        return None
    await connection.execute(TAKE_TURN, account_id, line.table, now)
    return await connection.fetchrow(_of(line, TAKE), account_id, now, now + line.lease)


def _of(line: Line, sql: str) -> str:
    return sql.format(table=line.table)


def _mine(tx: Transaction, piece: Piece) -> tuple[UUID, UUID, int]:
    return tx.account_id, piece.id, piece.attempt
