"""Who is it that asks for a page? The session of the cookie, with the rights of this moment."""

from datetime import datetime
from typing import Any

import msgspec

from payables.access.model import ROLES, Person
from payables.access.model.people import Session
from payables.access.queries import sessions
from payables.access.rules import secrets
from payables.access.rules.form_tokens import form_token
from payables.platform.caller import Caller, Scope
from payables.platform.db import Database
from payables.platform.limits import Plan


class SessionGate:
    """The dashboard's gate; rights are read anew with every page."""

    def __init__(self, env: str, secret_key: bytes) -> None:
        self.env = env
        self.secret_key = secret_key

    async def __call__(self, connection: Any, cookie: str | None, now: datetime) -> Session | None:
        """The session of this cookie, None if it has none that is live. Enters the account that the person has chosen.

        A cookie of the other environment is recognised by its prefix and looked up nowhere.
        """
        label = secrets.read_label(cookie) if cookie else None
        if cookie is None or label is None or label.kind != "session" or label.env != self.env:
            return None
        row = await sessions.read_session(connection, secrets.digest(cookie, self.secret_key), now)
        return None if row is None else _session(row, cookie, self.secret_key)


async def read_new_session(database: Database, gate: SessionGate, secret: str) -> Session | None:
    """Of somebody who has just signed in, in a transaction of its own: that of the request began before the session."""
    async with database.pool.acquire() as connection, connection.transaction(readonly=True):
        return await gate(connection, secret, database.clock.now())


def _session(row: Any, cookie: str, key: bytes) -> Session:
    inside = row["user_id"] is not None
    place = f"{row['account_id'] or ''}/{row['company_id'] or ''}"
    return Session(
        **{name: row[name] for name in ("id", "login_id", "email", "is_operator", "second_factor_pending")},
        form_token=form_token(cookie, place, key),
        place=place,
        account_id=row["account_id"],
        account_name=row["account_name"] or "",
        company_id=row["company_id"],
        company_name=row["company_name"],
        accounts=row["accounts"],
        caller=_caller(row) if inside else None,
        plan=msgspec.convert(row["plan"], Plan) if inside else None,
        person=Person(row["user_id"], row["email"], row["first_name"], row["last_name"]) if inside else None,
        role=row["role"] or "",
        seen_at=row["seen_at"],
        ends_at=row["ends_at"],
    )


def _caller(row: Any) -> Caller:
    return Caller(
        account_id=row["account_id"],
        user_id=row["user_id"],
        kind="person",
        scope=Scope(_ids(row["company_ids"]), _ids(row["location_ids"])),
        permissions=ROLES.get(row["role"], frozenset()),
        features=frozenset(row["features"]),
        approval_mode=row["approval_mode"],
    )


def _ids(values: list[int] | None) -> frozenset[int] | None:
    return None if values is None else frozenset(values)
