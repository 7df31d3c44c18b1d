"""The operator's desk: everything that the pages below /operator look at and do."""

from typing import Any

from payables.access.actions import help_person, invite, name_operator
from payables.access.model import Mint
from payables.access.model.people import Link, ListedLogin, Visitor
from payables.access.queries.door import at_the_door
from payables.access.queries.logins import listed_logins
from payables.app.operating import accounts as sheets
from payables.app.operating import condition as conditions
from payables.app.operating import held_jobs as jobs
from payables.app.operating import org_file
from payables.app.operating.edit import EDITS, edited, leaves_out
from payables.app.runtime import Parts
from payables.platform.db import Actor
from payables.platform.http.errors import NoSuchPath

MOST_ACCOUNTS = 500


class Desk:
    """Each method opens what it needs, and holds nothing afterwards."""

    def __init__(self, parts: Parts) -> None:
        self.parts = parts
        self.mint = Mint(parts.settings.env, parts.secret_key)

    async def accounts(self, search: str = "") -> list[Any]:
        return await sheets.account_rows(self.parts.database, search, MOST_ACCOUNTS)

    async def account(self, key: str) -> sheets.AccountSheet:
        """Raises NoSuchAccount."""
        return await sheets.account_sheet(self.parts.database, key)

    async def edited(self, key: str, what: str, typed: dict[str, list[str]]) -> tuple[str, bool]:
        """The account's org file with a change that was typed into a form, and whether what it leaves out becomes inactive.
        Raises NoSuchAccount and NoSuchPath."""
        if what not in EDITS:
            raise NoSuchPath
        return edited((await self.account(key)).data, what, typed), leaves_out(what)

    async def condition(self) -> conditions.Condition:
        return await conditions.condition(self.parts)

    async def held_jobs(self) -> list[jobs.HeldJob]:
        return await jobs.held_jobs(self.parts.database)

    async def try_again(self, ids: list[int], who: str) -> jobs.TriedAgain:
        return await jobs.try_again(self.parts.database, ids, who)

    async def plan(self, text: str, *, deactivate_missing: bool) -> org_file.Planned:
        return await org_file.plan_text(self.parts, text, deactivate_missing=deactivate_missing)

    async def apply(self, text: str, *, deactivate_missing: bool, digest: str, actor: Actor) -> org_file.Applied:
        return await org_file.apply_text(
            self.parts, text, deactivate_missing=deactivate_missing, digest=digest, actor=actor
        )

    async def people(self) -> list[ListedLogin]:
        async with at_the_door(self.parts.database) as door:
            return await listed_logins(door.connection, door.now)

    async def invite(self, email: str, visitor: Visitor) -> Link:
        """Raises NobodyWithAddress."""
        async with at_the_door(self.parts.database) as door:
            return await invite.invite(door, self.mint, email, visitor)

    async def end_sessions(self, email: str, visitor: Visitor) -> int:
        """Raises NoSuchLogin."""
        async with at_the_door(self.parts.database) as door:
            return await help_person.end_sessions(door, email, visitor)

    async def take_second_factor(self, email: str, visitor: Visitor) -> None:
        """Raises NoSuchLogin."""
        async with at_the_door(self.parts.database) as door:
            await help_person.take_second_factor(door, email, visitor)

    async def name_operator(self, email: str, visitor: Visitor, *, is_operator: bool) -> bool:
        """Raises NoSuchLogin."""
        async with at_the_door(self.parts.database) as door:
            return await name_operator.name_operator(door, email, visitor, is_operator=is_operator)
