"""Reads of access."""

from typing import Any
from uuid import UUID

import asyncpg

from payables.access.model import User
from payables.platform.db import Transaction

SIGN_IN = "SELECT * FROM sign_in($1, $2, $3)"

CLIENT_SECRET = """
-- the live secrets of one live client, for comparison in constant time
SELECT s.id, s.secret_hash, c.user_id
  FROM oauth_client_secrets s
  JOIN oauth_clients c ON c.account_id = s.account_id AND c.id = s.client_id
  JOIN users u ON u.account_id = c.account_id AND u.id = c.user_id
 WHERE s.account_id = $1 AND s.client_id = $2 AND c.revoked_at IS NULL AND s.revoked_at IS NULL AND u.active
   AND (s.expires_at IS NULL OR s.expires_at > $3)
"""

USERS = """
SELECT id, email, first_name, last_name, kind, role, active FROM users WHERE account_id = $1 AND id = ANY($2)
"""

USER_BY_EMAIL = """
SELECT id, email, first_name, last_name, kind, role, active FROM users WHERE account_id = $1 AND lower(email) = lower($2)
"""


async def sign_in(connection: Any, key_hash: bytes, token_hash: bytes | None, now: Any) -> asyncpg.Record | None:
    """The row of the database function sign_in; sets the account of the transaction."""
    return await connection.fetchrow(SIGN_IN, key_hash, token_hash, now)


async def client_secrets(connection: Any, account_id: UUID, client_id: str, now: Any) -> list[asyncpg.Record]:
    return await connection.fetch(CLIENT_SECRET, account_id, client_id, now)


async def users(tx: Transaction, ids: list[int]) -> dict[int, User]:
    """The users with these ids, by id; ids of other accounts are simply not found."""
    return {row["id"]: User(**row) for row in await tx.fetch(USERS, tx.account_id, ids)}


async def user_by_email(tx: Transaction, email: str) -> User | None:
    row = await tx.fetchrow(USER_BY_EMAIL, tx.account_id, email)
    return User(**row) if row else None
