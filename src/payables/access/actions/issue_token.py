"""An OAuth client asks for an access token (contract/platform.md section 2.2)."""

import hmac
from datetime import datetime, timedelta
from typing import Any

from payables.access import queries, store
from payables.access.actions.sign_in import SignIn
from payables.access.errors import InvalidClient, UnsupportedGrant, UnsupportedScope
from payables.access.model import KeyHolder, Token
from payables.access.rules import secrets
from payables.kit.ids import uuid7
from payables.platform.http.exchange import Exchange, Holder

SCOPES = {"accounts.can_access_dashboard"}


async def issue_token(
    connection: Any,
    exchange: Exchange,
    gate: SignIn,
    *,
    grant_type: str,
    client_id: str,
    client_secret: str,
    scope: str | None,
    lifetime_seconds: int,
) -> Token:
    """Raises the refusals of the key, the grant, the scope and the client; a failed attempt counts as a guess."""
    holder = await gate.key_holder(connection, exchange)
    if grant_type != "client_credentials":
        raise UnsupportedGrant
    if scope and not set(scope.split()) <= SCOPES:
        raise UnsupportedScope(scope=scope)
    secret = await _check_client(connection, exchange, gate, holder, client_id, client_secret)
    exchange.holder = Holder(holder.account_id, holder.api_key_id, client_id, secret["user_id"])
    expires_at = _end(exchange.now + timedelta(seconds=lifetime_seconds), secret["expires_at"])
    lifetime = int((expires_at - exchange.now).total_seconds())
    token = Token(secrets.make(gate.env, "token"), lifetime, scope or "accounts.can_access_dashboard")
    await store.insert_token(
        connection,
        holder.account_id,
        uuid7(int(exchange.now.timestamp() * 1000)),
        token_hash=gate.digest(token.text),
        client_id=client_id,
        secret_id=secret["id"],
        user_id=secret["user_id"],
        scope=token.scope,
        now=exchange.now,
        expires_at=expires_at,
    )
    return token


async def _check_client(
    connection: Any, exchange: Exchange, gate: SignIn, holder: KeyHolder, client_id: str, client_secret: str
) -> Any:
    """The row of the client's secret that was presented."""
    try:
        client = gate.read_secret(client_id, "client", InvalidClient)
        presented = gate.digest(gate.read_secret(client_secret, "secret", InvalidClient))
        for row in await queries.client_secrets(connection, holder.account_id, client, exchange.now):
            if hmac.compare_digest(row["secret_hash"], presented):
                return row
        raise InvalidClient
    except InvalidClient:
        gate.failed(exchange)
        raise


def _end(wanted: datetime, secret_ends: datetime | None) -> datetime:
    """A token does not outlive the secret it was issued for."""
    return wanted if secret_ends is None else min(wanted, secret_ends)
