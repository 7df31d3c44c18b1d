"""Reads of what an account's programs sign in with."""

from uuid import UUID

from payables.access.model.credentials import Client, Credential
from payables.platform.db import Transaction

KEYS = """
SELECT id, label AS name, hint, created_at, expires_at, revoked_at
  FROM api_keys WHERE account_id = $1 AND ($2::uuid IS NULL OR id = $2) ORDER BY created_at, id
"""

CLIENTS = """
SELECT c.id, c.name, c.user_id, u.first_name || CASE WHEN u.last_name = '' THEN '' ELSE ' ' || u.last_name END AS user_name,
       u.role, u.active AS user_active, c.created_at, c.revoked_at
  FROM oauth_clients c JOIN users u ON u.account_id = c.account_id AND u.id = c.user_id
 WHERE c.account_id = $1 AND ($2::text IS NULL OR c.id = $2) ORDER BY lower(u.first_name), c.name, c.id
"""

SECRETS = """
SELECT s.client_id, s.id, c.name, s.hint, s.created_at, s.expires_at, coalesce(s.revoked_at, c.revoked_at) AS revoked_at,
       s.issued_by
  FROM oauth_client_secrets s JOIN oauth_clients c ON c.account_id = s.account_id AND c.id = s.client_id
 WHERE s.account_id = $1 AND ($2::text IS NULL OR c.id = $2) ORDER BY s.created_at, s.id
"""


async def keys(tx: Transaction, key_id: UUID | None = None) -> list[Credential]:
    """All, or the one with this id."""
    return [Credential(**row) for row in await tx.fetch(KEYS, tx.account_id, key_id)]


async def clients(tx: Transaction, client_id: str | None = None) -> list[Client]:
    """All, or the one with this id, each with its secrets."""
    found = {row["id"]: Client(**row) for row in await tx.fetch(CLIENTS, tx.account_id, client_id)}
    for row in await tx.fetch(SECRETS, tx.account_id, client_id):
        values = dict(row)
        found[values.pop("client_id")].secrets.append(Credential(**values))
    return list(found.values())
