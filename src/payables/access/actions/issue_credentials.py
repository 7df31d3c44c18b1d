"""Issue an API key, an OAuth client, or a further secret of a client. The texts are shown once and never stored."""

from payables.access import store
from payables.access.model import IssuedClient, IssuedKey, Mint
from payables.access.rules import secrets
from payables.audit.actions.record import record
from payables.platform.db import Transaction


async def issue_key(tx: Transaction, mint: Mint, label: str) -> IssuedKey:
    """A further API key of the account."""
    issued = IssuedKey(tx.new_id(), label, mint.make("key"))
    hint = secrets.hint(issued.text)
    await store.insert_key(tx, issued.id, label, mint.digest(issued.text), hint)
    record(tx, "api_key.issued", "api_key", issued.id, after={"label": label, "hint": hint})
    return issued


async def issue_client(tx: Transaction, mint: Mint, user_id: int, user: str, name: str) -> IssuedClient:
    """A new client of an API user, with its first secret."""
    client_id = secrets.make_client_id(mint.env)
    await store.insert_client(tx, client_id, user_id, name)
    record(tx, "client.created", "client", client_id, after={"name": name, "user_id": user_id})
    return await issue_secret(tx, mint, user_id, user, name, client_id)


async def issue_secret(tx: Transaction, mint: Mint, user_id: int, user: str, name: str, client_id: str) -> IssuedClient:
    """A further secret of a client."""
    issued = IssuedClient(user_id, user, name, client_id, tx.new_id(), mint.make("secret"))
    hint = secrets.hint(issued.secret)
    await store.insert_secret(tx, issued.secret_id, client_id, mint.digest(issued.secret), hint)
    record(tx, "client_secret.issued", "client", client_id, after={"secret_id": str(issued.secret_id), "hint": hint})
    return issued
