"""Who is calling? API key and access token together (contract/platform.md section 2)."""

from typing import Any

import msgspec

from payables.access import queries
from payables.access.model import ROLES, KeyHolder
from payables.access.rules import secrets
from payables.platform.caller import Caller, Scope
from payables.platform.http import errors
from payables.platform.http.edge import SignedIn
from payables.platform.http.exchange import Exchange, Holder
from payables.platform.limits import GuessBrake, Plan

BEARER = "bearer "


class SignIn:
    """The edge's gate. Failures are counted by address; after too many, further ones are told to wait.

    Valid credentials always pass: clients behind one address cannot lock each other out."""

    def __init__(self, env: str, secret_key: bytes) -> None:
        self.env = env
        self.secret_key = secret_key
        self.brake = GuessBrake()

    async def __call__(self, connection: Any, exchange: Exchange) -> SignedIn:
        try:
            key = self.read_secret(exchange.header(b"x-api-key"), "key", errors.InvalidApiKey)
            token = self.read_secret(_bearer(exchange), "token", errors.InvalidToken)
            row = await queries.sign_in(connection, self.digest(key), self.digest(token), exchange.now)
            if row is None:
                raise errors.InvalidApiKey
            exchange.holder = Holder(row["account_id"], row["api_key_id"], row["client_id"], row["user_id"])
        except (errors.InvalidApiKey, errors.InvalidToken):
            self.failed(exchange)
            raise
        # A whole token that has ended, beside a key that is good, is a client that has to renew it: no guess.
        return _signed_in(row)

    async def key_holder(self, connection: Any, exchange: Exchange) -> KeyHolder:
        """For the token call, which has a key and no token yet. Enters the key's account."""
        try:
            key = self.read_secret(exchange.header(b"x-api-key"), "key", errors.InvalidApiKey)
            row = await queries.sign_in(connection, self.digest(key), None, exchange.now)
            if row is None:
                raise errors.InvalidApiKey
            exchange.holder = Holder(row["account_id"], row["api_key_id"])
        except errors.InvalidApiKey:
            self.failed(exchange)
            raise
        return KeyHolder(row["account_id"], row["api_key_id"], msgspec.convert(row["plan"], Plan))

    def failed(self, exchange: Exchange) -> None:
        """Counts a wrong credential. Raises TooManyFailures instead when this source has to wait."""
        if wait := self.brake.wait_for(exchange.source):
            raise errors.TooManyFailures(retry_after=wait)
        self.brake.failed(exchange.source)

    def digest(self, secret: str) -> bytes:
        return secrets.digest(secret, self.secret_key)

    def read_secret(self, text: str | None, kind: str, invalid: type[Exception]) -> str:
        """The other environment's secrets are recognised by their prefix and refused before any look-up."""
        if not text:
            raise errors.MissingCredentials
        label = secrets.read_label(text)
        if label and label.env != self.env:
            raise errors.WrongEnvironmentKey(here=self.env, theirs=label.env)
        if label is None or label.kind != kind:
            raise invalid
        return text


def _bearer(exchange: Exchange) -> str | None:
    given = exchange.header(b"authorization") or ""
    return given[len(BEARER) :].strip() if given[: len(BEARER)].lower() == BEARER else None


def _signed_in(row: Any) -> SignedIn:
    if row["user_id"] is None:
        raise errors.InvalidToken
    caller = Caller(
        account_id=row["account_id"],
        user_id=row["user_id"],
        kind=row["kind"],
        scope=Scope(_ids(row["company_ids"]), _ids(row["location_ids"])),
        permissions=ROLES.get(row["role"], frozenset()),
        features=frozenset(row["features"]),
        approval_mode=row["approval_mode"],
        api_key_id=row["api_key_id"],
        client_id=row["client_id"],
    )
    return SignedIn(caller, msgspec.convert(row["plan"], Plan))


def _ids(values: list[int] | None) -> frozenset[int] | None:
    return None if values is None else frozenset(values)
