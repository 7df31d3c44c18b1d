"""Writes of access."""

from datetime import datetime
from typing import Any
from uuid import UUID

INSERT_TOKEN = """
INSERT INTO access_tokens (account_id, id, token_hash, client_id, secret_id, user_id, scope, created_at, expires_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
"""

FORGET_TOKENS = "DELETE FROM access_tokens WHERE expires_at < $1"


async def insert_token(
    connection: Any,
    account_id: UUID,
    token_id: UUID,
    *,
    token_hash: bytes,
    client_id: str,
    secret_id: UUID,
    user_id: int,
    scope: str,
    now: datetime,
    expires_at: datetime,
) -> None:
    await connection.execute(
        INSERT_TOKEN, account_id, token_id, token_hash, client_id, secret_id, user_id, scope, now, expires_at
    )
