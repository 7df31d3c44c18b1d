"""Routes of tokens: the token call."""

from typing import Any
from urllib.parse import parse_qsl

import msgspec
from litestar import Request

from payables.access.actions.issue_token import issue_token
from payables.access.actions.sign_in import SignIn
from payables.access.schema.tokens import TokenAnswer, TokenRequest
from payables.kit.errors import FieldError, InvalidFields
from payables.platform.http.body import FORM
from payables.platform.http.exchange import Exchange
from payables.platform.http.routes import post
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
    secret=True,
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
