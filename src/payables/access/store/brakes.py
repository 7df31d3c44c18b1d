"""Attempts that did not succeed, through the door: counted in the database, so that all processes brake together."""

from datetime import datetime

from payables.access.queries.door import Door
from payables.access.rules.brakes import FORGOTTEN_AFTER, LONGEST_WAIT, Brake, wait_after

COUNT = """
-- counted before it is checked, so that attempts made at once are no more than one after the other; no row while one waits;
-- a wait longer than any that is given was written before the clock was set right
INSERT INTO sign_in_brakes AS b (kind, who, failures, last_at, wait_until) VALUES ($1, $2, 1, $3, $3)
ON CONFLICT (kind, who) DO UPDATE
   SET failures = CASE WHEN b.last_at < $4 THEN 1 ELSE b.failures + 1 END, last_at = $3
 WHERE b.wait_until <= $3 OR b.wait_until > $5
RETURNING failures
"""
WAIT = "UPDATE sign_in_brakes SET wait_until = $3 WHERE kind = $1 AND who = $2"
WAIT_UNTIL = "SELECT wait_until FROM sign_in_brakes WHERE kind = $1 AND who = $2"
FORGIVE_ALL = "DELETE FROM sign_in_brakes WHERE kind = $1 AND who = $2"
FORGIVE_ONE = """
UPDATE sign_in_brakes SET failures = greatest(failures - 1, 0), wait_until = $3 WHERE kind = $1 AND who = $2
"""
TOUCH = "UPDATE sign_in_brakes SET last_at = $3 WHERE kind = $1 AND who = $2"


async def count_attempt(door: Door, brake: Brake, who: bytes) -> datetime | None:
    """Counts an attempt as failed until it is forgiven; when to try again, if this one comes too soon and does not count."""
    since, latest = door.now - FORGOTTEN_AFTER, door.now + LONGEST_WAIT
    failures = await door.connection.fetchval(COUNT, brake, who, door.now, since, latest)
    if failures is None:
        return await door.connection.fetchval(WAIT_UNTIL, brake, who)
    if wait := wait_after(brake, failures):
        await door.connection.execute(WAIT, brake, who, door.now + wait)
    return None


async def forgive(door: Door, brake: Brake, who: bytes) -> None:
    """The attempt succeeded. From an address this takes back that one attempt: whoever has a login of their own must not
    wipe away their guesses at those of others."""
    if brake is Brake.SOURCE:
        await door.connection.execute(FORGIVE_ONE, brake, who, door.now)
    else:
        await door.connection.execute(FORGIVE_ALL, brake, who)


async def touch(door: Door, brake: Brake, who: bytes) -> None:
    await door.connection.execute(TOUCH, brake, who, door.now)
