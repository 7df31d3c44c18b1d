"""Replace a client's secret; the old one goes on for a while, so that nobody has to stop."""

from datetime import timedelta

from payables.access import queries, store
from payables.access.actions.issue_credentials import issue_secret
from payables.access.errors import NoSuchCredential
from payables.access.model import IssuedClient, Mint
from payables.access.rules import secrets
from payables.audit.actions.record import record
from payables.platform.db import Transaction


async def rotate_secret(tx: Transaction, mint: Mint, client_id: str, overlap: timedelta) -> IssuedClient:
    """All secrets that live now, and the tokens issued for them, end with the overlap. Raises NoSuchCredential."""
    client = await queries.live_client(tx, client_id) if secrets.is_client_id(client_id) else None
    if client is None:
        raise NoSuchCredential(id=client_id)
    ends = tx.now + overlap
    await store.end_secrets(tx, client_id, ends)
    record(tx, "client_secret.rotated", "client", client_id, after={"older_secrets_end": ends.isoformat()})
    return await issue_secret(tx, mint, client["user_id"], client["user"], client["name"], client_id)
