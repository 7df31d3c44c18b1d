"""Routes of keys and clients: for those who manage the account's users and see all of it. Every answer that holds a secret is
given once and kept nowhere."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Annotated, Any
from uuid import UUID

from litestar.params import JSONBody, PathParameter

from payables.access import queries
from payables.access.actions import manage_credentials as credentials
from payables.access.model import IssuedClient, IssuedKey, Mint, User
from payables.access.model.credentials import Client, Credential
from payables.access.queries import issued
from payables.access.schema.credentials import (
    ApiKeyBody,
    ApiKeyObject,
    ClientBody,
    ClientObject,
    CredentialList,
    IssuedClientAnswer,
    IssuedKeyAnswer,
    RevokedAnswer,
    RotationBody,
    SecretObject,
)
from payables.kit.errors import NotFound
from payables.kit.ids import parse_uuid
from payables.kit.said import must_say
from payables.platform.caller import Permission
from payables.platform.http.instants import twins
from payables.platform.http.optional_body import read_body
from payables.platform.http.request import ApiRequest
from payables.platform.http.routes import delete, get, post

TAG = "Integration"
JSON = ("application/json",)
LONGEST_NAME = 100
ONCE = "The secret is in the answer and nowhere else: a repeated Idempotency-Key answers 208 without it. "
SCOPE = "Needs a user whose scope is the whole account."

KeyId = Annotated[str, PathParameter(description="Id of the API key.")]
ClientId = Annotated[str, PathParameter(description="client_id of the OAuth client.")]
SecretId = Annotated[str, PathParameter(description="Id of the secret.")]


@get(
    "/v1/credentials",
    needs=Permission.USERS_MANAGE,
    summary="List API keys and OAuth clients",
    description="Never their secrets. " + SCOPE,
    tag=TAG,
    operation_id="get-credentials",
    extension=True,
)
async def list_credentials(request: ApiRequest) -> CredentialList:
    _whole_account(request)
    keys = [_key(request, key) for key in await issued.keys(request.tx)]
    found = await issued.clients(request.tx)
    makers = {secret.issued_by for client in found for secret in client.secrets if secret.issued_by is not None}
    users = await queries.users(request.tx, sorted(makers)) if makers else {}
    clients = [_client(request, client, users) for client in found]
    return CredentialList(request.answer_version, keys, clients)


@post(
    "/v1/api-keys",
    needs=Permission.USERS_MANAGE,
    summary="Issue an API key",
    description=ONCE + SCOPE,
    tag=TAG,
    operation_id="post-api-keys",
    status=201,
    body=(ApiKeyBody, JSON),
    extension=True,
    secret=True,
)
async def post_key(request: ApiRequest, data: JSONBody[ApiKeyBody]) -> IssuedKeyAnswer:
    _whole_account(request)
    label = must_say("label", data.label, "Say what you will recognise the key by.", LONGEST_NAME)
    return _issued_key(request, await credentials.give_key(request.tx, _mint(request), label))


@post(
    "/v1/api-keys/{id:str}/rotate",
    needs=Permission.USERS_MANAGE,
    summary="Replace an API key",
    description="The old one goes on for the overlap. Answers kept under Idempotency-Keys of the old key are not repeated "
    "under the new one. " + ONCE + SCOPE,
    tag=TAG,
    operation_id="post-api-keys-id-rotate",
    status=201,
    errors=(404,),
    body=(RotationBody, JSON),
    body_optional=True,
    extension=True,
    secret=True,
)
async def post_rotate_key(request: ApiRequest, id: KeyId) -> IssuedKeyAnswer:
    _whole_account(request)
    overlap = await _overlap(request)
    key_id = _uuid(id, "API key")
    new = await credentials.replace_key(request.tx, _mint(request), key_id, overlap)
    return _issued_key(request, new, replaced=key_id, ends=request.tx.now + overlap)


@delete(
    "/v1/api-keys/{id:str}",
    needs=Permission.USERS_MANAGE,
    summary="Revoke an API key",
    description="At once. Also the one that you use, or the last one: the operator's `payables credentials issue` makes "
    "another. " + SCOPE,
    tag=TAG,
    operation_id="delete-api-keys-id",
    body_optional=True,
    errors=(404,),
    extension=True,
)
async def delete_key(request: ApiRequest, id: KeyId) -> RevokedAnswer:
    _whole_account(request)
    key_id = _uuid(id, "API key")
    await credentials.revoke_key(request.tx, key_id)
    return RevokedAnswer(request.answer_version, id, request.caller.api_key_id == key_id)


@post(
    "/v1/oauth-clients",
    needs=Permission.USERS_MANAGE,
    summary="Make an OAuth client of an API user",
    description="Not of one who may do what you may not. " + ONCE + SCOPE,
    tag=TAG,
    operation_id="post-oauth-clients",
    status=201,
    body=(ClientBody, JSON),
    extension=True,
    secret=True,
)
async def post_client(request: ApiRequest, data: JSONBody[ClientBody]) -> IssuedClientAnswer:
    _whole_account(request)
    name = must_say("name", data.name, "Say what you will recognise the client by.", LONGEST_NAME)
    new = await credentials.give_client(request.tx, request.caller, _mint(request), data.user_id, name)
    return _issued_client(request, new)


@post(
    "/v1/oauth-clients/{id:str}/rotate",
    needs=Permission.USERS_MANAGE,
    summary="Replace a client's secret",
    description="Older ones, and their tokens, go on for the overlap. Not of an API user who may do what you may not. "
    + ONCE
    + SCOPE,
    tag=TAG,
    operation_id="post-oauth-clients-id-rotate",
    status=201,
    errors=(404,),
    body=(RotationBody, JSON),
    body_optional=True,
    extension=True,
    secret=True,
)
async def post_rotate_client(request: ApiRequest, id: ClientId) -> IssuedClientAnswer:
    _whole_account(request)
    overlap = await _overlap(request)
    new = await credentials.replace_secret(request.tx, request.caller, _mint(request), id, overlap)
    return _issued_client(request, new, ends=request.tx.now + overlap)


@delete(
    "/v1/oauth-clients/{id:str}",
    needs=Permission.USERS_MANAGE,
    summary="Revoke an OAuth client",
    description="At once, with its secrets and tokens; also the one that you use. " + SCOPE,
    tag=TAG,
    operation_id="delete-oauth-clients-id",
    body_optional=True,
    errors=(404,),
    extension=True,
)
async def delete_client(request: ApiRequest, id: ClientId) -> RevokedAnswer:
    _whole_account(request)
    await credentials.revoke_client(request.tx, id)
    return RevokedAnswer(request.answer_version, id, request.caller.client_id == id)


@delete(
    "/v1/oauth-clients/{id:str}/secrets/{secret_id:str}",
    needs=Permission.USERS_MANAGE,
    summary="Revoke one secret of a client",
    description="At once, with the tokens that were issued for it. " + SCOPE,
    tag=TAG,
    operation_id="delete-oauth-clients-id-secrets-secret-id",
    body_optional=True,
    errors=(404,),
    extension=True,
)
async def delete_secret(request: ApiRequest, id: ClientId, secret_id: SecretId) -> RevokedAnswer:
    _whole_account(request)
    await credentials.revoke_secret(request.tx, id, _uuid(secret_id, "secret of this client"))
    return RevokedAnswer(request.answer_version, secret_id, request.caller.client_id == id)


def _whole_account(request: ApiRequest) -> None:
    """A key opens the whole account's door, whoever then comes through it."""
    request.caller.need_whole_account("account's credentials")


