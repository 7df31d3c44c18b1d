"""Keys, clients and secrets in the hands of those who manage the account's users, with what the operator's commands do not
need to ask: whether there is room, and whether somebody gives away more than is theirs."""

from datetime import timedelta
from uuid import UUID

from payables.access import queries
from payables.access.actions.issue_credentials import issue_client, issue_key
from payables.access.actions.revoke import revoke
from payables.access.actions.rotate_key import rotate_key
from payables.access.actions.rotate_secret import rotate_secret
from payables.access.errors import ClientNameTaken, RoleBeyondYours, TooManyCredentials
from payables.access.model import ROLES, IssuedClient, IssuedKey, Mint
from payables.access.model.credentials import Client
from payables.access.queries import issued
from payables.access.rules.issuing import MOST_LIVE, goes_beyond, has_room
from payables.kit.errors import FieldError, InvalidFields, NotFound
from payables.platform.caller import Caller
from payables.platform.db import Transaction


async def give_key(tx: Transaction, mint: Mint, label: str) -> IssuedKey:
    """Raises TooManyCredentials."""
    if not has_room(await issued.keys(tx), tx.now):
        raise TooManyCredentials(what="API keys", most=MOST_LIVE)
    return await issue_key(tx, mint, label)


async def replace_key(tx: Transaction, mint: Mint, key_id: UUID, overlap: timedelta) -> IssuedKey:
    """Raises NoSuchCredential, TooManyCredentials."""
    if not has_room(await issued.keys(tx), tx.now):
        raise TooManyCredentials(what="API keys", most=MOST_LIVE)
    return await rotate_key(tx, mint, key_id, overlap)


async def revoke_key(tx: Transaction, key_id: UUID) -> None:
    """Raises NotFound, NoSuchCredential for one that was revoked before."""
    if not await issued.keys(tx, key_id):
        raise NotFound(what="API key")
    await revoke(tx, str(key_id))


async def give_client(tx: Transaction, caller: Caller, mint: Mint, user_id: int, name: str) -> IssuedClient:
    """Raises InvalidFields, RoleBeyondYours, ClientNameTaken, TooManyCredentials."""
    user = (await queries.users(tx, [user_id])).get(user_id)
    if user is None or user.kind != "api" or not user.active:
        sentence = "Send the id of an active API user: GET /v1/users?kind=api shows them."
        raise InvalidFields([FieldError("user_id", sentence, "not_an_api_user")])
    _check_role(caller, user.role)
    present = await issued.clients(tx)
    if any(client.user_id == user_id and client.name == name for client in present):
        raise ClientNameTaken(name=name)
    if sum(client.revoked_at is None for client in present) >= MOST_LIVE:
        raise TooManyCredentials(what="OAuth clients", most=MOST_LIVE)
    return await issue_client(tx, mint, user_id, user.display_name, name)


async def replace_secret(
    tx: Transaction, caller: Caller, mint: Mint, client_id: str, overlap: timedelta
) -> IssuedClient:
    """Raises NotFound, RoleBeyondYours, TooManyCredentials, NoSuchCredential."""
    client = await _client(tx, client_id)
    _check_role(caller, client.role)
    if not has_room(client.secrets, tx.now):
        raise TooManyCredentials(what="secrets of one client", most=MOST_LIVE)
    return await rotate_secret(tx, mint, client_id, overlap)


async def revoke_client(tx: Transaction, client_id: str) -> None:
    """Raises NotFound, NoSuchCredential for one that was revoked before."""
    await revoke(tx, (await _client(tx, client_id)).id)


async def revoke_secret(tx: Transaction, client_id: str, secret_id: UUID) -> None:
    """Raises NotFound, NoSuchCredential for one that was revoked before."""
    client = await _client(tx, client_id)
    if secret_id not in {secret.id for secret in client.secrets}:
        raise NotFound(what="secret of this client")
    await revoke(tx, str(secret_id))


async def _client(tx: Transaction, client_id: str) -> Client:
    found = await issued.clients(tx, client_id)
    if not found:
        raise NotFound(what="OAuth client")
    return found[0]


def _check_role(caller: Caller, role: str) -> None:
    """Whoever holds a secret is whom it acts for."""
    if beyond := goes_beyond(ROLES.get(role, frozenset()), caller.permissions):
        raise RoleBeyondYours(role=role, permission=beyond[0])
