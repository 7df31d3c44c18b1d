"""Writes of access."""

from datetime import datetime
from typing import Any
from uuid import UUID

from payables.platform.db import Transaction

ADD_TOKEN = """
INSERT INTO access_tokens (account_id, id, token_hash, client_id, secret_id, user_id, scope, created_at, expires_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
"""

INSERT_USER = """
INSERT INTO users (account_id, id, kind, key, email, first_name, last_name, role, scope, company_ids, location_ids,
                   created_at, updated_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $12)
"""

UPDATE_USER = """
UPDATE users SET email = $3, first_name = $4, last_name = $5, role = $6, scope = $7, company_ids = $8,
       location_ids = $9, active = true, updated_at = $10
 WHERE account_id = $1 AND id = $2
"""

DEACTIVATE_USER = "UPDATE users SET active = false, updated_at = $3 WHERE account_id = $1 AND id = $2"

INSERT_KEY = """
INSERT INTO api_keys (account_id, id, label, secret_hash, hint, created_at) VALUES ($1, $2, $3, $4, $5, $6)
"""
INSERT_CLIENT = "INSERT INTO oauth_clients (account_id, id, user_id, name, created_at) VALUES ($1, $2, $3, $4, $5)"
ADD_SECRET = """
INSERT INTO oauth_client_secrets (account_id, id, client_id, secret_hash, hint, created_at, issued_by)
VALUES ($1, $2, $3, $4, $5, $6, $7)
"""

END_KEY = "UPDATE api_keys SET expires_at = least(expires_at, $3) WHERE account_id = $1 AND id = $2"
END_SECRETS = """
-- the live secrets of a client get an end; their tokens do not outlive them
WITH ended AS (
  UPDATE oauth_client_secrets SET expires_at = least(expires_at, $3)
   WHERE account_id = $1 AND client_id = $2 AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > $4)
  RETURNING id
)
UPDATE access_tokens SET expires_at = least(expires_at, $3)
 WHERE account_id = $1 AND secret_id IN (SELECT id FROM ended)
"""

REVOKE_KEY = """
UPDATE api_keys SET revoked_at = $3 WHERE account_id = $1 AND id = $2 AND revoked_at IS NULL RETURNING label
"""
REVOKE_CLIENT = """
UPDATE oauth_clients SET revoked_at = $3 WHERE account_id = $1 AND id = $2 AND revoked_at IS NULL RETURNING name
"""
REVOKE_ONE = """
UPDATE oauth_client_secrets SET revoked_at = $3
 WHERE account_id = $1 AND id = $2 AND revoked_at IS NULL RETURNING client_id
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
        ADD_TOKEN, account_id, token_id, token_hash, client_id, secret_id, user_id, scope, now, expires_at
    )


async def insert_user(tx: Transaction, number: int, kind: str, key: str, values: tuple[Any, ...]) -> None:
    """`values`: email, first name, last name, role, scope, company ids, location ids."""
    await tx.execute(INSERT_USER, tx.account_id, number, kind, key, *values, tx.now)


async def update_user(tx: Transaction, number: int, values: tuple[Any, ...]) -> None:
    """As insert_user; an inactive user becomes active again."""
    await tx.execute(UPDATE_USER, tx.account_id, number, *values, tx.now)


async def deactivate_user(tx: Transaction, number: int) -> None:
    await tx.execute(DEACTIVATE_USER, tx.account_id, number, tx.now)


async def insert_key(tx: Transaction, key_id: UUID, label: str, digest: bytes, hint: str) -> None:
    await tx.execute(INSERT_KEY, tx.account_id, key_id, label, digest, hint, tx.now)


async def insert_client(tx: Transaction, client_id: str, user_id: int, name: str) -> None:
    await tx.execute(INSERT_CLIENT, tx.account_id, client_id, user_id, name, tx.now)


async def insert_secret(tx: Transaction, secret_id: UUID, client_id: str, digest: bytes, hint: str) -> None:
    await tx.execute(ADD_SECRET, tx.account_id, secret_id, client_id, digest, hint, tx.now, tx.actor.user_id)


async def end_key(tx: Transaction, key_id: UUID, at: datetime) -> None:
    """An earlier end stays."""
    await tx.execute(END_KEY, tx.account_id, key_id, at)


async def end_secrets(tx: Transaction, client_id: str, at: datetime) -> None:
    """An earlier end stays."""
    await tx.execute(END_SECRETS, tx.account_id, client_id, at, tx.now)


async def revoke_key(tx: Transaction, key_id: UUID) -> str | None:
    """Answers the label, None when there is no such key or it was revoked before; the others likewise."""
    return await tx.fetchval(REVOKE_KEY, tx.account_id, key_id, tx.now)


async def revoke_client(tx: Transaction, client_id: str) -> str | None:
    return await tx.fetchval(REVOKE_CLIENT, tx.account_id, client_id, tx.now)


async def revoke_secret(tx: Transaction, secret_id: UUID) -> str | None:
    return await tx.fetchval(REVOKE_ONE, tx.account_id, secret_id, tx.now)
