"""payables people: who may sign in to the dashboard; links to set a password; sessions."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import asdict
from typing import Annotated

from cyclopts import App, Parameter

from payables.access.actions.help_person import end_sessions, find_login, take_second_factor
from payables.access.actions.invite import invite as make_link
from payables.access.actions.name_operator import name_operator
from payables.access.model import Mint
from payables.access.model.people import ListedLogin, Visitor
from payables.access.queries import logins as queries
from payables.access.queries.door import Door, at_the_door
from payables.access.queries.sessions import open_sessions
from payables.app.cli.printing import say, show_json, show_table
from payables.app.runtime import Parts, open_parts
from payables.app.served_at import public_address
from payables.platform.settings import read_settings

people = App(name="people", help="Who may sign in to the dashboard, links to set a password, sessions.")

Json = Annotated[bool, Parameter(negative="", help="Print one JSON document.")]
HERE = Visitor("command line")
DATE = "%Y-%m-%d %H:%M"


@people.command(name="list")
def list_people(*, json: Json = False) -> None:
    """Show the people of all accounts and the operators: who has a password, a second factor, sessions, an open link."""
    asyncio.run(_list(json))


@people.command
def invite(email: str, /, *, json: Json = False) -> None:
    """Make a link with which a person sets a password. It works once, for 72 hours, and takes the place of an earlier one.

    Parameters
    ----------
    email
        The address of a person of the org file, or of an operator.
    """
    asyncio.run(_invite(email, json))


@people.command
def operator(email: str, /, *, yes: Annotated[bool, Parameter(negative="--no")]) -> None:
    """Make somebody an operator of the installation (--yes), or no operator any more (--no).

    Parameters
    ----------
    email
        The address; an operator need not be a person of any account.
    yes
        Operators see the pages below /operator.
    """
    asyncio.run(_operator(email, yes))


@people.command
def sessions(email: str, /, *, json: Json = False) -> None:
    """Show where somebody is signed in.

    Parameters
    ----------
    email
        The address of a person who was invited.
    """
    asyncio.run(_sessions(email, json))


@people.command
def revoke(email: str, /) -> None:
    """End all sessions of somebody at once.

    Parameters
    ----------
    email
        The address of a person who was invited.
    """
    asyncio.run(_revoke(email))


@people.command(name="forget-second-factor")
def forget_second_factor(email: str, /) -> None:
    """Switch off the second factor of somebody who has lost it. Make sure that it is they who ask.

    Parameters
    ----------
    email
        The address of a person who was invited.
    """
    asyncio.run(_forget_second_factor(email))


async def _list(json: bool) -> None:
    async with _at_the_door() as (_, door):
        found = await queries.listed_logins(door.connection, door.now)
    if json:
        show_json([asdict(one) for one in found])
    else:
        show_table(["e-mail", "accounts", "signs in", "sessions", "last seen"], [_row(one) for one in found])


def _row(one: ListedLogin) -> list[str]:
    seen = f"{one.seen_at:{DATE}} UTC" if one.seen_at else ""
    return [one.email, ", ".join(one.accounts), _how(one), str(one.sessions or ""), seen]


def _how(one: ListedLogin) -> str:
    words = [
        "operator" if one.is_operator else "",
        "password" if one.has_password else "no password",
        "second factor" if one.has_totp else "",
        f"link until {one.link_ends_at:{DATE}} UTC" if one.link_ends_at else "",
    ]
    return ", ".join(word for word in words if word)


async def _invite(email: str, json: bool) -> None:
    async with _at_the_door() as (parts, door):
        link = await make_link(door, Mint(parts.settings.env, parts.secret_key), email, HERE)
    address = f"{public_address(parts.settings)}/welcome/{link.text}"
    if json:
        show_json({"email": link.email, "link": address, "ends": link.expires_at})
        return
    say(f"Give this link to {link.email}, and to nobody else:")
    say(address)
    say(f"It works once, until {link.expires_at:{DATE}} UTC.")


async def _operator(email: str, yes: bool) -> None:
    async with _at_the_door() as (_, door):
        changed = await name_operator(door, email, HERE, is_operator=yes)
    state = "an operator of the installation" if yes else "no operator of the installation"
    say(f"{email} is {state}{' now' if changed else ' already'}.")


async def _sessions(email: str, json: bool) -> None:
    async with _at_the_door() as (_, door):
        found = await open_sessions(door.connection, await find_login(door, email), door.now)
    if json:
        show_json([asdict(one) for one in found])
        return
    rows = [[f"{one.created_at:{DATE}} UTC", f"{one.seen_at:{DATE}} UTC", one.source, one.user_agent] for one in found]
    show_table(["since", "last seen", "address", "browser"], rows)


async def _revoke(email: str) -> None:
    async with _at_the_door() as (_, door):
        count = await end_sessions(door, email, HERE)
    say(f"Ended {count} session{'' if count == 1 else 's'} of {email}.")


async def _forget_second_factor(email: str) -> None:
    async with _at_the_door() as (_, door):
        await take_second_factor(door, email, HERE)
    say(f"The second factor of {email} is off; the password alone lets them in.")


@asynccontextmanager
async def _at_the_door() -> AsyncGenerator[tuple[Parts, Door]]:
    async with open_parts(read_settings()) as parts, at_the_door(parts.database) as door:
        yield parts, door
