"""Reads of sessions."""

from datetime import datetime
from typing import Any

import asyncpg

READ_SESSION = "SELECT * FROM read_session($1, $2)"


async def read_session(connection: Any, digest: bytes, now: datetime) -> asyncpg.Record | None:
    """The row of the database function read_session; sets the account of the transaction."""
    return await connection.fetchrow(READ_SESSION, digest, now)
