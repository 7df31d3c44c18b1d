"""Accounts as the operator sees them, and as the text of an org file."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from payables.access.model import PresentAccess
from payables.access.queries import present_access
from payables.accounts import queries
from payables.accounts.errors import NoSuchAccount
from payables.accounts.model import PresentStructure
from payables.app.org.write import account_data, org_text
from payables.custom_fields.queries import present_fields
from payables.kit.ids import racc
from payables.platform.db import Database


@dataclass(frozen=True, slots=True)
class AccountSheet:
    """One account; `clients` by the name of their API user."""

    key: str
    racc: str
    structure: PresentStructure
    access: PresentAccess
    clients: dict[str, list[dict[str, Any]]]
    data: dict[str, Any]  # as an org file has it

    @property
    def text(self) -> str:
        """Of its org file."""
        return org_text(self.data)


async def account_rows(database: Database, search: str, most: int) -> list[Any]:
    """Key, id, name, plan, features and approval mode, by key; those whose key or name has this part."""
    async with database.operator() as connection:
        return await queries.account_rows(connection, search, most)


async def account_sheet(database: Database, key: str) -> AccountSheet:
    """Raises NoSuchAccount."""
    async with database.operator() as connection:
        account_id = await queries.account_of_key(connection, key)
    if account_id is None:
        raise NoSuchAccount(key=key)
    async with database.transaction(account_id) as tx:
        structure, access = await queries.present_structure(tx), await present_access(tx)
        data = account_data(key, structure, access, await present_fields(tx))
    return AccountSheet(key, racc(account_id), structure, access, _by_user(access), data)


def _by_user(access: PresentAccess) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for key, client in access.clients.items():
        found[key.rsplit("/", 1)[0]].append(client)
    return found
