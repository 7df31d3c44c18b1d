"""Revoke a key, a client, or one secret of a client: whatever stands on it stops at once, tokens included."""

from uuid import UUID

from payables.access import store
from payables.access.errors import NoSuchCredential
from payables.access.rules import secrets
from payables.audit.actions.record import record
from payables.kit.ids import parse_uuid
from payables.platform.db import Transaction


async def revoke(tx: Transaction, credential_id: str) -> str:
    """Takes the id of a key, a client or a secret; answers which of these it was. Raises NoSuchCredential."""
    kind = await _revoke(tx, credential_id)
    if kind is None:
        raise NoSuchCredential(id=credential_id)
    record(tx, f"{kind}.revoked", kind, credential_id)
    return kind


async def _revoke(tx: Transaction, credential_id: str) -> str | None:
    number = parse_uuid(credential_id)
    if number:
        return await _revoke_key_or_secret(tx, number)
    return await _revoke_client(tx, credential_id) if secrets.is_client_id(credential_id) else None


async def _revoke_key_or_secret(tx: Transaction, number: UUID) -> str | None:
    if await store.revoke_key(tx, number) is not None:
        return "api_key"
    return "client_secret" if await store.revoke_secret(tx, number) is not None else None


async def _revoke_client(tx: Transaction, client_id: str) -> str | None:
    return "client" if await store.revoke_client(tx, client_id) is not None else None
