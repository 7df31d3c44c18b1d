"""Routes of access: the token call, and who there is."""

from typing import Annotated, Any
from urllib.parse import parse_qsl

import msgspec
from litestar import Request
from litestar.params import QueryParameter

from payables.access import queries
from payables.access.actions.issue_token import issue_token
from payables.access.actions.sign_in import SignIn
from payables.access.model import ScopeKind, UserKind
from payables.access.schema import TokenAnswer, TokenRequest, UserList, UserObject, UserScope
from payables.kit.errors import FieldError, InvalidFields
from payables.platform.caller import Permission, Scope
from payables.platform.http.body import FORM
from payables.platform.http.exchange import Exchange
from payables.platform.http.parameters import PageNumber, PageSize, page_of
from payables.platform.http.request import ApiRequest
from payables.platform.http.routes import get, post
from payables.platform.http.translate import field_fault


@post(
    ["/v1/oauth/token", "/oauth/token"],
    needs=None,
    summary="Get an access token",
    description="OAuth 2.0 client credentials. Needs the X-API-Key header; form-encoded, JSON is accepted too. "
    "Keep the token until it ends, or until a call answers 401.",
    tag="OAuth",
    operation_id="post-oauth-token",
    body=(TokenRequest, (FORM, "application/json")),
)
async def post_token(request: Request[Any, Any, Any]) -> TokenAnswer:
    state = request.scope["state"]
    gate: SignIn = request.app.state.gate
    exchange: Exchange = state["exchange"]
    wanted = _read(exchange, await request.body())
    token = await issue_token(
        state["connection"],
        exchange,
        gate,
        grant_type=wanted.grant_type,
        client_id=wanted.client_id,
        client_secret=wanted.client_secret,
        scope=wanted.scope,
        lifetime_seconds=state["settings"].token_lifetime_seconds,
    )
    return TokenAnswer(token.text, "Bearer", token.expires_in, token.scope)


@get(
    "/v1/users",
    needs=Permission.STRUCTURE_READ,
    summary="List people and API users",
    description="Those that see some of what you see, inactive ones too. `payables provision` writes them.",
    tag="Accounts",
    operation_id="get-users",
    extension=True,
)
async def list_users(
    request: ApiRequest,
    search: Annotated[
        str | None, QueryParameter(description="Part of the name or e-mail address, in any case.", required=False)
    ] = None,
    kind: Annotated[
        UserKind | None, QueryParameter(description="Only people, or only programs.", required=False)
    ] = None,
    page: PageNumber = None,
    limit: PageSize = None,
) -> UserList:
    wanted = page_of(page, limit)
    if search is not None and "\0" in search:
        raise InvalidFields([FieldError("search", "Send the text without NUL.", "control_character")])
    scope = request.caller.scope
    found = await queries.listed(request.tx, scope, wanted, kind=kind, search=search)
    shown = [_user(row, scope) for row in found.rows]
    return UserList(request.answer_version, found.total, wanted.number, wanted.limit, shown)


def _user(row: Any, scope: Scope) -> UserObject:
    names = ("id", "email", "first_name", "last_name")
    seen = UserScope(
        ScopeKind(row["scope"]),
        _seen(row["company_ids"], scope.company_ids),
        _seen(row["location_ids"], scope.location_ids),
    )
    return UserObject(
        **{name: row[name] for name in names},
        kind=UserKind(row["kind"]),
        role=row["role"],
        active=row["active"],
        scope=seen,
    )


def _seen(ids: list[int] | None, within: frozenset[int] | None) -> list[int]:
    return sorted(id for id in ids or () if within is None or id in within)


def _read(exchange: Exchange, body: bytes) -> TokenRequest:
    try:
        if exchange.media_type == FORM:
            return msgspec.convert(_form(body), TokenRequest)
        return msgspec.json.decode(body or b"{}", type=TokenRequest)
    except msgspec.ValidationError as error:
        raise InvalidFields([field_fault(str(error))]) from error
    except (ValueError, UnicodeDecodeError) as error:
        raise InvalidFields([FieldError("body", "Send the fields form-encoded.", "invalid_form")]) from error


def _form(body: bytes) -> dict[str, str]:
    """Each field once: with two of a kind it would be open which of them is meant. Raises ValueError."""
    pairs = parse_qsl(body.decode(), strict_parsing=bool(body), max_num_fields=20)
    if len({name for name, _ in pairs}) != len(pairs):
        raise ValueError("a field is repeated")
    return dict(pairs)