def _mint(request: ApiRequest) -> Mint:
    return Mint(request.scope["state"]["settings"].env, request.app.state.secret_key)


def _uuid(text: str, what: str) -> UUID:
    found = parse_uuid(text)
    if found is None:
        raise NotFound(what=what)
    return found


async def _overlap(request: ApiRequest) -> timedelta:
    return timedelta(hours=(await read_body(request, RotationBody)).overlap_hours)


def _key(request: ApiRequest, key: Credential) -> ApiKeyObject:
    in_use = request.caller.api_key_id == key.id
    return ApiKeyObject(label=key.name, in_use=in_use, **_told(key, request.tx.now))


def _client(request: ApiRequest, client: Client, users: Mapping[int, User]) -> ClientObject:
    return ClientObject(
        client_id=client.id,
        name=client.name,
        user_id=client.user_id,
        user_name=client.user_name,
        role=client.role,
        user_active=client.user_active,
        in_use=request.caller.client_id == client.id,
        **twins("created_date", client.created_at),
        **twins("revoked_date", client.revoked_at),
        secrets=[_secret(secret, request.tx.now, users) for secret in client.secrets],
    )


def _secret(one: Credential, now: datetime, users: Mapping[int, User]) -> SecretObject:
    user = users.get(one.issued_by or 0)
    return SecretObject(
        issued_by=user.person if user else None, issued_by_active=user.active if user else None, **_told(one, now)
    )


def _told(one: Credential, now: datetime) -> dict[str, Any]:
    return {
        "id": str(one.id),
        "hint": one.hint,
        "state": one.state(now),
        **twins("created_date", one.created_at),
        **twins("end_date", one.expires_at),
        **twins("revoked_date", one.revoked_at),
    }


def _issued_key(
    request: ApiRequest, new: IssuedKey, replaced: UUID | None = None, ends: datetime | None = None
) -> IssuedKeyAnswer:
    return IssuedKeyAnswer(
        request.answer_version,
        str(new.id),
        new.label,
        new.text,
        None if replaced is None else str(replaced),
        **twins("replaced_end_date", ends),
    )


def _issued_client(request: ApiRequest, new: IssuedClient, ends: datetime | None = None) -> IssuedClientAnswer:
    return IssuedClientAnswer(
        request.answer_version,
        new.client_id,
        new.name,
        new.user_id,
        str(new.secret_id),
        new.secret,
        **twins("replaced_end_date", ends),
    )
