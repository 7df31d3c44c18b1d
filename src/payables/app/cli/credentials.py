"""payables credentials: list, issue, rotate and revoke API keys and client secrets of an account."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Annotated, Any

from cyclopts import App, Parameter

from payables.access import queries
from payables.access.actions import issue_credentials, revoke, rotate_key, rotate_secret
from payables.access.model import CredentialRow, IssuedClient, IssuedKey, Mint
from payables.accounts.errors import NoSuchAccount
from payables.accounts.queries import account_of_key
from payables.app.cli.printing import say, show_json, show_table
from payables.app.org.fields import KEY
from payables.app.runtime import Parts, open_parts
from payables.kit.errors import Sentence
from payables.kit.ids import parse_uuid
from payables.kit.text import clean_text
from payables.platform.db import Transaction
from payables.platform.settings import read_settings

credentials = App(name="credentials", help="List, issue, rotate and revoke API keys and client secrets.")

Json = Annotated[bool, Parameter(negative="", help="Print one JSON document.")]
Account = Annotated[str, Parameter(help="The account's key in the org file.")]
DAY = timedelta(days=1)
LONGEST_OVERLAP = timedelta(days=90)


class OverlapTooLong(Sentence):
    """The overlap may be 90 days at most, such as 24h or 7d."""


@credentials.command(name="list")
def list_credentials(*, account: Account, json: Json = False) -> None:
    """Show the API keys and client secrets of an account: never the texts, only their last characters."""
    asyncio.run(_list(account, json))


@credentials.command
def issue(*, account: Account, label: str = "default", json: Json = False) -> None:
    """Issue a further API key; it is shown once. (Clients are issued by `payables provision`.)

    Parameters
    ----------
    label
        What you will recognise the key by.
    """
    asyncio.run(_issue(account, label, json))


@credentials.command
def rotate(credential: str, /, *, account: Account, overlap: timedelta = DAY, json: Json = False) -> None:
    """Issue a new API key or client secret; the old one ends after the overlap.

    Parameters
    ----------
    credential
        The id of an API key, or a client id, as `payables credentials list` shows them.
    overlap
        How long the old one goes on: 24h, 7d, 0s.
    """
    if overlap > LONGEST_OVERLAP:
        raise OverlapTooLong
    asyncio.run(_rotate(account, credential, overlap, json))


@credentials.command(name="revoke")
def revoke_credential(credential: str, /, *, account: Account, json: Json = False) -> None:
    """End an API key, a client, or one secret of a client at once, with every token that stands on it.

    Parameters
    ----------
    credential
        The id of an API key or a secret, or a client id, as `payables credentials list` shows them.
    """
    asyncio.run(_revoke(account, credential, json))


async def _list(account: str, json: bool) -> None:
    async with _opened(account) as (tx, _):
        rows = await queries.credentials(tx)
    if json:
        show_json([{**asdict(row), "state": row.state(tx.now)} for row in rows])
    else:
        show_table(["kind", "name", "id", "client id", "ends with", "state", "issued"], [_row(r, tx.now) for r in rows])


def _row(row: CredentialRow, now: datetime) -> list[str]:
    name = f"{row.user}/{row.name}" if row.user else row.name
    end = f" {row.expires_at:%Y-%m-%d %H:%M} UTC" if row.expires_at and row.revoked_at is None else ""
    return [row.kind, name, row.id, row.client_id or "", row.hint, row.state(now) + end, f"{row.created_at:%Y-%m-%d}"]


async def _issue(account: str, label: str, json: bool) -> None:
    async with _opened(account) as (tx, mint):
        issued = await issue_credentials.issue_key(tx, mint, clean_text(label, 100))
    _show(issued, json)


async def _rotate(account: str, credential: str, overlap: timedelta, json: bool) -> None:
    key_id = parse_uuid(credential)
    async with _opened(account) as (tx, mint):
        if key_id:
            issued = await rotate_key.rotate_key(tx, mint, key_id, overlap)
        else:
            issued = await rotate_secret.rotate_secret(tx, mint, credential, overlap)
    _show(issued, json, ends=tx.now + overlap)


def _show(issued: IssuedKey | IssuedClient, json: bool, ends: datetime | None = None) -> None:
    data = _data(issued)
    if json:
        show_json(data | ({"old_ends": ends} if ends else {}))
        return
    say("Shown only now:")
    show_table(["what", "text"], list(data.items()))
    if ends:
        say(f"The old one works until {ends:%Y-%m-%d %H:%M} UTC.")


def _data(issued: IssuedKey | IssuedClient) -> dict[str, Any]:
    if isinstance(issued, IssuedKey):
        return {"id": str(issued.id), "label": issued.label, "api_key": issued.text}
    return {"id": str(issued.secret_id), "client_id": issued.client_id, "client_secret": issued.secret}


async def _revoke(account: str, credential: str, json: bool) -> None:
    async with _opened(account) as (tx, _):
        kind = await revoke.revoke(tx, credential)
    if json:
        show_json({"revoked": credential, "kind": kind})
    else:
        say(f"Revoked the {kind.replace('_', ' ')} {credential}; it has stopped working.")


@asynccontextmanager
async def _opened(account: str) -> AsyncGenerator[tuple[Transaction, Mint]]:
    """A transaction of the account with this key, which ends with the block. Raises NoSuchAccount."""
    async with open_parts(read_settings()) as parts:
        account_id = await _find(parts, account)
        async with parts.database.transaction(account_id) as tx:
            yield tx, Mint(parts.settings.env, parts.secret_key)


async def _find(parts: Parts, key: str) -> Any:
    async with parts.database.operator() as connection:
        found = await account_of_key(connection, key) if KEY.fullmatch(key) else None
    if found is None:
        raise NoSuchAccount(key=key)
    return found
