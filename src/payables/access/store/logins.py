"""Writes of logins, through the door."""

from uuid import UUID

from payables.access.store.door import Door

INSERT = """
-- the login of an address, which is made if there is none yet
WITH made AS (
  INSERT INTO logins (id, email, created_at, updated_at) VALUES ($1, lower($2), $3, $3) ON CONFLICT DO NOTHING RETURNING id
)
SELECT id FROM made UNION ALL SELECT id FROM logins WHERE email = lower($2) LIMIT 1
"""


async def login_of(door: Door, email: str) -> UUID:
    """The login of this address; a new one has no password."""
    return await door.connection.fetchval(INSERT, door.new_id(), email, door.now)
